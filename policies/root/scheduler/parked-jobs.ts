import type { Cluster } from '../../../sim/cluster.ts'
import { EVERYWHERE, type Rule } from '../../../sim/contracts.ts'
import { Claims } from '../../../sim/world/claims.ts'
import { NOTHING_MORE } from '../../../sim/world/extras.ts'
import type { JobId, MachineId } from '../../../sim/world/handles.ts'
import { ALLOWED } from '../../../sim/world/reasons.ts'
import type { View } from '../../../sim/world/views.ts'
import { AlikeJobs } from './alike-jobs.ts'
import type { SchedulerParts } from './scheduler-parts.ts'

/**
 * Jobs that did not fit and wait aside until something changes that could help.
 *
 * Where what a job asks for decides alone whether it finds room, jobs that ask for the same are kept together; the others are
 * looked at one by one, in the order in which they came.
 */
export class ParkedJobs {
  private readonly cluster: Cluster
  private readonly rules: readonly Rule[]
  private readonly standAgain: (job: JobId) => void
  private readonly alike: AlikeJobs | null
  private jobs: JobId[] = []
  private readonly noClaims = new Claims()

  /** `lines`: how many the scheduler has; `standAgain` puts a job back into its line. */
  constructor(cluster: Cluster, parts: SchedulerParts, lines: number, standAgain: (job: JobId) => void) {
    this.cluster = cluster
    this.rules = parts.rules
    this.standAgain = standAgain
    this.alike = asksDecide(parts, lines) ? new AlikeJobs(cluster, parts.order, parts.standings) : null
  }

  get length(): number {
    return this.jobs.length + (this.alike?.length ?? 0)
  }

  /** The job was tried in vain on the view, and belongs into the line of that number. */
  add(job: JobId, line: number, view: View['kind'] | null): void {
    if (this.alike !== null && view === 'live' && this.isPlain(job)) this.alike.add(job, line)
    else this.jobs.push(job)
  }

  remove(job: JobId): void {
    if (this.alike?.has(job)) this.alike.remove(job)
    else this.jobs.splice(this.jobs.indexOf(job), 1)
  }

  /** The parked job is to be tried again. */
  tryAgain(job: JobId): void {
    this.remove(job)
    this.standAgain(job)
  }

  /** All are to be tried again. */
  changedAll(): void {
    this.alike?.changedAll()
    const { jobs } = this
    this.jobs = []
    for (const job of jobs) this.standAgain(job)
  }

  /** Something became free on the machine: those that it could help are to be tried again. */
  changed(machine: MachineId): void {
    this.alike?.changed(machine)
    if (!this.jobs.some(job => this.mayHelp(machine, job))) return
    const helped: JobId[] = []
    const kept: JobId[] = []
    for (const job of this.jobs) (this.mayHelp(machine, job) ? helped : kept).push(job)
    this.jobs = kept
    for (const job of helped) this.standAgain(job)
  }

  /** Would the job be tried in vain on the view, and nothing come of it, since all that is free is less than it asks for? */
  rulesOut(job: JobId, view: View): boolean {
    const { alike } = this
    return alike !== null && view.kind === 'live' && alike.rulesOut(job, view) && this.isPlain(job)
  }

  /** May `present` bring one out? */
  get mayComeOut(): boolean {
    return this.alike?.hopeful === true
  }

  /** A job is about to be chosen: those that are to be tried again and are not in line yet come out. */
  present(view: View): void {
    this.alike?.present(view, this.standAgain)
  }

  /** The job does not stand in line any more. */
  leftLine(job: JobId): void {
    this.alike?.leftLine(job)
  }

  /** Attempts that were counted and not made since this was last asked: others that asked for the same had been made. */
  takeSpared(): number {
    return this.alike?.takeSpared() ?? 0
  }

  /** An attempt is counted and not made, of a job that `rulesOut`. */
  spare(): void {
    this.alike!.spare()
  }

  /** Brings `Jobs.attempts` of all up to date. */
  settle(): void {
    this.alike?.settle()
  }

  /**
   * Can what became free on the machine help the job? Not if a task does not fit, or if a rule refuses that no task's end
   * can help.
   */
  mayHelp(machine: MachineId, job: JobId): boolean {
    const { jobs, machines } = this.cluster
    if (!machines.fits(machine, jobs.cpuMilli[job]!, jobs.memoryMiB[job]!, jobs.extra[job]!)) return false
    for (const rule of this.rules) {
      if (rule.helpedBy === 'task-ended') continue
      const check = rule.prepare(job, this.noClaims, this.cluster)
      if (check !== EVERYWHERE && check.allows(machine) !== ALLOWED) return false
    }
    return true
  }

  /** Do cores and memory alone decide where the job may go? */
  private isPlain(job: JobId): boolean {
    if (this.cluster.jobs.extra[job] !== NOTHING_MORE) return false
    for (let i = 0; i < this.rules.length; i++)
      if (this.rules[i]!.prepare(job, this.noClaims, this.cluster) !== EVERYWHERE) return false
    return true
  }
}

/**
 * Does it follow from what a job asks for, and from nothing else, whether it finds room, and is nothing remembered where it does
 * not? Only if nothing happens between two attempts, for there is no thinking, no policy changes its mind or draws, and nobody is
 * given up after so many attempts.
 */
function asksDecide(
  { order, placement, rules, share, think, abandons }: SchedulerParts,
  lines: number,
): boolean {
  return (
    !abandons &&
    order.isSteady === true &&
    placement.isForgetful === true &&
    rules.every(({ reads }) => reads !== 'decision') &&
    (lines === 1 || share.reads === 'framework') &&
    think.every(({ perJob, perTask }) => perJob === 0 && perTask === 0)
  )
}
