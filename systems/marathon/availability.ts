/**
 * Agents that go into maintenance (head; Marathon 90619da, Availability.scala).
 */
import type { Time } from '../../sim/engine/time.ts'
import type { Unavailability } from './offer.ts'

/**
 * Whether an agent's offer may be used now. It may not from `draining` before its maintenance on, until that is over;
 * at the very instant of either it may.
 */
export function isUsable(unavailability: Unavailability | undefined, now: Time, draining: Time): boolean {
  if (unavailability === undefined) return true
  const { start, duration } = unavailability
  if (now <= start - draining) return true
  return duration !== undefined && now > start + duration
}
