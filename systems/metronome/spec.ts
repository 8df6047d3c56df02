/**
 * A Metronome, written down: what its runs are told, and its jobs by the clock. All durations are `Time` (µs).
 */
import type { Time } from '../../sim/engine/time.ts'
import type { DefinedJob } from '../definition-file/defined-job.ts'
import type { FrameworkSpec } from '../generic/spec.ts'

/** A job that runs by the clock: one run, with one task, at every trigger that its policy allows. */
export interface CronJobSpec {
  /** As Metronome reads it. */
  readonly cron: string
  /** Of the IANA database; absent: UTC. */
  readonly timezone?: string
  /** `concurrencyPolicy`; absent: as the era takes one that says nothing. */
  readonly concurrency?: 'allow' | 'forbid' | 'replace'
  /** `startingDeadlineSeconds`; absent: 900 s. */
  readonly startingDeadline?: Time
  readonly cpuMilli: number
  readonly memoryMiB: number
  readonly duration: Time
  /** Mean time between failures of a running task; absent: none fails by itself. */
  readonly meanTimeToFailure?: Time
}

export interface MetronomeSpec extends FrameworkSpec {
  /** The first is 0.1, as DC/OS 1.8 ships it. */
  readonly kind: 'metronome' | 'metronome-head'
  /** `restart.policy`. */
  readonly restart: 'never' | 'on-failure'
  /** `restart.activeDeadlineSeconds`; NEVER: there is none. */
  readonly activeDeadline: Time
  /** `--decline_offer_duration` of the Marathon inside it. */
  readonly declineOfferDuration: Time
  /** `--max_tasks_per_offer`, at head `--max_instances_per_offer`. */
  readonly maxInstancesPerOffer: number
  /** The date and time at which the run begins: where its clocks stand. */
  readonly startsAt: string
  readonly schedules: readonly CronJobSpec[]
  /** Jobs of definition files. */
  readonly jobs?: readonly DefinedJob[]
}
