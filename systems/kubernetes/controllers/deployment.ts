/**
 * A Deployment and its ReplicaSets (Kubernetes, pkg/controller/deployment and pkg/controller/replicaset, v1.34). Both controllers
 * are told of a change at once here, and look until there is nothing more to do.
 */
import { NEVER, type Time } from '../../../sim/engine/time.ts'
import type { Deployment } from '../objects/deployment.ts'
import { DeploymentProgress, type Progress } from './deployment-progress.ts'
import { isActive, isAvailable, nextAvailable, type OwnedPod } from './owned-pod.ts'
import type { PodControl } from './pod-control.ts'
import { syncReplicaSet } from './replica-set.ts'
import { fencesOf, type OwnedReplicas, rollOn, scaleAll } from './rolling-update.ts'

export type DeploymentSpec = Pick<
  Deployment,
  'replicas' | 'strategy' | 'minReady' | 'progressDeadline' | 'paused'
>

class ReplicaSet implements OwnedReplicas {
  readonly revision: number
  replicas = 0
  available = 0
  readonly pods = new Set<OwnedPod>()

  constructor(revision: number) {
    this.revision = revision
  }
}

export class DeploymentController {
  #spec: DeploymentSpec
  readonly #pods: PodControl
  /** From the oldest on; the last is of the newest template. */
  #sets: ReplicaSet[]
  readonly #progress: DeploymentProgress
  /** Pods that it could have at most when its sets were scaled last. */
  #most: number
  #isSyncing = false
  #isDirty = false

  constructor(spec: DeploymentSpec, pods: PodControl, now: Time) {
    this.#spec = spec
    this.#pods = pods
    this.#sets = [new ReplicaSet(1)]
    this.#progress = new DeploymentProgress(now)
    this.#most = spec.replicas + fencesOf(spec).surge
  }

  get progress(): Progress {
    return this.#progress.progress
  }

  get revision(): number {
    return this.#newest.revision
  }

  /** Pods that each ReplicaSet shall have, from the oldest on. */
  get replicas(): readonly number[] {
    return this.#sets.map(({ replicas }) => replicas)
  }

  get #newest(): ReplicaSet {
    return this.#sets.at(-1)!
  }

  /** The template is another one. */
  update(now: Time): void {
    this.#sets = this.#sets.filter(({ replicas, pods }) => replicas > 0 || pods.size > 0)
    this.#sets.push(new ReplicaSet((this.#sets.at(-1)?.revision ?? 0) + 1))
    this.#progress.begin(now)
    this.sync(now)
  }

  /** It is to have another number of pods. */
  scale(replicas: number, now: Time): void {
    if (replicas === this.#spec.replicas) return
    this.#spec = { ...this.#spec, replicas }
    scaleAll(this.#spec, this.#newest, this.#sets.slice(0, -1), this.#most)
    this.#most = replicas + fencesOf(this.#spec).surge
    this.sync(now)
  }

  /** The pod is gone. */
  gone(pod: OwnedPod): void {
    this.#setOf(pod)?.pods.delete(pod)
  }

  /**
   * Something is other than it was, or the time has come to look again.
   *
   * @returns when it has to be called again though nothing happens; null: not before something does
   */
  sync(now: Time): Time | null {
    this.#isDirty = true
    // Creating and deleting pods may call back.
    if (this.#isSyncing) return null
    this.#isSyncing = true
    while (this.#isDirty) {
      this.#isDirty = false
      this.#manage(now)
      this.#count(now)
      if (!this.#spec.paused && this.#roll()) this.#isDirty = true
    }
    this.#isSyncing = false
    this.#observe(now)
    return earliest(this.#progress.nextLook(this.#spec.progressDeadline), this.#nextAvailable(now))
  }

  #roll(): boolean {
    const old = this.#sets.slice(0, -1)
    if (this.#spec.strategy.type === 'RollingUpdate') return rollOn(this.#spec, this.#newest, old)
    const isOld = old.filter(({ replicas }) => replicas > 0)
    for (const set of isOld) set.replicas = 0
    if (isOld.length > 0) return true
    // Everything old is to be gone, and not only on its way.
    if (old.some(({ pods }) => [...pods].some(({ phase }) => phase === 'Pending' || phase === 'Running')))
      return false
    if (this.#newest.replicas === this.#spec.replicas) return false
    this.#newest.replicas = this.#spec.replicas
    return true
  }

  #manage(now: Time): void {
    for (const set of this.#sets) {
      const { creates, deletes } = syncReplicaSet(set.replicas, set.pods, this.#active(), now)
      for (const pod of deletes) this.#pods.delete(pod)
      for (let i = 0; i < creates; i++) set.pods.add(this.#pods.create(set.revision, 0))
      if (creates + deletes.length > 0) this.#isDirty = true
    }
  }

  *#active(): Iterable<OwnedPod> {
    for (const { pods } of this.#sets) for (const pod of pods) if (isActive(pod)) yield pod
  }

  #count(now: Time): void {
    const { minReady } = this.#spec
    for (const set of this.#sets) {
      set.available = 0
      for (const pod of set.pods) if (isActive(pod) && isAvailable(pod, minReady, now)) set.available++
    }
  }

  #observe(now: Time): void {
    const { replicas: wanted, progressDeadline, minReady } = this.#spec
    const { revision } = this.#newest
    let [replicas, updated, ready, available] = [0, 0, 0, 0]
    for (const pod of this.#active()) {
      replicas++
      if (pod.revision === revision) updated++
      if (pod.readySince !== null) ready++
      if (isAvailable(pod, minReady, now)) available++
    }
    this.#progress.observe({ replicas, updated, ready, available }, wanted, progressDeadline, now)
  }

  #nextAvailable(now: Time): Time | null {
    return this.#spec.minReady === 0 ? null : nextAvailable(this.#active(), this.#spec.minReady, now)
  }

  #setOf({ revision }: OwnedPod): ReplicaSet | undefined {
    return this.#sets.find(set => set.revision === revision)
  }
}

function earliest(a: Time | null, b: Time | null): Time | null {
  const first = Math.min(a ?? NEVER, b ?? NEVER)
  return first === NEVER ? null : first
}
