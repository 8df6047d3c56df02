import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drive } from '../../../bench/drive.ts'
import { NEVER, SECOND } from '../../../sim/engine/time.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import {
  killedAsItStarts,
  killedForItsHealthBehindAPartition,
  lostBeforeTheUpgrade,
  runs,
  simulationOf,
  upgradedBetweenChangesOfSize,
  upgradedWhileOneIsKilled,
  upgradedWithoutInstances,
} from './random-runs.ts'

describe('Marathon in random runs with failures, upgrades and changes of size', () => {
  test('goes through, and in the end has exactly the instances that it is to have', async () => {
    await fc.assert(
      fc.asyncProperty(runs, async run => {
        // Nothing fails any more for a while before the end, so that all can be well.
        const jobs = run.jobs.map(job => ({ ...job, meanTimeToFailure: NEVER }))
        // Resident apps may wait for ever for a place that their constraint allows (resident.test.ts).
        const waits = run.isResident && run.marathon.constraints.length > 0
        const marathon = waits ? { ...run.marathon, constraints: [] } : run.marathon
        const calm = {
          ...run,
          marathon,
          jobs,
          hosted: false,
          offerTimeout: run.offerTimeout === SECOND / 20 ? 0 : run.offerTimeout,
        }
        const simulation = simulationOf(calm)
        await drive(simulation)
        const { cluster } = simulation
        for (let job = 0; job < cluster.jobs.rows.used; job++) {
          const { tasks, wanted } = cluster.jobs
          expect([cluster.jobs.count(job, TaskState.Running), tasks[job]]).toEqual([wanted[job], wanted[job]])
        }
      }),
      {
        numRuns: 60,
        seed: 1888,
        examples: [
          [killedAsItStarts],
          [lostBeforeTheUpgrade],
          [killedForItsHealthBehindAPartition],
          [upgradedBetweenChangesOfSize],
          [upgradedWhileOneIsKilled],
          [upgradedWithoutInstances],
        ],
      },
    )
  })

  test('holds together whatever fails, also where one Marathon runs another', async () => {
    await fc.assert(
      fc.asyncProperty(runs, async run => {
        await drive(simulationOf(run))
      }),
      { numRuns: 60, seed: 1889 },
    )
  })
})
