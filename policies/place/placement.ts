import type { Random } from '../../sim/chance/random.ts'
import type { PlacementPolicy, Rule } from '../../sim/contracts.ts'

/** What a placement is made with: the rules it must keep, and a stream of its own. */
export interface PlacementParts {
  readonly rules: readonly Rule[]
  readonly random: Random
}

export type PlacementFactory = (parts: PlacementParts) => PlacementPolicy
