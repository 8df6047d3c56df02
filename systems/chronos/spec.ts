/**
 * A Chronos, written down: its flags, and its jobs by the clock. All durations are `Time` (µs).
 */
import type { Time } from '../../sim/engine/time.ts'
import type { DefinedJob } from '../definition-file/defined-job.ts'
import type { FrameworkSpec } from '../generic/spec.ts'
import type { OwnTask } from '../own-jobs.ts'

/** A job that runs by the clock, or after others that do. */
export interface RepeatedJobSpec extends OwnTask {
  /** By which others name it; absent: `clock-` and its number. */
  readonly name?: string
  /** ISO 8601: `R/2016-10-13T02:00:00Z/P1D`; absent: it has parents. */
  readonly repeat?: string
  /** Names of the jobs that it depends on, which stand before it. */
  readonly parents?: readonly string[]
  /** Takes the place of the zone that the start names; absent: it stays. */
  readonly timezone?: string
  /** 3.x; absent: false. */
  readonly concurrent?: boolean
  /** Attempts after the first; absent: as the framework says. */
  readonly retries?: number
  /** A last failure counts as an end for its children; absent: false. */
  readonly softError?: boolean
}

/** What both eras are told. */
interface AnyChronosSpec extends FrameworkSpec {
  /** Attempts after the first, of every job. */
  readonly taskRetries: number
  /** `--failure_retry`. */
  readonly failureRetry: Time
  /** `--decline_offer_duration`. */
  readonly declineOfferDuration: Time
  /** `--min_revive_offers_interval`. */
  readonly minReviveOffersInterval: Time
  /** `--revive_offers_for_new_jobs`. */
  readonly reviveForNewJobs: boolean
  /** The date and time at which the run begins: where its clocks stand. */
  readonly startsAt: string
  readonly repeated: readonly RepeatedJobSpec[]
  /** Jobs of definition files. */
  readonly jobs?: readonly DefinedJob[]
}

/** Chronos 2.4, which looks ahead, and skips what is too late. */
export interface Chronos24Spec extends AnyChronosSpec {
  readonly kind: 'chronos'
  /** `--schedule_horizon`. */
  readonly scheduleHorizon: Time
  /** `--task_epsilon`. */
  readonly taskEpsilon: Time
}

export interface Chronos3Spec extends AnyChronosSpec {
  readonly kind: 'chronos-3'
}

export type ChronosSpec = Chronos24Spec | Chronos3Spec
