/**
 * A DaemonSet: a pod on every node that it may run on (Kubernetes, pkg/controller/daemon/daemon_controller.go and update.go,
 * v1.34).
 */
import { MINUTE, SECOND, type Time } from '../../../sim/engine/time.ts'
import { podsOf } from '../objects/amount.ts'
import type { DaemonSet } from '../objects/daemon-set.ts'
import type { Toleration } from '../taints.ts'
import { isAvailable, nextAvailable, type OwnedPod } from './owned-pod.ts'

/** So many pods at most are created in one go. */
export const BURST_REPLICAS = 250

/** A pod that failed on a node is replaced after a pause that doubles with each of them. */
export const FAILED_POD_BACKOFF: Time = SECOND
export const MAX_FAILED_POD_BACKOFF: Time = 15 * MINUTE

/** What is added to its pods (daemon/util/daemonset_util.go, AddOrUpdateDaemonPodTolerations). They stay on nodes in trouble. */
export const daemonTolerations: readonly Toleration[] = [
  { key: 'node.kubernetes.io/not-ready', effect: 'NoExecute' } as const,
  { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' } as const,
  { key: 'node.kubernetes.io/disk-pressure', effect: 'NoSchedule' } as const,
  { key: 'node.kubernetes.io/memory-pressure', effect: 'NoSchedule' } as const,
  { key: 'node.kubernetes.io/pid-pressure', effect: 'NoSchedule' } as const,
  { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' } as const,
].map(taint => ({ ...taint, operator: 'Exists', value: '' }))

/** Asks the API server for pods that a node's name binds. */
export interface DaemonPodControl {
  create(revision: number, nodeName: string): OwnedPod
  delete(pod: OwnedPod): void
}

export type DaemonSetSpec = Pick<DaemonSet, 'update' | 'minReady'>

export class DaemonSetController {
  readonly #spec: DaemonSetSpec
  readonly #control: DaemonPodControl
  /** May a pod of it run there, as far as the node's labels and taints say? */
  readonly #mayRun: (nodeName: string) => boolean
  /** By node: its pods, the oldest first. */
  readonly #nodes = new Map<string, OwnedPod[]>()
  readonly #failures = new Map<string, { count: number; until: Time }>()
  #revision = 1
  #isSyncing = false
  #isDirty = false

  constructor(spec: DaemonSetSpec, control: DaemonPodControl, mayRun: (nodeName: string) => boolean) {
    this.#spec = spec
    this.#control = control
    this.#mayRun = mayRun
  }

  /** The template is another one. */
  update(now: Time): void {
    this.#revision++
    this.sync(now)
  }

  nodeAdded(nodeName: string, now: Time): void {
    if (!this.#nodes.has(nodeName)) this.#nodes.set(nodeName, [])
    this.sync(now)
  }

  nodeRemoved(nodeName: string): void {
    for (const pod of this.#nodes.get(nodeName) ?? []) if (!pod.terminating) this.#control.delete(pod)
    this.#nodes.delete(nodeName)
  }

  /** The pod is gone. */
  gone(pod: OwnedPod, nodeName: string): void {
    const pods = this.#nodes.get(nodeName)
    if (pods?.includes(pod)) pods.splice(pods.indexOf(pod), 1)
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
    let next: Time | null = null
    while (this.#isDirty) {
      this.#isDirty = false
      next = this.#manage(now)
      this.#roll(now)
    }
    this.#isSyncing = false
    return next
  }

  #manage(now: Time): Time | null {
    const { minReady } = this.#spec
    let created = 0
    let next: Time | null = null
    for (const [nodeName, pods] of this.#nodes) {
      const pause = this.#replaceFailed(pods, nodeName, now)
      if (pause !== null) next = Math.min(next ?? pause, pause)
      if (!this.#mayRun(nodeName)) {
        for (const pod of pods) if (!pod.terminating) this.#delete(pod)
        continue
      }
      if (pods.length === 0 && created++ < BURST_REPLICAS) this.#create(nodeName)
      const available = minReady === 0 ? null : nextAvailable(pods, minReady, now)
      if (available !== null) next = Math.min(next ?? available, available)
    }
    return next
  }

  /** As many pods of old templates go, or get new ones beside them, as the update allows. */
  #roll(now: Time): void {
    const { update } = this.#spec
    if (update.type !== 'RollingUpdate') return
    const wanted = [...this.#nodes.keys()].filter(nodeName => this.#mayRun(nodeName))
    const surge = podsOf(update.maxSurge, wanted.length, 'up')
    // The API server refuses none of both; the controller then takes 1.
    const unavailable = Math.max(podsOf(update.maxUnavailable, wanted.length, 'up'), surge > 0 ? 0 : 1)
    if (surge > 0) this.#surge(wanted, surge, now)
    else this.#replace(wanted, unavailable, now)
  }

  #replace(wanted: readonly string[], most: number, now: Time): void {
    let gone = 0
    const well: OwnedPod[] = []
    for (const nodeName of wanted) {
      const pod = this.#nodes.get(nodeName)!.at(-1)
      const isWell = pod !== undefined && !pod.terminating && isAvailable(pod, this.#spec.minReady, now)
      if (!isWell) gone++
      if (pod === undefined || pod.terminating || pod.revision === this.#revision) continue
      if (isWell) well.push(pod)
      // Nobody misses one that is not available.
      else this.#delete(pod)
    }
    for (const pod of well.slice(0, Math.max(0, most - gone))) this.#delete(pod)
  }

  #surge(wanted: readonly string[], most: number, now: Time): void {
    let beside = 0
    const waiting: string[] = []
    for (const nodeName of wanted) {
      const pods = this.#nodes.get(nodeName)!.filter(({ terminating }) => !terminating)
      const old = pods.find(({ revision }) => revision !== this.#revision)
      const fresh = pods.find(({ revision }) => revision === this.#revision)
      if (old === undefined) continue
      if (fresh === undefined) {
        if (isAvailable(old, this.#spec.minReady, now)) waiting.push(nodeName)
        else this.#delete(old)
      } else if (isAvailable(fresh, this.#spec.minReady, now)) this.#delete(old)
      else beside++
    }
    for (const nodeName of waiting.slice(0, Math.max(0, most - beside))) this.#create(nodeName)
  }

  /** A pod that failed goes, but for a pause after the one before. Returns when that is over; null where none waits. */
  #replaceFailed(pods: readonly OwnedPod[], nodeName: string, now: Time): Time | null {
    for (const pod of pods) {
      if (pod.phase !== 'Failed' || pod.terminating) continue
      const { count, until } = this.#failures.get(nodeName) ?? { count: 0, until: 0 }
      if (until > now) return until
      const pause = Math.min(FAILED_POD_BACKOFF * 2 ** Math.min(count, 20), MAX_FAILED_POD_BACKOFF)
      this.#failures.set(nodeName, { count: count + 1, until: now + pause })
      this.#delete(pod)
    }
    return null
  }

  #create(nodeName: string): void {
    this.#nodes.get(nodeName)!.push(this.#control.create(this.#revision, nodeName))
    this.#isDirty = true
  }

  #delete(pod: OwnedPod): void {
    this.#control.delete(pod)
    this.#isDirty = true
  }
}
