import type { Random } from '../../sim/chance/random.ts'
import type { PlacementPolicy, Rule } from '../../sim/contracts.ts'

/** What a placement is made with: the rules it must keep, and a stream of its own. */
export interface PlacementParts {
  readonly rules: readonly Rule[]
  readonly random: Random
}

export type PlacementFactory = (parts: PlacementParts) => PlacementPolicy

/** Of so many machines, how many the rules may ever allow, counted from the first. */
export function reachOf(rules: readonly Rule[], machines: number): number {
  let reach = machines
  for (const rule of rules) if (rule.reach !== undefined) reach = Math.min(reach, rule.reach(machines))
  return reach
}
