import { describe, expect, it } from 'vitest'
import { SECOND } from '../../../../sim/engine/time.ts'
import { read, readOne } from './read.ts'

describe('an app definition', () => {
  it('that says little has the defaults of its era', () => {
    const head = readOne({})
    expect(head).toEqual({
      id: '/web',
      instances: 1,
      needs: { cpus: 1000, mem: 128_000, disk: 0, gpus: 0 },
      ports: { kind: 'definitions', ports: [0], required: false },
      volumes: [],
      constraints: [],
      labels: {},
      backoff: { backoff: SECOND, factor: 1.15, maxLaunchDelay: 300 * SECOND },
      upgrade: { minimumHealthCapacity: 1, maximumOverCapacity: 1 },
      killSelection: 'YOUNGEST_FIRST',
      unreachable: { inactiveAfter: 0, expungeAfter: 0 },
      healthChecks: [],
      readiness: null,
      dependencies: [],
      notModelled: [],
    })
    const { backoff, unreachable } = readOne({}, '1.3')
    expect([backoff.maxLaunchDelay, unreachable]).toEqual([3600 * SECOND, null])
  })

  it('is read whole', () => {
    const app = readOne(
      {
        id: '/shop/web',
        instances: 3,
        cpus: 0.25,
        mem: 256.5,
        disk: 10,
        gpus: 1,
        constraints: [
          ['hostname', 'UNIQUE'],
          ['rack', 'LIKE', 'r[1-3]'],
        ],
        acceptedResourceRoles: ['*', 'web'],
        backoffSeconds: 2,
        backoffFactor: 2,
        maxLaunchDelaySeconds: 60,
        upgradeStrategy: { minimumHealthCapacity: 0.5, maximumOverCapacity: 0.2 },
        unreachableStrategy: { inactiveAfterSeconds: 60, expungeAfterSeconds: 120 },
        killSelection: 'OLDEST_FIRST',
        healthChecks: [
          { protocol: 'MESOS_TCP', gracePeriodSeconds: 10, intervalSeconds: 5, maxConsecutiveFailures: 0 },
        ],
        readinessChecks: [{ name: 'up', intervalSeconds: 3 }],
        dependencies: ['/shop/db', '../base'],
        labels: { team: 'a' },
        env: { A: '1' },
        fetch: [],
        executor: '',
        container: { type: 'DOCKER', docker: { forcePullImage: false, privileged: true, image: 'x' } },
        version: '2026-01-01T00:00:00.000Z',
        tasksRunning: 3,
      },
      'head',
      ['/shop/db', '/base'],
    )
    expect(app).toMatchObject({
      id: '/shop/web',
      instances: 3,
      needs: { cpus: 250, mem: 256_500, disk: 10_000, gpus: 1000 },
      constraints: [
        { field: 'hostname', operator: 'UNIQUE', value: '' },
        { field: 'rack', operator: 'LIKE', value: 'r[1-3]' },
      ],
      acceptedResourceRoles: ['*', 'web'],
      backoff: { backoff: 2 * SECOND, factor: 2, maxLaunchDelay: 60 * SECOND },
      upgrade: { minimumHealthCapacity: 0.5, maximumOverCapacity: 0.2 },
      unreachable: { inactiveAfter: 60 * SECOND, expungeAfter: 120 * SECOND },
      killSelection: 'OLDEST_FIRST',
      healthChecks: [
        { grace: 10 * SECOND, interval: 5 * SECOND, timeout: 20 * SECOND, maxConsecutiveFailures: 0 },
      ],
      readiness: { interval: 3 * SECOND, timeout: 10 * SECOND },
      // It stands in no group, so that relative ids start from the root.
      dependencies: ['/shop/db', '/base'],
      labels: { team: 'a' },
    })
    expect(app.notModelled).toEqual([
      'container.docker.privileged',
      'env',
      'healthChecks.protocol',
      'labels',
      'readinessChecks.name',
    ])
  })

  it('with persistent volumes waits for its instances, and never doubles them', () => {
    const volumes = [
      { containerPath: 'data', mode: 'RW', persistent: { size: 512 } },
      {
        containerPath: 'fast',
        persistent: { size: 100, maxSize: 200, type: 'mount', constraints: [['path', 'LIKE', '/ssd.*']] },
      },
      { containerPath: 'x', hostPath: '/x', mode: 'RO' },
    ]
    const app = readOne({ container: { type: 'MESOS', volumes } })
    expect(app.volumes).toEqual([
      { type: 'root', size: 512_000, constraints: [] },
      {
        type: 'mount',
        size: 100_000,
        maxSize: 200_000,
        constraints: [{ field: 'path', operator: 'LIKE', value: '/ssd.*' }],
      },
    ])
    expect([app.upgrade, app.unreachable]).toEqual([
      { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 },
      'disabled',
    ])
  })

  it('with the label of single instances has none beside the one', () => {
    const { upgrade } = readOne({ labels: { MARATHON_SINGLE_INSTANCE_APP: 'true' } })
    expect(upgrade).toEqual({ minimumHealthCapacity: 0, maximumOverCapacity: 0 })
  })

  it('runs something', () => {
    expect(read([{ id: 'a' }]).faults).toEqual([
      ': found an app without a command or image, expected cmd, args or container.docker.image; add what it runs',
    ])
    expect(
      read([
        { id: 'a', cmd: ' ' },
        { id: 'b', container: { docker: {} } },
      ]).faults,
    ).toHaveLength(2)
    expect(
      read([
        { id: 'a', args: ['x'] },
        { id: 'b', container: { docker: { image: 'c' } } },
      ]).faults,
    ).toEqual([])
    expect(read([{ id: 'a', cmd: 'x', args: ['y'] }]).faults).toEqual([
      'args: found args beside cmd, expected one of them',
    ])
  })

  it('says all its faults at once, each with its field', () => {
    const { faults } = read([
      {
        id: 'Web_1',
        cmd: 7,
        instances: 1.5,
        cpus: 0,
        mem: '128',
        cpu: 1,
        constraints: [
          ['hostname', 'UNIQE'],
          ['rack', 'LIKE', '(a'],
          ['rack', 'LIKE'],
          ['host', 'UNIQUE', 'x'],
          ['a'],
          'b',
          ['r', 'MAX_PER', 'many'],
        ],
        backoffFactor: 0.5,
        upgradeStrategy: { minimumHealthCapacity: 2 },
        unreachableStrategy: { inactiveAfterSeconds: 9, expungeAfterSeconds: 3 },
        killSelection: 'OLDEST',
        healthChecks: [{ protocol: 'FTP' }],
        readinessChecks: [{}, {}],
        requirePorts: 'yes',
        labels: { a: 1 },
        container: { volumes: [{ persistent: { type: 'root', maxSize: 3 } }] },
      },
    ])
    expect(faults.join('\n')).toMatchInlineSnapshot(`
      "id: found "Web_1" in "Web_1", expected lower-case letters, digits, "-" and "." in it; write "web-1"
      cmd: found 7, expected a text
      labels.a: found 1, expected a text
      instances: found 1.5, expected a whole number of at least 0
      cpus: found 0, expected a number of at least 0.001
      mem: found "128", expected a number of at least 0
      container.volumes.0.persistent: found a persistent volume without a size, expected size, in MiB
      container.volumes.0.persistent.maxSize: found maxSize for a volume of type "root", expected it for mount volumes only; delete it
      upgradeStrategy.minimumHealthCapacity: found 2, expected a number from 0 to 1
      requirePorts: found "yes", expected true or false
      constraints.0.1: found "UNIQE", expected an operator of Marathon head: UNIQUE, CLUSTER, GROUP_BY, LIKE, UNLIKE, MAX_PER, IS
      constraints.1: the pattern "(a" cannot be used: missing closing ): \`(a\`. Patterns run in a linear-time matcher, which has no backreferences, look-around or possessive quantifiers; write it without
      constraints.2: found LIKE without a value, expected a pattern behind it
      constraints.3.2: found "x", expected no value: UNIQUE takes none; delete it
      constraints.4: ["a"] is no constraint; write [field, operator] or [field, operator, value]
      constraints.5: found "b", expected texts: [field, operator] or [field, operator, value]
      constraints.6: MAX_PER on "r" has "many" where a whole number of at least 0 is expected; write how many, as in ["r", "MAX_PER", "3"]
      backoffFactor: found 0.5, expected a number of at least 1
      killSelection: found "OLDEST", expected YOUNGEST_FIRST or OLDEST_FIRST
      unreachableStrategy: inactiveAfter is later than expungeAfter, or one of them is negative; an instance is replaced before it is forgotten, so write inactiveAfter ≤ expungeAfter
      healthChecks.0.protocol: found "FTP", expected HTTP, HTTPS, TCP, COMMAND, MESOS_HTTP, MESOS_HTTPS or MESOS_TCP
      readinessChecks: found 2 readiness checks, expected at most one
      cpu: found an unknown field, expected a field of an app of Marathon head; delete it"
    `)
  })

  it('of 1.3 has no fields and operators that came later', () => {
    const later = {
      killSelection: 'OLDEST_FIRST',
      networks: [{ mode: 'host' }],
      constraints: [['a', 'IS', 'b']],
    }
    expect(read([{ id: 'a', cmd: 'x', ...later }], '1.3').faults.join('\n')).toMatchInlineSnapshot(`
      "constraints.0.1: found "IS", expected an operator of Marathon 1.3: UNIQUE, CLUSTER, GROUP_BY, LIKE, UNLIKE, MAX_PER
      killSelection: found a field of another version, expected a field of an app of Marathon 1.3; it came after 1.3: take a later Marathon, as system: marathon-head has it, or delete it
      networks: found a field of another version, expected a field of an app of Marathon 1.3; it came after 1.3: take a later Marathon, as system: marathon-head has it, or delete it"
    `)
  })
})

describe('ports', () => {
  it('are those of the host, any unless they are required', () => {
    expect(
      readOne({ portDefinitions: [{ port: 8080, name: 'http' }, {}], requirePorts: true }).ports,
    ).toEqual({
      kind: 'definitions',
      ports: [8080, 0],
      required: true,
    })
    expect(readOne({ ports: [] }, '1.3').ports).toEqual({ kind: 'definitions', ports: [], required: false })
  })

  it('are mapped on a bridge and in networks of containers', () => {
    const portMappings = [{ containerPort: 80 }, { containerPort: 81, hostPort: 9000, servicePort: 10_001 }]
    const any = { containerPort: 80, hostPort: 0 }
    const fixed = { containerPort: 81, hostPort: 9000 }
    const bridge = { networks: [{ mode: 'container/bridge' }], container: { portMappings } }
    expect(readOne(bridge).ports).toEqual({ kind: 'mappings', mappings: [any, fixed] })
    const network = { networks: [{ name: 'dcos' }], container: { portMappings } }
    expect(readOne(network).ports).toEqual({ kind: 'mappings', mappings: [{ containerPort: 80 }, fixed] })
    const docker = { container: { docker: { image: 'x', network: 'BRIDGE', portMappings } } }
    expect(readOne(docker, '1.3').ports).toEqual({ kind: 'mappings', mappings: [any, fixed] })
    const address = { ipAddress: { networkName: 'dcos' } }
    expect(readOne(address, '1.3')).toMatchObject({
      ports: { kind: 'mappings', mappings: [] },
      notModelled: ['ipAddress.networkName'],
    })
  })

  it('are said in one way', () => {
    const both = {
      networks: [{ mode: 'host' }, { mode: 'container' }],
      container: { docker: { image: 'x', network: 'USER' } },
    }
    const twice = { ports: [80, 80, 70_000], portDefinitions: [{ port: 1 }] }
    const mapped = { container: { portMappings: [{ containerPort: 1 }] } }
    const required = { networks: [{}], requirePorts: true }
    expect(
      read(
        [both, twice, mapped, required].map((each, i) => ({ id: `a${i}`, cmd: 'x', ...each })),
      ).faults.join('\n'),
    ).toMatchInlineSnapshot(`
      "0.networks: found networks beside container.docker.network, expected one way to say which network; keep networks
      0.networks: found "host" and "container", expected one mode
      1.ports: found ports beside portDefinitions, expected one of them; keep portDefinitions
      1.ports.2: found 70000, expected a whole number from 0 to 65535
      1.ports: found port 80 twice, expected every port once
      2.container: found portMappings on the network of the host, expected portDefinitions there; set networks, or move the ports to portDefinitions
      3.requirePorts: found requirePorts on the network "container", expected it for ports of the host only; write hostPort in portMappings"
    `)
  })
})
