/**
 * A Deployment in a run.
 */
import type { Random } from '../../../sim/chance/random.ts'
import type { Time } from '../../../sim/engine/time.ts'
import type { MeasuredScheduler } from '../../../sim/measure/measured-scheduler.ts'
import { DeploymentController, type DeploymentSpec } from '../controllers/deployment.ts'
import { selectorOf } from '../selector.ts'
import type { ManagedPod } from './managed-pod.ts'
import { type PodOwner, type PodSettings, PodSpecs, TEMPLATE_HASH } from './pod-specs.ts'
import { TemplateWorkload } from './template-workload.ts'
import type { WorkloadParts } from './workload.ts'

/** What rolling updates need besides: who counts them, and the chance by which pods never become ready. */
export interface RolloutParts {
  readonly measured: MeasuredScheduler
  readonly luck: Random
}

const STALLED = 'a rollout exceeded its progress deadline'

export class DeploymentWorkload extends TemplateWorkload {
  protected override readonly controller: DeploymentController
  protected override readonly specs: PodSpecs
  protected override readonly luck: Random
  readonly #measured: MeasuredScheduler
  /** When the rollouts that go on were ordered. */
  #ordered: Time[] = []
  #hasStalled = false
  #made = 0

  constructor(parts: WorkloadParts, spec: DeploymentSpec, settings: PodSettings, rollouts: RolloutParts) {
    super(parts)
    this.controller = new DeploymentController(spec, this, this.cluster.now)
    this.luck = rollouts.luck
    this.#measured = rollouts.measured
    this.specs = new PodSpecs(settings, this.api, revision => this.ownerOf(revision))
    this.#order()
  }

  override update(failing: number): void {
    this.#order()
    super.update(failing)
  }

  override forget(): void {
    super.forget()
    this.#settle()
  }

  protected override sync(now: Time): Time | null {
    const next = this.controller.sync(now)
    const { progress } = this.controller
    const { probes, reasons } = this.cluster
    if (progress === 'NewReplicaSetAvailable') this.#settle()
    const stalls = progress === 'ProgressDeadlineExceeded'
    if (stalls && !this.#hasStalled) probes.reasonGiven(reasons.number(STALLED), 1)
    this.#hasStalled = stalls
    return next
  }

  /** The ReplicaSet of a template. */
  protected ownerOf(revision: number): PodOwner {
    const name = `${this.name}-${revision}`
    const labels = new Map([[TEMPLATE_HASH, name]])
    return { apiVersion: 'apps/v1', kind: 'ReplicaSet', name, labels, selector: selectorOf(labels) }
  }

  protected override nameOf({ revision }: ManagedPod): string {
    return `${this.name}-${revision}-${this.#made++}`
  }

  #order(): void {
    this.#ordered.push(this.cluster.now)
    this.#measured.deploys()
  }

  #settle(): void {
    for (const at of this.#ordered) this.#measured.deployed(at, this.cluster.now)
    this.#ordered = []
  }
}
