import { Streams } from './chance/random.ts'
import type { Framework, RootScheduler } from './contracts.ts'
import { Engine } from './engine/engine.ts'
import { Mailbox } from './engine/mailbox.ts'
import type { Time } from './engine/time.ts'
import type { Hosting } from './life/hosting.ts'
import { Ending } from './life/job-end.ts'
import { RunningTasks } from './life/task-life.ts'
import { Recorder } from './measure/recorder.ts'
import { FailureLog } from './world/failure-log.ts'
import { FrameworkTable } from './world/frameworks.ts'
import { type FrameworkId, type JobId, type MachineId, NONE } from './world/handles.ts'
import { Jobs } from './world/jobs.ts'
import { TaskOutcome, TaskState } from './world/lifecycle.ts'
import type { Machines } from './world/machines.ts'
import { Pipelines } from './world/pipelines.ts'
import { Tasks } from './world/tasks.ts'

const { Waiting, Pending, Ended } = TaskState

/** What a cluster needs to know of its run. */
export interface ClusterOptions {
  readonly seed: string
  readonly machines: Machines
  /** Names of the classes of jobs, as the workload numbers them. */
  readonly classes: readonly string[]
  readonly latency: { readonly scheduler: Time; readonly machine: Time; readonly status: Time }
  readonly warmup: Time
  /** End of the run, NEVER when it ends with the last event. */
  readonly until: Time
  /** Think time beyond this moment is not counted; `until`, unless a run is to be compared with a simulator that does. */
  readonly busyUntil: Time
  readonly slices: number
  /** When every job of the workload will arrive, class by class; only for a root that must know (see replayed-agenda.ts). */
  readonly arrivals?: ArrayLike<Time>
}

/**
 * The modelled cluster: the engine, the tables, and what can be done to jobs. Policies see this and nothing else.
 */
export class Cluster {
  readonly engine = new Engine()
  readonly streams: Streams
  readonly machines: Machines
  readonly jobs = new Jobs()
  readonly tasks: Tasks
  readonly pipelines = new Pipelines()
  readonly frameworks = new FrameworkTable()
  readonly mailbox: Mailbox
  readonly recorder: Recorder
  readonly running: RunningTasks
  readonly ending: Ending
  readonly failures = new FailureLog()
  readonly classes: readonly string[]
  readonly until: Time
  readonly arrivals: ArrayLike<Time> | null
  root!: RootScheduler
  /** Null while no framework is hosted by another. */
  hosting: Hosting | null = null
  private readonly frameworkOfClass: number[] = []
  private readonly wakes: number
  private readonly relaunches: number

  constructor(options: ClusterOptions) {
    this.streams = new Streams(options.seed)
    this.machines = options.machines
    this.classes = options.classes
    this.until = options.until
    this.arrivals = options.arrivals ?? null
    this.tasks = new Tasks(this.jobs, options.machines.count)
    this.mailbox = new Mailbox(this.engine, options.latency)
    this.recorder = new Recorder(this.jobs, this.tasks, this.frameworks, options)
    this.running = new RunningTasks(this)
    this.ending = new Ending(this)
    this.wakes = this.engine.on((framework, what) => this.frameworks.frameworks[framework]!.wake?.(what))
    this.relaunches = this.engine.on((job, generation) => {
      if (this.jobs.generation[job] === generation && this.jobs.count(job, Waiting) > 0)
        this.makePending(job, Waiting, 1)
    })
    const open = this.engine.on(() => this.recorder.openWindow(this.engine.now))
    if (options.warmup > 0) this.engine.at(options.warmup, open, 0, 0)
  }

  get now(): Time {
    return this.engine.now
  }

  /** Adds a framework that takes the jobs of the given classes. */
  addFramework(framework: Framework, weight: number, takes: readonly string[]): FrameworkId {
    const id = this.frameworks.add(framework, weight)
    for (const [index, name] of this.classes.entries()) {
      const wanted =
        takes.includes(name) || (takes.includes('*') && this.frameworkOfClass[index] === undefined)
      if (wanted) this.frameworkOfClass[index] = id
    }
    return id
  }

  /** The framework that takes jobs of this class; undefined when none does. */
  frameworkFor(jobClass: number): FrameworkId | undefined {
    return this.frameworkOfClass[jobClass]
  }

  /** Starts root, frameworks and hosting; after this the first event may come. */
  start(root: RootScheduler): void {
    this.root = root
    root.start(this)
    for (const [id, framework] of this.frameworks.frameworks.entries()) framework.start?.(this, id)
    this.hosting?.start()
  }

  /** Hands a job that has arrived to its framework, or keeps it until the framework is connected. */
  deliver(job: JobId): void {
    const framework = this.jobs.framework[job]!
    if (this.frameworks.connected[framework]) this.frameworks.frameworks[framework]!.jobArrived(job)
    else this.hosting!.keepJob(framework, job)
  }

  /** Makes all waiting tasks of the job ready; the root hears of it. */
  makeReady(job: JobId): void {
    const jobs = this.jobs
    jobs.readyAt[job] = jobs.pipeline[job] === NONE ? jobs.submit[job]! : this.now
    this.makePending(job, Waiting, jobs.count(job, Waiting))
  }

  /** The task that has just ended is launched again, after a pause. */
  relaunch(job: JobId, task: number, after: Time): void {
    const { jobs, tasks, recorder } = this
    const started = tasks.startedAt[task]!
    if (started >= 0) recorder.workRepeated(job, jobs.cpuMilli[job]! * (jobs.lastEnd[job]! - started))
    if (jobs.pipeline[job] !== NONE) this.pipelines.get(jobs.pipeline[job]!).suspectAt = -1
    if (after === 0) {
      this.makePending(job, Ended, 1)
      return
    }
    jobs.move(job, Ended, Waiting, 1)
    this.engine.at(this.now + after, this.relaunches, job, jobs.generation[job]!)
  }

  /** Wakes the framework at a time, with a number of its own. */
  wake(framework: FrameworkId, at: Time, what: number): void {
    this.engine.at(at, this.wakes, framework, what)
  }

  /** The machine goes down: nothing is free on it, the root hears of it, then its tasks are lost. */
  machineDown(machine: MachineId): void {
    this.machines.goDown(machine)
    this.root.machineChanged?.(machine, false)
    for (let task = this.tasks.on(machine); task !== NONE; task = this.tasks.on(machine)) {
      this.running.end(task, TaskOutcome.Lost)
    }
  }

  machineUp(machine: MachineId): void {
    this.machines.comeUp(machine)
    this.root.machineChanged?.(machine, true)
  }

  /** Cores of all machines, also of those that are down, in thousandths. */
  get capacityCpuMilli(): number {
    return this.machines.totalCpuMilli
  }

  /** Memory of all machines, also of those that are down. */
  get capacityMemoryMiB(): number {
    return this.machines.totalMemoryMiB
  }

  private makePending(job: JobId, from: TaskState, count: number): void {
    this.recorder.pendingChanged(job, this.jobs.count(job, Pending), count, this.now)
    this.jobs.move(job, from, Pending, count)
    this.root.submit(job)
  }
}
