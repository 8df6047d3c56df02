import { describe, expect, it } from 'vitest'
import { SECOND } from '../../../../sim/engine/time.ts'
import { read, readOne } from './read.ts'

const faults = (app: object, era: 'head' | '1.3' = 'head') =>
  read([{ id: 'web', cmd: 'run', ...app }], era).faults

describe('roles that an app accepts', () => {
  it('are at least one where it says any', () => {
    expect(readOne({}).acceptedResourceRoles).toBeUndefined()
    expect(readOne({ acceptedResourceRoles: ['a'] }).acceptedResourceRoles).toEqual(['a'])
    expect(faults({ acceptedResourceRoles: [] })).toEqual([
      'acceptedResourceRoles: found no role, expected at least one, such as "*"; name one, or leave it out',
    ])
    expect(faults({ acceptedResourceRoles: [1] })).toEqual([
      'acceptedResourceRoles.0: found 1, expected a text',
    ])
  })
})

describe('what is wrong', () => {
  it('is left out of the app', () => {
    const { apps } = read([
      { id: 'web', cmd: 'run', constraints: ['rack', ['rack', 'UNIQUE']], ports: [1.5, 80, '81', -1] },
    ])
    expect(apps[0]).toMatchObject({
      constraints: [{ field: 'rack', operator: 'UNIQUE' }],
      ports: { kind: 'definitions', ports: [80] },
    })
    expect(faults({ ports: [1.5, 80, '81', -1, 65_535, 65_536] })).toEqual(
      [
        ['0', '1.5'],
        ['2', '"81"'],
        ['3', '-1'],
        ['5', '65536'],
      ].map(([place, found]) => `ports.${place}: found ${found}, expected a whole number from 0 to 65535`),
    )
  })
})

describe('persistent volumes', () => {
  const volume = (persistent: object) => ({ container: { volumes: [{ containerPath: 'a', persistent }] } })

  it('have a size, and one that grows no further than it may', () => {
    expect(readOne(volume({ size: 1, type: 'mount', maxSize: 1 })).volumes).toEqual([
      { type: 'mount', size: 1000, maxSize: 1000, constraints: [] },
    ])
    expect(readOne(volume({ size: 5, type: 'path' })).volumes).toEqual([
      { type: 'path', size: 5000, constraints: [] },
    ])
    const place = 'container.volumes.0.persistent'
    expect(faults(volume({ size: 0 }))).toEqual([`${place}.size: found 0, expected a number of at least 1`])
    expect(faults(volume({ size: 5, type: 'mount', maxSize: 4 }))).toEqual([
      `${place}.maxSize: found 4, expected a number of at least 5`,
    ])
    expect(faults(volume({ size: 5, type: 'path', maxSize: 6 }))).toEqual([
      `${place}.maxSize: found maxSize for a volume of type "path", expected it for mount volumes only; delete it`,
    ])
    expect(faults(volume({}))).toEqual([
      `${place}: found a persistent volume without a size, expected size, in MiB`,
    ])
  })

  it('are on paths that their constraints take', () => {
    const constrained = (...constraint: readonly unknown[]) =>
      faults(volume({ size: 5, constraints: [constraint] }))
    expect(constrained('path', 'LIKE', '/a.*')).toEqual([])
    expect(constrained('path', 'LIKE', '(')[0]).toContain('container.volumes.0.persistent.constraints.0: ')
    expect(constrained('path', 1)[0]).toContain('constraints.0: found a list, expected texts')
  })

  it('are not doubled, and waited for', () => {
    const over = (maximumOverCapacity: number) =>
      faults({ ...volume({ size: 1 }), upgradeStrategy: { maximumOverCapacity } })
    expect(over(0)).toEqual([])
    expect(over(0.1)).toEqual([
      'upgradeStrategy: found maximumOverCapacity 0.1 of an app with persistent volumes, expected 0: its instances cannot be doubled',
    ])
    const lost = (unreachableStrategy: unknown) => faults({ ...volume({ size: 1 }), unreachableStrategy })
    expect(lost('disabled')).toEqual([])
    expect(lost({ inactiveAfterSeconds: 1, expungeAfterSeconds: 2 })).toEqual([
      'unreachableStrategy: found a strategy for an app with persistent volumes, expected "disabled": its instances are waited for; leave it out',
    ])
  })
})

describe('an app with the label of single instances', () => {
  const single = (label: string, more: object = {}) => ({
    labels: { MARATHON_SINGLE_INSTANCE_APP: label },
    ...more,
  })

  it('has one, or none', () => {
    expect(faults(single('true', { instances: 1 }))).toEqual([])
    expect(faults(single('true', { instances: 0 }))).toEqual([])
    expect(faults(single('true', { instances: 2 }))).toEqual([
      'instances: found 2 instances of an app with the label MARATHON_SINGLE_INSTANCE_APP, expected at most 1',
    ])
    expect(faults(single('false', { instances: 2 }))).toEqual([])
  })

  it('is the only one whose label Marathon reads', () => {
    expect(readOne(single('true')).notModelled).toEqual([])
    expect(readOne({ labels: { a: 'b' } }).notModelled).toEqual(['labels'])
  })
})

describe('instances that cannot be reached', () => {
  const lost = (unreachableStrategy: unknown) => readOne({ unreachableStrategy }).unreachable

  it('are replaced when, and if, the app says so', () => {
    expect(lost('disabled')).toBe('disabled')
    expect(lost({ inactiveAfterSeconds: 3, expungeAfterSeconds: 3 })).toEqual({
      inactiveAfter: 3 * SECOND,
      expungeAfter: 3 * SECOND,
    })
    expect(lost({ expungeAfterSeconds: 3 })).toEqual({ inactiveAfter: 0, expungeAfter: 3 * SECOND })
  })

  it('are told of in times or a word', () => {
    expect(faults({ unreachableStrategy: 'off' })).toEqual([
      'unreachableStrategy: found "off", expected "disabled", or inactiveAfterSeconds and expungeAfterSeconds',
    ])
    expect(faults({ unreachableStrategy: 3 })).toEqual([
      'unreachableStrategy: found 3, expected "disabled", or inactiveAfterSeconds and expungeAfterSeconds, which is an object',
    ])
    expect(faults({ unreachableStrategy: { inactiveAfterSeconds: 0.5 } })).toEqual([
      'unreachableStrategy.inactiveAfterSeconds: found 0.5, expected a whole number of at least 0',
    ])
  })
})

describe('checks', () => {
  it('have the times that they say, and others that are usual', () => {
    const checks = [{}, { timeoutSeconds: 7, maxConsecutiveFailures: 1 }]
    const app = readOne({ healthChecks: checks, readinessChecks: [{ timeoutSeconds: 4 }] })
    const usual = {
      grace: 300 * SECOND,
      interval: 60 * SECOND,
      timeout: 20 * SECOND,
      maxConsecutiveFailures: 3,
    }
    expect(app.healthChecks).toEqual([usual, { ...usual, timeout: 7 * SECOND, maxConsecutiveFailures: 1 }])
    expect(app.readiness).toEqual({ interval: 30 * SECOND, timeout: 4 * SECOND })
  })
})

describe('a pod', () => {
  const pod = (more: object = {}, container: object = {}) => ({
    id: '/pair',
    containers: [{ name: 'a', image: { kind: 'DOCKER', id: 'a' }, ...container }],
    ...more,
  })

  it('that says little has one instance of its container, beside the executor', () => {
    const all = read([pod()])
    expect([all.faults, all.notModelled]).toEqual([[], []])
    // 1 and 0.1 cores, 128 and 32 MiB, 10 MiB of disk.
    expect(all.apps[0]).toMatchObject({
      ...{ instances: 1, needs: { cpus: 1100, mem: 160_000, disk: 10_000, gpus: 0 }, healthChecks: [] },
      ...{ upgrade: { minimumHealthCapacity: 1, maximumOverCapacity: 1 }, unreachable: { inactiveAfter: 0 } },
      ...{ ports: { kind: 'mappings', mappings: [] }, constraints: [], killSelection: 'YOUNGEST_FIRST' },
    })
    expect(all.apps[0]!.acceptedResourceRoles).toBeUndefined()
  })

  it('has a whole number of instances', () => {
    expect(read([pod({ scaling: { kind: 'fixed', instances: 1.5 } })]).faults).toEqual([
      'scaling.instances: found 1.5, expected a whole number of at least 0',
    ])
  })

  it('may give its executor more, and use GPUs', () => {
    const executorResources = { cpus: 0.2, mem: 64, disk: 20 }
    const all = read([pod({ executorResources }, { resources: { gpus: 2 } })])
    expect(all.apps[0]!.needs).toEqual({ cpus: 1200, mem: 192_000, disk: 20_000, gpus: 2000 })
  })

  it('with volumes waits for them, and is not doubled', () => {
    const all = read([pod({ volumes: [{ name: 'v', persistent: { size: 10 } }] })])
    expect(all.apps[0]).toMatchObject({
      ...{ unreachable: 'disabled', upgrade: { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 } },
      volumes: [{ type: 'root', size: 10_000 }],
    })
  })

  it('has no ports above the last that there is, and networks of a known kind', () => {
    expect(read([pod({}, { endpoints: [{ hostPort: 65_535 }, { containerPort: 65_536 }] })]).faults).toEqual([
      'containers.0.endpoints.1.containerPort: found 65536, expected a whole number from 0 to 65535',
    ])
    expect(read([pod({ networks: [{ mode: 'bridge' }] })]).faults).toEqual([
      'networks.0.mode: found "bridge", expected host, container or container/bridge',
    ])
  })

  it('says what of it no model honours', () => {
    const scaling = { kind: 'fixed', instances: 2, maxInstances: 3 }
    const all = read([
      pod({ labels: { a: 'b' }, environment: { A: 'b' }, scaling }, { environment: { A: 'b' }, tty: true }),
    ])
    expect([...all.notModelled].sort()).toEqual([
      ...['containers.environment', 'containers.tty', 'environment', 'labels', 'scaling.maxInstances'],
    ])
  })
})
