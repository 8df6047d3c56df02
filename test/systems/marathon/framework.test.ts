import { describe, expect, test } from 'vitest'
import { MINUTE, NEVER, SECOND } from '../../../sim/engine/time.ts'
import { NONE } from '../../../sim/world/handles.ts'
import type { MarathonSpec } from '../../../systems/marathon/spec.ts'
import { agents, marathonOf } from '../../support/marathon-run.ts'
import { type Stage, type StagedRun, stagedRun } from '../../support/staged-run.ts'

/** When instances start, s. */
const starts = ({ log }: StagedRun) =>
  log.filter(line => line.includes('starts')).map(line => Number.parseFloat(line))

const service = (tasks: number, more: object = {}) => ({ submit: 10, run: NEVER, tasks, ...more })

/** All machines on which something runs, at most so many, go down. */
function killBusy({ cluster }: Stage, most: number): void {
  const { machines, tasks } = cluster
  const busy = [...Array(machines.count).keys()].filter(machine => tasks.on(machine) !== NONE)
  for (const machine of busy.slice(0, most)) cluster.machineDown(machine)
}

describe('launching', () => {
  test('an app waits for a revive, an offer, the answer and the launch, 1 ms each', async () => {
    const run = await stagedRun(marathonOf('dcos-1.8'), agents(2), [{ submit: 10, run: 60, tasks: 3 }])
    expect(starts(run)).toEqual([10.004, 10.004, 10.004])
    // 1.3 does not suppress: it declines both agents at 0 s, one of them at 10 s, and at 11 s what was left of the other.
    expect(run.result.rows[0]!.numbers).toMatchObject({ offers_made: 5, offers_declined: 4 })
  })

  test('at head nothing is offered while nothing is wanted', async () => {
    const run = await stagedRun(marathonOf('marathon-head'), agents(2), [{ submit: 10, run: 60, tasks: 3 }])
    // The first of the three instances has the role suppressed no more, which brings no offers before 11 s; the second lets it revive.
    expect(starts(run)).toEqual([10.004, 10.004, 10.004])
    // It suppresses when it looks again, at 15 s: what was left of the agent that was used is offered and declined before.
    expect(run.result.rows[0]!.numbers).toMatchObject({ offers_made: 3, offers_declined: 2 })
  })

  test('at head what was declined at the moment of a revive comes back with the second tick after it', async () => {
    // Job 1 finds no room beside job 0, and looks at the only offer from 41.001 s to 42.001 s; job 2 comes meanwhile, and its revive finds
    // nothing free. What is declined then for 120 s is offered again at 50 s, and each job looks at it for a second.
    const jobs = [service(1), service(1, { submit: 40, cores: 4 }), service(1, { submit: 41.5 })]
    const run = await stagedRun(marathonOf('marathon-head', { matchTime: SECOND }), agents(1), jobs, {
      until: MINUTE,
    })
    expect([51.004, 52.004]).toContain(starts(run)[1])
  })

  test('an offer is used for so many instances and no more; the rest comes back with the next allocation', async () => {
    const system = marathonOf('dcos-1.8', { maxInstancesPerOffer: 2 })
    const run = await stagedRun(system, agents(1, 8), [service(5)], { until: MINUTE })
    // The master allocates at 11 s and at 12 s; offer, answer and launch take 3 ms. Revives at 15 s would be later.
    expect(starts(run)).toEqual([10.004, 10.004, 11.003, 11.003, 12.003])
  })
})

describe('availability', () => {
  test('counts instances once Marathon knows that their health checks have passed', async () => {
    const healthCheck = { grace: MINUTE, interval: 10 * SECOND, timeout: SECOND, maxConsecutiveFailures: 3 }
    const system = marathonOf('dcos-1.8', { healthCheck, healthyAfter: 12 * SECOND })
    const { result } = await stagedRun(system, agents(2), [service(2)], { until: MINUTE })
    // Wanted from 10 s to 60 s. Known to run at 10.006 s; the second check, 15 s later, passes: ready for 34.994 s.
    expect(result.rows[0]!.numbers['available_share']).toBeCloseTo(34.994 / 50, 12)
  })

  test('counts instances without checks once Marathon knows that they run', async () => {
    const { result } = await stagedRun(marathonOf('dcos-1.8'), agents(2), [service(2)], { until: MINUTE })
    expect(result.rows[0]!.numbers['available_share']).toBeCloseTo(49.994 / 50, 12)
  })
})

describe('agents that die', () => {
  test('under DC/OS a replacement runs after 300 to 315 s (row 5)', async () => {
    const run = await stagedRun(marathonOf('dcos-1.8'), agents(2), [service(4)], {
      until: 10 * MINUTE,
      script: { 100: stage => killBusy(stage, 1) },
    })
    // The next ping is that of 105 s; 20 × 15 s later the agent is removed, Marathon hears 1 ms later, and 4 ms pass until the start.
    expect(starts(run).slice(4)).toEqual([405.005, 405.005, 405.005, 405.005])
  })
})

test('a lost instance that leaves with its app leaves whoever has its row alone', async () => {
  // The agent that falls silent at 20 s misses five pings of 15 s until 105 s. Its instance is lost, and waited for; from 110 s on one
  // is enough. Job 1 starts in the row of the lost one, and job 0 is over at 130 s with that still in its books.
  const system = marathonOf('marathon-head', {
    constraints: [['hostname', 'UNIQUE']],
    unreachable: { inactiveAfter: 60 * MINUTE, expungeAfter: 120 * MINUTE },
    scale: [{ at: 110 * SECOND, to: 1 }],
  })
  const jobs = [
    { submit: 10, run: 120, tasks: 2 },
    { submit: 115, run: 300 },
  ]
  const run = await stagedRun(system, agents(2), jobs, { script: { 20: stage => killBusy(stage, 1) } })
  expect(run.ends.map(line => line.replace(/^.*: /, ''))).toEqual(['job 0 is finished', 'job 1 is finished'])
})

test('an upgrade expunges the instance that it should kill and nobody can reach', async () => {
  // Of two instances one is lost at 105 s and would be waited for until after the run. The upgrade of 120 s starts two new ones, and
  // is over when the two old ones are gone.
  const system = marathonOf('marathon-head', {
    constraints: [['hostname', 'UNIQUE']],
    unreachable: { inactiveAfter: 60 * MINUTE, expungeAfter: 120 * MINUTE },
    upgrades: [{ at: 120 * SECOND }],
  })
  const run = await stagedRun(system, agents(4), [service(2)], {
    until: 5 * MINUTE,
    script: { 20: stage => killBusy(stage, 1) },
  })
  expect(starts(run)).toHaveLength(4)
  expect(run.result.rows[0]!.numbers).toMatchObject({ deployments_finished: 2, deployments_unfinished: 0 })
})

test('instances that end by themselves are no service, and have no availability', async () => {
  const { result } = await stagedRun(marathonOf('dcos-1.8'), agents(2), [{ submit: 10, run: 60 }], {
    until: 2 * MINUTE,
  })
  expect(result.rows[0]!.numbers['available_share']).toBeNull()
})

test('apps are matched one after the other for as long as the run is', async () => {
  const system = marathonOf('dcos-1.8', { matchTime: SECOND })
  const { log } = await stagedRun(system, agents(1), [{ submit: 3600, run: 60 }])
  expect(log.at(-1)).toContain('job 0 finishes')
})

test('an upgrade kills an old instance for each new one that runs', async () => {
  const system = marathonOf('dcos-1.8', { upgrades: [{ at: 60 * SECOND }] })
  const { log } = await stagedRun(system, agents(2), [service(2)], { until: MINUTE + SECOND })
  // Marathon hears at 60.006 s that they run.
  expect(log.slice(2).map(line => line.replace(/ on machine.*/, ''))).toEqual([
    '60.004 s: job 0 starts',
    '60.004 s: job 0 starts',
    '60.007 s: job 0 is scaled away',
    '60.007 s: job 0 is scaled away',
  ])
})

test('what does not go together is refused by name', async () => {
  const faults = (changes: Partial<MarathonSpec>) => stagedRun(marathonOf('dcos-1.8', changes), agents(1), [])
  await expect(faults({ backoffFactor: 0.5 })).rejects.toThrow('1 or more')
  await expect(faults({ ports: 1 })).rejects.toThrow('agents with ports')
  await expect(faults({ constraints: [['hostname', 'NEAR']] })).rejects.toThrow('no operator of Marathon 1.3')
})
