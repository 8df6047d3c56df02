/**
 * A Deployment in a run.
 */
import type { Random } from '../../../sim/chance/random.ts'
import type { Time } from '../../../sim/engine/time.ts'
import type { MeasuredScheduler } from '../../../sim/measure/measured-scheduler.ts'
import { DeploymentController, type DeploymentSpec } from '../controllers/deployment.ts'
import type { PodSpec } from '../root/api-pod.ts'
import type { ManagedPod } from './managed-pod.ts'
import { type PodSettings, PodSpecs, TEMPLATE_HASH } from './pod-specs.ts'
import { Workload, type WorkloadParts } from './workload.ts'

/** What rolling updates need besides: who counts them, and the chance by which pods never become ready. */
export interface RolloutParts {
  readonly measured: MeasuredScheduler
  readonly luck: Random
}

const STALLED = 'a rollout exceeded its progress deadline'

export class DeploymentWorkload extends Workload {
  readonly #controller: DeploymentController
  readonly #specs: PodSpecs
  readonly #rollouts: RolloutParts
  /** Of the newest template: what share of its pods never becomes ready. */
  #failing = 0
  /** When the rollouts that go on were ordered. */
  #ordered: Time[] = []
  #hasStalled = false
  #made = 0

  constructor(parts: WorkloadParts, spec: DeploymentSpec, settings: PodSettings, rollouts: RolloutParts) {
    super(parts)
    this.#controller = new DeploymentController(spec, this, this.cluster.now)
    this.#rollouts = rollouts
    this.#specs = new PodSpecs(settings, this.api, revision => ({
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      name: `${this.name}-${revision}`,
      label: TEMPLATE_HASH,
    }))
    this.#order()
  }

  /** Another template, of whose pods this share never becomes ready. */
  update(failing: number): void {
    this.#failing = failing
    this.#order()
    this.#controller.update(this.cluster.now)
    this.hint()
  }

  scale(replicas: number): void {
    this.cluster.want(this.job, replicas)
    this.#controller.scale(replicas, this.cluster.now)
    this.hint()
  }

  /** It is gone, with whatever it was doing. */
  forget(): void {
    this.#specs.forget()
    this.#settle()
  }

  protected override sync(now: Time): Time | null {
    const next = this.#controller.sync(now)
    const { progress } = this.#controller
    const { probes, reasons } = this.cluster
    if (progress === 'NewReplicaSetAvailable') this.#settle()
    const stalls = progress === 'ProgressDeadlineExceeded'
    if (stalls && !this.#hasStalled) probes.reasonGiven(reasons.number(STALLED), 1)
    this.#hasStalled = stalls
    return next
  }

  protected override gone(pod: ManagedPod): void {
    this.#controller.gone(pod)
  }

  protected override evicted(): void {}

  protected override vanished(pod: ManagedPod): void {
    this.gone(pod)
  }

  protected override ended(pod: ManagedPod): void {
    this.#controller.gone(pod)
    this.endTask()
  }

  protected override specOf({ revision }: ManagedPod): PodSpec {
    const isNew = revision === this.#controller.revision
    const isUnsound = isNew && this.#failing > 0 && this.#rollouts.luck.uniform() < this.#failing
    return isUnsound ? this.#specs.unsound(revision) : this.#specs.of(revision)
  }

  protected override nameOf({ revision }: ManagedPod): string {
    return `${this.name}-${revision}-${this.#made++}`
  }

  #order(): void {
    this.#ordered.push(this.cluster.now)
    this.#rollouts.measured.deploys()
  }

  #settle(): void {
    for (const at of this.#ordered) this.#rollouts.measured.deployed(at, this.cluster.now)
    this.#ordered = []
  }
}
