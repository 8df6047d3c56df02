/**
 * How an agent makes sure that a status update arrives: it sends it again until it is acknowledged, after 10, 20, 40 s and so
 * on up to 10 minutes (src/slave/constants.hpp, STATUS_UPDATE_RETRY_INTERVAL_MIN and _MAX; both eras).
 */
import { MINUTE, SECOND, type Time } from '../../sim/engine/time.ts'

export const SHORTEST_RETRY: Time = 10 * SECOND
export const LONGEST_RETRY: Time = 10 * MINUTE

/**
 * When an update that was first sent at `sent`, and did not arrive, is sent for the first time at or after `now`.
 */
export function nextAttempt(sent: Time, now: Time): Time {
  let at = sent
  for (let pause = SHORTEST_RETRY; at < now; pause = Math.min(pause * 2, LONGEST_RETRY)) at += pause
  return at
}
