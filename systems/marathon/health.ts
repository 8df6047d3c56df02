/**
 * Health checks of instances, and whom they kill (Marathon 90619da, Health.scala and HealthCheckActor.scala).
 */
import { SECOND, type Time } from '../../sim/engine/time.ts'

export interface HealthCheck {
  /** Failures before this age of an instance are forgiven until its first success. */
  readonly grace: Time
  readonly interval: Time
  readonly timeout: Time
  /** 0: never kills. */
  readonly maxConsecutiveFailures: number
}

/** Defaults of an app definition, 1.3 and head. */
export const healthCheckDefaults: HealthCheck = {
  grace: 300 * SECOND,
  interval: 60 * SECOND,
  timeout: 20 * SECOND,
  maxConsecutiveFailures: 3,
}

/** How long after its start an instance is first asked, by checks that Marathon makes itself. */
export function firstCheckAfter(check: HealthCheck): Time {
  return Math.min(check.interval, 5 * SECOND)
}

export interface Health {
  readonly firstSuccess: Time | null
  readonly lastSuccess: Time | null
  readonly lastFailure: Time | null
  readonly consecutiveFailures: number
}

export const unknownHealth: Health = {
  firstSuccess: null,
  lastSuccess: null,
  lastFailure: null,
  consecutiveFailures: 0,
}

export function isAlive({ lastSuccess, lastFailure }: Health): boolean {
  return lastSuccess !== null && (lastFailure === null || lastSuccess > lastFailure)
}

export function afterSuccess(health: Health, now: Time): Health {
  const firstSuccess = health.firstSuccess ?? now
  return { ...health, firstSuccess, lastSuccess: now, consecutiveFailures: 0 }
}

export function afterFailure(health: Health, now: Time): Health {
  return { ...health, lastFailure: now, consecutiveFailures: health.consecutiveFailures + 1 }
}

/**
 * Whether a failure does not count: before the first success, within the grace period, or while the instance does not run.
 *
 * @param runningFor null when it does not run
 */
export function isForgiven(
  { firstSuccess }: Pick<Health, 'firstSuccess'>,
  runningFor: Time | null,
  check: Pick<HealthCheck, 'grace'>,
): boolean {
  if (runningFor === null) return true
  return firstSuccess === null && runningFor < check.grace
}

/**
 * Whether a failure that counts kills the instance. Marathon looks at the failures *before* this one: with three allowed,
 * the fourth kills. What is unreachable is never killed for its health.
 */
export function kills(
  before: Pick<Health, 'consecutiveFailures'>,
  { maxConsecutiveFailures }: Pick<HealthCheck, 'maxConsecutiveFailures'>,
  isUnreachable: boolean,
): boolean {
  return maxConsecutiveFailures > 0 && before.consecutiveFailures >= maxConsecutiveFailures && !isUnreachable
}
