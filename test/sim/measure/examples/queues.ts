import { SECOND, seconds } from '../../../../sim/engine/time.ts'
import { Machines } from '../../../../sim/world/machines.ts'
import { framework, monolithic, sharedState, systemOf, thinking } from '../../../support/small-system.ts'
import { stagedRun } from '../../../support/staged-run.ts'
import { machinesOf } from '../../../support/watched-run.ts'
import type { WorkedExample } from './worked-example.ts'

/** Two cores and 1,000 MiB that tasks of 250 MiB can use, and two cores without memory that they cannot. */
const machines = () => new Machines([2000, 2000], [1000, 0])

/**
 * Job 0 runs 0–10 on both cores. Job 1 waits 2–10 and runs 10–30. Job 2 waits from 4; its tasks start at 10 and 30, and
 * would end at 45 and 65.
 */
const jobs = [
  { submit: 0, run: 10, tasks: 2, memoryMiB: 250 },
  { submit: 2, run: 20, memoryMiB: 250 },
  { submit: 4, run: 35, tasks: 2, memoryMiB: 250 },
]

const boundsOf = (stem: string, unit: string) =>
  ['mean', 'p50', 'p90', 'p95', 'p99', 'max'].map(each => `${stem}_${each}${unit}`)

export const queues: readonly WorkedExample[] = [
  {
    of: 'three jobs that queue for two cores',
    cut: false,
    run: () => stagedRun(systemOf(monolithic()), machines(), jobs),
    numbers: {
      // Waits for the first task 0, 8, 6; of three values, the 50th, 90th, 95th and 99th percentile are the second.
      wait_first_mean_s: 14 / 3,
      wait_first_p50_s: 6,
      wait_first_p90_s: 6,
      wait_first_p95_s: 6,
      wait_first_p99_s: 6,
      wait_first_max_s: 8,
      // For the last: 0, 8, 30 − 4.
      wait_last_mean_s: 34 / 3,
      wait_last_p50_s: 8,
      wait_last_p90_s: 8,
      wait_last_p95_s: 8,
      wait_last_p99_s: 8,
      wait_last_max_s: 26,
      // From submission to end: 10, 30 − 2, 65 − 4.
      response_mean_s: 33,
      response_p50_s: 28,
      response_p90_s: 28,
      response_p95_s: 28,
      response_p99_s: 28,
      response_max_s: 61,
      // 10 / 10, 28 / 20, 61 / 35.
      bounded_slowdown_mean: (1 + 1.4 + 61 / 35) / 3,
      bounded_slowdown_p50: 1.4,
      bounded_slowdown_p90: 1.4,
      bounded_slowdown_p95: 1.4,
      bounded_slowdown_p99: 1.4,
      bounded_slowdown_max: 61 / 35,
      makespan_s: 65,
      jobs_finished: 3,
      jobs_unfinished: 0,
      tasks_started: 5,
      tasks_finished: 5,
    },
  },
  {
    of: 'the same jobs and one more, cut off at 40 s',
    cut: true,
    run: () =>
      stagedRun(systemOf(monolithic()), machines(), [...jobs, { submit: 32, run: 5, memoryMiB: 250 }], {
        until: seconds(40),
      }),
    numbers: {
      jobs_submitted: 4,
      jobs_finished: 2,
      jobs_failed: 0,
      jobs_cancelled: 0,
      // Job 2 runs; job 3 has waited since 32 and never started.
      jobs_unfinished: 2,
      jobs_running: 1,
      jobs_waiting: 0,
      jobs_never_started: 1,
      tasks_started: 5,
      tasks_finished: 3,
      // Core-seconds: 2 × 10, 20, 30 + 10, of four cores in 40 s; 250 MiB with each, of 1,000.
      cpu_used_share: 80 / 160,
      memory_used_share: (80 * 250) / 40_000,
      // Jobs in queue: 2–10, 4–30, 32–40. Tasks: 2–10, twice 4–10 and once 10–30, 32–40.
      queue_jobs_mean: (8 + 26 + 8) / 40,
      queue_tasks_mean: (8 + 12 + 20 + 8) / 40,
      // Not 30: what is cut off has not ended before the run.
      makespan_s: 40,
    },
    atLeast: ['makespan_s'],
  },
  {
    of: 'the same jobs and two more, of which nobody knows the ends at 40 s',
    cut: true,
    // Job 3 waits from 32 and job 4 from 36. Of five values, the 50th percentile is the third, the 90th, 95th and 99th the
    // fourth. It is known if it is the same with those that are bounds (+) at their bounds and with them infinite.
    run: () =>
      stagedRun(
        systemOf(monolithic()),
        machines(),
        [...jobs, { submit: 32, run: 5, memoryMiB: 250 }, { submit: 36, run: 5, memoryMiB: 250 }],
        { until: seconds(40) },
      ),
    numbers: {
      // 0, 4+, 6, 8, 8+: the third is 6, or 8 if both bounds are larger.
      wait_first_mean_s: 26 / 5,
      wait_first_p50_s: 6,
      wait_first_p90_s: 8,
      wait_first_p95_s: 8,
      wait_first_p99_s: 8,
      wait_first_max_s: 8,
      // 0, 4+, 8, 8+, 30 − 4.
      wait_last_mean_s: 46 / 5,
      wait_last_p50_s: 8,
      wait_last_p90_s: 8,
      wait_last_p95_s: 8,
      wait_last_p99_s: 8,
      wait_last_max_s: 26,
      // 4+, 8+, 10, 28, 36+.
      response_mean_s: 86 / 5,
      response_p50_s: 10,
      response_p90_s: 28,
      response_p95_s: 28,
      response_p99_s: 28,
      response_max_s: 36,
      // 1+, 1+, 10 / 10, 36+ / 35, 28 / 20.
      bounded_slowdown_mean: (1 + 1 + 1 + 36 / 35 + 1.4) / 5,
      bounded_slowdown_p50: 1,
      bounded_slowdown_p90: 36 / 35,
      bounded_slowdown_p95: 36 / 35,
      bounded_slowdown_p99: 36 / 35,
      bounded_slowdown_max: 1.4,
      // Parked 8 s, 6 + 20, 8+ and 4+.
      queue_total_mean_s: 46 / 5,
    },
    atLeast: [
      ...boundsOf('wait_first', '_s'),
      ...boundsOf('wait_last', '_s'),
      ...boundsOf('response', '_s'),
      ...boundsOf('bounded_slowdown', ''),
      'queue_total_mean_s',
    ],
  },
  {
    of: 'a scheduler that thinks 2 s about a job, cut off in the middle of a thought',
    cut: true,
    // Job 0 is thought about 0–2, job 1 (queued 1–2) 2–4, job 2 (queued 3–4) 4–6, in vain: it needs both cores, and job 1 ends
    // at 14.5. Job 2 waits beside the line until then and is thought about 14.5–16.5. Job 3 is thought about from 20; the
    // run ends at 21.
    run: () =>
      stagedRun(
        systemOf(monolithic(thinking(2))),
        machinesOf(1, 2),
        [
          { submit: 0, run: 10 },
          { submit: 1, run: 10.5 },
          { submit: 3, run: 10, cores: 2 },
          { submit: 20, run: 10 },
        ],
        { until: seconds(21) },
      ),
    numbers: {
      // 0, 1, 1, and 0 of job 3, which was taken up; in all attempts 0, 1, 1 + (14.5 − 6), and at least 0.
      queue_first_mean_s: 2 / 4,
      queue_first_p90_s: 1,
      queue_first_p95_s: 1,
      queue_total_mean_s: 10.5 / 4,
      attempts_mean: 4 / 3,
      attempts_max: 2,
      decisions: 4,
      attempts_without_room: 1,
      transactions_ok: 3,
      claims_accepted: 3,
      busy_useful_s: 8,
      // The thought about job 3 has taken 1 s when the run ends; how it would have ended nobody knows.
      busy_share: (8 + 1) / 21,
    },
    atLeast: ['queue_total_mean_s'],
  },
  {
    of: 'jobs of which one is thought about, one queues, and one has not reached its scheduler when the run ends',
    cut: true,
    // Jobs 0 and 1 reach it at 1. Job 0 is thought about to 3, and its claims arrive at 4; job 2 would reach it at 4. The run
    // ends at 3.5.
    run: () =>
      stagedRun(
        systemOf(sharedState(thinking(2)), { latency: { scheduler: SECOND } }),
        machinesOf(1, 4),
        [
          { submit: 0, run: 10 },
          { submit: 0, run: 10 },
          { submit: 3, run: 10 },
        ],
        { until: seconds(3.5) },
      ),
    numbers: {
      // 0, which is known, 2.5+ and 0+.
      queue_first_mean_s: 2.5 / 3,
      queue_first_p90_s: 0,
      // All three may queue again.
      queue_total_mean_s: 2.5 / 3,
      wait_first_mean_s: 7.5 / 3,
    },
    atLeast: ['queue_first_mean_s', 'queue_first_p90_s', 'queue_total_mean_s', 'wait_first_mean_s'],
  },
  {
    of: 'a job that a scheduler gives up after its hundredth attempt',
    cut: true,
    // Job 0 holds the only core; job 1 is tried at 0.5, 1.5, … and given up with attempt 101, at 100.5.
    run: () =>
      stagedRun(
        systemOf(monolithic({ whenBlocked: 'retry', retryAfter: SECOND }), { quirks: { abandons: true } }),
        machinesOf(1, 1),
        [
          { submit: 0, run: 1000 },
          { submit: 0.5, run: 1 },
        ],
        { until: seconds(200) },
      ),
    numbers: { jobs_abandoned: 1, jobs_failed: 1, attempts_max: 101, tasks_cancelled: 1, jobs_running: 1 },
  },
  {
    of: 'a job whose machine went down, cut off before it came back',
    cut: true,
    // The task runs 0–4. That work is not repeated before the task has started again.
    run: () =>
      stagedRun(
        systemOf(monolithic(), { frameworks: [framework('batch', { takes: ['*'], onFailure: 'relaunch' })] }),
        machinesOf(1, 1),
        [{ submit: 0, run: 10 }],
        { until: seconds(8), script: { 4: stage => stage.machineDown(0) } },
      ),
    numbers: {
      tasks_lost: 1,
      jobs_unfinished: 1,
      jobs_running: 0,
      jobs_waiting: 1,
      jobs_never_started: 0,
      core_hours_work: 4 / 3600,
      core_hours_repeated: 0,
      core_hours_unfinished: 4 / 3600,
    },
  },
]
