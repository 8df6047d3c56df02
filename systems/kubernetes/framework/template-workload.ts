/**
 * A workload whose pods come from a template that changes: a Deployment or a StatefulSet in a run.
 */
import type { Random } from '../../../sim/chance/random.ts'
import type { Time } from '../../../sim/engine/time.ts'
import type { PodSpec } from '../root/api-pod.ts'
import type { ManagedPod } from './managed-pod.ts'
import type { PodSpecs } from './pod-specs.ts'
import { Workload } from './workload.ts'

/** What decides on the pods. */
interface TemplateController {
  /** The newest template. */
  readonly revision: number
  update(now: Time): void
  scale(replicas: number, now: Time): void
  gone(pod: ManagedPod): void
}

export abstract class TemplateWorkload extends Workload {
  protected abstract readonly controller: TemplateController
  protected abstract readonly specs: PodSpecs
  /** By which pods never become ready. */
  protected abstract readonly luck: Random
  /** Of the newest template: what share of its pods never becomes ready. */
  #failing = 0

  /** Another template, of whose pods this share never becomes ready. */
  update(failing: number): void {
    this.#failing = failing
    this.controller.update(this.cluster.now)
    this.hint()
  }

  scale(replicas: number): void {
    this.cluster.want(this.job, replicas)
    this.controller.scale(replicas, this.cluster.now)
    this.hint()
  }

  /** It is gone, with whatever it was doing. */
  forget(): void {
    this.specs.forget()
  }

  protected override gone(pod: ManagedPod): void {
    this.controller.gone(pod)
  }

  protected override evicted(): void {}

  protected override vanished(pod: ManagedPod): void {
    this.gone(pod)
  }

  protected override ended(pod: ManagedPod): void {
    this.controller.gone(pod)
    this.endTask()
  }

  protected override specOf({ revision }: ManagedPod): PodSpec {
    const isNew = revision === this.controller.revision
    const isUnsound = isNew && this.#failing > 0 && this.luck.uniform() < this.#failing
    return isUnsound ? this.specs.unsound(revision) : this.specs.of(revision)
  }
}
