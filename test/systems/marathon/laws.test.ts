import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drive } from '../../../bench/drive.ts'
import { NEVER, SECOND } from '../../../sim/engine/time.ts'
import { JobBatch } from '../../../sim/world/batch.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import type { MesosRoot } from '../../../systems/mesos/root.ts'
import {
  killedAsItStarts,
  killedForItsHealthBehindAPartition,
  lostBeforeTheUpgrade,
  type Run,
  runs,
  simulationOf,
  upgradedBetweenChangesOfSize,
  upgradedWhileOneIsKilled,
  upgradedWithoutInstances,
} from './random-runs.ts'

/** More than the agents have room for, of several sizes. */
const crowd = fc.array(
  fc.record({
    submit: fc.integer({ min: 0, max: 120 }),
    tasks: fc.integer({ min: 1, max: 5 }),
    jobClass: fc.nat({ max: 1 }),
    cores: fc.constantFrom(0.5, 1, 2, 3),
    memoryMiB: fc.constantFrom(0, 100, 400),
    meanTimeToFailure: fc.constant(NEVER),
  }),
  { minLength: 4, maxLength: 8 },
)

/** The root at a moment, in a run that goes on. */
function stopped(run: Run, moment: number) {
  const simulation = simulationOf(run)
  const { cluster, workload } = simulation
  const batch = new JobBatch()
  workload.read(batch)
  const submissions = simulation as unknown as { submissions: { load(batch: JobBatch): void } }
  submissions.submissions.load(batch)
  const runTo = (seconds: number) => {
    while (cluster.engine.next <= seconds * SECOND) cluster.engine.run(seconds * SECOND)
  }
  runTo(moment)
  return { cluster, root: cluster.root as MesosRoot, runTo }
}

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

  // Refusals last 2 min at most, and nothing has happened for ten: a revival, which forgets them, finds nothing that they hid.
  test('leaves nobody waiting for whom there is room', () => {
    let waiting = 0
    fc.assert(
      fc.property(runs, crowd, (drawn, jobs) => {
        const { marathon, ...run } = drawn
        const upgrades = marathon.upgrades.map(({ at }) => ({ at }))
        const { cluster, root, runTo } = stopped(
          {
            ...run,
            jobs,
            hosted: false,
            isResident: false,
            offerTimeout: run.offerTimeout === SECOND / 20 ? 0 : run.offerTimeout,
            marathon: { ...marathon, failing: 0, dependencies: {}, upgrades },
          },
          880,
        )
        const table = cluster.jobs
        for (let job = 0; job < table.rows.used; job++)
          if (table.isOpen(job) && table.unclaimed(job) > 0) waiting++
        const started: number[] = []
        cluster.probes.add({ taskStarted: task => void started.push(cluster.tasks.job[task]!) })
        for (const framework of root.schedulers.keys()) root.revive(framework)
        runTo(886)
        expect(started).toEqual([])
      }),
      { numRuns: 60, seed: 1890 },
    )
    expect(waiting).toBeGreaterThan(100)
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
