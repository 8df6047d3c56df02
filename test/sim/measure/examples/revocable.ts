import { seconds, type Time } from '../../../../sim/engine/time.ts'
import { framework, mesos, systemOf } from '../../../support/small-system.ts'
import { stagedRun } from '../../../support/staged-run.ts'
import { machinesOf } from '../../../support/watched-run.ts'
import type { WorkedExample } from './worked-example.ts'

/**
 * Four cores, of which two are given away a second time; everything takes no time. Job 0 holds three cores from 0 to 100 and uses
 * half of them. Job 1 holds and uses a revocable one from 10 to 50.
 */
const run = (until: Time) =>
  stagedRun(
    systemOf(mesos('head', { resourceEstimator: 'fixed', oversubscribedCpuMilli: 2000 }), {
      frameworks: [
        framework('regular', { usage: [{ at: 0, least: 0.5, most: 0.5 }] }),
        framework('revocable', { revocable: true }),
      ],
    }),
    machinesOf(1, 4),
    [
      { submit: 0, run: 100, cores: 3, jobClass: 0 },
      { submit: 10, run: 40, jobClass: 1 },
    ],
    { until, classes: ['regular', 'revocable'] },
  )

export const revocable: readonly WorkedExample[] = [
  {
    of: 'revocable cores',
    cut: false,
    run: () => run(seconds(200)),
    // Held: 3 · 100 of 4 · 200, and 40 besides. Busy: 1.5 · 100 + 40.
    numbers: { cpu_used_share: 300 / 800, cpu_revocable_share: 40 / 800, cpu_busy_share: 190 / 800 },
  },
  {
    of: 'revocable cores that are held when the run ends',
    cut: true,
    run: () => run(seconds(40)),
    numbers: { cpu_used_share: 120 / 160, cpu_revocable_share: 30 / 160, cpu_busy_share: 90 / 160 },
  },
]
