import { NEVER, type Time } from '../engine/time.ts'
import type { Probe } from '../measure/probe.ts'
import { JobBatch } from '../world/batch.ts'
import type { Keeper } from '../world/frameworks.ts'
import { type FrameworkId, type JobId, NONE, type TaskId } from '../world/handles.ts'
import { JobEnd, TaskState } from '../world/lifecycle.ts'
import type { World } from '../world/world.ts'
import type { JobEnds } from './job-end.ts'
import type { TaskLife } from './task-life.ts'

/** A framework whose scheduler is itself a task of another framework. */
export interface Hosted {
  readonly framework: FrameworkId
  readonly host: FrameworkId
  readonly cpuMilli: number
  readonly memoryMiB: number
  readonly meanTimeToFailure: Time
  /** From the scheduler's task running to the framework deciding: registration and reconciliation. */
  readonly reconciliation: Time
  /** Longer away, and the framework is removed: its tasks are killed and its jobs given up. */
  readonly failoverTimeout: Time
}

/** What hosting does with jobs besides listening. */
export interface HostingTools {
  readonly running: TaskLife
  readonly ending: JobEnds
  /** Hands a job that has arrived to its framework. */
  deliver(job: JobId): void
}

interface Absence {
  readonly hosted: Hosted
  /** Grows when it is connected and when it is lost, so that failover timers of the absence before are stale. */
  generation: number
  /** Scheduler tasks that were over so far: one that registers and dies will not be connected. */
  deaths: number
  /** Jobs and reports that wait until the framework is connected, oldest first. */
  jobs: { job: JobId; generation: number }[]
  reports: { task: TaskId; generation: number }[]
  everConnected: boolean
}

/**
 * Frameworks hosted by frameworks: the death of a scheduler, its relaunch by the host, failover, orphans, reconciliation.
 *
 * A hosted scheduler is a service of its host with one task. While that task does not run the framework is not
 * connected: it decides nothing, its tasks go on as orphans, and what ends or arrives is kept for it. After the failover
 * timeout (Mesos: FrameworkInfo.failover_timeout) the orphans are killed and the jobs that had arrived are given up.
 */
export class Hosting implements Probe, Keeper {
  /** Class of the jobs that are schedulers. */
  private readonly jobClass: number
  private readonly world: World
  private readonly tools: HostingTools
  private readonly absences = new Map<FrameworkId, Absence>()
  /** The jobs that are schedulers. */
  private readonly schedulers: { readonly job: JobId; readonly generation: number }[] = []
  private readonly reconnects: number
  private readonly timeouts: number

  constructor(world: World, tools: HostingTools, hosted: readonly Hosted[], jobClass: number) {
    this.world = world
    this.tools = tools
    this.jobClass = jobClass
    for (const each of hosted) {
      this.absences.set(each.framework, {
        hosted: each,
        generation: 0,
        deaths: 0,
        jobs: [],
        reports: [],
        everConnected: false,
      })
      world.frameworks.connected[each.framework] = false
    }
    world.frameworks.keeper = this
    world.probes.add(this)
    this.reconnects = world.engine.on((framework, generation) => {
      const absence = this.absences.get(framework)!
      if (absence.deaths === generation) this.connect(absence)
    })
    this.timeouts = world.engine.on((framework, generation) => {
      const absence = this.absences.get(framework)!
      if (absence.generation === generation && !world.frameworks.connected[framework]) this.remove(absence)
    })
  }

  /** Submits every scheduler as a service of its host. */
  start(): void {
    const { world, tools } = this
    const batch = new JobBatch(this.absences.size)
    batch.clear()
    for (const { hosted } of this.absences.values()) {
      const row = batch.add(0, NEVER)
      batch.jobClass[row] = this.jobClass
      batch.cpuMilli[row] = hosted.cpuMilli
      batch.memoryMiB[row] = hosted.memoryMiB
      batch.meanTimeToFailure[row] = hosted.meanTimeToFailure
      const stream = world.streams.stream(`hosting/${world.frameworks.names[hosted.framework]}`)
      const luck = hosted.meanTimeToFailure === NEVER ? 0 : stream.below(2 ** 31)
      const job = world.jobs.add(batch, row, hosted.host, luck, TaskState.Waiting)
      world.jobs.hosts[job] = hosted.framework
      this.schedulers.push({ job, generation: world.jobs.generation[job]! })
      world.probes.jobArrived(job, world.now)
      tools.deliver(job)
    }
  }

  /** How many jobs, and tasks on machines, are schedulers: work that never ends, and that nobody waits for. */
  get alive(): { readonly jobs: number; readonly tasks: number } {
    const { jobs, tasks } = this.world
    const alive = { jobs: 0, tasks: 0 }
    for (const { job, generation } of this.schedulers) {
      if (jobs.generation[job] !== generation) continue
      alive.jobs++
      for (let task = jobs.firstTask[job]!; task !== NONE; task = tasks.nextOfJob(task)) alive.tasks++
    }
    return alive
  }

  taskStarted(task: TaskId): void {
    const framework = this.world.jobs.hosts[this.world.tasks.job[task]!]!
    if (framework !== NONE) this.schedulerStarted(framework)
  }

  taskStopped(task: TaskId): void {
    const framework = this.world.jobs.hosts[this.world.tasks.job[task]!]!
    if (framework !== NONE) this.schedulerEnded(framework, this.world.tasks.startedAt[task]! >= 0)
  }

  taskEnded(task: TaskId): void {
    const { tasks, jobs } = this.world
    const framework = jobs.hosts[tasks.job[task]!]!
    // One that was stopped first has been missed since then.
    if (framework !== NONE && tasks.stoppedAt[task]! < 0)
      this.schedulerEnded(framework, tasks.startedAt[task]! >= 0)
  }

  /** The task that is this framework's scheduler runs: it registers and reconciles, then it is connected. */
  private schedulerStarted(framework: FrameworkId): void {
    const absence = this.absences.get(framework)!
    const { engine } = this.world
    if (!absence.everConnected && absence.hosted.reconciliation === 0) {
      this.connect(absence)
      return
    }
    engine.at(engine.now + absence.hosted.reconciliation, this.reconnects, framework, absence.deaths)
  }

  /** The task that is this framework's scheduler is over; it had `started`, or was lost on its way to a machine. */
  private schedulerEnded(framework: FrameworkId, started: boolean): void {
    const { frameworks, engine, probes } = this.world
    const absence = this.absences.get(framework)!
    absence.deaths++
    const wasConnected = frameworks.connected[framework]!
    frameworks.connected[framework] = false
    const { failoverTimeout } = absence.hosted
    if (started) {
      probes.reasonGiven(this.world.reasons.number('a framework lost its scheduler'), 1)
    }
    if (!wasConnected) return
    absence.generation++
    probes.frameworkChanged(framework, false)
    if (failoverTimeout !== NEVER)
      engine.at(engine.now + failoverTimeout, this.timeouts, framework, absence.generation)
  }

  /** A job arrived for a framework that is not connected. */
  keepJob(framework: FrameworkId, job: JobId): void {
    this.absences.get(framework)!.jobs.push({ job, generation: this.world.jobs.generation[job]! })
  }

  /** A task ended of a framework that is not connected. */
  keepReport(framework: FrameworkId, task: TaskId): void {
    this.absences.get(framework)!.reports.push({ task, generation: this.world.tasks.generation[task]! })
  }

  private connect(absence: Absence): void {
    const { world, tools } = this
    const { framework } = absence.hosted
    const { jobs, reports } = absence
    absence.generation++
    absence.everConnected = true
    absence.jobs = []
    absence.reports = []
    world.frameworks.connected[framework] = true
    world.probes.frameworkChanged(framework, true)
    for (const { task, generation } of reports) {
      if (world.tasks.generation[task] === generation) tools.running.report(task)
    }
    for (const { job, generation } of jobs) {
      if (world.jobs.generation[job] === generation) tools.deliver(job)
    }
  }

  /** The failover timeout passed: the master removes the framework. Jobs that arrive from now on wait for the next one. */
  private remove(absence: Absence): void {
    const { jobs, tasks, failures, engine, probes } = this.world
    const { ending, running } = this.tools
    const { framework } = absence.hosted
    const { reports } = absence
    const waiting = new Set(absence.jobs.map(({ job }) => job))
    absence.reports = []
    probes.reasonGiven(this.world.reasons.number('a framework was removed after its failover timeout'), 1)
    for (let job = 0; job < jobs.rows.used; job++) {
      if (!jobs.isOpen(job) || jobs.framework[job] !== framework || waiting.has(job)) continue
      const failure = failures.add(
        engine.now,
        jobs.id[job]!,
        jobs.pipeline[job]!,
        'its framework was removed',
      )
      if (jobs.pipeline[job] !== NONE) ending.failPipeline(jobs.pipeline[job]!, failure)
      ending.giveUp(job, failure)
    }
    for (const { task, generation } of reports) {
      if (tasks.generation[task] === generation && jobs.end[tasks.job[task]!] !== JobEnd.Open) {
        running.report(task)
      }
    }
  }
}

/**
 * The frameworks of a hosting cycle, in order, or null: a framework that waits for itself would never start.
 * `hostOf[f]` is the index of the framework that hosts `f`, or NONE.
 */
export function hostingCycle(hostOf: readonly number[]): number[] | null {
  for (let start = 0; start < hostOf.length; start++) {
    const path: number[] = []
    for (let at = start; at !== NONE; at = hostOf[at]!) {
      if (path.includes(at)) return path.slice(path.indexOf(at))
      path.push(at)
    }
  }
  return null
}
