import type { Score } from '../../sim/contracts.ts'
import { fullness } from './best-fit.ts'

/** The machine that is left emptiest: spreads load (Kubernetes: LeastAllocated). */
export const worstFit: Score = {
  name: 'worst-fit',
  reads: 'amounts',
  prepare: (view, job, world) => fullness(view, job, world, -1),
}
