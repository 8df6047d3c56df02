/**
 * A StatefulSet in a run.
 */
import type { Time } from '../../../sim/engine/time.ts'
import { StatefulSetController, type StatefulSetSpec } from '../controllers/stateful-set.ts'
import type { PodSpec } from '../root/api-pod.ts'
import type { RolloutParts } from './deployment-workload.ts'
import type { ManagedPod } from './managed-pod.ts'
import { type PodSettings, PodSpecs } from './pod-specs.ts'
import { Workload, type WorkloadParts } from './workload.ts'

export class StatefulSetWorkload extends Workload {
  readonly #controller: StatefulSetController
  readonly #specs: PodSpecs
  readonly #luck: RolloutParts['luck']
  #failing = 0

  constructor(
    parts: WorkloadParts,
    spec: StatefulSetSpec,
    settings: PodSettings,
    { luck }: Pick<RolloutParts, 'luck'>,
  ) {
    super(parts)
    this.#controller = new StatefulSetController(spec, this)
    this.#luck = luck
    const owner = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: this.name, label: 'app' } as const
    this.#specs = new PodSpecs(settings, this.api, () => owner)
  }

  /** Another template, of whose pods this share never becomes ready. */
  update(failing: number): void {
    this.#failing = failing
    this.#controller.update(this.cluster.now)
    this.hint()
  }

  scale(replicas: number): void {
    this.cluster.want(this.job, replicas)
    this.#controller.scale(replicas, this.cluster.now)
    this.hint()
  }

  forget(): void {
    this.#specs.forget()
  }

  protected override sync(now: Time): Time | null {
    return this.#controller.sync(now)
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
    const isUnsound = isNew && this.#failing > 0 && this.#luck.uniform() < this.#failing
    return isUnsound ? this.#specs.unsound(revision) : this.#specs.of(revision)
  }

  protected override nameOf({ index }: ManagedPod): string {
    return `${this.name}-${index}`
  }
}
