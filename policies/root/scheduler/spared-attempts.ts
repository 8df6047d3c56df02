import type { Cluster } from '../../../sim/cluster.ts'
import type { Objections } from '../../../sim/measure/probe.ts'
import { type JobId, NONE } from '../../../sim/world/handles.ts'
import type { View } from '../../../sim/world/views.ts'
import type { JobLine } from './job-line.ts'
import type { Lines } from './lines.ts'
import type { ParkedJobs } from './parked-jobs.ts'
import type { SchedulerParts } from './scheduler-parts.ts'
import { PLACES, Standing, type Standings } from './standings.ts'

/**
 * Attempts that are known to be in vain. The head of a line that asks for more than is free anywhere would be taken out, decided on
 * in no time, and put back to block its line, or parked: it blocks or is parked where it stands, and the attempt is counted.
 *
 * Not where something else may follow from such an attempt: the job backs off or is given up, or others are killed for it.
 */
export class SparedAttempts {
  /** Is every attempt spared that is known to be in vain? */
  readonly areSpared: boolean
  private readonly cluster: Cluster
  private readonly name: string
  private readonly lines: Lines
  private readonly parked: ParkedJobs
  private readonly standings: Standings
  private readonly objections: Objections
  private readonly parks: boolean

  constructor(
    cluster: Cluster,
    parts: SchedulerParts,
    lines: Lines,
    parked: ParkedJobs,
    objections: Objections,
  ) {
    this.cluster = cluster
    this.name = parts.name
    this.lines = lines
    this.parked = parked
    this.standings = parts.standings
    this.objections = objections
    this.parks = parts.whenBlocked === 'pass'
    this.areSpared = parts.whenBlocked !== 'retry' && !parts.abandons && parts.preempts !== true
  }

  /** The job that the line chose is its head, and blocks it or is parked without an attempt; false: it is to be tried. */
  holds(line: JobLine, view: View): boolean {
    if (!this.areSpared) return false
    const job = line.headInPlace ?? NONE
    if (job === NONE || !this.parked.rulesOut(job, view)) return false
    const number = this.lines.numberOf(job)
    if (this.parks) line.take()
    this.parked.leftLine(job)
    this.count(job, number, view)
    const { jobs, now, probes } = this.cluster
    jobs.queuedAt[job] = now
    if (this.parks) {
      this.standings.standing[job] = Standing.Parked
      if (probes.hearsPlaces) probes.stands(job, PLACES[Standing.Parked]!, this.name, number)
      this.parked.add(job, number, view.kind)
      return true
    }
    if (probes.hearsPlaces) probes.stands(job, PLACES[Standing.Queued]!, this.name, number)
    line.blockInPlace!()
    probes.blocks(job, this.name, number)
    return true
  }

  /** The attempt counts as if it had been made. */
  private count(job: JobId, number: number, view: View): void {
    const { jobs, now, recorder, probes } = this.cluster
    if (probes.hearsPlaces) probes.stands(job, PLACES[Standing.InHand]!, this.name, number)
    jobs.leaveQueue(job, now)
    if (jobs.firstAttempt[job]! < 0) jobs.firstAttempt[job] = jobs.queued[job]!
    if (probes.hearsAttempts) probes.tried(job, view, jobs.unclaimed(job), 0, this.objections)
    jobs.attempts[job]!++
    recorder.attempted(job)
    this.parked.spare()
  }
}
