import type { Cluster } from '../../../sim/cluster.ts'
import type { OrderPolicy } from '../../../sim/contracts.ts'
import { type JobId, NONE } from '../../../sim/world/handles.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import type { View } from '../../../sim/world/views.ts'
import { Candidates } from './candidates.ts'
import type { ExpectedEnds } from './expected-ends.ts'
import type { JobLine } from './job-line.ts'
import { JobQueue } from './job-queue.ts'
import type { Standings } from './standings.ts'

/**
 * A queue with a head that may be blocked, and the jobs behind it that may pass.
 *
 * While nothing changes, each job behind a blocked head is looked at once: what could not pass cannot pass later, for the
 * clock only makes it worse. A job that arrives meanwhile is looked at when it comes.
 */
export class Line implements JobLine {
  private readonly cluster: Cluster
  private readonly order: OrderPolicy
  private readonly expected: ExpectedEnds | null
  private readonly queue: JobQueue
  private blocked: JobId = NONE
  /** Something became free since the head was found not to fit. */
  private stirred = false
  /** The backfill policy was told the head's shadow, and nothing has become free since. */
  private shadowed = false
  /** Also behind a head that stays blocked there is something to do: jobs may pass it, or the order is told of passes. */
  private readonly looksOn: boolean
  /** Next job to look at: a place in the queue, or in `candidates` where backfilling has an order of its own. */
  private scan = 1
  private candidates: JobId[] | null = null
  /** In place of these where the policy says what may not pass: jobs of the line, and those that had their look. */
  private readonly index: Candidates | null
  private readonly refused: JobId[] = []
  private chosen = 0
  private readonly knowsHead: boolean
  /** The job that was taken as the head, also while it stands in line again, and its generation; see `headStarted`. */
  private head: JobId = NONE
  /** What is free while a job is sought that may pass. */
  private freeCpuMilli = 0
  private freeMemoryMiB = 0
  private readonly accepts = (job: JobId): boolean =>
    job !== this.blocked && this.mightFit(job, this.freeCpuMilli, this.freeMemoryMiB) && this.mayPass(job)
  private headGeneration = 0

  constructor(cluster: Cluster, order: OrderPolicy, expected: ExpectedEnds | null, standings: Standings) {
    this.cluster = cluster
    this.order = order
    this.expected = expected
    this.queue = new JobQueue(order, cluster, standings)
    const { backfill } = order
    this.knowsHead = order.keepsHead === true || order.headStarted !== undefined
    this.looksOn = backfill !== undefined || order.passBegins !== undefined
    const before = (a: JobId, b: JobId) => {
      const difference = backfill!.compare?.(a, b, cluster) ?? 0
      return difference === 0 ? this.queue.before(a, b) : difference < 0
    }
    this.index = backfill?.bounds === undefined || order.dynamic === true ? null : new Candidates(before)
  }

  get length(): number {
    return this.queue.length
  }

  insert(job: JobId): void {
    const place = this.place(job)
    if (this.index !== null) this.indexJob(job)
    if (this.blocked === NONE) return
    if (place === 0) this.unblock()
    else if (this.index !== null) return
    else if (this.candidates !== null) this.addCandidate(job)
    else if (place < this.scan) this.scan = place
  }

  remove(job: JobId): void {
    const place = this.queue.placeOf(job)
    this.queue.removeAt(place)
    this.forget(job)
    if (job === this.blocked) this.unblock()
    else if (this.index !== null) return
    else if (this.candidates !== null) this.forgetCandidate(job)
    else if (place < this.scan) this.scan--
  }

  /** The job, which was just inserted again, does not fit: it blocks as the head, and behind a blocked head has had its look. */
  block(job: JobId): void {
    if (this.queue.at(0) === job) {
      this.unblock()
      this.blocked = job
    } else if (this.blocked !== NONE) this.passOver(job)
  }

  /** The job, which is in line, has more tasks to place. */
  grown(job: JobId): void {
    if (this.index?.has(job)) this.indexJob(job)
  }

  /** The job, which is in line, has fewer tasks to place: it may pass a blocked head, and if it is the head, others may. */
  shrank(job: JobId): void {
    this.grown(job)
    this.shadowed = false
    if (this.cluster.jobs.gang[job] === 1) this.stirred = true
  }

  /** Something became free. */
  changed(): void {
    this.stirred = true
    this.shadowed = false
  }

  /** There is less than there was: the head may have to wait for longer. */
  lost(): void {
    this.shadowed = false
  }

  get mayGo(): boolean {
    return this.queue.length > 0 && (this.blocked === NONE || this.stirred || this.looksOn)
  }

  /** Is there a job that may be decided on now? `take` then takes it. */
  ready(view: View): boolean {
    if (this.queue.length === 0) return false
    if (this.order.dynamic === true && this.blocked === NONE) this.queue.sort(this.keptAtFront ? 1 : 0)
    this.chosen = 0
    if (this.blocked === NONE) return true
    if (this.stirred && this.mightFit(this.blocked, view.freeCpu, view.freeMemory)) {
      this.blocked = NONE
      return true
    }
    this.stirred = false
    return this.order.backfill !== undefined && this.findCandidate(view)
  }

  get headInPlace(): JobId {
    return this.blocked === NONE && this.chosen === 0 ? this.queue.at(0) : NONE
  }

  blockInPlace(): void {
    const job = this.queue.at(0)
    this.becomesHead(job)
    if (this.index !== null && !this.index.has(job)) {
      this.forget(job)
      this.indexJob(job)
    }
    this.block(job)
  }

  /** Takes out the job that `ready` chose. */
  take(): JobId {
    const job = this.queue.at(this.chosen)
    this.queue.removeAt(this.chosen)
    this.forget(job)
    if (this.blocked === NONE) this.becomesHead(job)
    else if (this.candidates !== null) this.candidates.splice(this.scan, 1)
    return job
  }

  private becomesHead(job: JobId): void {
    if (!this.knowsHead) return
    this.head = job
    this.headGeneration = this.cluster.jobs.generation[job]!
  }

  /** If the job passed a blocked head, less is left beside the head. */
  launched(job: JobId, tasks: number): void {
    const { backfill } = this.order
    if (this.blocked === NONE) {
      if (this.isHead(job)) this.order.headStarted?.(job, tasks, this.cluster)
    } else if (this.shadowed) backfill!.passed(job, tasks, this.cluster)
  }

  /** Puts the job where its order says: behind a head that is kept, and a head that is kept before all. */
  private place(job: JobId): number {
    if (this.order.keepsHead !== true) return this.queue.insert(job)
    if (!this.isHead(job)) return this.queue.insert(job, this.keptAtFront ? 1 : 0)
    this.queue.insertFirst(job)
    return 0
  }

  /** Does the head stand in line again, to be kept there? */
  private get keptAtFront(): boolean {
    return this.order.keepsHead === true && this.queue.length > 0 && this.isHead(this.queue.at(0))
  }

  private isHead(job: JobId): boolean {
    return job === this.head && this.cluster.jobs.generation[job] === this.headGeneration
  }

  /** Leaves out what `insert` has just marked to be looked at; the sums of what is free can promise more than one machine has. */
  private passOver(job: JobId): void {
    if (this.index !== null) {
      this.index.remove(job)
      this.refused.push(job)
    } else if (this.candidates !== null) this.forgetCandidate(job)
    else if (this.queue.at(this.scan) === job) this.scan++
  }

  private unblock(): void {
    this.blocked = NONE
    this.stirred = false
    this.shadowed = false
  }

  /** Could the job fit, by the sums of what is free? One task is enough unless it is a gang. */
  private mightFit(job: JobId, freeCpuMilli: number, freeMemoryMiB: number): boolean {
    const { jobs } = this.cluster
    const tasks = jobs.gang[job] === 1 ? jobs.count(job, TaskState.Pending) : 1
    return freeCpuMilli >= tasks * jobs.cpuMilli[job]! && freeMemoryMiB >= tasks * jobs.memoryMiB[job]!
  }

  /** Does the backfill policy let all tasks of the job pass that are to be placed? */
  private mayPass(job: JobId): boolean {
    const { jobs } = this.cluster
    return this.order.backfill!.mayPass(job, this.cluster, jobs.count(job, TaskState.Pending))
  }

  /** Puts the job among those that may pass, or again if it has other tasks to place now. */
  private indexJob(job: JobId): void {
    const { jobs } = this.cluster
    const index = this.index!
    if (index.has(job)) index.remove(job)
    const all = jobs.count(job, TaskState.Pending) * jobs.cpuMilli[job]!
    index.insert(job, jobs.gang[job] === 1 ? all : jobs.cpuMilli[job]!, all, jobs.estimate[job]!)
  }

  private forget(job: JobId): void {
    if (this.index === null) return
    if (this.index.has(job)) this.index.remove(job)
    else this.refused.splice(this.refused.indexOf(job), 1)
  }

  private findCandidate(view: View): boolean {
    if (!this.shadowed || this.expected!.shadowOf !== this.blocked) this.castShadow(view)
    const { backfill } = this.order
    const { freeCpu, freeMemory } = view
    const { candidates, queue, index } = this
    if (index !== null) {
      const { endBy, spareCpuMilli } = backfill!.bounds!
      this.freeMemoryMiB = freeMemory
      this.freeCpuMilli = freeCpu
      const job = index.first(freeCpu, endBy - this.cluster.now, spareCpuMilli, this.accepts)
      if (job === NONE) return false
      this.chosen = queue.placeOf(job)
      return true
    }
    const last = candidates === null ? queue.length : candidates.length
    for (; this.scan < last; this.scan++) {
      const job = candidates === null ? queue.at(this.scan) : candidates[this.scan]!
      if (!this.mightFit(job, freeCpu, freeMemory) || !this.mayPass(job)) continue
      this.chosen = candidates === null ? this.scan : queue.placeOf(job)
      return true
    }
    return false
  }

  /** A job that arrives is looked at when its turn comes among those that were not looked at yet. */
  private addCandidate(job: JobId): void {
    const candidates = this.candidates!
    const { compare } = this.order.backfill!
    let at = candidates.length
    while (at > this.scan && compare!(job, candidates[at - 1]!, this.cluster) < 0) at--
    candidates.splice(at, 0, job)
  }

  /** The job is not to be looked at; what stands before `scan` was looked at already. */
  private forgetCandidate(job: JobId): void {
    const at = this.candidates!.indexOf(job, this.scan)
    if (at >= 0) this.candidates!.splice(at, 1)
  }

  /** Tells the backfill policy when the head can start, and what is free beside it then. */
  private castShadow(view: View): void {
    const { jobs } = this.cluster
    const { backfill } = this.order
    const tasks = jobs.count(this.blocked, TaskState.Pending)
    const { time, spareCpuMilli, spareMemoryMiB } = this.expected!.find(
      tasks * jobs.cpuMilli[this.blocked]!,
      tasks * jobs.memoryMiB[this.blocked]!,
      view.freeCpu,
      view.freeMemory,
    )
    backfill!.reserve(this.blocked, time, spareCpuMilli, spareMemoryMiB, this.cluster)
    this.expected!.shadowOf = this.blocked
    // Told again because another line was asked between, jobs that had their look have had it.
    if (this.shadowed) return
    this.shadowed = true
    if (this.index !== null) {
      for (const job of this.refused) this.indexJob(job)
      this.refused.length = 0
      return
    }
    this.scan = 1
    this.candidates = null
    if (backfill!.compare === undefined) return
    const candidates = Array.from({ length: this.queue.length - 1 }, (_, i) => this.queue.at(i + 1))
    this.candidates = candidates.sort((a, b) => backfill!.compare!(a, b, this.cluster))
    this.scan = 0
  }
}
