/**
 * Definition files of Marathon, named by an experiment.
 */
import { describe, expect, test } from 'vitest'
import { execute } from '../../../bench/execute.ts'
import type { MarathonSpec } from '../../../systems/marathon/spec.ts'
import { faultsOf, plan } from './given.ts'

const experiment = (definitions: string, more = '') => `name: Apps
system: monolithic
machines: { count: 10, cpu: 4, memory: 8 GiB, resources: { disk: 100 } }
workload:
  definitions: ${definitions}
${more}until: 1 h
`

const web = { id: '/shop/web', cmd: 'run', instances: 3, cpus: 0.5, mem: 100.5, disk: 2, env: { A: 'b' } }
const idle = { id: '/idle', cmd: 'run', instances: 0 }
const json = (value: unknown) => JSON.stringify(value, null, 2)

describe('an app of a definition file', () => {
  test('is a service of a class of its own, which the framework of services takes', async () => {
    const { runs, inputs } = await plan(
      experiment('{ files: [web.json], mean-time-to-failure: 1 d }', '  services: { count: 1 }\n'),
      {},
      { 'web.json': json([web, idle]) },
    )
    const { workload, system } = runs[0]!.spec
    if (workload.kind !== 'mix') throw new Error('expected a mix')
    const { parts, remarks } = workload
    const constant = (value: number) => ({ kind: 'constant', value })
    expect(parts[0]).toMatchObject({ kind: 'services', jobClass: 'service' })
    expect(parts.slice(1)).toEqual([
      {
        kind: 'services',
        isApp: true,
        jobClass: '/shop/web',
        count: 1,
        within: 0,
        instances: constant(3),
        cpuMilli: constant(500),
        memoryMiB: constant(100.5),
        meanTimeToFailure: 86_400_000_000,
        priority: 0,
        extras: { resources: { disk: 2000 }, needs: {} },
      },
      expect.objectContaining({ jobClass: '/idle', count: 0 }),
    ])
    expect(remarks).toEqual([{ remark: 'env', count: 2, about: 'definitions' }])
    expect(system.frameworks[0]).toMatchObject({
      name: 'services',
      takes: ['service', '/shop/web', '/idle'],
    })
    expect(Object.keys(inputs)).toContain('web.json')
  })

  test('is alone in its class', async () => {
    const jobs = '  jobs: { class: /shop/web, interarrival: 1 min, duration: 1 min }\n'
    expect(await faultsOf(experiment('[web.json]', jobs), {}, { 'web.json': json(web) })).toBe(
      'x.yaml:5:3: workload.definitions: found the app "/shop/web" and another part of the class "/shop/web", expected an app that is alone in its class, which is its id; give the other part another class',
    )
  })

  test('has no more instances than a run can hold', async () => {
    const faults = await faultsOf(
      experiment('[web.json]'),
      {},
      { 'web.json': json({ ...web, instances: 1e12 }) },
    )
    expect(faults).toContain('found 1000000000000 instances of "/shop/web", expected at most 1000000')
  })

  test.each([
    ['', 'web.json:1:1: found an empty file, expected JSON'],
    ['{ "id": "/web", }', 'web.json:1:17: found no JSON, expected JSON'],
    [json({ ...web, cpus: 1e300 }), 'cpus: found 1e+300, expected a number from 0.001 to 9007199254740991'],
  ])('that reads %j is told where it is wrong', async (text, fault) => {
    expect(await faultsOf(experiment('[web.json]'), {}, { 'web.json': text })).toContain(fault)
  })

  test('goes to whoever the experiment lets take services', async () => {
    const takes = 'frameworks: { batch: { takes: [service, "*"] }, services: { takes: [other] } }\n'
    const jobs = '  jobs: { class: other, interarrival: 1 min, duration: 1 min }\n'
    const { runs } = await plan(experiment('[web.json]', `${jobs}${takes}`), {}, { 'web.json': json(web) })
    const { frameworks } = runs[0]!.spec.system
    expect(frameworks.find(({ name }) => name === 'batch')!.takes).toEqual(['*', '/shop/web'])
  })

  test('goes where the experiment says', async () => {
    const takes = 'frameworks: { batch: { takes: [/shop/web, "*"] } }\n'
    const { runs } = await plan(experiment('[web.json]', takes), {}, { 'web.json': json(web) })
    expect(runs[0]!.spec.system.frameworks.map(({ takes }) => takes)).toEqual([['/shop/web', '*']])
  })
})

describe('a definition file', () => {
  test('is there, and is JSON', async () => {
    const twice = '{\n  "id": "/a",\n  "cmd": "x",\n  "cmd": "y"\n}'
    const beside = { 'open.json': '{\n  "id": "/a",\n', 'twice.json': twice, 'text.json': '"a"' }
    const files = '[none.json, open.json, twice.json, text.json]'
    expect(await faultsOf(experiment(files), {}, beside)).toMatchInlineSnapshot(`
      "x.yaml:5:17: workload.definitions.0: found no such file (none.json), expected a definition file of Marathon (JSON); correct the path
      x.yaml:5:28: workload.definitions.1: open.json:3:1: found no JSON, expected JSON; look for a comma, a bracket or a quotation mark there
      x.yaml:5:39: workload.definitions.2: twice.json:4:3: found "cmd" for the second time, expected every key once; delete one of them
      x.yaml:5:51: workload.definitions.3: text.json:1:1: found "a", expected an app, a pod or a group, which is an object"
    `)
  })

  test('is told all that is wrong with it, each with its place', async () => {
    const wrong = {
      id: '/a',
      constraints: [
        ['hostname', 'UNIQE'],
        ['rack', 'LIKE', '('],
      ],
      instancs: 2,
    }
    const circle = [
      { id: '/b', cmd: 'x', dependencies: ['/c'] },
      { id: '/c', cmd: 'x', dependencies: ['/b', '/dd'] },
      { id: '/d', cmd: 'x' },
      { id: '/b', cmd: 'x' },
    ]
    const beside = { 'wrong.json': json(wrong), 'circle.json': json(circle) }
    expect(await faultsOf(experiment('[wrong.json, circle.json]'), {}, beside)).toMatchInlineSnapshot(`
      "x.yaml:5:17: workload.definitions.0: wrong.json:1:1: found an app without a command or image, expected cmd, args or container.docker.image; add what it runs
      x.yaml:5:17: workload.definitions.0: wrong.json:6:7: constraints.0.1: found "UNIQE", expected an operator of Marathon head: UNIQUE, CLUSTER, GROUP_BY, LIKE, UNLIKE, MAX_PER, IS; did you mean "UNIQUE"?
      x.yaml:5:17: workload.definitions.0: wrong.json:8:5: constraints.1: the pattern "(" cannot be used: missing closing ): \`(\`. Patterns run in a linear-time matcher, which has no backreferences, look-around or possessive quantifiers; write it without
      x.yaml:5:17: workload.definitions.0: wrong.json:14:3: instancs: found an unknown field, expected a field of an app of Marathon head; did you mean "instances"?
      x.yaml:5:29: workload.definitions.1: circle.json:22:11: 3.id: found "/b" for the second time, expected every id once
      x.yaml:5:29: workload.definitions.1: circle.json:12:21: 1.dependencies: found "/dd", expected an app or a group of these files; did you mean "/d"?
      x.yaml:5:29: workload.definitions.1: circle.json:5:21: 0.dependencies: found apps that depend on each other in a circle: /b → /c → /b, expected an app that depends on nothing at the end; take one of these dependencies out"
    `)
  })

  test('stands in a list', async () => {
    expect(await faultsOf(experiment('web.json'))).toMatchInlineSnapshot(
      `"x.yaml:5:16: workload.definitions: found "web.json", expected a list of definition files, or a map with files; write [web.json]"`,
    )
    expect(await faultsOf(experiment('{ files: [] }'))).toMatchInlineSnapshot(
      `"x.yaml:5:16: workload.definitions: found definitions without files, expected files (Marathon), metronome, chronos or kafka"`,
    )
  })

  test('fits the cluster', async () => {
    const large = { 'web.json': json({ ...web, mem: 10_000, gpus: 1 }) }
    expect(await faultsOf(experiment('[web.json]'), {}, large)).toMatchInlineSnapshot(`
      "x.yaml:5:3: workload.definitions: found tasks of class "/shop/web" that fit no machine, expected tasks that fit: machines have up to 4 cores and 8 GiB; make the tasks smaller or the machines larger
      x.yaml:5:3: workload.definitions.resources.gpus: found "gpus", which no machine has, expected one of disk; add it to the resources of machines:"
    `)
  })
})

describe('under a Marathon, an app of a definition file', () => {
  const on = (system: string, more = '') => `name: Apps
system: ${system}
machines: { count: 3, cpu: 4, memory: 8 GiB, attributes: { rack: { in-turn: 3 } } }
workload: { definitions: [group.json] }
until: 10 min
${more}`
  const group = {
    id: '/shop',
    apps: [
      {
        id: 'db',
        cmd: 'run',
        instances: 5,
        constraints: [['hostname', 'UNIQUE']],
        healthChecks: [{ protocol: 'TCP', intervalSeconds: 10, maxConsecutiveFailures: 0 }],
      },
    ],
    groups: [{ id: 'front', dependencies: ['/shop/db'], apps: [{ id: 'web', cmd: 'run', env: { A: '1' } }] }],
  }
  const small = { ...group, apps: [{ ...group.apps[0], instances: 3 }] }

  async function classes(experiment: string, file: unknown) {
    const { runs } = await plan(experiment, {}, { 'group.json': json(file) })
    const { rows, remarks } = await execute(runs[0]!.spec)
    const numbers = rows.filter(({ scope }) => scope === 'class').map(row => [row.name, row.numbers] as const)
    return { of: Object.fromEntries(numbers), remarks }
  }

  test('obeys its constraints, which no other system knows', async () => {
    // Five instances, no two on one of the three machines; web waits for db, which is never whole.
    const marathon = await classes(on('marathon-head'), group)
    expect([marathon.of['/shop/db']!.tasks_started, marathon.of['/shop/front/web']!.tasks_started]).toEqual([
      3, 0,
    ])
    const monolithic = await classes(on('monolithic'), group)
    expect([
      monolithic.of['/shop/db']!.tasks_started,
      monolithic.of['/shop/front/web']!.tasks_started,
    ]).toEqual([5, 1])
    expect(marathon.remarks).toEqual([
      { remark: 'env, healthChecks.protocol', count: 2, about: 'definitions' },
    ])
    expect(monolithic.remarks).toEqual([
      { remark: 'constraints, dependencies, env, healthChecks', count: 2, about: 'definitions' },
    ])
  })

  test('starts when those that its group depends on are healthy', async () => {
    // Instances answer 25 s after they run; the checks are made 5, 15, 25 and 35 s after it.
    const framework = 'frameworks: { marathon: { healthy-after: 25 s } }\n'
    const found = await classes(on('marathon-head', framework), small)
    const [db, web] = [
      found.of['/shop/db']!.wait_last_mean_s!,
      found.of['/shop/front/web']!.wait_first_mean_s!,
    ]
    expect(web - db).toBeGreaterThan(25)
    expect(web - db).toBeLessThan(28)
  })

  test('whose unreachable strategy is disabled waits for instances that are lost', async () => {
    // The machine crashes after a minute; Mesos gives it up 75 s later, long before the end.
    const crash =
      'machine-events: [{ at: 1 min, machine: 1, to: 3, event: crash }, { at: 2 min, machine: 2, event: return }]\n'
    const started = async (unreachableStrategy: unknown) => {
      const file = { id: '/web', cmd: 'run', unreachableStrategy }
      return (await classes(on('marathon-head', crash), file)).of['/web']!.tasks_started
    }
    expect([await started('disabled'), await started(null)]).toEqual([1, 2])
  })

  test('with persistent volumes is resident where its Marathon has a role and machines list disk', async () => {
    const file = {
      id: '/db',
      cmd: 'run',
      container: {
        type: 'MESOS',
        volumes: [{ containerPath: 'data', mode: 'RW', persistent: { size: 50 } }],
      },
    }
    const remarksWith = async (more: string) => {
      const text = experiment('[db.json]', more).replace('monolithic', 'dcos-1.8')
      const { workload, system } = (await plan(text, {}, { 'db.json': json(file) })).runs[0]!.spec
      if (workload.kind !== 'mix') throw new Error('expected a mix')
      const [marathon] = system.frameworks as readonly MarathonSpec[]
      return [workload.remarks!.map(({ remark }) => remark).join(), marathon!.apps!['/db']!.volumes.length]
    }
    expect(await remarksWith('')).toEqual([expect.stringContaining('container.volumes.persistent'), 0])
    const [left, volumes] = await remarksWith('frameworks: { marathon: { role: db } }\n')
    expect(left).not.toContain('persistent')
    expect(volumes).toBe(1)
  })

  test('is asked for where a group without any is all that would run', async () => {
    const empty = json({ id: '/', apps: [], groups: [] })
    expect(await faultsOf(experiment('[group.json]'), {}, { 'group.json': empty })).toBe(
      'x.yaml:4:1: workload: found no jobs in definitions, expected at least one',
    )
  })

  test('of 1.3 has the fields of 1.3', async () => {
    const later = { ...small, apps: [{ ...small.apps[0], killSelection: 'OLDEST_FIRST' }] }
    expect(await faultsOf(on('dcos-1.8'), {}, { 'group.json': json(later) })).toMatchInlineSnapshot(
      `"x.yaml:4:27: workload.definitions.0: group.json:21:7: apps.0.killSelection: found a field of another version, expected a field of an app of Marathon 1.3; it came after 1.3: take a later Marathon, as system: marathon-head has it, or delete it"`,
    )
    expect(await faultsOf(on('dcos-1.8'), {}, { 'group.json': json(small) })).toBe('no faults')
  })
})
