import { MINUS_ONE, ZERO } from '../double.ts'
import type { Time } from '../engine/time.ts'
import { Totals } from './totals.ts'

/** What one scheduler process did inside the measured window. */
export class MeasuredScheduler {
  readonly name: string
  private readonly windowStart: Time
  private readonly windowEnd: Time
  /** Think time of decisions without and with a conflict, µs, clipped to the window. */
  useful: Time = ZERO
  wasted: Time = ZERO
  /** Think time of the decision that the end of the run cut off. */
  unfinished: Time = ZERO
  /** Since when the decision under way is thought about, and until when it was if only its claims are on their way; -1. */
  private since: Time = MINUS_ONE
  private until: Time = MINUS_ONE
  decisions = 0
  transactionsOk = 0
  transactionsFailed = 0
  claimsAccepted = 0
  claimsRefused = 0
  attemptsWithoutRoom = 0
  offersMade = 0
  offersDeclined = 0
  offersRescinded = 0
  probesSent = 0
  /** Deployments under way; null: it makes none. */
  deploymentsUnfinished: number | null = null
  /** Runs of jobs with several parents, and those of which a parent's result was not of the same round; null: it joins nothing. */
  joins: number | null = null
  joinsStale = 0
  /** Durations of deployments that ended. */
  readonly deployments = new Totals()

  constructor(name: string, windowStart: Time, windowEnd: Time) {
    this.name = name
    this.windowStart = windowStart
    this.windowEnd = windowEnd
  }

  /** A decision begins. */
  begins(now: Time): void {
    this.since = now
    this.until = -1
  }

  /** The scheduler has thought, and waits for the verdicts on its claims. */
  thoughtOut(now: Time): void {
    this.until = now
  }

  /** Nothing is decided on any more. */
  rests(): void {
    this.since = -1
  }

  /** The run is over: the decision under way has taken its time, and nobody knows yet whether for nothing. */
  close(end: Time): void {
    if (this.since < 0) return
    const until = this.until < 0 ? end : this.until
    this.unfinished = Math.max(0, until - Math.max(this.since, this.windowStart))
  }

  /** A decision took the time from `from` to `to`. */
  decided(from: Time, to: Time, conflict: boolean): void {
    const time = Math.max(0, Math.min(to, this.windowEnd) - Math.max(from, this.windowStart))
    if (conflict) this.wasted += time
    else this.useful += time
    if (to <= this.windowEnd) this.decisions++
    this.since = -1
  }

  /** So many decisions took no time. */
  decidedAtOnce(decisions: number, now: Time): void {
    if (now <= this.windowEnd) this.decisions += decisions
  }

  /** A deployment was ordered. */
  deploys(): void {
    this.deploymentsUnfinished = (this.deploymentsUnfinished ?? 0) + 1
  }

  /** A deployment that was ordered at `since` has come to its end. */
  deployed(since: Time, now: Time): void {
    this.deploymentsUnfinished!--
    if (now >= this.windowStart && now <= this.windowEnd) this.deployments.push(now - since)
  }

  /** A job with several parents runs; `stale`: with the result of a parent that belongs to another round. */
  joined(stale: boolean): void {
    this.joins = (this.joins ?? 0) + 1
    if (stale) this.joinsStale++
  }

  /** Counts from before the window are forgotten. */
  openWindow(): void {
    this.useful = 0
    this.wasted = 0
    this.decisions = 0
    this.transactionsOk = 0
    this.transactionsFailed = 0
    this.claimsAccepted = 0
    this.claimsRefused = 0
    this.attemptsWithoutRoom = 0
    this.offersMade = 0
    this.offersDeclined = 0
    this.offersRescinded = 0
    this.probesSent = 0
    if (this.joins !== null) this.joins = 0
    this.joinsStale = 0
  }

  add(other: MeasuredScheduler): void {
    this.useful += other.useful
    this.wasted += other.wasted
    this.unfinished += other.unfinished
    this.decisions += other.decisions
    this.transactionsOk += other.transactionsOk
    this.transactionsFailed += other.transactionsFailed
    this.claimsAccepted += other.claimsAccepted
    this.claimsRefused += other.claimsRefused
    this.attemptsWithoutRoom += other.attemptsWithoutRoom
    this.offersMade += other.offersMade
    this.offersDeclined += other.offersDeclined
    this.offersRescinded += other.offersRescinded
    this.probesSent += other.probesSent
    if (other.deploymentsUnfinished !== null)
      this.deploymentsUnfinished = (this.deploymentsUnfinished ?? 0) + other.deploymentsUnfinished
    if (other.joins !== null) this.joins = (this.joins ?? 0) + other.joins
    this.joinsStale += other.joinsStale
    this.deployments.add(other.deployments)
  }
}
