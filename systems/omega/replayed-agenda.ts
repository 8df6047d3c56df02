import type { Cluster } from '../../sim/cluster.ts'
import type { Handler, Timers } from '../../sim/engine/engine.ts'
import { SECOND, type Time } from '../../sim/engine/time.ts'
import type { Probe } from '../../sim/measure/probe.ts'
import { type JobId, NONE, type TaskId } from '../../sim/world/handles.ts'
import { TaskOutcome } from '../../sim/world/lifecycle.ts'

/** What an entry of the heap stands for when it is not one of the root's timers, which have numbers from 0. */
const What = { Arrival: -1, TaskEnd: -2, Tick: -3, Start: -4 } as const

/**
 * Timers that go off in the order of the Omega simulator when several are due at the same instant.
 *
 * There, all events lie in one heap that is sorted by time alone, and events of one instant leave it in an order that
 * depends on everything else in it. So this keeps a heap of the times of all events that there would be: arrivals, task
 * ends, its monitor's tick of every second, and the root's timers. The engine stays the one who says when something
 * happens; each event of its takes one entry out of the heap, and only which of the root's timers goes off is the heap's
 * choice.
 *
 * It needs to know all arrivals before the first (`ClusterOptions.arrivals`), because the heap holds them from the start.
 */
export class ReplayedAgenda implements Timers, Probe {
  private readonly cluster: Cluster
  private readonly heap = new TimeHeap()
  private readonly handlers: Handler[] = []
  /** Timers that are set, by number. */
  private readonly timers = new Map<number, readonly [kind: number, a: number, b: number]>()
  private timersSet = 0
  private readonly wakes: number
  /** Entries taken out for events of this instant that the engine has not handled yet. */
  private ahead = 0
  /** Timers taken out for events that the engine handled before their own; they go off next. */
  private readonly early: number[] = []
  /** Entries of tasks that were killed or lost, by time: nothing happens then. */
  private readonly stale = new Map<Time, number>()

  /** @throws Error if the cluster was not told its arrivals. */
  constructor(cluster: Cluster) {
    this.cluster = cluster
    if (cluster.arrivals === null) {
      throw new Error(
        'A system that replays the agenda of the Omega simulator must know all arrivals: give the cluster its `arrivals`.',
      )
    }
    for (const time of Array.from(cluster.arrivals)) this.heap.push(time, What.Arrival)
    this.heap.push(0, What.Tick)
    this.heap.push(0, What.Start)
    this.wakes = cluster.engine.on(() => this.wake())
    cluster.probes.add(this)
  }

  on(handler: Handler): number {
    this.handlers.push(handler)
    return this.handlers.length - 1
  }

  at(time: Time, kind: number, a: number, b: number): void {
    const timer = this.timersSet++
    this.timers.set(timer, [kind, a, b])
    this.heap.push(time, timer)
    this.cluster.engine.at(time, this.wakes, 0, 0)
  }

  jobArrived(job: JobId): void {
    // The schedulers that frameworks host do not arrive.
    if (this.cluster.jobs.hosts[job] === NONE) this.leave()
  }

  taskStarted(task: TaskId): void {
    this.heap.push(this.endOf(task), What.TaskEnd)
  }

  taskEnded(task: TaskId, outcome: TaskOutcome): void {
    const { startedAt } = this.cluster.tasks
    if (outcome === TaskOutcome.Finished) this.leave()
    else if (startedAt[task]! >= 0) {
      const time = this.endOf(task)
      this.stale.set(time, (this.stale.get(time) ?? 0) + 1)
    }
  }

  private endOf(task: TaskId): Time {
    const { tasks, jobs } = this.cluster
    return tasks.startedAt[task]! + jobs.duration[tasks.job[task]!]!
  }

  /** An arrival or an end takes an entry of its instant out, whichever is first. */
  private leave(): void {
    if (this.ahead > 0) this.ahead--
    else {
      const timer = this.pull()
      if (timer >= 0) this.early.push(timer)
    }
  }

  /** One of the root's timers is due: which? */
  private wake(): void {
    let timer = this.early.shift() ?? this.pull()
    while (timer < 0) {
      this.ahead++
      timer = this.pull()
    }
    const [kind, a, b] = this.timers.get(timer)!
    this.timers.delete(timer)
    this.handlers[kind]!(a, b)
  }

  /** Takes the next entry out that an event of the engine stands behind. */
  private pull(): number {
    for (;;) {
      const what = this.heap.pop()
      const { time } = this.heap
      if (what === What.Tick) this.heap.push(time + SECOND, What.Tick)
      else if (what === What.TaskEnd && this.stale.size > 0 && this.stale.has(time)) this.forget(time)
      else if (what !== What.Start) return what
    }
  }

  private forget(time: Time): void {
    const left = this.stale.get(time)! - 1
    if (left === 0) this.stale.delete(time)
    else this.stale.set(time, left)
  }
}

/** The heap of Scala 2.10's mutable.PriorityQueue, comparison by comparison: the first entry has index 1. */
class TimeHeap {
  /** Time of the entry that `pop` took out last. */
  time: Time = 0
  private readonly times: Time[] = [Number.NEGATIVE_INFINITY]
  private readonly whats: number[] = [NONE]

  push(time: Time, what: number): void {
    const { times, whats } = this
    let hole = times.length
    times.push(time)
    whats.push(what)
    for (let parent = hole >> 1; times[parent]! > time; parent = hole >> 1) {
      times[hole] = times[parent]!
      whats[hole] = whats[parent]!
      hole = parent
    }
    times[hole] = time
    whats[hole] = what
  }

  /** Takes the first entry out and returns what it stands for. The heap is not empty: the tick is always in it. */
  pop(): number {
    const { times, whats } = this
    const first = whats[1]!
    this.time = times[1]!
    const time = times.pop()!
    const what = whats.pop()!
    const end = times.length
    if (end === 1) return first
    let hole = 1
    for (let child = 2; child < end; child = 2 * hole) {
      if (child + 1 < end && times[child]! > times[child + 1]!) child++
      if (time <= times[child]!) break
      times[hole] = times[child]!
      whats[hole] = whats[child]!
      hole = child
    }
    times[hole] = time
    whats[hole] = what
    return first
  }
}
