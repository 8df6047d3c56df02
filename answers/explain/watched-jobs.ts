/**
 * The probe that explains: it watches the jobs that it is asked about, and what goes on around them.
 */
import type { Cluster } from '../../sim/cluster.ts'
import type { Time } from '../../sim/engine/time.ts'
import type { Objections, Place, Probe } from '../../sim/measure/probe.ts'
import { type Claims, VERDICT_NAMES, Verdict } from '../../sim/world/claims.ts'
import { type FrameworkId, type JobId, type MachineId, NONE, type TaskId } from '../../sim/world/handles.ts'
import type { TaskOutcome } from '../../sim/world/lifecycle.ts'
import type { View } from '../../sim/world/views.ts'
import type { JobStory, WatchListener } from './job-story.ts'
import { Surroundings } from './surroundings.ts'
import { Watch } from './watch.ts'

export class WatchedJobs implements Probe {
  readonly #cluster: Cluster
  readonly #around: Surroundings
  readonly #wants: (job: JobId) => boolean
  readonly #task: number
  readonly #listener: WatchListener | null
  /** By row: the number of its arrival. */
  readonly #arrivals: number[] = []
  #arrived = 0
  readonly #watches: Watch[] = []
  /** Watches of jobs that are not over, by row. */
  readonly #open = new Map<JobId, Watch>()

  /**
   * `wants` is asked about every job that arrives; of the jobs it wants, a task may be watched alone. Make it before the run
   * begins; it looks on after every event.
   */
  constructor(
    cluster: Cluster,
    wants: (job: JobId) => boolean,
    task: number = NONE,
    listener: WatchListener | null = null,
  ) {
    this.#cluster = cluster
    this.#listener = listener
    this.#task = task
    this.#wants = wants
    this.#around = new Surroundings(cluster)
    const { afterEvent } = cluster.engine
    cluster.engine.afterEvent = () => {
      afterEvent?.()
      for (const watch of this.#open.values()) if (watch.waits) watch.settle()
    }
  }

  /** What became of them, in order of arrival. */
  stories(): JobStory[] {
    return this.#watches.map(watch => watch.story())
  }

  jobArrived(job: JobId): void {
    this.#around.jobArrived(job)
    this.#arrivals[job] = this.#arrived++
    if (this.#wants(job)) this.watch(job)
  }

  /** Watches a job of this instant: nothing has happened to it but that it arrived. */
  watch(job: JobId): void {
    const watch = new Watch(
      this.#cluster,
      this.#around,
      job,
      this.#arrivals[job]!,
      this.#task,
      this.#listener,
    )
    this.#watches.push(watch)
    this.#open.set(job, watch)
  }

  jobEnded(job: JobId): void {
    this.#around.jobEnded(job)
    this.#open.get(job)?.over()
    this.#open.delete(job)
    this.#all()
  }

  runEnds(now: Time): void {
    for (const watch of this.#open.values()) watch.ends(now)
  }

  pendingChanged(job: JobId, before: number, delta: number): void {
    this.#open.get(job)?.pendingChanged(before, delta)
  }

  tasksPlaced(job: JobId, pending: number, tasks: number): void {
    this.#open.get(job)?.tasksPlaced(pending, tasks)
    for (const watch of this.#open.values()) if (watch.waits) watch.taken()
  }

  taskStarted(task: TaskId): void {
    this.#open.get(this.#cluster.tasks.job[task]!)?.started(task)
  }

  taskEnded(task: TaskId, outcome: TaskOutcome): void {
    this.#open.get(this.#cluster.tasks.job[task]!)?.ended(task, outcome)
  }

  stands(job: JobId, place: Place, scheduler: string, line: number): void {
    this.#around.stands(job, place, scheduler, line)
    this.#open.get(job)?.stands()
    this.#all()
  }

  blocks(job: JobId, scheduler: string, line: number): void {
    this.#around.blocks(job, scheduler, line)
    this.#all()
  }

  tried(job: JobId, view: View, wanted: number, claimed: number, objections: Objections): void {
    this.#open.get(job)?.attempted(view, wanted, claimed, objections)
  }

  judged(claims: Claims): void {
    if (claims.count === 0) return
    const watch = this.#open.get(claims.job[0]!)
    if (watch === undefined || this.#cluster.jobs.generation[watch.job] !== claims.generation[0]) return
    const refused = new Map<Verdict, number>()
    for (let i = 0; i < claims.count; i++) {
      const verdict = claims.verdict[i]! as Verdict
      if (verdict === Verdict.Accepted || verdict === Verdict.NotWanted || verdict === Verdict.RolledBack)
        continue
      refused.set(verdict, (refused.get(verdict) ?? 0) + 1)
    }
    for (const [verdict, times] of refused) watch.refused(times, VERDICT_NAMES[verdict]!)
  }

  declined(framework: FrameworkId, machine: MachineId, until: number): void {
    this.#around.declined(framework, machine, until)
    this.#soon()
  }

  revived(framework: FrameworkId): void {
    this.#around.revived(framework)
    this.#soon()
  }

  suppressed(framework: FrameworkId): void {
    this.#around.suppressed(framework)
    this.#soon()
  }

  heldBack(framework: FrameworkId, job: JobId, why: string, until: Time): void {
    this.#around.heldBack(framework, job, why, until)
    this.#open.get(job)?.heldBack(why, until)
    this.#soon()
  }

  offerRefused(job: JobId, machine: MachineId, reason: string): void {
    const watch = this.#open.get(job)
    if (watch === undefined) return
    this.#around.offerRefused(job, machine, reason)
    watch.offerRefused(machine, reason)
  }

  attemptFailed(job: JobId, message: string): void {
    const watch = this.#open.get(job)
    if (watch === undefined) return
    this.#around.attemptFailed(job, message)
    watch.attemptFailed(message)
  }

  released(machine: MachineId): void {
    this.#around.released(machine)
    for (const watch of this.#open.values()) if (watch.waits) watch.freed(machine)
  }

  machineChanged(): void {
    for (const watch of this.#open.values()) if (watch.waits) watch.machinesChanged()
  }

  frameworkChanged(framework: FrameworkId): void {
    this.#around.frameworkChanged(framework)
    this.#all()
  }

  rootChanged(leads: boolean): void {
    this.#around.rootChanged(leads)
    this.#all()
  }

  /** They are looked at once the event is over: it may decline many offers. */
  #soon(): void {
    for (const watch of this.#open.values()) if (watch.waits) watch.soon()
  }

  #all(): void {
    for (const watch of this.#open.values()) if (watch.waits) watch.reconsider()
  }
}
