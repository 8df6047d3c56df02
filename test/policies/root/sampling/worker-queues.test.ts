import { describe, expect, it } from 'vitest'
import { NEVER, SECOND } from '../../../../sim/engine/time.ts'
import { sampling, systemOf } from '../../../support/small-system.ts'
import { type StagedRun, stagedRun, startsOf } from '../../../support/staged-run.ts'
import { machinesOf, numbersOf } from '../../../support/watched-run.ts'

/** Which machines are probed is chance; when tasks start is not. */
const times = (run: StagedRun) => startsOf(run).map(line => line.replace(/ on.*/, ''))

describe('a machine with reservations', () => {
  it('chooses when all that come at one instant are there', async () => {
    // Each job probes the only machine; all three reservations arrive at 0, the shortest last.
    const run = await stagedRun(systemOf(sampling({ order: 'shortest-first' })), machinesOf(1, 1), [
      { submit: 0, run: 3 },
      { submit: 0, run: 2 },
      { submit: 0, run: 1 },
    ])
    expect(times(run)).toEqual(['0 s: job 2', '1 s: job 1', '3 s: job 0'])
  })

  it('gives up those behind tasks that never end, and their jobs probe again after a while', async () => {
    // A service of two instances holds two of three machines for ever. Ten jobs of 1 s ask one machine each, at 1 s, 2 s …;
    // who asks a held one asks again a second later. That one of them misses the free one fifty times in a row is as likely
    // as (2/3)^50; when it asked once and waited, nine of ten runs would never end.
    const jobs = [
      { submit: 0, run: NEVER, tasks: 2 },
      ...Array.from({ length: 10 }, (_, i) => ({ submit: 1 + i, run: 0.25 })),
    ]
    const root = sampling({ probeRatio: 1, retryAfter: SECOND })
    const run = await stagedRun(systemOf(root), machinesOf(3, 1), jobs, { until: 100 * SECOND })
    expect(numbersOf(run.result)).toMatchObject({ jobs_finished: 10, jobs_never_started: 0 })
    expect(run.ends.every(line => Number.parseFloat(line) < 60)).toBe(true)
  })

  it('gives up those that wait when what never ends comes before them', async () => {
    // Machine 0 alone is up. Job 0 holds it until 5; the service of class `first` comes at 1 and job 2 at 2. The service
    // starts at 5 and never ends: job 2 asks again each second, and finds machine 1 when it is up, at 20.
    const run = await stagedRun(
      systemOf(sampling({ probeRatio: 1 })),
      machinesOf(2, 1),
      [
        { submit: 0, run: 5 },
        { submit: 1, run: NEVER },
        { submit: 2, run: 1 },
      ],
      {
        until: 60 * SECOND,
        script: { 0: stage => stage.machineDown(1), 20: stage => stage.machineUp(1) },
      },
    )
    expect(times(run).slice(0, 2)).toEqual(['0 s: job 0', '5 s: job 1'])
    expect(numbersOf(run.result)['jobs_finished']).toBe(2)
  })
})
