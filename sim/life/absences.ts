import { NEVER, type Time } from '../engine/time.ts'
import type { Keeper } from '../world/frameworks.ts'
import { type FrameworkId, type JobId, NONE, type TaskId } from '../world/handles.ts'
import { JobEnd } from '../world/lifecycle.ts'
import type { World } from '../world/world.ts'
import type { JobEnds } from './job-end.ts'
import type { TaskLife } from './task-life.ts'

/** What absences do with jobs besides keeping them. */
export interface AbsenceTools {
  readonly running: TaskLife
  readonly ending: JobEnds
  /** Hands a job that has arrived to its framework. */
  deliver(job: JobId): void
}

interface Absence {
  readonly failoverTimeout: Time
  /** Grows when it is connected and when it is lost, so that failover timers of the absence before are stale. */
  generation: number
  /** Jobs and reports that wait until the framework is connected, oldest first. */
  jobs: { job: JobId; generation: number }[]
  reports: { task: TaskId; generation: number }[]
}

/**
 * Frameworks whose scheduler can be away. While it is, the framework decides nothing, its tasks go on as orphans, and what
 * ends or arrives is kept for it. After the failover timeout (Mesos: FrameworkInfo.failover_timeout) the orphans are killed
 * and the jobs that had arrived are given up.
 */
export class Absences implements Keeper {
  private readonly world: World
  private readonly tools: AbsenceTools
  private readonly absences = new Map<FrameworkId, Absence>()
  private readonly timeouts: number

  constructor(world: World, tools: AbsenceTools) {
    this.world = world
    this.tools = tools
    world.frameworks.keeper = this
    this.timeouts = world.engine.on((framework, generation) => {
      const absence = this.absences.get(framework)!
      if (absence.generation === generation && !world.frameworks.connected[framework])
        this.remove(framework, absence)
    })
  }

  /** The framework can be away from now on. */
  add(framework: FrameworkId, failoverTimeout: Time): void {
    this.absences.set(framework, { failoverTimeout, generation: 0, jobs: [], reports: [] })
  }

  /** The framework's scheduler has died; nothing happens when it is away already. */
  lose(framework: FrameworkId): void {
    const { frameworks, engine, probes } = this.world
    if (!frameworks.connected[framework]) return
    frameworks.connected[framework] = false
    const absence = this.absences.get(framework)!
    absence.generation++
    probes.frameworkChanged(framework, false)
    if (absence.failoverTimeout !== NEVER)
      engine.at(engine.now + absence.failoverTimeout, this.timeouts, framework, absence.generation)
  }

  /** The framework's scheduler is there, and hears what it has missed. */
  connect(framework: FrameworkId): void {
    const { world, tools } = this
    const absence = this.absences.get(framework)!
    const { jobs, reports } = absence
    absence.generation++
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

  /** A job arrived for a framework that is not connected. */
  keepJob(framework: FrameworkId, job: JobId): void {
    this.absences.get(framework)!.jobs.push({ job, generation: this.world.jobs.generation[job]! })
  }

  /** A task ended of a framework that is not connected. */
  keepReport(framework: FrameworkId, task: TaskId): void {
    this.absences.get(framework)!.reports.push({ task, generation: this.world.tasks.generation[task]! })
  }

  /** The failover timeout passed: the master removes the framework. Jobs that arrive from now on wait for the next one. */
  private remove(framework: FrameworkId, absence: Absence): void {
    const { jobs, tasks, failures, engine, probes, reasons } = this.world
    const { ending, running } = this.tools
    const { reports } = absence
    const waiting = new Set(absence.jobs.map(({ job }) => job))
    absence.reports = []
    probes.reasonGiven(reasons.number('a framework was removed after its failover timeout'), 1)
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
