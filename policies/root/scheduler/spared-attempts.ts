import type { Cluster } from '../../../sim/cluster.ts'
import type { Objections } from '../../../sim/measure/probe.ts'
import { NONE } from '../../../sim/world/handles.ts'
import type { View } from '../../../sim/world/views.ts'
import type { JobLine } from './job-line.ts'
import type { Lines } from './lines.ts'
import type { ParkedJobs } from './parked-jobs.ts'
import type { SchedulerParts } from './scheduler-parts.ts'
import { PLACES, Standing } from './standings.ts'

/**
 * Attempts that are known to be in vain. The head of a line that asks for more than is free anywhere would be taken out, decided on
 * in no time, and put back to block its line: it blocks where it stands, and the attempt is counted.
 *
 * Not where something else may follow from such an attempt: the job is given up, or others are killed for it.
 */
export class SparedAttempts {
  private readonly cluster: Cluster
  private readonly name: string
  private readonly lines: Lines
  private readonly parked: ParkedJobs
  private readonly objections: Objections
  private readonly spares: boolean

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
    this.objections = objections
    this.spares = parts.whenBlocked === 'wait' && !parts.abandons && parts.preempts !== true
  }

  /** The job that the line chose is its head, and blocks it without an attempt; false: it is to be tried. */
  blocks(line: JobLine, view: View): boolean {
    if (!this.spares) return false
    const job = line.headInPlace ?? NONE
    if (job === NONE || !this.parked.rulesOut(job, view)) return false
    const { jobs, now, recorder, probes } = this.cluster
    const number = this.lines.numberOf(job)
    this.parked.leftLine(job)
    probes.stands(job, PLACES[Standing.InHand]!, this.name, number)
    jobs.leaveQueue(job, now)
    if (jobs.firstAttempt[job]! < 0) jobs.firstAttempt[job] = jobs.queued[job]!
    probes.tried(job, view, jobs.unclaimed(job), 0, this.objections)
    jobs.attempts[job]!++
    recorder.attempted(job)
    this.parked.spare()
    probes.stands(job, PLACES[Standing.Queued]!, this.name, number)
    jobs.queuedAt[job] = now
    line.blockInPlace!()
    probes.blocks(job, this.name, number)
    return true
  }
}
