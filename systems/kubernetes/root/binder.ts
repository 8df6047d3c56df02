/**
 * Binding cycles: the pod counts on its node already, and the API server is told when the client's limit lets it. They go on beside
 * the scheduler (Kubernetes, pkg/scheduler/schedule_one.go, bindingCycle, v1.34.4).
 */
import type { Cluster } from '../../../sim/cluster.ts'
import type { Time } from '../../../sim/engine/time.ts'
import type { MachineId } from '../../../sim/world/handles.ts'
import type { RateLimiter } from '../rate-limiter.ts'
import type { Kubelets } from './kubelets.ts'
import { Binding, type PodObject } from './pod-object.ts'
import type { PodScheduler } from './pod-scheduler.ts'
import type { PodStore } from './pod-store.ts'
import type { Watchers } from './watchers.ts'

export interface BinderParts {
  readonly cluster: Cluster
  readonly store: PodStore
  readonly limiter: RateLimiter
  readonly scheduler: PodScheduler
  readonly kubelets: Kubelets
  readonly watchers: Watchers
  /** From the request until the pod is bound. */
  readonly latency: Time
}

export class Binder {
  readonly #parts: BinderParts
  readonly #binds: number

  constructor(parts: BinderParts) {
    this.#parts = parts
    this.#binds = parts.cluster.engine.on(uid => {
      const pod = parts.store.byUid(uid)
      if (pod !== undefined) this.#bind(pod)
    })
  }

  /** The pod is to be bound to the node of the machine. Its task is claimed until then. */
  begin(pod: PodObject, machine: MachineId): void {
    const { cluster, limiter, latency } = this.#parts
    pod.binding = Binding.Assumed
    pod.machine = machine
    cluster.jobs.claimed[pod.job]!++
    cluster.engine.at(limiter.reserve(cluster.now) + latency, this.#binds, pod.uid, 0)
  }

  /** The pod is deleted before it was bound. */
  givesUp(pod: PodObject): void {
    if (pod.binding !== Binding.Assumed) return
    pod.binding = Binding.None
    const { jobs } = this.#parts.cluster
    if (jobs.generation[pod.job] === pod.generation) jobs.claimed[pod.job]!--
  }

  #bind(pod: PodObject): void {
    const { scheduler, kubelets, watchers } = this.#parts
    const { machine } = pod
    this.givesUp(pod)
    if (!kubelets.admits(pod, machine)) {
      scheduler.bindFailed(pod)
      return
    }
    pod.binding = Binding.Bound
    scheduler.metrics.scheduled(pod)
    kubelets.bound(pod, machine)
    scheduler.bound(pod)
    watchers.bound(pod)
  }
}
