import { NEVER, type Time } from '../engine/time.ts'
import type { Probe } from '../measure/probe.ts'
import { JobBatch } from '../world/batch.ts'
import { type FrameworkId, type JobId, NONE, type TaskId } from '../world/handles.ts'
import { TaskOutcome, TaskState } from '../world/lifecycle.ts'
import type { World } from '../world/world.ts'
import type { Absences, AbsenceTools } from './absences.ts'

/** A framework whose scheduler is itself a task of another framework. */
export interface Hosted {
  readonly framework: FrameworkId
  readonly host: FrameworkId
  readonly cpuMilli: number
  readonly memoryMiB: number
  readonly meanTimeToFailure: Time
  /** Moments at which the scheduler's task fails, if it runs then; absent: none. */
  readonly failures?: readonly Time[]
  /** From the scheduler's task running to the framework deciding: registration and reconciliation. */
  readonly reconciliation: Time
  /** Longer away, and the framework is removed: its tasks are killed and its jobs given up. */
  readonly failoverTimeout: Time
}

interface Guest {
  readonly hosted: Hosted
  /** The job that is its scheduler; NONE before the start. */
  job: JobId
  generation: number
  /** Scheduler tasks that were over so far: one that registers and dies will not be connected. */
  deaths: number
  everConnected: boolean
}

/**
 * Frameworks hosted by frameworks: the death of a scheduler, its relaunch by the host, and its return.
 *
 * A hosted scheduler is a service of its host with one task. While that task does not run, and until it has reconciled, the
 * framework is not connected; see `Absences`.
 */
export class Hosting implements Probe {
  /** Class of the jobs that are schedulers. */
  private readonly jobClass: number
  private readonly world: World
  private readonly tools: AbsenceTools
  private readonly absences: Absences
  private readonly guests = new Map<FrameworkId, Guest>()
  private readonly reconnects: number

  constructor(
    world: World,
    tools: AbsenceTools,
    absences: Absences,
    hosted: readonly Hosted[],
    jobClass: number,
  ) {
    this.world = world
    this.tools = tools
    this.absences = absences
    this.jobClass = jobClass
    const fails = world.engine.on(framework => this.fail(framework))
    for (const each of hosted) {
      const { framework, failoverTimeout, failures = [] } = each
      this.guests.set(framework, {
        hosted: each,
        job: NONE,
        generation: 0,
        deaths: 0,
        everConnected: false,
      })
      absences.add(framework, failoverTimeout)
      world.frameworks.connected[framework] = false
      for (const at of failures) world.engine.at(at, fails, framework, 0)
    }
    world.probes.add(this)
    this.reconnects = world.engine.on((framework, deaths) => {
      const guest = this.guests.get(framework)!
      if (guest.deaths === deaths) this.connect(guest)
    })
  }

  /** Submits every scheduler as a service of its host. */
  start(): void {
    const { world, tools } = this
    const batch = new JobBatch(this.guests.size)
    batch.clear()
    for (const guest of this.guests.values()) {
      const { hosted } = guest
      const row = batch.add(0, NEVER)
      batch.jobClass[row] = this.jobClass
      batch.cpuMilli[row] = hosted.cpuMilli
      batch.memoryMiB[row] = hosted.memoryMiB
      batch.meanTimeToFailure[row] = hosted.meanTimeToFailure
      const stream = world.streams.stream(`hosting/${world.frameworks.names[hosted.framework]}`)
      const luck = hosted.meanTimeToFailure === NEVER ? 0 : stream.below(2 ** 31)
      const job = world.jobs.add(batch, row, hosted.host, luck, TaskState.Waiting)
      world.jobs.makeHost(job, hosted.framework)
      guest.job = job
      guest.generation = world.jobs.generation[job]!
      world.probes.jobArrived(job, world.now)
      tools.deliver(job)
    }
  }

  /** How many jobs, and tasks on machines, are schedulers: work that never ends, and that nobody waits for. */
  get alive(): { readonly jobs: number; readonly tasks: number } {
    const { jobs, tasks } = this.world
    const alive = { jobs: 0, tasks: 0 }
    for (const { job, generation } of this.guests.values()) {
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
    const guest = this.guests.get(framework)!
    const { engine } = this.world
    if (!guest.everConnected && guest.hosted.reconciliation === 0) {
      this.connect(guest)
      return
    }
    engine.at(engine.now + guest.hosted.reconciliation, this.reconnects, framework, guest.deaths)
  }

  /** The task that is this framework's scheduler is over; it had `started`, or was lost on its way to a machine. */
  private schedulerEnded(framework: FrameworkId, started: boolean): void {
    const { probes, reasons } = this.world
    this.guests.get(framework)!.deaths++
    if (started) probes.reasonGiven(reasons.number('a framework lost its scheduler'), 1)
    this.absences.lose(framework)
  }

  private connect(guest: Guest): void {
    guest.everConnected = true
    this.absences.connect(guest.hosted.framework)
  }

  /** The scheduler's task fails, if it runs. */
  private fail(framework: FrameworkId): void {
    const { jobs, tasks } = this.world
    const { job, generation } = this.guests.get(framework)!
    if (job === NONE || jobs.generation[job] !== generation) return
    for (let task = jobs.firstTask[job]!; task !== NONE; task = tasks.nextOfJob(task))
      if (tasks.state[task] === TaskState.Running) {
        this.tools.running.end(task, TaskOutcome.Failed)
        return
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
