import { NEVER, SECOND, seconds } from '../../../../sim/engine/time.ts'
import { marathonOf } from '../../../support/marathon-run.ts'
import {
  framework,
  mesos,
  offers,
  sampling,
  sharedState,
  systemOf,
  thinking,
} from '../../../support/small-system.ts'
import { stagedRun } from '../../../support/staged-run.ts'
import { machinesOf } from '../../../support/watched-run.ts'
import type { WorkedExample } from './worked-example.ts'

export const architectures: readonly WorkedExample[] = [
  {
    of: 'offers that are used, declined, and cut off',
    cut: true,
    // An allocator that waits 1 s, and a framework that thinks 2 s. Wanted at 0.5, the four cores are locked from 1.5 to
    // 3.5, and job 0 starts. Job 1 comes at 4.7 and wants four cores; the three that are free are offered at 5.7 and
    // declined at once, and filtered to 10.7. Job 2 comes at 11.2; the offer of 11.7 is thought about to 13.7. The run ends
    // at 13.2.
    run: () =>
      stagedRun(
        systemOf(offers(thinking(2))),
        machinesOf(1, 4),
        [
          { submit: 0.5, run: 100 },
          { submit: 4.7, run: 5, cores: 4 },
          { submit: 11.2, run: 5, cores: 1 },
        ],
        { until: seconds(13.2) },
      ),
    numbers: {
      offers_made: 3,
      offers_declined: 1,
      // Four cores for 2 s, and three from 11.7 to the end; all memory each time.
      cpu_locked_share: (4 * 2 + 3 * 1.5) / (4 * 13.2),
      memory_locked_share: (2 + 1.5) / 13.2,
      decisions: 1,
      claims_accepted: 1,
    },
  },
  {
    of: 'an offer that is taken back while its framework thinks',
    cut: true,
    // Locked from 1.5; the framework thinks to 3.5, the offer expires at 2.5; the run ends at 3.
    run: () =>
      stagedRun(
        systemOf(offers({ ...thinking(2), offerTimeout: SECOND })),
        machinesOf(1, 4),
        [{ submit: 0.5, run: 100 }],
        { until: seconds(3) },
      ),
    numbers: {
      offers_made: 1,
      offers_rescinded: 1,
      cpu_locked_share: 1 / 3,
      memory_locked_share: 1 / 3,
      // The thought has taken 1.5 s; a decision that has not ended is not counted.
      busy_share: 1.5 / 3,
      decisions: 0,
      claims_accepted: 0,
    },
  },
  {
    of: 'two schedulers that want the same core',
    cut: true,
    // Both look at 0. The first commits at 2; the second at 3, in vain. The run ends at 4.
    run: () =>
      stagedRun(
        systemOf(
          sharedState({
            think: {
              default: { perJob: 2 * SECOND, perTask: 0 },
              slow: { perJob: 3 * SECOND, perTask: 0 },
            },
          }),
          { frameworks: [framework('fast'), framework('slow')] },
        ),
        machinesOf(1, 1),
        [
          { submit: 0, run: 100, jobClass: 0 },
          { submit: 0, run: 100, jobClass: 1 },
        ],
        { classes: ['fast', 'slow'], until: seconds(4) },
      ),
    numbers: {
      transactions_ok: 1,
      transactions_failed: 1,
      conflict_ratio: 1,
      claims_accepted: 1,
      claims_refused: 1,
      decisions: 2,
      busy_useful_s: 2,
      busy_wasted_s: 3,
      jobs_never_started: 1,
    },
  },
  {
    of: 'a scheduler whose claims are on their way when the run ends',
    cut: true,
    // The job reaches it at 1 and is thought about to 3; the claims would arrive at 4. Waiting for them is not thinking.
    run: () =>
      stagedRun(
        systemOf(sharedState(thinking(2)), { latency: { scheduler: SECOND } }),
        machinesOf(1, 1),
        [{ submit: 0, run: 100 }],
        { until: seconds(3.5) },
      ),
    numbers: { busy_share: 2 / 3.5, busy_useful_s: 0, decisions: 0 },
  },
  {
    of: 'a job of two tasks that sends two probes a task',
    cut: true,
    run: () =>
      stagedRun(systemOf(sampling()), machinesOf(6, 1), [{ submit: 0, run: 10, tasks: 2 }], {
        until: seconds(5),
      }),
    numbers: { probes_sent: 4, claims_accepted: 2 },
  },
  {
    of: 'a task on Mesos, whose master takes 10 ms for a message',
    cut: true,
    // Once registered the scheduler asks after its tasks: 0 to 10 ms. Revive 10 to 20; the offer is sent from 20 to 30; the answer
    // comes at 20 and is handled from 30 to 40; the suppression comes with it and is from 40 to 50. The task starts at 40: its
    // update and the acknowledgement are handled from 50 to 60 and from 60 to 70. It ends at 1.04 s: two more. Nine messages; the
    // revive waits 10 ms, the others 10, 20, 10 and 20.
    run: () =>
      stagedRun(systemOf(mesos('1.0', { messageCost: 10_000 })), machinesOf(1, 1), [{ submit: 0, run: 1 }], {
        until: seconds(5),
      }),
    numbers: { master_messages: 9, master_busy_share: 0.09 / 5, master_queue_mean: 0.07 / 5 },
  },
  {
    of: 'a service under Marathon that is scaled down, and then to more than there is room for',
    cut: true,
    // Ordered at 1 s; it starts at 1.004 s, which Marathon hears 2 ms later. Ordered at 2 s, the kill arrives at 2.001 s and is heard
    // of at 2.003 s. The third order is not done when the run ends.
    run: () =>
      stagedRun(
        marathonOf('dcos-1.8', {
          scale: [
            { at: seconds(2), to: 1 },
            { at: seconds(4), to: 9 },
          ],
        }),
        machinesOf(1, 4),
        [{ submit: 1, run: NEVER, tasks: 2 }],
        { until: seconds(5) },
      ),
    numbers: {
      deployments_finished: 2,
      deployments_unfinished: 1,
      deployment_mean_s: 0.0045,
      deployment_max_s: 0.006,
      tasks_scaled_away: 1,
    },
  },
]
