import { NEVER, SECOND, seconds, type Time } from '../../../../sim/engine/time.ts'
import { framework, monolithic, systemOf, thinking } from '../../../support/small-system.ts'
import { stagedRun } from '../../../support/staged-run.ts'
import { machinesOf } from '../../../support/watched-run.ts'
import type { WorkedExample } from './worked-example.ts'

/**
 * Every decision takes 1 s. The scheduler of the framework dies at 10 and is back at 10 + 15 + 5 = 30; the root dies at 60 and is back
 * at 70, and once more at 100 and 110.
 *
 * - Job 0 comes at 12 and is handed over at 30: it starts at 31, so the framework has recovered after 21 s.
 * - Nothing waits at 70 when the root is back; job 1 comes at 80. The root has recovered after 10 s.
 * - Job 2 comes at 105 and starts at 111: 11 s.
 */
const run = (until: Time) =>
  stagedRun(
    systemOf(monolithic({ ...thinking(1), failures: [seconds(60), seconds(100)], failover: 10 * SECOND }), {
      frameworks: [
        framework('batch', {
          takes: ['*'],
          process: {
            failures: [seconds(10)],
            meanTimeToFailure: NEVER,
            restart: 15 * SECOND,
            reconciliation: 5 * SECOND,
            failoverTimeout: NEVER,
          },
        }),
      ],
    }),
    machinesOf(1, 10),
    [
      { submit: 12, run: 2 },
      { submit: 80, run: 2 },
      { submit: 105, run: 2 },
    ],
    { until },
  )

export const deaths: readonly WorkedExample[] = [
  {
    of: 'schedulers that die',
    cut: false,
    run: () => run(seconds(200)),
    numbers: { scheduler_deaths: 3, recovery_mean_s: (21 + 10 + 11) / 3, recovery_max_s: 21 },
  },
  {
    of: 'a scheduler that has launched nothing yet when the run ends',
    cut: true,
    // At 108 the root has been away for 8 s.
    run: () => run(seconds(108)),
    numbers: { scheduler_deaths: 3, recovery_mean_s: (21 + 10 + 8) / 3, recovery_max_s: 21 },
    atLeast: ['recovery_mean_s', 'recovery_max_s'],
  },
]
