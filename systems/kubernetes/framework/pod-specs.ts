/**
 * What the pods of one object are made from, for each of its templates: pods that are alike share one specification.
 */
import { NEVER, type Time } from '../../../sim/engine/time.ts'
import type { Owner, PodTemplate } from '../pod.ts'
import type { PodSpec, RestartPolicy } from '../root/api-pod.ts'
import type { ApiServer } from '../root/api-server.ts'
import type { Labels, Selector } from '../selector.ts'
import type { Controller } from '../workloads.ts'

export interface PodSettings {
  readonly restartPolicy: RestartPolicy
  readonly terminationGrace: Time
  readonly readyAfter: Time
  readonly activeDeadline: Time
  /** The template of pods that this owner makes, with more labels than the object says. */
  template(owner: Owner, more: Labels): PodTemplate
}

/** Who makes the pods. */
export interface PodOwner extends Owner {
  readonly kind: 'ReplicaSet' | 'StatefulSet' | 'DaemonSet' | 'Job'
  /** What it writes on its pods, beside the labels of their template. */
  readonly labels: Labels
  /** By which it knows its pods, where the scheduler spreads pods of one such owner by default; else null. */
  readonly selector: Selector | null
}

/** Label of the pods of one template of a Deployment. */
export const TEMPLATE_HASH = 'pod-template-hash'
/** The same of a StatefulSet or a DaemonSet. */
export const REVISION_HASH = 'controller-revision-hash'

interface Made {
  readonly spec: PodSpec
  readonly controller: Controller | null
  /** The same, but it never becomes ready. */
  unsound: PodSpec | null
}

export class PodSpecs {
  readonly #settings: PodSettings
  readonly #api: ApiServer
  /** Whose the pods of a template are: of a Deployment, every template has a ReplicaSet of its own. */
  readonly #ownerOf: (revision: number) => PodOwner
  readonly #made = new Map<number, Made>()

  constructor(settings: PodSettings, api: ApiServer, ownerOf: (revision: number) => PodOwner) {
    this.#settings = settings
    this.#api = api
    this.#ownerOf = ownerOf
  }

  of(revision: number): PodSpec {
    return this.#madeOf(revision).spec
  }

  /** Of a pod that runs, and never becomes ready. */
  unsound(revision: number): PodSpec {
    const made = this.#madeOf(revision)
    made.unsound ??= { ...made.spec, readyAfter: NEVER }
    return made.unsound
  }

  /** The owner is gone. */
  forget(): void {
    for (const { controller } of this.#made.values())
      if (controller !== null) this.#api.removeController(controller)
  }

  #madeOf(revision: number): Made {
    let made = this.#made.get(revision)
    if (made === undefined) {
      made = this.#make(revision)
      this.#made.set(revision, made)
    }
    return made
  }

  #make(revision: number): Made {
    const { template: make, ...settings } = this.#settings
    const { labels, selector, ...owner } = this.#ownerOf(revision)
    const template = make(owner, labels)
    const { kind, name } = owner
    const { namespace } = template
    const isSpread = kind === 'ReplicaSet' || kind === 'StatefulSet'
    const controller = isSpread && selector !== null ? { kind, namespace, name, selector } : null
    if (controller !== null) this.#api.addController(controller)
    return { spec: { ...settings, template }, controller, unsound: null }
  }
}
