/**
 * Pods on leased nodes: the queue, the cycle and the preemption of Kubernetes decide where each goes, and it starts there at once, as a
 * task in the task that is the node. Mesos has no part in it.
 */
import type { Cluster as World } from '../../../sim/cluster.ts'
import type { MeasuredScheduler } from '../../../sim/measure/measured-scheduler.ts'
import { type FrameworkId, type JobId, NONE, type TaskId } from '../../../sim/world/handles.ts'
import { TaskOutcome, TaskState } from '../../../sim/world/lifecycle.ts'
import { Cluster } from '../cluster.ts'
import type { ClusterEvent } from '../cluster-event.ts'
import { type Decision, rejectorsOf } from '../decision.ts'
import { defaultProfiles } from '../manifest/scheduler-configuration.ts'
import type { Node } from '../node.ts'
import type { Pod } from '../pod.ts'
import { Profiles } from '../profiles.ts'
import { type QueuedPod, SchedulingQueue } from '../queue.ts'
import { RateLimiter } from '../rate-limiter.ts'
import { TaskSpecs } from '../root/task-specs.ts'
import { Flushes } from './flushes.ts'
import type { Tenant } from './leases.ts'
import { type JobPod, PodBook } from './pod-book.ts'
import type { LeasingSpec } from './spec.ts'

export interface PodsParts {
  readonly spec: LeasingSpec
  readonly world: World
  readonly framework: FrameworkId
  readonly measured: MeasuredScheduler
  /** The task that is the node of this name; NONE when it is known to be over. */
  readonly taskOf: (nodeName: string) => TaskId
}

export class Pods implements Tenant {
  readonly #parts: PodsParts
  readonly #cache = new Cluster()
  readonly #profiles: Profiles
  readonly #queue: SchedulingQueue
  readonly #limiter: RateLimiter
  readonly #flushes: Flushes
  readonly #book: PodBook
  readonly #decides: number
  readonly #binds: number
  #inHand: QueuedPod | null = null

  constructor(parts: PodsParts) {
    const { spec, world, framework } = parts
    this.#parts = parts
    const stream = `kubernetes/${spec.name}/ties`
    const ties = spec.amongEquals === 'first' ? 'first' : world.streams.stream(stream)
    this.#profiles = new Profiles(defaultProfiles(spec.percentageOfNodesToScore), this.#cache, ties)
    this.#queue = new SchedulingQueue({
      cluster: this.#cache,
      argsOf: template => this.#profiles.argsOf(template),
      backoff: { initial: spec.podInitialBackoff, max: spec.podMaxBackoff, window: 1_000_000 },
      hints: spec.queueingHints,
    })
    this.#limiter = new RateLimiter(spec.qps, spec.burst)
    this.#flushes = new Flushes(world.engine, this.#queue, () => this.next())
    const specs = new TaskSpecs(world, this.#profiles.first)
    const grace = world.frameworks.killGrace[framework]!
    this.#book = new PodBook(
      world,
      spec.name,
      (job, name) => specs.of(job, name, grace),
      this.#cache.workloads,
    )
    this.#decides = world.engine.on(() => this.#decide())
    this.#binds = world.engine.on(number => this.#bind(this.#book.numbered(number)))
  }

  /** Each task of the job that waits for a machine is a pod. */
  submit(job: JobId): void {
    const { jobs, now } = this.#parts.world
    if (jobs.queuedAt[job]! < 0) jobs.queuedAt[job] = now
    for (const { pod } of this.#book.fill(job)) this.#queue.add(pod, now)
    this.next()
  }

  /** Those that are not bound are not wanted. */
  withdraw(job: JobId): void {
    this.#parts.world.jobs.leaveQueue(job, this.#parts.world.now)
    for (const each of this.#book.unbound(job)) this.#forget(each)
  }

  forget(job: JobId): void {
    for (const each of this.#book.unbound(job)) this.#forget(each)
    this.#book.forget(job)
  }

  /** The scheduler takes the next pod, if it is there and idle. */
  next(): void {
    this.#flushes.set()
    const { world, framework, spec, measured } = this.#parts
    if (this.#inHand !== null || !world.frameworks.connected[framework]) return
    this.#inHand = this.#queue.pop()
    if (this.#inHand === null) return
    const { jobs, now } = world
    const { job } = this.#book.of(this.#inHand.pod)
    jobs.leaveQueue(job, now)
    if (jobs.firstAttempt[job]! < 0) jobs.firstAttempt[job] = jobs.queued[job]!
    measured.begins(now)
    world.engine.at(now + spec.attemptTime, this.#decides, 0, 0)
  }

  #decide(): void {
    const { world, framework, spec, measured } = this.#parts
    const queued = this.#inHand!
    this.#inHand = null
    measured.decided(world.now - spec.attemptTime, world.now, false)
    if (this.#queue.placeOf(queued.pod) === 'in-flight') {
      // It died over it.
      if (!world.frameworks.connected[framework]) this.#queue.erred(queued, world.now)
      else this.#attempt(queued)
    }
    this.next()
  }

  #attempt(queued: QueuedPod): void {
    const { world, measured } = this.#parts
    const { jobs, recorder, engine, now } = world
    const each = this.#book.of(queued.pod)
    const decision = this.#profiles.attempt(queued.pod)
    if (decision.info === null) this.#reject(queued, decision)
    else {
      const { nominatedNodeName } = queued.pod
      each.leavesNomination = nominatedNodeName !== null && nominatedNodeName !== decision.info.node.name
      this.#profiles.assume(decision, now)
      this.#queue.remove(queued.pod)
      each.queued = queued
      jobs.claimed[each.job]!++
      measured.transactionsOk++
      const { bindingLatency } = this.#parts.spec
      engine.at(this.#limiter.reserve(now) + bindingLatency, this.#binds, each.number, 0)
    }
    jobs.attempts[each.job]!++
    recorder.attempted(each.job)
    if (jobs.unclaimed(each.job) > 0 && jobs.queuedAt[each.job]! < 0) jobs.queuedAt[each.job] = now
  }

  #reject(queued: QueuedPod, decision: Decision): void {
    const { world, measured } = this.#parts
    const { probes, reasons, now } = world
    measured.attemptsWithoutRoom++
    const { rejections, absent, preFilter } = decision
    const said = new Set([...(preFilter?.reasons ?? []), ...(absent?.reasons ?? [])])
    for (const { reasons } of rejections.tally.keys()) for (const reason of reasons) said.add(reason)
    for (const reason of said) probes.reasonGiven(reasons.number(reason), 1)
    const { pod } = queued
    const { nominatedNodeName } = pod
    const { lost } = this.#profiles.nominate(decision)
    this.#queue.rejected(queued, rejectorsOf(decision), now)
    for (const other of lost) this.#queue.nominationEnds(other, now)
    if (nominatedNodeName !== null && nominatedNodeName !== pod.nominatedNodeName)
      this.#queue.nominationEnds(pod, now)
    for (const victim of decision.preemption?.best[0]?.victims ?? []) this.#preempt(this.#book.of(victim))
  }

  /** One that is not bound yet is given up when it would be. */
  #preempt({ pod, task }: JobPod): void {
    this.#profiles.terminate(pod, true)
    if (task !== NONE) this.#parts.world.running.kill(task, TaskOutcome.Preempted)
  }

  /** It was decided a moment ago; the node or the pod may be gone, or somebody more important wants its place. */
  #bind(each: JobPod | undefined): void {
    if (each === undefined) return
    const { world, taskOf } = this.#parts
    const { jobs, tasks, running, now } = world
    const { pod, job } = each
    const queued = each.queued!
    each.queued = null
    jobs.claimed[job]!--
    const node = taskOf(pod.nodeName!)
    const isOver = node === NONE || tasks.state[node] === TaskState.Ended
    if (pod.preempted) {
      this.#forget(each)
      this.submit(job)
    } else if (isOver) {
      this.#leaves(pod)
      pod.nodeName = null
      this.#queue.returns(queued, now)
      this.next()
    } else {
      this.#book.bound(each, running.launchWithin(job, node))
      if (each.leavesNomination) this.#queue.nominationEnds(pod, now)
      this.#happened({ kind: 'pod-assigned', pod })
    }
  }

  /** A task is over on its node, which has room again. */
  released(task: TaskId): void {
    const each = this.#book.takeTask(task)
    if (each !== undefined) this.#leaves(each.pod)
  }

  nodeJoins(node: Node): void {
    this.#cache.addNode(node)
    this.#happened({ kind: 'node-added', node })
  }

  nodeLeaves(node: Node): void {
    this.#cache.removeNode(node.name)
    this.#happened({ kind: 'node-removed', node })
  }

  #forget(each: JobPod): void {
    const { pod, job } = each
    const wasNominated = pod.nominatedNodeName !== null
    this.#queue.remove(pod)
    this.#cache.nominations.clear(pod)
    if (wasNominated) this.#queue.nominationEnds(pod, this.#parts.world.now)
    if (each.queued !== null) this.#parts.world.jobs.claimed[job]!--
    this.#book.remove(each)
    if (pod.nodeName !== null) this.#leaves(pod)
  }

  #leaves(pod: Pod): void {
    this.#cache.removePod(pod)
    this.#happened({ kind: 'pod-removed', pod })
  }

  #happened(event: ClusterEvent): void {
    this.#queue.happened(event, this.#parts.world.now)
    this.next()
  }
}
