import { seconds, type Time } from '../../../../sim/engine/time.ts'
import { framework, monolithic, systemOf } from '../../../support/small-system.ts'
import { stagedRun } from '../../../support/staged-run.ts'
import { machinesOf } from '../../../support/watched-run.ts'
import { coreHours, type WorkedExample } from './worked-example.ts'

/** Launches and kills travel 1 s, news of an end 2 s. A task of a pipeline has one more chance, after 10 s. */
const system = systemOf(monolithic(), {
  latency: { machine: seconds(1), status: seconds(2) },
  frameworks: [
    framework('flows', {
      kind: 'pipelines',
      takes: ['flow'],
      onFailure: 'retry',
      retries: 1,
      backoff: seconds(10),
      cancels: 'pipeline',
    }),
    framework('plain', { takes: ['plain'] }),
  ],
})

/**
 * Pipeline 0, of jobs 0, 1 and 2, fails; pipeline 1, of jobs 3 and 4, finishes; pipeline 2, of jobs 5 and 6, goes on.
 * Everything that needs no other starts at 1.
 *
 * - Job 0 runs 1–5 and fails. Known at 7, ready at 17, it runs 18–24 and fails again: the failure of the pipeline, known at 26.
 * - Job 1 has two tasks. One runs 1–12 and fails; known at 14, ready at 24, it starts at 25. Kills are sent at 26 and arrive at 27.
 * - Job 2 waits for job 0.
 * - Job 3 runs 1–11, known at 13; job 4 runs 14–20, known at 22.
 * - Job 5 has two tasks of 40 s. One runs 1–41, one 1–20 and fails; known at 22, ready at 32, it runs 33–73.
 * - Job 6 runs 1–9.
 * - Job 7 is no stage. Of its two tasks one runs 1–15 and fails: known at 17, the job is given up and the other killed at 18.
 */
const jobs = [
  { submit: 0, run: 20, pipeline: 0 },
  { submit: 0, run: 50, tasks: 2, pipeline: 0 },
  { submit: 0, run: 30, pipeline: 0, parents: [0] },
  { submit: 0, run: 10, pipeline: 1 },
  { submit: 0, run: 6, pipeline: 1, parents: [3] },
  { submit: 0, run: 40, tasks: 2, pipeline: 2 },
  { submit: 0, run: 8, pipeline: 2 },
  { submit: 0, run: 30, tasks: 2, jobClass: 1 },
]

const run = (until?: Time) =>
  stagedRun(system, machinesOf(1, 20), jobs, {
    classes: ['flow', 'plain'],
    ...(until !== undefined && { until }),
    script: {
      5: stage => stage.failTask(0),
      12: stage => stage.failTask(1),
      15: stage => stage.failTask(7),
      20: stage => stage.failTask(5),
      24: stage => stage.failTask(0),
    },
  })

export const failures: readonly WorkedExample[] = [
  {
    of: 'pipelines of which one fails',
    cut: false,
    run: () => run(),
    numbers: {
      jobs_submitted: 8,
      jobs_finished: 4,
      // Job 0, and job 7.
      jobs_failed: 2,
      jobs_cancelled: 2,
      jobs_unfinished: 0,
      // Job 2.
      jobs_never_ready: 1,
      // First starts: 1 + 2 + 0, 1 + 1, 2 + 1, 2. Again: jobs 0, 1 and 5.
      tasks_started: 13,
      tasks_failed: 5,
      // Both tasks of job 1, and one of job 7.
      tasks_killed: 3,
      // The task of job 2. That of job 1 had started long ago.
      tasks_cancelled: 1,
      // That of job 1, at 25.
      tasks_doomed: 1,
      pipelines_submitted: 3,
      pipelines_finished: 2,
      pipelines_failed: 1,
      // 20 and 73; of two values, the 90th and 95th percentile are the first.
      pipeline_response_mean_s: 93 / 2,
      pipeline_response_p90_s: 20,
      pipeline_response_p95_s: 20,
      // From the failure at 24 to the last kill at 27.
      cancel_delay_mean_s: 3,
      cancel_delay_max_s: 3,
      // 4 of job 0, 11 of job 1 and 19 of job 5, each once it has started again.
      core_hours_repeated: coreHours(4 + 11 + 19),
      // Job 0 18–24, and job 1 1–24. After the failure: job 1 24–27 and 25–27.
      core_hours_lost_before: coreHours(6 + 23),
      core_hours_lost_after: coreHours(3 + 2),
      // With them, 14 and 17 of job 7.
      core_hours_lost: coreHours(34 + 31),
      // Jobs 3 and 4, 5 and 6.
      core_hours_done: coreHours(16 + 80 + 8),
      core_hours_unfinished: 0,
      core_hours_work: coreHours(34 + 65 + 104),
      // Job 2, and what was left of job 1's tasks: 50 − 26 and 50 − 2.
      core_hours_saved: coreHours(30 + 24 + 48),
    },
  },
  {
    of: 'the same pipelines, cut off at 26.5 s while the kills are on their way',
    cut: true,
    run: () => run(seconds(26.5)),
    numbers: {
      // Jobs 3, 4 and 6; job 5 goes on. Jobs 1 and 2 are cancelled, also while job 1 still runs.
      jobs_finished: 3,
      jobs_failed: 2,
      jobs_cancelled: 2,
      jobs_unfinished: 1,
      jobs_running: 1,
      jobs_waiting: 0,
      jobs_never_started: 0,
      // Job 2, which is cancelled.
      jobs_never_ready: 1,
      // Nobody queued for longer than an instant; the second task of job 5 will queue again, after its pause.
      queue_total_mean_s: 0,
      tasks_started: 12,
      tasks_failed: 5,
      tasks_killed: 1,
      tasks_cancelled: 1,
      tasks_doomed: 1,
      pipelines_submitted: 3,
      pipelines_finished: 1,
      pipelines_failed: 1,
      // 20, and at least the 26.5 s that the third pipeline has taken so far; it was submitted at 0.
      pipeline_response_mean_s: (20 + 26.5) / 2,
      pipeline_response_p90_s: 20,
      pipeline_response_p95_s: 20,
      // The kills have taken from 24 to 26.5 at least.
      cancel_delay_mean_s: 2.5,
      cancel_delay_max_s: 2.5,
      core_hours_repeated: coreHours(4 + 11),
      core_hours_lost_before: coreHours(6 + 23),
      // Job 1 24–26.5 and 25–26.5.
      core_hours_lost_after: coreHours(2.5 + 1.5),
      core_hours_lost: coreHours(33 + 31),
      core_hours_done: coreHours(16 + 8),
      // Of job 5: one task 1–26.5; the other failed after 19 s and waits for its second chance.
      core_hours_unfinished: coreHours(25.5 + 19),
      core_hours_work: coreHours(15 + 64 + 24 + 44.5),
      // Nothing is saved of tasks that are not killed yet.
      core_hours_saved: coreHours(30),
    },
    atLeast: ['queue_total_mean_s', 'pipeline_response_mean_s', 'cancel_delay_mean_s', 'cancel_delay_max_s'],
  },
  {
    of: 'a failed pipeline of which a stage goes on that nobody cancels',
    cut: true,
    // Job 0 fails at 5, known at 7, and job 2 is cancelled with it. Job 1 runs on from 1, also when the run ends at 20; of it
    // nothing is to be cancelled, so that the delay is known.
    run: () =>
      stagedRun(
        systemOf(monolithic(), {
          latency: { machine: seconds(1), status: seconds(2) },
          frameworks: [framework('flows', { kind: 'pipelines', takes: ['*'], cancels: 'dependents' })],
        }),
        machinesOf(1, 2),
        [
          { submit: 0, run: 50, pipeline: 0 },
          { submit: 0, run: 50, pipeline: 0 },
          { submit: 0, run: 30, pipeline: 0, parents: [0] },
        ],
        { until: seconds(20), script: { 5: stage => stage.failTask(0) } },
      ),
    numbers: {
      pipelines_failed: 1,
      jobs_running: 1,
      jobs_cancelled: 1,
      jobs_never_ready: 1,
      cancel_delay_mean_s: 2,
      cancel_delay_max_s: 2,
      core_hours_lost_before: coreHours(4 + 4),
      core_hours_lost_after: coreHours(15),
      core_hours_saved: coreHours(30),
    },
  },
]
