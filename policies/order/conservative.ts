import type { OrderPolicy } from '../../sim/contracts.ts'

/** As many jobs as Slurm's backfill scheduler looks at (bf_max_job_test, 500 since 20.11). */
const DEPTH = 500

/**
 * Conservative backfilling (Feitelson & Weil 1998; Mu'alem & Feitelson 2001): first come, first served, but a later job may start
 * now if that delays none of those before it. Every job is given the earliest start beside all that is planned when it comes;
 * when a job ends early, those that wait are moved up in order.
 *
 * @param depth how many waiting jobs are moved up at most; those behind keep what they have until they are among them.
 */
export function conservative(depth = DEPTH): OrderPolicy {
  return { name: 'conservative', compare: () => 0, planDepth: depth }
}
