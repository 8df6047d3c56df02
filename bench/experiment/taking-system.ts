import type { Workload } from '../../sim/contracts.ts'
import type { PlannedSystem } from './planned-system.ts'

/** A system that runs what definition files define, and what of them it does not honour. */
export interface TakingSystem {
  readonly system: PlannedSystem
  readonly remarks: NonNullable<Workload['remarks']>
}
