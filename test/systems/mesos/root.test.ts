import { describe, expect, test } from 'vitest'
import { MINUTE, NEVER, SECOND } from '../../../sim/engine/time.ts'
import { NONE } from '../../../sim/world/handles.ts'
import { Machines } from '../../../sim/world/machines.ts'
import { systems } from '../../../systems/catalogue.ts'
import type { SystemSpec } from '../../../systems/generic/spec.ts'
import type { MesosFrameworkSpec, MesosSpec } from '../../../systems/mesos/spec.ts'
import { type Stage, type Staging, stagedRun } from '../../support/staged-run.ts'
import type { WrittenJob } from '../../support/watched-run.ts'

const machines = (count: number, cores = 4) =>
  new Machines(Array(count).fill(1000 * cores), Array(count).fill(8192))

function system(
  name: string,
  changes: Partial<MesosSpec> = {},
  frameworks: readonly MesosFrameworkSpec[] = systems[name]!.frameworks,
): SystemSpec {
  const base = systems[name]!
  return { name, ...base, frameworks, root: { ...(base.root as MesosSpec), ...changes } }
}

const run = (spec: SystemSpec, count: number, jobs: readonly WrittenJob[], staging: Staging = {}) =>
  stagedRun(spec, machines(count), jobs, staging)

/** Of the log, what happened to starts. */
const starts = (log: readonly string[]) => log.filter(line => line.includes('starts'))
const secondsOf = (line: string) => Number(line.split(' ')[0])

describe.each(['mesos-1.0', 'mesos-head'])('%s', name => {
  test('a job on an idle cluster waits for a revive, an offer, the decision and the launch', async () => {
    const { log } = await run(system(name), 1, [{ submit: 10, run: 60, tasks: 3 }])
    // Revive 1 ms, allocation at once, offer 1 ms, 100 ms + 3 × 5 ms of thought, answer 1 ms, launch 1 ms.
    expect(starts(log)).toEqual(Array(3).fill('10.119 s: job 0 starts on machine 0'))
  })

  test('a framework that wants nothing is offered nothing', async () => {
    const { result } = await run(system(name), 3, [{ submit: 10, run: 60 }])
    // The revive brings one offer of each of three agents; then it suppresses.
    expect(result.rows[0]!.numbers['offers_made']).toBe(3)
    expect(result.rows[0]!.numbers['offers_declined']).toBe(2)
  })

  test('without suppression it is offered everything again when its refusal is over', async () => {
    const { result } = await run(system(name, { suppress: false, revive: false }), 1, [
      { submit: 10.5, run: 60 },
    ])
    // The only agent goes round: services refuse it at 0 s, batch at 1 s, pipelines at 2 s, each for 5 s and a little more, so
    // that batch has it again at 7 s and at 13 s, and launches then: 1 ms for the offer, 105 ms of thought, 1 + 1 ms.
    expect(result.rows[0]!.numbers['wait_first_max_s']).toBeCloseTo(13 - 10.5 + 0.108, 6)
  })

  test('an agent that dies is given up after five pings, and its task is launched elsewhere', async () => {
    const { log } = await run(system(name), 2, [{ submit: 0, run: 1000, cores: 4 }], {
      script: { 100: stage => kill(stage, 0) },
    })
    // The next ping after 100 s is that of 105 s; five periods later, at 180 s, the agent is given up. The framework hears
    // 1 ms later, pauses for 1 s, and the way from the revive to the start takes 109 ms.
    const [first, second] = starts(log)
    expect(first).toMatch(/^0\.109 s/)
    expect(second).toMatch(/^181\.11 s/)
  })

  test('an agent that comes back before tells that it has lost its task', async () => {
    const { log } = await run(system(name), 1, [{ submit: 0, run: 1000, cores: 4 }], {
      script: { 100: stage => stage.machineDown(0), 130: stage => stage.machineUp(0) },
    })
    // It looks for the master after up to 1 s and sends the update right after; pause of 1 s. At head the agent is the same
    // for the master, so that what it gives back is offered by the revive; in 1.0 it is another.
    const again = secondsOf(starts(log)[1]!)
    expect(again).toBeGreaterThan(131.1)
    expect(again).toBeLessThan(132.2)
  })

  test('what a launch behind a partition held is given back once, though the agent starts again before it tells', async () => {
    // Offered at 4.95 s, answered at 5.056 s: the agent is cut off, the task is lost, and its update would be tried again 10 s
    // later, at 15.06 s. Before, at 8 s, the agent starts again, registers within a second, and runs the job by 11 s.
    const { log } = await run(
      system(name, { partitions: [{ at: 5 * SECOND, lasts: SECOND, machines: [0] }] }),
      1,
      [
        { submit: 4.95, run: 1000, cores: 4 },
        { submit: 14, run: 10, cores: 4 },
      ],
      { script: { 7: stage => stage.machineDown(0), 8: stage => stage.machineUp(0) } },
    )
    const [first, second] = starts(log).map(secondsOf)
    expect(first).toBeGreaterThan(8)
    expect(first).toBeLessThan(11)
    // The second job fits only after the first: were the four cores given back twice, it would start at 15.2 s.
    expect(second).toBeGreaterThan(first! + 1000)
  })

  test('a master that dies leaves tasks alone, and nothing is launched before the next one has heard of the agents', async () => {
    const { log, ends } = await run(system(name, { masterFailures: [100 * SECOND] }), 1, [
      { submit: 0, run: 105, cores: 2 },
      { submit: 101, run: 10, cores: 2 },
    ])
    const second = secondsOf(starts(log)[1]!)
    // Elected at 110 s; the agent comes within 1 s, the framework within 2 s.
    expect(second).toBeGreaterThan(110.1)
    expect(second).toBeLessThan(112.2)
    // The first task ended at 105.109 s; its update waited on the agent for the new master.
    expect(log).toContain('105.109 s: job 0 finishes on machine 0')
    const heard = secondsOf(ends.find(line => line.includes('job 0'))!)
    expect(heard).toBeGreaterThan(110)
    expect(heard).toBeLessThan(111.01)
  })

  test('agents that do not come back to a new master are given up after ten minutes', async () => {
    const { log } = await run(
      system(name, { masterFailures: [101 * SECOND] }),
      2,
      [{ submit: 0, run: 10_000, cores: 4 }],
      { script: { 100: stage => kill(stage, 0) } },
    )
    // Elected at 111 s, given up at 711 s, heard at 711.001 s, pause 1 s, 109 ms to the start.
    expect(starts(log)[1]).toMatch(/^712\.11 s/)
  })

  test('what is thought about for longer than the offer lasts is not launched', async () => {
    const slow = system(name, {
      offerTimeout: 50_000,
      think: { default: { perJob: 100_000, perTask: 5_000 } },
    })
    const { log, result } = await run(slow, 1, [{ submit: 1, run: 10 }], { until: 5 * SECOND })
    expect(log).toEqual([])
    expect(result.reasons.find(({ reason }) => reason.includes('rescinded'))!.count).toBeGreaterThan(2)
  })

  test('a role holds its guarantee against one that came first', async () => {
    const [services, batch, pipelines] = systems[name]!.frameworks
    const spec = system(name, { guarantees: { front: { cpuMilli: 4000 } } }, [
      { ...services!, role: 'front' },
      batch!,
      pipelines!,
    ])
    const { log } = await run(
      spec,
      2,
      [
        { submit: 0, run: 1000, tasks: 8, jobClass: 1 },
        { submit: 10, run: 1000, tasks: 4, jobClass: 0 },
      ],
      { classes: ['service', 'batch'], until: 100 * SECOND },
    )
    // Eight cores; four are kept for the role front, so four tasks of the batch job start, and all of the service.
    expect(starts(log).filter(line => line.includes('job 0'))).toHaveLength(4)
    expect(starts(log).filter(line => line.includes('job 1'))).toHaveLength(4)
  })

  test('with a guarantee nothing is offered for ten minutes after an election, or until 80 % of the agents are back', async () => {
    const [services, batch, pipelines] = systems[name]!.frameworks
    const changes = {
      guarantees: { front: { cpuMilli: 4000 } },
      masterFailures: [101 * SECOND],
      agentReregisterTimeout: 20 * MINUTE,
    }
    const spec = system(name, changes, [{ ...services!, role: 'front' }, batch!, pipelines!])
    const down = (count: number) => (stage: Stage) => {
      for (let machine = 0; machine < count; machine++) stage.machineDown(machine)
    }
    const startOf = async (dead: number) => {
      const { log } = await run(spec, 5, [{ submit: 200, run: 10, cores: 1, jobClass: 1 }], {
        classes: ['service', 'batch'],
        until: 2000 * SECOND,
        script: { 100: down(dead) },
      })
      return secondsOf(starts(log)[0]!)
    }
    // Elected at 111 s. Of five agents four are enough; where three are left it waits until 711 s, and offers with the next batch. That
    // agents have 20 min to come back makes no difference.
    expect(await startOf(1)).toBeLessThan(202)
    expect(await startOf(2)).toBeGreaterThan(711)
    expect(await startOf(2)).toBeLessThan(712.2)
  })

  test('what is reserved for a role is offered to no other', async () => {
    const [services, batch, pipelines] = systems[name]!.frameworks
    const spec = system(name, { reservations: [{ role: 'front', cpuMilli: 3000, memoryMiB: 1000 }] }, [
      { ...services!, role: 'front' },
      batch!,
      pipelines!,
    ])
    const { log } = await run(
      spec,
      1,
      [
        { submit: 0, run: 1000, tasks: 4, jobClass: 1 },
        { submit: 10, run: 1000, tasks: 4, jobClass: 0 },
      ],
      { classes: ['service', 'batch'], until: 100 * SECOND },
    )
    expect(starts(log).filter(line => line.includes('job 0'))).toHaveLength(1)
    expect(starts(log).filter(line => line.includes('job 1'))).toHaveLength(3)
  })
})

/** The machine of the first task goes down for good. */
function kill(stage: Stage, job: number): void {
  const { tasks, jobs } = stage.cluster
  stage.machineDown(tasks.machine[jobs.firstTask[job]!]!)
}

test('a partition that lasts long costs the tasks in both eras; in 1.0 the agent starts again', async () => {
  for (const name of ['mesos-1.0', 'mesos-head']) {
    const partitions = [{ at: 100 * SECOND, lasts: 200 * SECOND, machines: [0] }]
    const { log } = await run(system(name, { partitions }), 1, [{ submit: 0, run: 1000, cores: 4 }])
    // Given up at 180 s, when nothing else has room; the agent is back at 300 s, and found within 1 s.
    expect(log[1]).toBe('180 s: job 0 is lost on machine 0')
    const again = secondsOf(starts(log)[1]!)
    expect(again).toBeGreaterThan(300.1)
    expect(again).toBeLessThan(301.2)
  }
})

test('a short partition costs nothing but the delay of updates', async () => {
  const partitions = [{ at: 50 * SECOND, lasts: 40 * SECOND, machines: [0] }]
  const { ends } = await run(system('mesos-1.0', { partitions }), 1, [{ submit: 0, run: 60, cores: 4 }])
  // It ends at 60.109 s; the agent tries after 10 and 20 s more, at 70.109 and 90.109 s, which arrives: 2 ms later it is known.
  expect(ends).toEqual(['90.111 s: job 0 is finished'])
})

test('under the removal limit of DC/OS the k-th machine of a dead rack is given up after 300 s + (k − 1) × 20 min', async () => {
  const { log } = await run(
    system('mesos-dcos-1.8'),
    20,
    [{ submit: 0, run: NEVER, tasks: 10, cores: 4, jobClass: 0 }],
    {
      classes: ['service'],
      until: 4 * 60 * MINUTE,
      script: {
        600: stage => {
          const { tasks } = stage.cluster
          const used = [...Array(20).keys()].filter(machine => tasks.on(machine) !== NONE)
          for (const machine of used) stage.machineDown(machine)
        },
      },
    },
  )
  // The ping of 600 s is not answered, and the twentieth is over at 900 s. A replacement starts 1.11 s after its removal.
  const again = starts(log).slice(10).map(secondsOf)
  expect(again).toEqual(Array.from({ length: 10 }, (_, k) => Number((901.11 + 1200 * k).toFixed(3))))
})
