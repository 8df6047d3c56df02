import type { Random } from '../../sim/chance/random.ts'
import type { Cluster } from '../../sim/cluster.ts'
import type { PlacementPolicy, PlaceRule } from '../../sim/contracts.ts'
import type { Claims } from '../../sim/world/claims.ts'
import type { JobId, MachineId } from '../../sim/world/handles.ts'

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
  cluster: Cluster,
): boolean {
  for (const rule of rules) {
    if (rule.allows(machine, job, claims, cluster)) continue
    cluster.recorder.count(rule.reason)
    return false
  }
  return true
}
