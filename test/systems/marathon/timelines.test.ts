import { describe, expect, test } from 'vitest'
import { HOUR, MINUTE, NEVER, SECOND } from '../../../sim/engine/time.ts'
import { NONE } from '../../../sim/world/handles.ts'
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
  test('without confirmation, 100 launches in 30 s are all that there is (row 13: at most 3.34 a second)', async () => {
    // Images take 290 s; tokens are 100 again at 30 s, 60 s and so on, and each time Marathon revives.
    const startUp = [
      { machines: 3, steps: [{ name: 'pull', takes: { kind: 'constant', value: 290 * SECOND } }] },
    ] as const
    const hardware = { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER, startUp }
    const run = await stagedRun(marathonOf('dcos-1.8'), agents(3, 100), [service(250)], {
      until: 10 * MINUTE,
      hardware,
    })
    const times = starts(run)
    expect([times[0], times[99], times[100], times[199], times[200], times[249]]).toEqual([
      300.004, 300.004, 320.004, 320.004, 350.004, 350.004,
    ])
  })

  test('launches that are confirmed give their tokens back', async () => {
    const run = await stagedRun(marathonOf('dcos-1.8'), agents(3, 100), [service(250)], { until: MINUTE })
    // 100 at once; they run at 10.004 s, Marathon hears at 10.006 s, and what it declined comes back after the revive that
    // has to wait until 15 s.
    expect(new Set(starts(run).slice(0, 100))).toEqual(new Set([10.004]))
    expect(Math.max(...starts(run))).toBeLessThan(30)
  })

  test('a launch that Mesos was not asked about within 300 s is given up; one that is staging is waited for', async () => {
    const startUp = [
      { machines: 1, steps: [{ name: 'pull', takes: { kind: 'constant', value: 400 * SECOND } }] },
    ] as const
    const hardware = { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER, startUp }
    const jobs = [service(1), service(1, { submit: 20 })]
    const run = await stagedRun(marathonOf('dcos-1.8'), agents(1), jobs, { until: 1000 * SECOND, hardware })
    // Mesos is asked at 15 s and at 615 s. The second app, launched at 20.002 s, is overdue after 320.002 s, at 325 s; it is
    // launched again at 325.005 s, and is staging by 625 s, when it would be overdue.
    expect(run.log).toEqual([
      '325.001 s: job 1 is scaled away on machine 0',
      '410.004 s: job 0 starts on machine 0',
      '725.007 s: job 1 starts on machine 0',
    ])
  })
})

describe('an app that crashes half a second after each start', () => {
  // Without delay: told after 2 ms, and 4 ms from the revive to the start. The n-th delay is 1.15^(n−1) s.
  const series = (count: number) => {
    const times = [10.004]
    for (let n = 0; n < count; n++) times.push(times.at(-1)! + 0.506 + 1.15 ** n)
    return times
  }
  const crashing = (name: 'dcos-1.8' | 'marathon-head', until: number) =>
    stagedRun(
      marathonOf(name, { whenDone: 'relaunch', minReviveOffersInterval: 1000 }),
      agents(1),
      [{ submit: 10, run: 0.5 }],
      { until: until * SECOND },
    )

  test('waits 15 % longer each time', async () => {
    // Asked again 2 ms after the next tick, which is every ms. Whether offers are wanted is looked at every ms, too: 2 ms later at most.
    const times = starts(await crashing('marathon-head', 45))
    for (const [n, time] of series(11).entries()) {
      const later = times[n]! - time
      expect(later).toBeGreaterThanOrEqual(0.002 - 1e-9)
      expect(later).toBeLessThan(0.002 + 0.004 * n + 1e-9)
    }
  })

  test('is forgiven in 1.3 when a delay ends just before the timer that cleans up', async () => {
    const times = starts(await crashing('dcos-1.8', 45))
    for (const [n, time] of series(11).entries()) expect(times[n]).toBeCloseTo(time, 4)
    // The 12th start is at 39.92 s; its delay is over when the timer goes off at 40 s, so that the next is 1 s again.
    expect(times[11]).toBeCloseTo(39.9193, 3)
    expect(times[12]! - times[11]!).toBeCloseTo(1.506, 4)
  })

  test('is asked for again no more often than every 5 s', async () => {
    const system = marathonOf('marathon-head', { whenDone: 'relaunch' })
    const run = await stagedRun(system, agents(1), [{ submit: 10, run: 0.5 }], { until: 26 * SECOND })
    // The first is launched with the allocation of 11 s; so is the second at 16 s, for at 15 s nothing was wanted any more. At 20 s and
    // 25 s another instance wants offers than at the look before, so that Marathon revives.
    expect(starts(run)).toEqual([11.003, 16.003, 20.004, 25.004])
  })
})

describe('agents that die', () => {
  test('a rack of ten is replaced one agent every 20 min: the last 11 100 s after its last pong (row 6)', async () => {
    const run = await stagedRun(marathonOf('dcos-1.8'), agents(20), [service(10, { cores: 4 })], {
      until: 4 * HOUR,
      check: false,
      script: { 100: stage => killBusy(stage, 10) },
    })
    const expected = Array.from({ length: 10 }, (_, k) => 105 + 300 + 1200 * k + 0.005)
    expect(starts(run).slice(10)).toEqual(expected)
    expect(starts(run).at(-1)! - 105).toBeCloseTo(11_100, 1)
  })

  test('at head the app says how long a lost instance is waited for', async () => {
    const unreachable = { inactiveAfter: MINUTE, expungeAfter: 2 * MINUTE }
    const run = await stagedRun(marathonOf('marathon-head', { unreachable }), agents(2), [service(1)], {
      until: 10 * MINUTE,
      script: { 100: stage => killBusy(stage, 1) },
    })
    // Five pings of 15 s after 105 s; told at 180.001 s; more than a minute later another is launched.
    expect(starts(run)[1]).toBe(241.003)
  })
})
