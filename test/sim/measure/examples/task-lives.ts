import { seconds, type Time } from '../../../../sim/engine/time.ts'
import { framework, monolithic, systemOf } from '../../../support/small-system.ts'
import { stagedRun } from '../../../support/staged-run.ts'
import { machinesOf } from '../../../support/watched-run.ts'
import { coreHours, type WorkedExample } from './worked-example.ts'

/** Launches and kills travel 1 s. A task that is killed while it runs holds its resources for 5 s more. */
const system = systemOf(monolithic(), {
  latency: { machine: seconds(1) },
  frameworks: [framework('batch', { takes: ['*'], killGrace: seconds(5) })],
})

/**
 * The machine has an image pulled for 8 s and a network set up for 2 s before a task runs.
 *
 * - Job 0 has two tasks of 30 s and 2 cores: launched at 0, at the machine at 1, prepared for until 11. At 20 one fails; the
 *   kill of the other arrives at 21, and it is gone at 26.
 * - Job 1 runs 11–21 on one core.
 */
const run = (until?: Time) =>
  stagedRun(
    system,
    machinesOf(1, 10),
    [
      { submit: 0, run: 30, tasks: 2, cores: 2 },
      { submit: 0, run: 10 },
    ],
    {
      ...(until !== undefined && { until }),
      hardware: {
        meanTimeToFailure: Number.POSITIVE_INFINITY,
        meanTimeToRepair: Number.POSITIVE_INFINITY,
        startUp: [
          {
            machines: 1,
            steps: [
              { name: 'image', takes: { kind: 'constant', value: seconds(8) } },
              { name: 'network', takes: { kind: 'constant', value: seconds(2) } },
            ],
          },
        ],
      },
      script: { 20: stage => stage.failTask(0) },
    },
  )

/** Two machines with a core each; the first is drained at 5 s, and crashes at 6 s, which is noticed at 16 s. */
const drained = (until?: Time) =>
  stagedRun(
    systemOf(monolithic(), { frameworks: [framework('batch', { takes: ['*'], onFailure: 'relaunch' })] }),
    machinesOf(2, 1),
    [{ submit: 0, run: 8 }],
    {
      ...(until !== undefined && { until }),
      hardware: {
        meanTimeToFailure: Number.POSITIVE_INFINITY,
        meanTimeToRepair: Number.POSITIVE_INFINITY,
        detection: seconds(10),
        events: [
          { at: seconds(5), machine: 0, event: 'drain' },
          { at: seconds(6), machine: 1, event: 'crash' },
        ],
      },
    },
  )

/**
 * One machine with 2 cores, whose tasks have a grace of 3 s. Job 0 runs on both from 0; job 1, above it, comes at 4. One task of
 * job 0 stops 4–7, job 1 runs 7–17, and the task starts again at 17.
 */
const preempted = (until: Time) =>
  stagedRun(
    systemOf(
      monolithic({ order: 'priority', whenBlocked: 'wait', share: 'fifo', preempt: 'lowest-priority-first' }),
      { frameworks: [framework('batch', { takes: ['*'], killGrace: seconds(3) })] },
    ),
    machinesOf(1, 2),
    [
      { submit: 0, run: 20, tasks: 2 },
      { submit: 4, run: 10, priority: 1 },
    ],
    { until },
  )

export const taskLives: readonly WorkedExample[] = [
  {
    of: 'two instances of which one fits, ready after 4 s, and scaled to one at 10 s',
    cut: true,
    // Two are wanted for 10 s and one for 5 s: 25 s. One is ready from 4 s on: 11 s.
    run: () =>
      stagedRun(
        systemOf(monolithic(), {
          frameworks: [
            framework('web', {
              kind: 'services',
              takes: ['*'],
              readyAfter: seconds(4),
              scale: [{ at: seconds(10), to: 1 }],
            }),
          ],
        }),
        machinesOf(1, 1),
        [{ submit: 0, run: Number.POSITIVE_INFINITY, tasks: 2 }],
        { until: seconds(15) },
      ),
    numbers: {
      available_share: 11 / 25,
      tasks_started: 1,
      core_hours_done: coreHours(15),
    },
  },
  {
    of: 'a service of three instances that is scaled to one at 5 s',
    cut: true,
    // A service works until it is stopped: 5 s, 5 s and 8 s; the two hold their cores for 3 s more.
    run: () =>
      stagedRun(
        systemOf(monolithic(), {
          frameworks: [
            framework('web', {
              kind: 'services',
              takes: ['*'],
              killGrace: seconds(3),
              scale: [{ at: seconds(5), to: 1 }],
            }),
          ],
        }),
        machinesOf(1, 4),
        [{ submit: 0, run: Number.POSITIVE_INFINITY, tasks: 3 }],
        { until: seconds(8) },
      ),
    numbers: {
      tasks_scaled_away: 2,
      tasks_killed: 0,
      core_hours_done: coreHours(5 + 5 + 8),
      core_hours_stopping: coreHours(2 * 3),
      jobs_unfinished: 1,
    },
  },
  {
    of: 'a task that is preempted, cut off while the preemptor runs',
    cut: true,
    run: () => preempted(seconds(15)),
    numbers: {
      tasks_preempted: 1,
      core_hours_preempted: coreHours(4),
      core_hours_stopping: coreHours(3),
      core_hours_repeated: 0,
      // The other task of job 0, the one that was preempted, and job 1.
      core_hours_unfinished: coreHours(15 + 4 + 8),
      wait_first_max_s: 3,
    },
  },
  {
    of: 'the same task, once it has started again',
    cut: true,
    run: () => preempted(seconds(18)),
    numbers: {
      tasks_preempted: 1,
      // It has stopped by 7, and starts again at 17.
      relaunch_mean_s: 10,
      relaunch_max_s: 10,
      core_hours_preempted: coreHours(4),
      core_hours_repeated: coreHours(4),
      core_hours_done: coreHours(10),
      core_hours_unfinished: coreHours(18 + 1),
    },
  },
  {
    of: 'a task that is drained, and stranded on a machine that crashes',
    cut: true,
    // It runs 0–5 on machine 0 and 5–6 on machine 1, and holds that until the run ends at 15.
    run: () => drained(seconds(15)),
    numbers: {
      tasks_drained: 1,
      tasks_started: 2,
      // It ends on machine 0 and starts on machine 1 at 5; on that, it has not been given up when the run ends.
      relaunch_mean_s: 0,
      relaunch_max_s: 0,
      core_hours_repeated: coreHours(5),
      core_hours_unfinished: coreHours(1),
      core_hours_stopping: coreHours(9),
      core_hours_work: coreHours(6),
    },
  },
  {
    of: 'tasks that are prepared for, and one that is killed with a grace',
    cut: false,
    run: () => run(),
    numbers: {
      wait_first_mean_s: 11,
      wait_last_max_s: 11,
      response_mean_s: 21,
      tasks_started: 3,
      tasks_killed: 1,
      // Five cores for 10 s.
      core_hours_preparing: coreHours(50),
      core_hours_stopping: coreHours(2 * 5),
      // Job 0 11–20 and 11–21; job 1.
      core_hours_lost: coreHours(2 * 9 + 2 * 10),
      core_hours_done: coreHours(10),
      core_hours_work: coreHours(48),
      makespan_s: 26,
      // Job 0 holds 2 cores to 20 and 2 to 26, job 1 one to 21.
      cpu_used_share: (2 * 20 + 2 * 26 + 21) / (10 * 26),
    },
  },
  {
    of: 'the same tasks, cut off at 24 s in the middle of the grace',
    cut: true,
    run: () => run(seconds(24)),
    numbers: {
      jobs_failed: 1,
      tasks_killed: 0,
      core_hours_preparing: coreHours(50),
      core_hours_stopping: coreHours(2 * 3),
      core_hours_lost: coreHours(38),
      core_hours_work: coreHours(48),
    },
  },
  {
    of: 'the same tasks, cut off at 5 s while they are prepared for',
    cut: true,
    run: () => run(seconds(5)),
    numbers: { core_hours_preparing: coreHours(5 * 4), core_hours_work: 0, jobs_never_started: 2 },
  },
]
