/**
 * Resident apps in whole runs: what an instance stands on is reserved, waits for it, and is given up with the app.
 */
import { describe, expect, test } from 'vitest'
import { NEVER, SECOND } from '../../../sim/engine/time.ts'
import { Machines } from '../../../sim/world/machines.ts'
import type { MarathonSpec } from '../../../systems/marathon/spec.ts'
import { formatResources } from '../../../systems/mesos/resource-text.ts'
import type { MesosRoot } from '../../../systems/mesos/root.ts'
import type { MesosFrameworkSpec } from '../../../systems/mesos/spec.ts'
import { marathonOf } from '../../support/marathon-run.ts'
import { type Stage, type Staging, stagedRun } from '../../support/staged-run.ts'
import type { WrittenJob } from '../../support/watched-run.ts'

const RESIDENT = {
  role: 'web',
  volumes: [{ sizeMiB: 100 }],
  minimumHealthCapacity: 0.5,
  maximumOverCapacity: 0,
} satisfies Partial<MarathonSpec & MesosFrameworkSpec>

/** 4 cores, 8 GiB and 1000 MiB of disk each. */
const machines = (count: number) =>
  new Machines(Array(count).fill(4000), Array(count).fill(8192), [
    { name: 'disk', amounts: Array(count).fill(1_000_000) },
  ])

const run = (
  name: 'dcos-1.8' | 'marathon-head',
  count: number,
  jobs: readonly WrittenJob[],
  staging: Staging = {},
  changes: Partial<MarathonSpec> = {},
) =>
  stagedRun(
    marathonOf(name, { ...RESIDENT, ...changes }, { maxAgentPingTimeouts: 5 }),
    machines(count),
    jobs,
    {
      classes: ['service'],
      until: 1000 * SECOND,
      ...staging,
    },
  )

const starts = (log: readonly string[]) =>
  log
    .filter(line => line.includes('starts'))
    .map(line => [Number(line.split(' ')[0]), line.split(' ').at(-1)])

const onAgent = ({ cluster }: Stage, agent: string) => {
  const root = cluster.root as MesosRoot
  for (const each of root.leadership.current!.master.allocator.knownAgents)
    if (each.id === agent) return formatResources(each.total)
  return null
}

describe.each([
  ['dcos-1.8', 2.003],
  ['marathon-head', 3.003],
] as const)('%s', (name, firstStart) => {
  test('an instance is reserved for first, and launched on the next offer', async () => {
    const totals: (string | null)[] = []
    const { log } = await run(name, 1, [{ submit: 1, run: NEVER, cores: 1 }], {
      script: { 10: stage => totals.push(onAgent(stage, '0')) },
    })
    // In 1.3 the revive of 1 s brings an offer at 1.002 s; what is reserved at 1.003 s is offered by the batch of 2 s, and launched 3 ms
    // later. To head the first offer comes by that batch.
    expect(log).toEqual([`${firstStart} s: job 0 starts on machine 0`])
    expect(totals).toEqual([
      'cpus(web){RESERVATION=marathon:/service/0.0}:1;cpus:3;disk(web){RESERVATION=marathon:/service/0.0,VOLUME=0}:100;disk:900;mem:8192',
    ])
  })

  test('one that fails comes back to what is reserved, though other agents are empty', async () => {
    const { log } = await run(name, 5, [{ submit: 1, run: NEVER, cores: 1 }], {
      script: {
        100: stage => stage.failTask(0),
        200: stage => stage.failTask(0),
        300: stage => stage.failTask(0),
      },
    })
    const all = starts(log)
    expect(all).toHaveLength(4)
    expect(new Set(all.map(([, machine]) => machine)).size).toBe(1)
  })

  test('a lost one waits for its agent, and is launched there when Mesos is asked after it', async () => {
    const { log } = await run(name, 1, [{ submit: 1, run: NEVER, cores: 1 }], {
      script: { 100: stage => stage.machineDown(0), 400: stage => stage.machineUp(0) },
    })
    // Given up at 180 s; back within 401 s; asked after at 615 s, 2 ms; a revive, an offer and the launch. Head, which adds a delay of 1 s,
    // looks 5 s later whether offers are wanted again, and they come with the next batch.
    expect(starts(log)[1]![0]).toBeGreaterThan(615)
    expect(starts(log)[1]![0]).toBeLessThan(621.1)
  })

  test('an upgrade uses what the old instances leave, one after the other, and reserves nothing more', async () => {
    const totals: (string | null)[] = []
    const { log } = await run(
      name,
      2,
      [{ submit: 1, run: NEVER, tasks: 2, cores: 3 }],
      { script: { 990: stage => totals.push(onAgent(stage, '0'), onAgent(stage, '1')) } },
      { upgrades: [{ at: 100 * SECOND }] },
    )
    // Half of two stay: one is killed, its place taken, then the other.
    expect(
      starts(log)
        .map(([, machine]) => machine)
        .sort(),
    ).toEqual(['0', '0', '1', '1'])
    const [first, second] = starts(log).slice(2)
    expect(Number(second![0])).toBeGreaterThan(Number(first![0]))
    for (const total of totals) expect(total!.match(/RESERVATION/g)).toHaveLength(2)
  })

  test('what was reserved is given up when the app is gone, and others use it', async () => {
    const totals: (string | null)[] = []
    const { log } = await run(
      name,
      1,
      [
        { submit: 1, run: 100, cores: 4 },
        { submit: 200, run: 100, cores: 4 },
      ],
      {
        script: {
          150: stage => totals.push(onAgent(stage, '0')),
          500: stage => totals.push(onAgent(stage, '0')),
        },
      },
    )
    const [first, second] = starts(log)
    expect(first![0]).toBe(firstStart)
    // What job 0 had is given up with the first offer that comes, in 1.3 at once, at head when it wants offers again, at 200 s; what
    // job 1 reserves then comes with the next batch.
    expect(second![0]).toBeGreaterThan(200)
    expect(second![0]).toBeLessThan(204)
    expect(totals[0]).toBe(
      name === 'dcos-1.8'
        ? 'cpus:4;disk:1000;mem:8192'
        : 'cpus(web){RESERVATION=marathon:/service/0.0}:4;disk(web){RESERVATION=marathon:/service/0.0,VOLUME=0}:100;disk:900;mem:8192',
    )
    expect(totals[1]).not.toContain('/service/0.0')
  })
})

test('at head instances that are launched one after the other stand on agents of their own, and come back to them', async () => {
  const { log } = await run(
    'marathon-head',
    3,
    [{ submit: 1, run: NEVER, tasks: 1, cores: 1 }],
    { script: { 100: stage => stage.failTask(0), 101: stage => stage.failTask(0) } },
    {
      constraints: [['hostname', 'UNIQUE']],
      scale: [
        { at: 20 * SECOND, to: 2 },
        { at: 40 * SECOND, to: 3 },
      ],
    },
  )
  const machine = starts(log).map(([, each]) => each)
  expect([...machine.slice(0, 3)].sort()).toEqual(['0', '1', '2'])
  expect(machine).toHaveLength(5)
  // Both come back to where they were.
  const failed = log.filter(line => line.includes('fails')).map(line => line.split(' ').at(-1))
  expect(machine.slice(3).sort()).toEqual(failed.sort())
})

describe('at head an app that was scaled down', () => {
  const scaled = async (to: number, changes: Partial<MarathonSpec> = {}) => {
    const racks = machines(2)
    for (const [machine, rack] of ['a', 'b'].entries()) racks.attributes.set(machine, 'rack', rack)
    const { log } = await stagedRun(
      marathonOf('marathon-head', {
        ...RESIDENT,
        scale: [...[2, 3, 4].map(each => ({ at: 20 * each * SECOND, to: each })), { at: 100 * SECOND, to }],
        ...changes,
      }),
      racks,
      [{ submit: 1, run: NEVER, tasks: 1, cores: 1 }],
      {
        classes: ['service'],
        until: 1000 * SECOND,
        script: { 200: stage => stage.failTask(0), 300: stage => stage.failTask(0) },
      },
    )
    return log
  }

  test('takes no place that it has left for an instance that ends by itself: that comes back to its own', async () => {
    // Three places are left of four; one instance runs, and fails twice.
    const log = await scaled(1)
    const failed = log.filter(line => line.includes('fails')).map(line => line.split(' ').at(-1))
    expect(failed).toHaveLength(2)
    expect(
      starts(log)
        .slice(4)
        .map(([, machine]) => machine),
    ).toEqual(failed)
  })

  test('counts the places that it has left for its constraints, so that GROUP_BY may not allow one back that failed', async () => {
    // Two a rack; of two that stay there is one a rack, and the kills leave a place in each. To the one that fails its rack has one, the
    // place that was left, as many as are due to each of two groups, and none is left over: it waits for ever.
    const log = await scaled(2, { constraints: [['rack', 'GROUP_BY', '2']] })
    expect(starts(log)).toHaveLength(4)
    expect(log.filter(line => line.includes('fails'))).toHaveLength(2)
  })
})

describe.each(['dcos-1.8', 'marathon-head'] as const)('under %s', name => {
  test.each([[['hostname', 'UNIQUE']], [['rack', 'GROUP_BY', '2']]])(
    'constraints do not count what is reserved for an instance, so that %j never has its two instances at once',
    async constraint => {
      // Both are reserved on the first offer: Marathon is asked again about what is left of it. When one runs there, nothing but its
      // agent's other reservation may be launched, which the constraint forbids; and as many wait as are wanted, so that nothing else is
      // reserved. So it was before 1.4.7 (MARATHON-1703), and is again since instances are scheduled first (TaskLauncherActor.scala).
      const racks = machines(2)
      for (const [machine, rack] of ['a', 'b'].entries()) racks.attributes.set(machine, 'rack', rack)
      const totals: (string | null)[] = []
      const { log } = await stagedRun(
        marathonOf(name, { ...RESIDENT, constraints: [constraint] }),
        racks,
        [{ submit: 1, run: NEVER, tasks: 2, cores: 1 }],
        {
          classes: ['service'],
          until: 1000 * SECOND,
          script: { 990: stage => totals.push(onAgent(stage, '0'), onAgent(stage, '1')) },
        },
      )
      expect(log.map(line => line.replace(/ on machine.*/, ''))).toEqual(['2.003 s: job 0 starts'])
      expect(totals.map(total => total!.match(/RESERVATION=[^,}]*/g)?.length ?? 0).sort()).toEqual([0, 4])
    },
  )
})
