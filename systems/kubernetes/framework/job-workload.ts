/**
 * A Job in a run.
 */
import type { Time } from '../../../sim/engine/time.ts'
import { NONE } from '../../../sim/world/handles.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import { giveUp } from '../../give-up.ts'
import { JobController, type JobReason, type JobRules, SYNC_BATCH_PERIOD } from '../controllers/job.ts'
import { KILLED, type PodFailure } from '../controllers/pod-failure-policy.ts'
import type { ApiPod, DeletionCause, PodSpec } from '../root/api-pod.ts'
import type { ManagedPod } from './managed-pod.ts'
import { type PodSettings, PodSpecs } from './pod-specs.ts'
import { Workload, type WorkloadParts } from './workload.ts'

/** Pods that were deleted for one of these carry the condition `DisruptionTarget`. */
const DISRUPTIONS: readonly (DeletionCause | null)[] = [
  'PreemptionByScheduler',
  'DeletionByTaintManager',
  'EvictionByEvictionAPI',
  'DeletionByPodGC',
]

/** Labels of the pods of a Job; the second is the older one. */
const JOB_NAME = ['batch.kubernetes.io/job-name', 'job-name']

const SENTENCES: Readonly<Record<Exclude<JobReason, 'CompletionsReached' | 'SuccessPolicy'>, string>> = {
  BackoffLimitExceeded: 'its pods failed more often than its back-off limit',
  DeadlineExceeded: 'its deadline was over',
  PodFailurePolicy: 'its failure policy gave it up',
  MaxFailedIndexesExceeded: 'too many of its indexes failed',
  FailedIndexes: 'some of its indexes failed',
}

export class JobWorkload extends Workload {
  readonly #controller: JobController
  readonly #specs: PodSpecs
  readonly #containers: readonly string[]
  #made = 0

  /**
   * @param containers names of the containers of a pod
   * @param labels those of its pods that have its name
   */
  constructor(
    parts: WorkloadParts,
    rules: JobRules,
    settings: PodSettings,
    containers: readonly string[],
    labels: readonly string[] = JOB_NAME,
  ) {
    super(parts)
    this.#containers = containers
    this.#controller = new JobController(rules, this, this.cluster.now)
    const { name } = this
    this.#specs = new PodSpecs(settings, this.api, () => ({
      apiVersion: 'batch/v1',
      kind: 'Job',
      name,
      labels: new Map(labels.map(label => [label, name])),
      selector: null,
    }))
  }

  forget(): void {}

  protected override sync(now: Time): Time | null {
    const next = this.#controller.sync(now)
    const { reason, hasFailed } = this.#controller
    if (hasFailed) giveUp(this.cluster, this.job, SENTENCES[reason as keyof typeof SENTENCES], NONE)
    else if (reason !== null) this.#finish()
    return next
  }

  /** What happens is looked at together, a while later. */
  protected override changed(): void {
    this.hint(SYNC_BATCH_PERIOD)
  }

  protected override gone(pod: ManagedPod): void {
    this.#controller.gone(pod)
  }

  protected override evicted(pod: ManagedPod, api: ApiPod): void {
    this.#controller.podDeleted(pod, this.#failureOf(api), this.cluster.now)
  }

  protected override vanished(pod: ManagedPod, api: ApiPod): void {
    this.#controller.podEnded(pod, this.#failureOf(api), this.cluster.now)
  }

  protected override ended(pod: ManagedPod, api: ApiPod): void {
    const { jobs, ending, now } = this.cluster
    if (api.phase === 'Succeeded') {
      this.#controller.podEnded(pod, null, now)
      ending.finishTask(this.job)
      return
    }
    if (api.deletion === 'ScaledDown') this.#controller.gone(pod)
    else this.#controller.podEnded(pod, this.#failureOf(api), now)
    if (api.deletion === null) jobs.failures[this.job]!++
    this.endTask()
  }

  protected override specOf(): PodSpec {
    return this.#specs.of(1)
  }

  protected override nameOf({ index }: ManagedPod): string {
    return `${this.name}-${index}-${this.#made++}`
  }

  /** It is done: the rest of its tasks are not wanted any more. */
  #finish(): void {
    const { jobs, ending } = this.cluster
    const { job } = this
    this.cluster.want(job, Math.max(1, jobs.count(job, TaskState.Finished)))
    const excess = jobs.tasks[job]! - jobs.wanted[job]!
    if (excess > 0) this.cluster.shrink(job, Math.min(excess, this.api.tasksWithoutPod(job)))
    ending.closeIfDone(job)
  }

  #failureOf({ deletion, reason }: ApiPod): PodFailure {
    const code = reason === 'Error' ? 1 : KILLED
    return {
      exitCodes: new Map(this.#containers.map(name => [name, code])),
      conditions: DISRUPTIONS.includes(deletion) ? ['DisruptionTarget'] : [],
    }
  }
}
