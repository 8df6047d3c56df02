import type { Cluster } from '../../sim/cluster.ts'
import type { RootScheduler } from '../../sim/contracts.ts'
import { ZERO } from '../../sim/double.ts'
import { Route } from '../../sim/engine/mailbox.ts'
import { NEVER, type Time } from '../../sim/engine/time.ts'
import type { MortalRoot } from '../../sim/life/root-failures.ts'
import { Verdict } from '../../sim/world/claims.ts'
import { type FrameworkId, type JobId, type MachineId, NONE, type TaskId } from '../../sim/world/handles.ts'
import { TaskOutcome, TaskState } from '../../sim/world/lifecycle.ts'
import { View } from '../../sim/world/views.ts'
import type { PendingQueue, Planner } from './decider.ts'
import type { Preemption } from './scheduler/preemption.ts'

export interface MonolithicOptions {
  /** An attempt that places nothing costs no busy time (the Omega simulator). */
  readonly freeFailedAttempts: boolean
  /**
   * Whatever happens at an instant finds the tasks gone whose estimates end at that instant, although submissions are
   * handled before ends and ends one by one, each with a pass when its turn comes; at a submission a pass is made only if the job
   * fits beside the others. Tasks of a gang, which is one job of many processors, end together, with one pass (PySS).
   */
  readonly expectedEndsAreFree: boolean
  /** The next job is chosen at once after every event, not at the end of the instant (other simulators). */
  readonly passPerEvent: boolean
}

/** What decides under this root. A scheduler is both. */
export interface MonolithicPlugs {
  readonly queue: PendingQueue
  readonly planner: Planner
  /** Kills others for a job that finds no room; null: nobody is. For an order of priority without backfilling, in one line. */
  readonly preemption: Preemption | null
}

/**
 * One decider for all frameworks, on the live view: what it claims is never refused (Kubernetes, Swarm, Borg, Slurm).
 *
 * It thinks about one job at a time and places it at the end of the think time. Single-path or multi-path is a matter of
 * its think times: the same for all classes, or shorter for some; there is one queue either way, so a slow job holds up
 * the jobs behind it.
 */
export class Monolithic implements RootScheduler, MortalRoot {
  readonly name = 'monolithic'
  /** `retries`: a job may go again for which nothing but time had to pass. */
  private readonly plugs: (cluster: Cluster, retries: () => void) => MonolithicPlugs
  private readonly options: MonolithicOptions
  private cluster!: Cluster
  private view!: View
  private queue!: PendingQueue
  private planner!: Planner
  private preemption: Preemption | null = null
  private busy = false
  /** The next job is to be chosen at the end of this instant. */
  private waking = false
  private pumping = false
  private ending = false
  private since: Time = ZERO
  private away = false
  /** The job in hand and its generation, and when it is decided on. */
  private inHand: JobId = NONE
  private inHandGeneration = 0
  private dueAt: Time = ZERO
  private decides = 0
  private hears = 0
  private passes = 0
  private expectedEnds = 0

  constructor(plugs: (cluster: Cluster, retries: () => void) => MonolithicPlugs, options: MonolithicOptions) {
    this.plugs = plugs
    this.options = options
  }

  start(cluster: Cluster): void {
    this.cluster = cluster
    this.view = View.live(cluster.machines)
    const { queue, planner, preemption } = this.plugs(cluster, () => this.wake())
    this.queue = queue
    this.planner = planner
    this.preemption = preemption
    this.decides = cluster.engine.on((job, generation) => {
      // What the scheduler was thinking about when it died is thought about anew.
      if (this.away || !this.busy || cluster.now !== this.dueAt) return
      this.decide(job, generation)
      this.busy = false
      this.wake()
    })
    const { jobs } = cluster
    this.hears = cluster.mailbox.on((job, generation) => {
      if (jobs.generation[job] !== generation || !jobs.isOpen(job)) return
      this.queue.submit(job)
      if (this.options.expectedEndsAreFree) {
        this.endExpected()
        if (this.view.freeCpu < jobs.tasks[job]! * jobs.cpuMilli[job]!) return
      }
      this.wake()
    })
    this.passes = cluster.engine.on(() => {
      this.waking = false
      this.pump()
    })
    this.expectedEnds = cluster.engine.on(() => {
      this.endExpected()
      this.queue.endedAsExpected?.()
      this.pump()
    })
  }

  submit(job: JobId): void {
    this.cluster.mailbox.send(Route.Scheduler, this.hears, job, this.cluster.jobs.generation[job]!)
  }

  withdraw(job: JobId): void {
    this.queue.withdraw(job)
    this.wakeLater()
  }

  shrank(job: JobId): void {
    if (this.queue.shrank === undefined) return
    this.queue.shrank(job)
    this.wakeLater()
  }

  released(machine: MachineId, task: TaskId): void {
    this.queue.released(machine, task)
    if (this.options.expectedEndsAreFree) {
      if (this.hasMoreToEnd(task)) return
      this.endExpected()
    }
    this.wake()
  }

  /** Is the task not the last of its gang that ends now? */
  private hasMoreToEnd(task: TaskId): boolean {
    const { jobs, tasks, now } = this.cluster
    const job = tasks.job[task]!
    if (jobs.gang[job] === 0 || jobs.count(job, TaskState.Running) === 0) return false
    return tasks.startedAt[task]! + jobs.duration[job]! === now
  }

  machineChanged(_machine: MachineId, up: boolean): void {
    if (up) {
      this.queue.changedAll?.()
      this.wake()
    } else if (this.queue.lost?.() === true) this.wakeLater()
  }

  dies(): void {
    this.away = true
    if (this.busy) this.queue.measured.rests()
  }

  returns(): void {
    this.away = false
    if (this.busy) {
      this.busy = false
      this.queue.measured.begins(this.cluster.now)
      this.think(this.inHand, this.inHandGeneration)
    }
    this.queue.changedAll?.()
    this.wake()
  }

  runEnds(): void {
    this.queue.parked?.settle()
  }

  frameworkChanged(_framework: FrameworkId, connected: boolean): void {
    if (connected) this.wake()
  }

  /** The next job is chosen when all that happens at this instant has happened. */
  private wake(): void {
    if (this.queue.mayGo === false) return
    if (this.options.passPerEvent) this.pump()
    else this.wakeLater()
  }

  /** Also where each event has a pass of its own: who withdraws a job, or loses a machine, may be about to lose others. */
  private wakeLater(): void {
    if (this.waking || this.busy) return
    this.waking = true
    this.cluster.engine.atEndOfInstant(this.passes, 0, 0)
  }

  /** Takes the next job, as long as there is one and the scheduler has time. */
  private pump(): void {
    if (this.pumping || this.ending || this.away) return
    this.pumping = true
    const { jobs } = this.cluster
    while (!this.busy) {
      const job = this.queue.next(this.view)
      if (job === NONE) break
      this.think(job, jobs.generation[job]!)
    }
    this.countSpared()
    this.pumping = false
  }

  /** Thinks about a job, and decides on it when that has taken its time. */
  private think(job: JobId, generation: number): void {
    const { engine } = this.cluster
    const takes = this.planner.thinkTime(job)
    this.since = engine.now
    if (takes === 0) {
      this.decide(job, generation)
      return
    }
    this.busy = true
    this.inHand = job
    this.inHandGeneration = generation
    this.dueAt = engine.now + takes
    engine.at(this.dueAt, this.decides, job, generation)
  }

  private countSpared(): void {
    const spared = this.queue.parked?.takeSpared() ?? 0
    if (spared === 0) return
    const { measured } = this.queue
    measured.attemptsWithoutRoom += spared
    if (!this.options.freeFailedAttempts) measured.decidedAtOnce(spared, this.cluster.now)
  }

  /** A job that is to end when its estimate says has a pass then, in its place among other ends, whenever its tasks are found gone. */
  private awaitEnd(job: JobId): void {
    const { jobs, engine, mailbox } = this.cluster
    if (jobs.estimate[job] !== jobs.duration[job] || jobs.duration[job] === NEVER) return
    const starts = engine.now + mailbox.latencyOf(Route.Machine)
    engine.at(starts + jobs.duration[job]!, this.expectedEnds, 0, 0)
  }

  /** Ends the tasks whose estimates end now, ahead of their events. */
  private endExpected(): void {
    const { tasks, jobs, engine, running } = this.cluster
    if (this.ending) return
    this.ending = true
    for (let task = 0; task < tasks.rows.used; task++) {
      if (tasks.state[task] !== TaskState.Running) continue
      const job = tasks.job[task]!
      const ends = tasks.startedAt[task]! + jobs.duration[job]!
      if (ends !== engine.now || jobs.estimate[job] !== jobs.duration[job]) continue
      running.end(task, TaskOutcome.Finished)
    }
    this.ending = false
  }

  private decide(job: JobId, generation: number): void {
    const { jobs, running, now } = this.cluster
    const { queue, planner } = this
    const { measured } = queue
    const { claims } = planner
    if (jobs.generation[job] !== generation || !jobs.isOpen(job)) {
      measured.decided(this.since, now, false)
      return
    }
    claims.clear()
    const placed = planner.attempt(this.view, job)
    if (placed > 0 || !this.options.freeFailedAttempts) measured.decided(this.since, now, false)
    if (placed > 0) {
      measured.transactionsOk++
      measured.claimsAccepted += placed
    } else measured.attemptsWithoutRoom++
    for (let i = 0; i < claims.count; i++) claims.verdict[i] = Verdict.Accepted
    queue.launched(job, placed)
    running.launch(claims)
    if (placed > 0 && this.options.expectedEndsAreFree) this.awaitEnd(job)
    queue.settle(job, generation, false)
    if (this.preemption === null || jobs.generation[job] !== generation || !jobs.isOpen(job)) return
    if (jobs.unclaimed(job) > 0) this.preemption.makeRoom(job, this.view)
  }
}
