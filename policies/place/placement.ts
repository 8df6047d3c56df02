import type { Random } from '../../sim/chance/random.ts'
import type { PlacementPolicy, PlaceRule } from '../../sim/contracts.ts'
import type { Claims } from '../../sim/world/claims.ts'
import type { JobId, MachineId } from '../../sim/world/handles.ts'
import type { World } from '../../sim/world/world.ts'

/** What a placement is made with: the rules it must keep, and a stream of its own. */
export interface PlacementParts {
  readonly rules: readonly PlaceRule[]
  readonly random: Random
}

export type PlacementFactory = (parts: PlacementParts) => PlacementPolicy

/** Does every rule allow a task of the job on the machine? The first that does not is counted by its reason. */
export function allowed(
  rules: readonly PlaceRule[],
  machine: MachineId,
  job: JobId,
  claims: Claims,
  world: World,
): boolean {
  for (const rule of rules) {
    if (rule.allows(machine, job, claims, world)) continue
    world.probes.reasonGiven(rule.reason, 1)
    return false
  }
  return true
}

/** Of so many machines, how many the rules may ever allow, counted from the first. */
export function reachOf(rules: readonly PlaceRule[], machines: number): number {
  let reach = machines
  for (const rule of rules) if (rule.reach !== undefined) reach = Math.min(reach, rule.reach(machines))
  return reach
}
