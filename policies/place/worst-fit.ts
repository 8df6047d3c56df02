import type { PlaceScore } from '../../sim/contracts.ts'
import { fullness } from './best-fit.ts'

/** The machine that is left emptiest: spreads load (Kubernetes: LeastAllocated). */
export const worstFit: PlaceScore = {
  name: 'worst-fit',
  score: (view, machine, job, world) => 100 * (1 - fullness(view, machine, job, world)),
}
