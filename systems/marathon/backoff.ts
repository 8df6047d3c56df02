/**
 * Back-off: after each failure of an app, its next launch waits longer (Marathon, RateLimiter.scala and
 * NotifyRateLimiterStepImpl.scala, v1.3.6 and 90619da).
 */
import { SECOND, type Time } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { Era } from './flags.ts'

export interface BackoffStrategy {
  readonly backoff: Time
  /** At least 1. */
  readonly factor: number
  readonly maxLaunchDelay: Time
}

/** Defaults of an app definition; the longest delay became 300 s with Marathon 1.8. */
export function backoffDefaults(era: Era): BackoffStrategy {
  return { backoff: SECOND, factor: 1.15, maxLaunchDelay: (era === 'head' ? 300 : 3600) * SECOND }
}

/**
 * The delay of one app in one configuration. A change of the configuration begins with a new one; scaling does not.
 *
 * Delays are held as doubles and deadlines as whole microseconds. Marathon cuts each delay to whole nanoseconds, which
 * makes the 41st of 42 shorter by two microseconds at most.
 */
export class Backoff {
  readonly #strategy: BackoffStrategy
  readonly #era: Era
  #delay = 0
  #deadline: Time | null = null
  /** When the deadline was last set. */
  #reference: Time = 0

  constructor(strategy: BackoffStrategy, era: Era) {
    this.#strategy = strategy
    this.#era = era
  }

  /** When the app may be launched again; null when nothing holds it. May lie in the past until it is cleaned up. */
  get deadline(): Time | null {
    return this.#deadline
  }

  /** Microseconds, not rounded; 0 when there is none. */
  get delay(): number {
    return this.#deadline === null ? 0 : this.#delay
  }

  holdsAt(now: Time): boolean {
    return this.#deadline !== null && this.#deadline > now
  }

  add(now: Time): void {
    const { backoff, factor, maxLaunchDelay } = this.#strategy
    const wanted = this.#deadline === null ? backoff : this.#delay * factor
    this.#delay = Math.min(wanted, maxLaunchDelay)
    this.#set(now)
  }

  /** Counts the same delay from now; head only, and nothing where there is none. */
  advance(now: Time): void {
    if (this.#era === 'head' && this.#deadline !== null) this.#set(now)
  }

  reset(): void {
    this.#deadline = null
  }

  /**
   * Forgets a delay that is over, so that the next failure begins with the first delay again. 1.3 forgets it at its
   * deadline; head keeps it until more than maxLaunchDelay has passed since it was set.
   */
  cleanUp(now: Time): void {
    if (this.#deadline === null) return
    const isOver =
      this.#era === 'head' ? now > this.#reference + this.#strategy.maxLaunchDelay : now >= this.#deadline
    if (isOver) this.reset()
  }

  #set(now: Time): void {
    this.#reference = now
    this.#deadline = now + Math.round(this.#delay)
    // In 1.3 a delay of nothing is no delay; head keeps one that is over at once.
    if (this.#era === '1.3' && this.#deadline <= now) this.reset()
  }
}

/** What the end or the progress of a task does to its app's delay. */
export type BackoffAction = 'addDelay' | 'advanceDelay' | 'resetDelay' | 'none'

const actions: Readonly<Record<string, BackoffAction>> = {
  dropped: 'addDelay',
  error: 'addDelay',
  failed: 'addDelay',
  finished: 'addDelay',
  gone: 'addDelay',
  gonebyoperator: 'addDelay',
  provisioned: 'advanceDelay',
  staging: 'advanceDelay',
  starting: 'advanceDelay',
  running: 'advanceDelay',
  scheduled: 'none',
  killing: 'none',
  killed: 'none',
  unknown: 'none',
  unreachable: 'none',
  unreachableinactive: 'none',
}

/**
 * @param status capitals do not count: `goneByOperator`
 * @param agentDraining the task is gone because its agent is drained: it was killed, or an operator says so
 * @throws SwitchyardError for a status that is none.
 */
export function actionOn(status: string, agentDraining: boolean, era: Era): BackoffAction {
  const known = status.toLowerCase()
  const action = Object.hasOwn(actions, known) ? actions[known] : undefined
  if (action === undefined)
    throw new SwitchyardError(
      `The status ${JSON.stringify(status)} is not known; expected one of ${Object.keys(actions).join(', ')}.`,
    )
  if (agentDraining && (known === 'killed' || known === 'gonebyoperator')) return 'resetDelay'
  return action === 'advanceDelay' && era === '1.3' ? 'none' : action
}
