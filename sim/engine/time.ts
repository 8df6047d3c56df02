/**
 * Simulated time: whole microseconds since the start of the run, held in a double.
 *
 * Integers up to 2^53 are exact, which is 285 years; sums of times therefore do not depend on their order.
 */
export type Time = number

export const MICROSECOND: Time = 1
export const MILLISECOND: Time = 1_000
export const SECOND: Time = 1_000_000
export const MINUTE: Time = 60 * SECOND
export const HOUR: Time = 60 * MINUTE
export const DAY: Time = 24 * HOUR

/** A moment that never comes: the duration of a service that nobody stops. */
export const NEVER: Time = Number.POSITIVE_INFINITY

/** The last moment of simulated time; what would come later never comes. */
export const LAST: Time = Number.MAX_SAFE_INTEGER

/** Seconds to Time, rounded to the nearest microsecond. */
export function seconds(value: number): Time {
  return Math.round(value * SECOND)
}

/** Time to seconds. */
export function inSeconds(time: Time): number {
  return time / SECOND
}
