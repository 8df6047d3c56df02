/**
 * The scheduler's process: it takes one pod after another out of its queue, thinks, and counts the pod on the node that it chose; the
 * binding goes on beside it. It plugs into the monolithic root. Queue, cycle and preemption are the files above this folder.
 */
import type { PendingQueue, Planner } from '../../../policies/root/decider.ts'
import type { Cluster } from '../../../sim/cluster.ts'
import type { Time } from '../../../sim/engine/time.ts'
import type { MeasuredScheduler } from '../../../sim/measure/measured-scheduler.ts'
import { Claims } from '../../../sim/world/claims.ts'
import { type JobId, type MachineId, NONE, type TaskId } from '../../../sim/world/handles.ts'
import type { View } from '../../../sim/world/views.ts'
import type { Cluster as Cache } from '../cluster.ts'
import type { ClusterEvent } from '../cluster-event.ts'
import { type Decision, failureMessage, rejectorsOf } from '../decision.ts'
import type { Pod } from '../pod.ts'
import type { Profiles } from '../profiles.ts'
import { FLUSH_BACKOFF, FLUSH_UNSCHEDULABLE, type QueuedPod, type SchedulingQueue } from '../queue.ts'
import { rejectedBy } from '../rejected-by.ts'
import { LongestWaits } from './longest-waits.ts'
import type { PodObject } from './pod-object.ts'
import type { PodStore } from './pod-store.ts'
import { SchedulerMetrics } from './scheduler-metrics.ts'

/** What follows from a decision, beside the scheduler. */
export interface SchedulerListener {
  /** It counts on the node from now on and is to be bound. */
  assumed(pod: PodObject, machine: MachineId): void
  /** Less important pods are to go. */
  preempts(pod: PodObject, victims: readonly PodObject[]): void
  /** The attempt ended without a node. */
  rejected(pod: PodObject, decision: Decision): void
  /** A task is over on its machine, and has given back what it held. */
  taskIsOver(task: TaskId): void
}

export interface PodSchedulerParts {
  readonly cluster: Cluster
  readonly cache: Cache
  readonly store: PodStore
  readonly profiles: Profiles
  readonly queue: SchedulingQueue
  /** Machines by the name of their node. */
  readonly machineOf: (nodeName: string) => MachineId
  /** How long one attempt takes, by class of job. */
  readonly thinkTimes: readonly Time[]
  readonly listener: SchedulerListener
}

export class PodScheduler implements PendingQueue, Planner {
  readonly measured: MeasuredScheduler
  /** Pods are launched when they are bound. */
  readonly claims = new Claims()
  readonly queue: SchedulingQueue
  readonly metrics: SchedulerMetrics
  readonly longestWaits: LongestWaits
  /** The root chooses the next pod; whoever builds it sets this. */
  wake: () => void = () => {}
  /** Hears of every attempt before it is made; it changes nothing. */
  watch: ((pod: PodObject) => void) | null = null
  readonly #parts: PodSchedulerParts
  /** Pods that were created and that the scheduler has not heard of, by job. */
  readonly #unheard = new Map<JobId, PodObject[]>()
  #inHand: QueuedPod | null = null
  #decision: Decision | null = null
  readonly #flushesBackoff: number
  readonly #flushesUnschedulable: number
  #backoffTimer = false
  #unschedulableTimer = false

  constructor(parts: PodSchedulerParts) {
    const { cluster, queue } = parts
    this.#parts = parts
    this.queue = queue
    this.metrics = new SchedulerMetrics(() => cluster.now, queue)
    cluster.recorder.metrics = this.metrics
    this.longestWaits = new LongestWaits(cluster.recorder.warmup)
    this.measured = cluster.recorder.scheduler('root')
    this.#flushesBackoff = cluster.engine.on(() => {
      this.#backoffTimer = false
      queue.flushBackoff(cluster.now)
      this.#changed()
    })
    this.#flushesUnschedulable = cluster.engine.on(() => {
      this.#unschedulableTimer = false
      queue.flushUnschedulable(cluster.now)
      this.#changed()
    })
  }

  /** A pod was created; the root's message that its job has one more is on its way. */
  created(pod: PodObject): void {
    const others = this.#unheard.get(pod.job)
    if (others === undefined) this.#unheard.set(pod.job, [pod])
    else others.push(pod)
  }

  /** The message has come: there is one more pod of the job. */
  submit(job: JobId): void {
    const pods = this.#unheard.get(job)
    const pod = pods?.shift()
    if (pods?.length === 0) this.#unheard.delete(job)
    if (pod === undefined || !pod.exists || pod.pod.nodeName !== null) return
    const { jobs, now, probes, reasons } = this.#parts.cluster
    if (!this.#parts.profiles.has(pod.spec.template)) {
      pod.failure = `no profile of the scheduler decides for pods of ${pod.spec.template.schedulerName}`
      probes.reasonGiven(reasons.number(pod.failure), 1)
      return
    }
    if (jobs.queuedAt[job]! < 0) jobs.queuedAt[job] = now
    pod.heardAt = now
    this.queue.add(pod.pod, now)
    this.metrics.queueChanged()
  }

  /** Pods that stood for tasks of the job are gone already. */
  withdraw(job: JobId): void {
    this.#parts.cluster.jobs.leaveQueue(job, this.#parts.cluster.now)
    this.#unheard.delete(job)
  }

  next(): JobId {
    const { cluster, store } = this.#parts
    this.#inHand = this.queue.pop()
    this.metrics.queueChanged()
    this.#decision = null
    if (this.#inHand === null) return NONE
    const { jobs, now } = cluster
    const { job } = store.of(this.#inHand.pod)!
    jobs.leaveQueue(job, now)
    if (jobs.firstAttempt[job]! < 0) jobs.firstAttempt[job] = jobs.queued[job]!
    this.measured.begins(now)
    return job
  }

  thinkTime(job: JobId): Time {
    const { cluster, thinkTimes } = this.#parts
    return thinkTimes[cluster.jobs.jobClass[job]!]!
  }

  attempt(_: View, _job: JobId): number {
    const { cluster, store, profiles, listener } = this.#parts
    const queued = this.#inHand!
    const { pod } = queued
    // It was deleted while the scheduler was thinking.
    if (this.queue.placeOf(pod) !== 'in-flight') return 0
    const { now } = cluster
    const object = store.of(pod)!
    object.queued = queued
    this.watch?.(object)
    const decision = profiles.attempt(pod)
    if (decision.info !== null) {
      this.longestWaits.placed(object, decision, profiles.of(pod.template), now)
      const { nominatedNodeName } = pod
      object.leavesNomination = nominatedNodeName !== null && nominatedNodeName !== decision.info.node.name
      profiles.assume(decision, now)
      this.queue.remove(pod)
      object.isCounted = true
      this.#decision = decision
      return 1
    }
    object.failure = failureMessage(decision)
    object.failedAt = now
    object.rejectedBy = rejectedBy(decision)
    this.metrics.attempted(object, 'unschedulable')
    listener.rejected(object, decision)
    const { nominatedNodeName } = pod
    const { lost } = profiles.nominate(decision)
    const victims = decision.preemption?.best[0]?.victims ?? []
    this.queue.rejected(queued, rejectorsOf(decision), now)
    for (const other of lost) this.#unnominated(other)
    if (nominatedNodeName !== null && nominatedNodeName !== pod.nominatedNodeName) this.#unnominated(pod)
    if (decision.preemption !== null) this.metrics.preempted(victims.length)
    if (victims.length > 0)
      listener.preempts(
        object,
        victims.map(victim => store.of(victim)!),
      )
    this.#changed()
    return 0
  }

  launched(_: JobId, tasks: number): void {
    if (tasks === 0) return
    const { store, machineOf, listener } = this.#parts
    const { pod, info } = this.#decision!
    listener.assumed(store.of(pod)!, machineOf(info!.node.name))
  }

  settle(job: JobId, generation: number): void {
    const { jobs, recorder, now } = this.#parts.cluster
    this.#inHand = null
    this.measured.rests()
    if (jobs.generation[job] !== generation || !jobs.isOpen(job)) return
    jobs.attempts[job]!++
    recorder.attempted(job)
    if (jobs.unclaimed(job) > 0) jobs.queuedAt[job] = now
  }

  released(_: MachineId, task: TaskId): void {
    this.#parts.listener.taskIsOver(task)
  }

  /** Something happened that may help pods that wait. */
  happened(event: ClusterEvent): void {
    this.queue.happened(event, this.#parts.cluster.now)
    this.#changed()
  }

  /** The API server knows the pod's node now. */
  bound({ pod, leavesNomination }: PodObject): void {
    if (leavesNomination) this.#unnominated(pod)
    this.happened({ kind: 'pod-assigned', pod })
  }

  /** The pod is on a node, without the scheduler's doing. */
  counts(object: PodObject): void {
    object.isCounted = true
    this.#parts.cache.addPod(object.pod)
    this.happened({ kind: 'pod-assigned', pod: object.pod })
  }

  /** The pod is over or deleted: neither the queue nor the cache knows it any more. */
  forgets(object: PodObject): void {
    const { pod } = object
    if (!object.isCounted && object.boundAt < 0) this.longestWaits.gone(object, this.#parts.cluster.now)
    this.queue.remove(pod)
    this.metrics.queueChanged()
    const wasNominated = pod.nominatedNodeName !== null
    this.#parts.cache.nominations.clear(pod)
    if (wasNominated) {
      this.#unnominated(pod)
      this.#changed()
    }
    this.#leaves(object)
  }

  /** The pod could not be bound: it is tried again after a back-off. */
  bindFailed(object: PodObject): void {
    this.metrics.attempted(object, 'error')
    this.#leaves(object)
    object.pod.nodeName = null
    this.queue.returns(object.queued!, this.#parts.cluster.now)
    this.#changed()
  }

  /** The pod terminates; it still has its place. */
  terminates(pod: Pod, preempted: boolean): void {
    if (!pod.terminating) this.#parts.profiles.terminate(pod, preempted)
  }

  /**
   * For pods that are not more important it is as if the pod had been deleted from the node that it was nominated to (Kubernetes,
   * pkg/scheduler/eventhandlers.go, v1.34.4).
   */
  #unnominated(pod: Pod): void {
    this.queue.happened({ kind: 'pod-removed', pod }, this.#parts.cluster.now, pod.template.priority)
  }

  #leaves(object: PodObject): void {
    if (!object.isCounted) return
    object.isCounted = false
    this.#parts.cache.removePod(object.pod)
    this.happened({ kind: 'pod-removed', pod: object.pod })
  }

  /** Pods may be ready, or wait for a flush. */
  #changed(): void {
    this.metrics.queueChanged()
    const { engine, now } = this.#parts.cluster
    if (!this.#backoffTimer && this.queue.sizeOf('backing-off') > 0) {
      this.#backoffTimer = true
      engine.at(nextTick(now, FLUSH_BACKOFF), this.#flushesBackoff, 0, 0)
    }
    if (!this.#unschedulableTimer && this.queue.sizeOf('unschedulable') > 0) {
      this.#unschedulableTimer = true
      engine.at(nextTick(now, FLUSH_UNSCHEDULABLE), this.#flushesUnschedulable, 0, 0)
    }
    this.wake()
  }
}

/** The flush after now of one that began with the run. */
function nextTick(now: Time, every: Time): Time {
  return (Math.floor(now / every) + 1) * every
}
