import type { Time } from './engine/time.ts'
import type { Hosting } from './life/hosting.ts'
import { JobEnds } from './life/job-end.ts'
import { TaskLife } from './life/task-life.ts'
import { WorkAccount } from './life/work-account.ts'
import { Availability } from './measure/availability.ts'
import { Recorder } from './measure/recorder.ts'
import { Recoveries } from './measure/recoveries.ts'
import type { RootProbe } from './measure/root-probe.ts'
import { Condition } from './world/condition.ts'
import type { Owner } from './world/frameworks.ts'
import { type FrameworkId, type JobId, type MachineId, NONE, type TaskId } from './world/handles.ts'
import { TaskOutcome, TaskState } from './world/lifecycle.ts'
import { World, type WorldOptions } from './world/world.ts'

const { Waiting, Pending, Ended } = TaskState

/** What a cluster needs to know of its run. */
export interface ClusterOptions extends WorldOptions {
  /** Start of the measured window. */
  readonly warmup: Time
  /** Think time beyond this moment is not counted; `until`, unless a run is to be compared with a simulator that does. */
  readonly busyUntil: Time
  /** Times in queue and attempts are those of jobs that were attempted, up to the last attempt: a quirk, see `QuirkSpec`. */
  readonly attemptedOnly?: boolean
  readonly slices: number
}

/** How many jobs, and tasks on machines, are there for others to run, and never end. */
export interface Upkeep {
  /** NONE while there is none. */
  readonly job: JobId
  readonly alive: { readonly jobs: number; readonly tasks: number }
}

/** A root or a framework may have to be told where it is before the first event. */
interface Starting {
  start?(cluster: Cluster, self: FrameworkId): void
}

/**
 * The world, and what can be done in it: jobs made ready and ended, tasks launched and killed, machines lost. Roots and
 * frameworks act on it.
 */
export class Cluster extends World {
  readonly recorder: Recorder
  /** How schedulers came back from their deaths. */
  readonly recoveries: Recoveries
  readonly account: WorkAccount
  readonly running: TaskLife
  readonly ending: JobEnds
  /** Null while no framework is hosted by another. */
  hosting: Hosting | null = null
  /** Work that nobody submitted and that never ends, beside hosted schedulers: nodes that are leased. */
  readonly upkeep: Upkeep[] = []
  /** The root scheduler; null before the start. */
  root: RootProbe | null = null
  private readonly starting: (Owner & Starting)[] = []
  /** Numbers of the classes of a name. */
  private readonly classNumbers = new Map<string, number[]>()
  private readonly wakes: number
  private readonly relaunches: number

  constructor(options: ClusterOptions) {
    super(options)
    for (const [index, name] of this.classes.entries())
      this.classNumbers.set(name, [...(this.classNumbers.get(name) ?? []), index])
    this.recorder = new Recorder(this.jobs, this.tasks, this.frameworks, options)
    this.probes.add(this.recorder)
    this.recoveries = new Recoveries(this.jobs, this.frameworks, options.warmup, () => this.now)
    this.probes.add(this.recoveries)
    this.probes.add(new Availability(this.jobs, this.tasks, this.recorder))
    this.account = new WorkAccount(this, this.recorder)
    this.running = new TaskLife(this, this.account)
    this.ending = new JobEnds(this, this.recorder, this.account, this.running)
    this.wakes = this.engine.on((framework, what) => this.frameworks.owners[framework]!.wake?.(what))
    this.relaunches = this.engine.on((job, generation) => {
      if (this.jobs.generation[job] === generation && this.jobs.count(job, Waiting) > 0)
        this.makePending(job, Waiting, 1)
    })
    const open = this.engine.on(() => this.recorder.openWindow(this.engine.now))
    if (options.warmup > 0) this.engine.at(options.warmup, open, 0, 0)
  }

  /** Adds a framework that takes the jobs of the given classes. */
  addFramework(
    framework: Owner & Starting,
    weight: number,
    takes: readonly string[],
    killGrace: Time = 0,
  ): FrameworkId {
    const id = this.frameworks.add(framework, weight, killGrace)
    this.starting.push(framework)
    const { ofClass } = this.frameworks
    for (const name of takes) {
      for (const index of this.classNumbers.get(name) ?? []) ofClass[index] = id
    }
    if (!takes.includes('*')) return id
    for (let index = 0; index < this.classes.length; index++) ofClass[index] ??= id
    return id
  }

  /** Starts root, frameworks and hosting; after this the first event may come. */
  start(root: RootProbe & { start(cluster: Cluster): void }): void {
    this.root = root
    this.probes.add(root)
    root.start(this)
    for (const [id, framework] of this.starting.entries()) framework.start?.(this, id)
    this.hosting?.start()
  }

  /** How many of the jobs, and of the tasks on machines, never end and are waited for by nobody: hosted schedulers and leased nodes. */
  get endless(): { readonly jobs: number; readonly tasks: number } {
    const sum = { jobs: 0, tasks: 0 }
    for (const { alive } of this.hosting === null ? this.upkeep : [this.hosting, ...this.upkeep]) {
      sum.jobs += alive.jobs
      sum.tasks += alive.tasks
    }
    return sum
  }

  /** Hands a job that has arrived to its framework, or keeps it until the framework is connected. */
  deliver(job: JobId): void {
    const { owners, connected, keeper } = this.frameworks
    const framework = this.jobs.framework[job]!
    if (connected[framework]) owners[framework]!.jobArrived(job)
    else keeper!.keepJob(framework, job)
  }

  /** Makes all waiting tasks of the job ready; the root hears of it. */
  makeReady(job: JobId): void {
    const jobs = this.jobs
    jobs.readyAt[job] = jobs.pipeline[job] === NONE ? jobs.submit[job]! : this.now
    this.makePending(job, Waiting, jobs.count(job, Waiting))
  }

  /** A task of the job that has just ended is launched again, after a pause. */
  relaunch(job: JobId, after: Time): void {
    const { jobs } = this
    if (after === 0) {
      this.makePending(job, Ended, 1)
      return
    }
    jobs.move(job, Ended, Waiting, 1)
    this.engine.at(this.now + after, this.relaunches, job, jobs.generation[job]!)
  }

  /** A task of the job that pauses before it is launched again pauses no longer; none may pause any more. */
  resume(job: JobId): void {
    if (this.jobs.isOpen(job) && this.jobs.count(job, Waiting) > 0) this.makePending(job, Waiting, 1)
  }

  /**
   * The job is to have so many tasks. More of them are ready at once; of too many, those go that wait, and then those with the
   * highest slots, which are killed. False when some are claimed by a decision under way, and have to be looked at again.
   */
  scale(job: JobId, wanted: number): boolean {
    const { jobs, tasks } = this
    this.want(job, wanted)
    const more = wanted - jobs.tasks[job]!
    if (more > 0) {
      this.grow(job, more)
      return true
    }
    const leaving: TaskId[] = []
    const staying: TaskId[] = []
    for (let task = jobs.firstTask[job]!; task !== NONE; task = tasks.nextOfJob(task)) {
      if (tasks.state[task] === Ended) continue
      if (tasks.killedAs[task] === TaskOutcome.Scaled) leaving.push(task)
      else staying.push(task)
    }
    let excess = -more - leaving.length
    excess -= this.shrink(job, excess)
    this.recorder.tasksDropped(job, this.now)
    if (this.ending.closeIfDone(job)) return true
    staying.sort((a, b) => tasks.slot[b]! - tasks.slot[a]!)
    const killed = Math.max(0, Math.min(excess, staying.length))
    for (const task of staying.slice(0, killed)) this.running.kill(task, TaskOutcome.Scaled)
    return excess <= killed
  }

  /** The job should have so many tasks from now on; whoever says so sees to it. */
  want(job: JobId, wanted: number): void {
    const before = this.jobs.wanted[job]!
    if (wanted === before) return
    this.jobs.wanted[job] = wanted
    this.probes.wantedChanged(job, before, this.now)
  }

  /** The job has so many tasks more, which are ready at once. */
  grow(job: JobId, count: number): void {
    this.jobs.resize(job, this.jobs.tasks[job]! + count, Waiting)
    this.makePending(job, Waiting, count)
  }

  /** The job has one task more, which pauses until `resume`. */
  growLater(job: JobId): void {
    this.jobs.resize(job, this.jobs.tasks[job]! + 1, Waiting)
  }

  /**
   * Of the job's tasks that are on no machine and claimed by no decision, so many at most are not wanted: those that are ready
   * go first. Returns how many went.
   */
  shrink(job: JobId, most: number): number {
    const pending = this.shrinkPending(job, most)
    return pending + this.shrinkWaiting(job, most - pending)
  }

  /** The same, of those that are ready alone. */
  shrinkPending(job: JobId, most: number): number {
    const { jobs, probes } = this
    const pending = Math.max(0, Math.min(most, jobs.unclaimed(job)))
    if (pending === 0) return 0
    probes.pendingChanged(job, jobs.count(job, Pending), -pending, this.now)
    jobs.resize(job, jobs.tasks[job]! - pending, Pending)
    if (jobs.count(job, Pending) === 0) probes.withdraw(job)
    else probes.shrank(job)
    return pending
  }

  /** The same, of those that are not ready alone. */
  shrinkWaiting(job: JobId, most: number): number {
    const { jobs } = this
    const waiting = Math.max(0, Math.min(most, jobs.count(job, Waiting)))
    if (waiting > 0) jobs.resize(job, jobs.tasks[job]! - waiting, Waiting)
    return waiting
  }

  /** Wakes the framework at a time, with a number of its own. */
  wake(framework: FrameworkId, at: Time, what: number): void {
    this.engine.at(at, this.wakes, framework, what)
  }

  /** The machine takes no more tasks: nothing is free on it, and the root hears of it. Its tasks stay. */
  machineCloses(machine: MachineId, condition: Condition): void {
    const { machines } = this
    if (machines.up[machine] === 0) {
      machines.condition[machine] = condition
      return
    }
    machines.goDown(machine, condition)
    this.probes.machineChanged(machine, false)
  }

  /** The machine is given up: it takes no more tasks, then those that it has are lost. */
  machineDown(machine: MachineId): void {
    this.machineCloses(machine, Condition.Down)
    for (let task = this.tasks.on(machine); task !== NONE; task = this.tasks.on(machine)) {
      this.running.end(task, TaskOutcome.Lost)
    }
  }

  /** The machine takes tasks again, beside those that it still has. */
  machineUp(machine: MachineId): void {
    const { machines, tasks, jobs, frameworks } = this
    machines.comeUp(machine)
    for (let task = tasks.on(machine); task !== NONE; task = tasks.nextOnMachine(task)) {
      const job = tasks.job[task]!
      if (tasks.within[task] !== NONE) continue
      const cpuMilli = frameworks.ownCpuMilli(jobs.framework[job]!, jobs.cpuMilli[job]!)
      machines.take(machine, cpuMilli, jobs.memoryMiB[job]!, jobs.extra[job]!)
    }
    this.probes.machineChanged(machine, true)
  }

  private makePending(job: JobId, from: TaskState, count: number): void {
    this.probes.pendingChanged(job, this.jobs.count(job, Pending), count, this.now)
    this.jobs.move(job, from, Pending, count)
    this.probes.submit(job)
  }
}
