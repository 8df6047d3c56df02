/**
 * A Job: pods that run until enough of them have succeeded (Kubernetes, pkg/controller/job/job_controller.go, v1.34).
 */
import { NEVER, SECOND, type Time } from '../../../sim/engine/time.ts'
import type { JobSpec } from '../objects/job.ts'
import { inDeletionOrder } from './deletion-order.ts'
import { JobBackoff, type JobBackoffOptions, jobBackoffDefaults } from './job-backoff.ts'
import { JobIndexes } from './job-indexes.ts'
import type { OwnedPod } from './owned-pod.ts'
import type { PodControl } from './pod-control.ts'
import { actionOn, type PodFailure } from './pod-failure-policy.ts'
import { isMet } from './success-policy.ts'

/** The controller looks at a Job so long after something happened to its pods, and at all that happened meanwhile together. */
export const SYNC_BATCH_PERIOD: Time = SECOND

/** So many pods at most are created in one go. */
export const MAX_PODS_PER_SYNC = 500

export interface JobRules extends Omit<JobSpec, 'pod'> {
  /** `restartPolicy: OnFailure`: kubelets start containers again, and each start counts as a failure. */
  readonly restartsInPlace: boolean
}

/** Why a Job ended: the reason of its condition. */
export type JobReason =
  | 'CompletionsReached'
  | 'SuccessPolicy'
  | 'BackoffLimitExceeded'
  | 'DeadlineExceeded'
  | 'PodFailurePolicy'
  | 'MaxFailedIndexesExceeded'
  | 'FailedIndexes'

interface Ending {
  readonly pod: OwnedPod
  /** Null: it succeeded. */
  readonly failure: PodFailure | null
  readonly at: Time
}

export class JobController {
  readonly #rules: JobRules
  readonly #control: PodControl
  readonly #backoff: JobBackoff
  /** Null for a Job without indexes. */
  readonly #indexes: JobIndexes | null
  /** Neither over nor terminating. */
  readonly #active = new Set<OwnedPod>()
  readonly #terminating = new Set<OwnedPod>()
  /** Somebody else deleted them, and they have counted as failures; but their containers still run. */
  readonly #leaving = new Set<OwnedPod>()
  /** What happened since the last sync, in its order. */
  #endings: Ending[] = []
  #startedAt: Time
  #isSuspended: boolean
  #succeeded = 0
  #failed = 0
  #reason: JobReason | null = null

  constructor(
    rules: JobRules,
    control: PodControl,
    now: Time,
    backoff: JobBackoffOptions = jobBackoffDefaults,
  ) {
    this.#rules = rules
    this.#control = control
    this.#backoff = new JobBackoff(backoff)
    const { completionMode, completions, backoffLimitPerIndex } = rules
    this.#indexes =
      completionMode === 'Indexed' ? new JobIndexes(completions!, backoffLimitPerIndex, backoff) : null
    this.#isSuspended = rules.suspend
    this.#startedAt = now
  }

  /** Null while it goes on. */
  get reason(): JobReason | null {
    return this.#reason
  }

  get hasFailed(): boolean {
    return this.#reason !== null && this.#reason !== 'CompletionsReached' && this.#reason !== 'SuccessPolicy'
  }

  /** It has its last condition: nothing of it runs or terminates any more. */
  get isOver(): boolean {
    return this.#reason !== null && this.#active.size + this.#terminating.size + this.#leaving.size === 0
  }

  get succeeded(): number {
    return this.#succeeded
  }

  get failed(): number {
    return this.#failed
  }

  get active(): number {
    return this.#active.size
  }

  /** `spec.suspend` is changed. The deadline counts from when it is resumed. */
  suspend(isSuspended: boolean, now: Time): void {
    if (this.#isSuspended && !isSuspended) this.#startedAt = now
    this.#isSuspended = isSuspended
  }

  /** The pod came to its end by itself. The sync that counts it is due `SYNC_BATCH_PERIOD` later. */
  podEnded(pod: OwnedPod, failure: PodFailure | null, at: Time): void {
    this.#leaving.delete(pod)
    if (this.#active.delete(pod) || this.#terminating.delete(pod)) this.#endings.push({ pod, failure, at })
  }

  /**
   * Somebody else than this controller deleted the pod: it was preempted, evicted or drained. It has failed at once, but where
   * only pods that are over are replaced: there it counts when `podEnded` says so.
   */
  podDeleted(pod: OwnedPod, failure: PodFailure, at: Time): void {
    if (!this.#active.delete(pod)) return
    if (this.#replacesOnlyFailed) this.#terminating.add(pod)
    else {
      this.#leaving.add(pod)
      this.#endings.push({ pod, failure, at })
    }
  }

  /** A pod that this controller deleted is gone; it counts neither way. */
  gone(pod: OwnedPod): void {
    this.#active.delete(pod)
    this.#terminating.delete(pod)
    this.#leaving.delete(pod)
  }

  /** @returns when it has to be called again though nothing happens; null: not before something does */
  sync(now: Time): Time | null {
    this.#takeEndings()
    if (this.#reason === null) this.#reason = this.#reasonToEnd(now)
    if (this.#reason !== null || this.#isSuspended) {
      for (const pod of [...this.#active]) this.#remove(pod)
      return null
    }
    const again = this.#manage(now)
    this.#reason = this.#reasonOfSuccess()
    const { activeDeadline } = this.#rules
    const deadline = this.#reason === null ? this.#startedAt + activeDeadline : NEVER
    const next = Math.min(again, deadline)
    return next === NEVER ? null : next
  }

  #takeEndings(): void {
    const endings = this.#endings
    this.#endings = []
    for (const { pod, failure, at } of endings) {
      if (failure === null) {
        this.#succeeded++
        this.#backoff.succeeded()
        this.#indexes?.podSucceeded(pod.index)
        continue
      }
      const action = actionOn(failure, this.#rules.podFailurePolicy)
      if (action === 'FailJob' && this.#reason === null) this.#reason = 'PodFailurePolicy'
      this.#backoff.failed(at)
      if (action !== 'Ignore') this.#failed++
      this.#indexes?.podFailed(pod.index, action === 'FailJob' ? 'Count' : action, at)
    }
    if (this.#indexes !== null) this.#succeeded = this.#indexes.succeeded.size
  }

  #reasonToEnd(now: Time): JobReason | null {
    const { backoffLimit, activeDeadline, maxFailedIndexes, successPolicy } = this.#rules
    if (this.#failed > backoffLimit || this.#areRestartsTooMany) return 'BackoffLimitExceeded'
    if (!this.#isSuspended && now >= this.#startedAt + activeDeadline) return 'DeadlineExceeded'
    const indexes = this.#indexes
    if (indexes === null) return null
    if (maxFailedIndexes !== null && indexes.failed.size > maxFailedIndexes) return 'MaxFailedIndexesExceeded'
    // A Job whose last index fails has failed, also where it has succeeded often enough by its policy.
    if (indexes.areOver && indexes.failed.size > 0) return 'FailedIndexes'
    return isMet(successPolicy, indexes.succeeded) ? 'SuccessPolicy' : null
  }

  /** Of pods that are not over, also if they terminate; the last start that is allowed is one too many already. */
  get #areRestartsTooMany(): boolean {
    const { restartsInPlace, backoffLimit } = this.#rules
    if (!restartsInPlace) return false
    let restarts = 0
    for (const pods of [this.#active, this.#terminating, this.#leaving])
      for (const pod of pods) restarts += pod.restarts
    return restarts > 0 && restarts >= backoffLimit
  }

  #reasonOfSuccess(): JobReason | null {
    const { completions } = this.#rules
    if (this.#active.size > 0) return null
    const isDone = completions === null ? this.#succeeded > 0 : this.#succeeded >= completions
    return isDone ? 'CompletionsReached' : null
  }

  /** Creates what is missing and deletes what is too much. Returns when a back-off is over that pods wait for; NEVER for none. */
  #manage(now: Time): Time {
    const excess = this.#active.size - this.#wanted
    if (excess > 0) {
      const pods = [...this.#active]
      for (const pod of inDeletionOrder(pods, pods, now).slice(0, excess)) this.#remove(pod)
      return NEVER
    }
    const waitedFor = this.#replacesOnlyFailed ? this.#terminating.size : 0
    const missing = Math.min(-excess - waitedFor, MAX_PODS_PER_SYNC)
    if (missing <= 0) return NEVER
    if (this.#rules.backoffLimitPerIndex === null && this.#backoff.until > now) return this.#backoff.until
    const isAll = missing === -excess - waitedFor
    const indexes = this.#indexes
    if (indexes === null) {
      for (let i = 0; i < missing; i++) this.#create(0)
      return isAll ? NEVER : now
    }
    const held = this.#replacesOnlyFailed ? [...this.#active, ...this.#terminating] : [...this.#active]
    const pending = indexes.pending(missing, new Set(held.map(({ index }) => index)))
    const due = pending.filter(index => indexes.until(index) <= now)
    for (const index of due) this.#create(index)
    if (!isAll && due.length > 0) return now
    // A sync comes when the first of the others may have its pod.
    return Math.min(NEVER, ...pending.map(index => indexes.until(index)).filter(until => until > now))
  }

  /** How many pods shall be active. */
  get #wanted(): number {
    const { parallelism, completions, backoffLimitPerIndex } = this.#rules
    if (completions === null) return this.#succeeded > 0 ? this.#active.size : parallelism
    const givenUp = backoffLimitPerIndex === null ? 0 : this.#indexes!.failed.size
    return Math.max(0, Math.min(parallelism, completions - this.#succeeded - givenUp))
  }

  get #replacesOnlyFailed(): boolean {
    const { podReplacementPolicy, podFailurePolicy } = this.#rules
    return podReplacementPolicy === 'Failed' || podFailurePolicy.length > 0
  }

  #create(index: number): void {
    this.#active.add(this.#control.create(1, index))
  }

  #remove(pod: OwnedPod): void {
    this.#active.delete(pod)
    this.#terminating.add(pod)
    this.#control.delete(pod)
  }
}
