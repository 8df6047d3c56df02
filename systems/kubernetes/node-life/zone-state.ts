/**
 * How well a zone is, and how fast its nodes may be tainted then (Kubernetes,
 * pkg/controller/nodelifecycle/node_lifecycle_controller.go, ComputeZoneState and setLimiterInZone, v1.34).
 */
import type { NodeLifeOptions } from './options.ts'

/** `Initial`: nobody has looked at it yet. */
export type ZoneState = 'Initial' | 'Normal' | 'PartialDisruption' | 'FullDisruption'

/** Fewer nodes than this that are not ready disrupt no zone in part. */
const LEAST_UNREADY = 3

export function zoneState(nodes: number, unready: number, { unhealthyZone }: NodeLifeOptions): ZoneState {
  if (unready > 0 && unready === nodes) return 'FullDisruption'
  // The shares are compared as numbers of 32 bits.
  const isUnwell = Math.fround(unready / nodes) >= Math.fround(unhealthyZone)
  return unready >= LEAST_UNREADY && isUnwell ? 'PartialDisruption' : 'Normal'
}

/** Nodes a second. Of a zone that is down as a whole the nodes are tainted as usual, while others are up. */
export function taintRate(
  state: ZoneState,
  nodes: number,
  { evictionRate, secondaryEvictionRate, largeZone }: NodeLifeOptions,
): number {
  if (state !== 'PartialDisruption') return evictionRate
  return nodes > largeZone ? secondaryEvictionRate : 0
}
