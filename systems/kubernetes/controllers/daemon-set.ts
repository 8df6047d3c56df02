/**
 * A DaemonSet: a pod on every node that it may run on (Kubernetes, pkg/controller/daemon/daemon_controller.go and update.go,
 * v1.34).
 */
import type { Time } from '../../../sim/engine/time.ts'
import { podsOf } from '../objects/amount.ts'
import type { DaemonSet } from '../objects/daemon-set.ts'
import type { NodeVerdict } from './daemon-node.ts'
import { FailedPodBackoff } from './failed-pod-backoff.ts'
import { isAvailable, nextAvailable, type OwnedPod } from './owned-pod.ts'

/** So many pods at most are created in one go. */
export const BURST_REPLICAS = 250

/** Asks the API server for pods that a node's name binds. */
export interface DaemonPodControl {
  create(revision: number, nodeName: string): OwnedPod
  delete(pod: OwnedPod): void
}

export type DaemonSetSpec = Pick<DaemonSet, 'update' | 'minReady'>

export class DaemonSetController {
  readonly #spec: DaemonSetSpec
  readonly #control: DaemonPodControl
  readonly #verdictOn: (nodeName: string) => NodeVerdict
  /** By node: its pods, the oldest first. */
  readonly #nodes = new Map<string, OwnedPod[]>()
  #failures = new FailedPodBackoff()
  /** Two pods may be on a node, for a while. */
  readonly #surges: boolean
  #revision = 1
  #isSyncing = false
  #isDirty = false

  constructor(spec: DaemonSetSpec, control: DaemonPodControl, verdictOn: (nodeName: string) => NodeVerdict) {
    this.#spec = spec
    this.#control = control
    this.#verdictOn = verdictOn
    this.#surges = spec.update.type === 'RollingUpdate' && podsOf(spec.update.maxSurge, 1, 'up') > 0
  }

  /** The template is another one. Its pods' failures are counted anew. */
  update(now: Time): void {
    this.#revision++
    this.#failures = new FailedPodBackoff()
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

  hasPodOn(nodeName: string): boolean {
    return this.#nodes.get(nodeName)?.some(({ terminating }) => !terminating) === true
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
      const verdict = this.#verdictOn(nodeName)
      if (verdict === 'refused') {
        for (const pod of pods) if (!pod.terminating) this.#delete(pod)
        continue
      }
      const again = this.#replaceFailed(pods, nodeName, now)
      if (again !== null) next = Math.min(next ?? again, again)
      if (this.#surges) this.#thin(pods, now)
      // Where it surges, one that is on its way out is not waited for.
      const hasOne = this.#surges ? pods.some(isStanding) : pods.length > 0
      if (verdict === 'wanted' && !hasOne && created++ < BURST_REPLICAS) this.#create(nodeName)
      const available = minReady === 0 ? null : nextAvailable(pods, minReady, now)
      if (available !== null) next = Math.min(next ?? available, available)
    }
    return next
  }

  /** Of two pods that an update has put beside each other the old one goes when the new one is available, or when it is not ready itself. */
  #thin(pods: readonly OwnedPod[], now: Time): void {
    const old = pods.find(pod => isStanding(pod) && pod.revision !== this.#revision)
    const fresh = pods.find(pod => isStanding(pod) && pod.revision === this.#revision)
    if (old === undefined || fresh === undefined) return
    if (old.readySince === null || isAvailable(fresh, this.#spec.minReady, now)) this.#delete(old)
  }

  /** As many pods of old templates go, or get new ones beside them, as the update allows. */
  #roll(now: Time): void {
    const { update } = this.#spec
    if (update.type !== 'RollingUpdate') return
    const nodes = [...this.#nodes].map(([nodeName, pods]) => ({
      nodeName,
      pods: pods.filter(({ terminating }) => !terminating),
      verdict: this.#verdictOn(nodeName),
      // On a node that gets no pod only one that is there counts.
      counts: pods.length > 0,
    }))
    const counted = nodes.filter(({ verdict, counts }) => verdict === 'wanted' || counts)
    const wanted = nodes.filter(({ verdict }) => verdict === 'wanted').length
    const surge = podsOf(update.maxSurge, wanted, 'up')
    // The API server refuses none of both; the controller then takes 1.
    const unavailable = Math.max(podsOf(update.maxUnavailable, wanted, 'up'), surge > 0 ? 0 : 1)
    if (surge > 0) this.#surge(counted, wanted, surge, now)
    else this.#replace(counted, unavailable, now)
  }

  #replace(nodes: readonly RolledNode[], most: number, now: Time): void {
    let gone = 0
    const well: OwnedPod[] = []
    for (const { pods } of nodes) {
      const pod = pods.at(-1)
      const isWell = pod !== undefined && isAvailable(pod, this.#spec.minReady, now)
      if (!isWell) gone++
      if (pod === undefined || pod.revision === this.#revision) continue
      if (isWell) well.push(pod)
      // Nobody misses one that is not available.
      else this.#delete(pod)
    }
    for (const pod of well.slice(0, Math.max(0, most - gone))) this.#delete(pod)
  }

  /** `most`: new pods beside old ones that are available; one that is not gets another in any case. */
  #surge(nodes: readonly RolledNode[], wanted: number, most: number, now: Time): void {
    let beside = 0
    let available = 0
    const waiting: string[] = []
    const lost: string[] = []
    const unwanted: OwnedPod[] = []
    for (const { nodeName, pods, verdict } of nodes) {
      const old = pods.find(({ revision }) => revision !== this.#revision)
      const fresh = pods.find(({ revision }) => revision === this.#revision)
      const first = old ?? fresh
      const isWell = first !== undefined && isAvailable(first, this.#spec.minReady, now)
      if (isWell) available++
      if (old === undefined) continue
      if (fresh !== undefined) {
        if (!isAvailable(fresh, this.#spec.minReady, now)) beside++
      } else if (verdict === 'wanted') (isWell ? waiting : lost).push(nodeName)
      else if (isWell) unwanted.push(old)
      else this.#delete(old)
    }
    for (const nodeName of [...lost, ...waiting.slice(0, Math.max(0, most - beside))]) this.#create(nodeName)
    // Where the pods are to be on other nodes, an old one stays until one of those is available.
    for (const old of unwanted.slice(0, Math.max(0, available - wanted))) this.#delete(old)
  }

  /** Pods that failed go, but for a pause after the one before. Returns when to look again; null where none waits. */
  #replaceFailed(pods: readonly OwnedPod[], nodeName: string, now: Time): Time | null {
    for (const pod of pods) {
      if (pod.phase !== 'Failed' || pod.terminating) continue
      const again = this.#failures.holdsUp(nodeName, now)
      if (again !== null) return again
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

/** A node with those of its pods that do not terminate. */
interface RolledNode {
  readonly nodeName: string
  readonly pods: readonly OwnedPod[]
  readonly verdict: NodeVerdict
}

/** Neither over nor on its way out. */
const isStanding = ({ phase, terminating }: OwnedPod) => !terminating && phase !== 'Failed'
