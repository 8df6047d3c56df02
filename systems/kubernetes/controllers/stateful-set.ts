/**
 * A StatefulSet: pods with numbers, and never two of one number at a time (Kubernetes,
 * pkg/controller/statefulset/stateful_set_control.go, v1.34, without the gate MaxUnavailableStatefulSet).
 */
import type { Time } from '../../../sim/engine/time.ts'
import type { StatefulSet } from '../objects/stateful-set.ts'
import { isAvailable, nextAvailable, type OwnedPod } from './owned-pod.ts'
import type { PodControl } from './pod-control.ts'

export type StatefulSetSpec = Pick<
  StatefulSet,
  'replicas' | 'podManagementPolicy' | 'update' | 'minReady' | 'start'
>

export class StatefulSetController {
  #spec: StatefulSetSpec
  readonly #control: PodControl
  /** By ordinal. One that terminates keeps its number until it is gone. */
  readonly #pods = new Map<number, OwnedPod>()
  #revision = 1
  /** Of pods that an update leaves as they are. */
  #current = 1
  #isSyncing = false
  #isDirty = false

  constructor(spec: StatefulSetSpec, control: PodControl) {
    this.#spec = spec
    this.#control = control
  }

  get revision(): number {
    return this.#revision
  }

  /** The template is another one. */
  update(now: Time): void {
    this.#revision++
    this.sync(now)
  }

  /** It is to have another number of pods. */
  scale(replicas: number, now: Time): void {
    this.#spec = { ...this.#spec, replicas }
    this.sync(now)
  }

  /** The pod is gone: its number is free. */
  gone(pod: OwnedPod): void {
    if (this.#pods.get(pod.index) === pod) this.#pods.delete(pod.index)
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
      this.#syncOnce(now)
    }
    this.#isSyncing = false
    const { minReady } = this.#spec
    return minReady === 0 ? null : nextAvailable(this.#pods.values(), minReady, now)
  }

  /** In order, each step may be the last: an ordered set does one thing, and waits for it. */
  #syncOnce(now: Time): void {
    const { replicas, start, podManagementPolicy } = this.#spec
    const isOrdered = podManagementPolicy === 'OrderedReady'
    const end = start + replicas
    const condemned = [...this.#pods.values()].filter(({ index }) => index < start || index >= end)
    condemned.sort((a, b) => b.index - a.index)
    const firstUnavailable = this.#firstUnavailable(start, end, condemned, now)
    for (let ordinal = start; ordinal < end; ordinal++) {
      const pod = this.#pods.get(ordinal)
      if (pod === undefined) {
        this.#create(ordinal)
        if (isOrdered) return
      } else if (pod.phase === 'Failed' || pod.phase === 'Succeeded') {
        // A new one comes when it is gone.
        if (!pod.terminating) this.#delete(pod)
        if (isOrdered) return
      } else if (isOrdered && (pod.terminating || !this.#isAvailable(pod, now))) return
    }
    for (const pod of condemned) {
      if (pod.terminating) {
        if (isOrdered) return
        continue
      }
      if (isOrdered && !this.#isAvailable(pod, now) && pod !== firstUnavailable) return
      this.#delete(pod)
      if (isOrdered) return
    }
    if (this.#spec.update.type === 'RollingUpdate') this.#roll(start, end, now)
  }

  /** From the last pod down, one at a time, and only while those above are as they should be. */
  #roll(start: number, end: number, now: Time): void {
    let isDone = true
    for (let ordinal = end - 1; ordinal >= start + this.#partition; ordinal--) {
      const pod = this.#pods.get(ordinal)
      // One that was over went at once, and comes again first.
      if (pod === undefined) return
      if (pod.revision !== this.#revision) {
        if (!pod.terminating) this.#delete(pod)
        return
      }
      if (!this.#isAvailable(pod, now)) isDone = false
      if (!isDone) return
    }
    if (this.#partition === 0) this.#current = this.#revision
  }

  /** The pod of the lowest number that is not available; those that are to go come last. */
  #firstUnavailable(
    start: number,
    end: number,
    condemned: readonly OwnedPod[],
    now: Time,
  ): OwnedPod | undefined {
    for (let ordinal = start; ordinal < end; ordinal++) {
      const pod = this.#pods.get(ordinal)
      if (pod === undefined || !this.#isAvailable(pod, now)) return pod
    }
    return condemned.findLast(pod => !this.#isAvailable(pod, now))
  }

  /** How many pods, from the first on, an update leaves as they are. */
  get #partition(): number {
    const { update } = this.#spec
    return update.type === 'RollingUpdate' ? update.partition : 0
  }

  #isAvailable(pod: OwnedPod, now: Time): boolean {
    return isWell(pod) && isAvailable(pod, this.#spec.minReady, now)
  }

  #create(ordinal: number): void {
    const keeps = ordinal < this.#spec.start + this.#partition
    this.#pods.set(ordinal, this.#control.create(keeps ? this.#current : this.#revision, ordinal))
    this.#isDirty = true
  }

  #delete(pod: OwnedPod): void {
    this.#control.delete(pod)
    this.#isDirty = true
  }
}

function isWell({ phase, readySince, terminating }: OwnedPod): boolean {
  return phase === 'Running' && readySince !== null && !terminating
}
