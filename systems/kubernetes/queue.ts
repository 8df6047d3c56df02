/**
 * The scheduling queue: pods that are to be tried, that stay away for a while, that wait for an event, or that are gated
 * (Kubernetes, pkg/scheduler/backend/queue/scheduling_queue.go, v1.34.4).
 */
import { MINUTE, SECOND, type Time } from '../../sim/engine/time.ts'
import { type BackoffArgs, defaultBackoff } from './backoff.ts'
import { BackoffQueue } from './backoff-queue.ts'
import type { Cluster } from './cluster.ts'
import type { ClusterEvent } from './cluster-event.ts'
import { Heap } from './heap.ts'
import { prioritySort } from './plugins/priority-sort.ts'
import { schedulingGates } from './plugins/scheduling-gates.ts'
import type { Pod, PodTemplate } from './pod.ts'
import { defaultArgs, type PluginArgs } from './profile.ts'
import { mayHelp } from './queueing-hints.ts'

/** How often ended back-offs are looked for, and pods that wait too long. */
export const FLUSH_BACKOFF: Time = SECOND
export const FLUSH_UNSCHEDULABLE: Time = 30 * SECOND
/** A pod that waits longer is tried again without an event (DefaultPodMaxInUnschedulablePodsDuration). */
export const MAX_UNSCHEDULABLE: Time = 5 * MINUTE

/** A pod in the queue. */
export class QueuedPod {
  readonly pod: Pod
  readonly priority: number
  /** When it last came into the queue: at first, and after every attempt that failed. */
  timestamp: Time
  /** Counts what came into the queue, as often as the timestamp is set. */
  turn: number
  attempts = 0
  /** How often plugins rejected it; errors in a row count apart. */
  rejections = 0
  errors = 0
  /** The plugins that rejected it last. */
  rejectors: readonly string[] = []

  constructor(pod: Pod, now: Time, turn: number) {
    this.pod = pod
    this.priority = pod.template.priority
    this.timestamp = now
    this.turn = turn
  }

  /** What its back-off is worked out from. */
  get failures(): number {
    return this.errors > 0 ? this.errors : this.rejections
  }
}

export type Place = 'active' | 'backing-off' | 'unschedulable' | 'gated' | 'in-flight' | 'absent'

export interface QueueOptions {
  readonly cluster: Cluster
  /** Of the profile that decides for pods of the template; absent: the defaults. */
  readonly argsOf?: (template: PodTemplate) => PluginArgs
  readonly backoff?: BackoffArgs
  /** Without hints every event moves every pod. */
  readonly hints?: boolean
}

export class SchedulingQueue {
  readonly #cluster: Cluster
  readonly #argsOf: (template: PodTemplate) => PluginArgs
  readonly #hints: boolean
  readonly #popsEarly: boolean
  readonly #all = new Map<Pod, QueuedPod>()
  readonly #active = new Heap<QueuedPod>(prioritySort)
  readonly #backoff: BackoffQueue<QueuedPod>
  readonly #unschedulable = new Set<QueuedPod>()
  readonly #gated = new Set<QueuedPod>()
  /** Pods that are being tried, with the events that happened meanwhile. */
  readonly #inFlight = new Map<QueuedPod, ClusterEvent[]>()
  #turns = 0

  constructor({ cluster, argsOf, backoff = defaultBackoff, hints = true }: QueueOptions) {
    this.#cluster = cluster
    this.#argsOf = argsOf ?? (() => defaultArgs)
    this.#hints = hints
    this.#popsEarly = backoff.window > 0
    this.#backoff = new BackoffQueue(backoff)
  }

  /** Pods in it, those that are being tried included. */
  get size(): number {
    return this.#all.size
  }

  /** Pods in one of its parts. */
  sizeOf(place: Exclude<Place, 'in-flight' | 'absent'>): number {
    switch (place) {
      case 'active':
        return this.#active.size
      case 'backing-off':
        return this.#backoff.size
      case 'unschedulable':
        return this.#unschedulable.size
      case 'gated':
        return this.#gated.size
    }
  }

  add(pod: Pod, now: Time): void {
    const queued = new QueuedPod(pod, now, this.#turns++)
    this.#all.set(pod, queued)
    if (schedulingGates(pod.template) === null) this.#active.push(queued)
    else this.#gated.add(queued)
  }

  /** The pod is gone, bound or has no gates any more: it leaves the queue. */
  remove(pod: Pod): void {
    const queued = this.#all.get(pod)
    if (queued === undefined) return
    this.#all.delete(pod)
    this.#inFlight.delete(queued)
    this.#unschedulable.delete(queued)
    this.#gated.delete(queued)
    if (!this.#active.delete(queued)) this.#backoff.delete(queued)
  }

  /**
   * The pod to try now: the most important of those that are ready, else the one whose back-off would end first. Null where
   * none is. It is in flight until it fails or is removed.
   */
  pop(): QueuedPod | null {
    const queued = this.#active.pop() ?? (this.#popsEarly ? this.#backoff.pop() : undefined)
    if (queued === undefined) return null
    queued.attempts++
    this.#inFlight.set(queued, [])
    return queued
  }

  /** Plugins rejected the pod. It waits for an event; one that happened during the attempt counts. */
  rejected(queued: QueuedPod, rejectors: Iterable<string>, now: Time): void {
    const meanwhile = this.#land(queued, now)
    if (meanwhile === undefined) return
    queued.rejectors = [...rejectors]
    queued.rejections++
    queued.errors = 0
    if (meanwhile.some(event => this.#helps(event, queued))) this.#requeue(queued, now)
    else this.#unschedulable.add(queued)
  }

  /** The attempt failed through no fault of the pod: it is tried again after a back-off. */
  erred(queued: QueuedPod, now: Time): void {
    if (this.#land(queued, now) === undefined) return
    queued.rejectors = []
    queued.errors++
    this.#backoff.add(queued, true)
  }

  /** A pod that left because it was given a node could not be bound: it is tried again after a back-off. */
  returns(queued: QueuedPod, now: Time): void {
    this.#all.set(queued.pod, queued)
    this.#stamp(queued, now)
    queued.rejectors = []
    queued.errors++
    this.#backoff.add(queued, true)
  }

  /**
   * Pods that the event may help are tried again, at once or when their back-off is over; of those that wait, those of at most this
   * priority.
   */
  happened(event: ClusterEvent, now: Time, highest = Number.POSITIVE_INFINITY): void {
    for (const events of this.#inFlight.values()) events.push(event)
    for (const queued of [...this.#unschedulable])
      if (queued.priority <= highest && this.#helps(event, queued)) {
        this.#unschedulable.delete(queued)
        this.#requeue(queued, now)
      }
  }

  /**
   * The pod is nominated no longer, and not on that node. For pods that are not more important it is as if it had been deleted from there
   * (Kubernetes, pkg/scheduler/eventhandlers.go, v1.34.4).
   */
  nominationEnds(pod: Pod, now: Time): void {
    this.happened({ kind: 'pod-removed', pod }, now, pod.template.priority)
  }

  /** Pods whose back-off is over are ready. To be called every `FLUSH_BACKOFF`. */
  flushBackoff(now: Time): void {
    for (const queued of this.#backoff.completed(now)) this.#active.push(queued)
  }

  /** Pods that have waited too long are tried again. To be called every `FLUSH_UNSCHEDULABLE`. */
  flushUnschedulable(now: Time): void {
    for (const queued of [...this.#unschedulable])
      if (now - queued.timestamp > MAX_UNSCHEDULABLE) {
        this.#unschedulable.delete(queued)
        this.#requeue(queued, now)
      }
  }

  placeOf(pod: Pod): Place {
    const queued = this.#all.get(pod)
    if (queued === undefined) return 'absent'
    if (this.#inFlight.has(queued)) return 'in-flight'
    if (this.#gated.has(queued)) return 'gated'
    if (this.#unschedulable.has(queued)) return 'unschedulable'
    return this.#active.has(queued) ? 'active' : 'backing-off'
  }

  /** What happened while the pod was tried; undefined for one that was removed meanwhile. */
  #land(queued: QueuedPod, now: Time): readonly ClusterEvent[] | undefined {
    const events = this.#inFlight.get(queued)
    this.#inFlight.delete(queued)
    this.#stamp(queued, now)
    return events
  }

  #stamp(queued: QueuedPod, now: Time): void {
    queued.timestamp = now
    queued.turn = this.#turns++
  }

  #helps(event: ClusterEvent, { pod: { template }, rejectors }: QueuedPod): boolean {
    if (!this.#hints || rejectors.length === 0) return true
    const args = this.#argsOf(template)
    return rejectors.some(plugin => mayHelp(plugin, event, template, this.#cluster, args))
  }

  #requeue(queued: QueuedPod, now: Time): void {
    if (this.#backoff.isBackingOff(queued, now)) this.#backoff.add(queued, false)
    else this.#active.push(queued)
  }
}
