/**
 * The jobs of a run that waited longest.
 */
import type { Cluster } from '../../sim/cluster.ts'
import { NEVER, type Time } from '../../sim/engine/time.ts'
import type { Probe } from '../../sim/measure/probe.ts'
import { type JobId, NONE } from '../../sim/world/handles.ts'

interface Wait {
  readonly arrival: number
  readonly waited: Time
}

/** Longer waits first; of equal ones, those that arrived first. */
function isBefore(one: Wait, other: Wait): boolean {
  return one.waited > other.waited || (one.waited === other.waited && one.arrival < other.arrival)
}

/** Measures how long each job has pending tasks, in all. */
export class LongestWaits implements Probe {
  readonly #cluster: Cluster
  readonly #most: number
  #arrived = 0
  /** By row: its number among all that arrived, the time so far, and since when the present wait lasts, NEVER if it does not wait. */
  readonly #arrivals: number[] = []
  readonly #waited: Time[] = []
  readonly #since: Time[] = []
  #longest: Wait[] = []

  constructor(cluster: Cluster, most: number) {
    this.#cluster = cluster
    this.#most = most
  }

  /** Numbers of the jobs in the order in which probes hear of arrivals, from 0, those that waited longest first. Ask after the run. */
  arrivals(): number[] {
    return this.#longest.map(({ arrival }) => arrival)
  }

  jobArrived(job: JobId): void {
    this.#arrivals[job] = this.#arrived++
    this.#waited[job] = 0
    this.#since[job] = NEVER
  }

  pendingChanged(job: JobId, before: number, delta: number, now: Time): void {
    const since = this.#since[job] ?? NEVER
    if (before + delta > 0) {
      if (since === NEVER) this.#since[job] = now
    } else if (since !== NEVER) {
      this.#waited[job] = (this.#waited[job] ?? 0) + now - since
      this.#since[job] = NEVER
    }
  }

  tasksPlaced(job: JobId, pending: number, tasks: number, now: Time): void {
    this.pendingChanged(job, pending, -tasks, now)
  }

  jobEnded(job: JobId, now: Time): void {
    const arrival = this.#arrivals[job]!
    const since = this.#since[job] ?? NEVER
    const waited = (this.#waited[job] ?? 0) + (since === NEVER ? 0 : now - since)
    this.#since[job] = NEVER
    if (waited === 0 || this.#isInfrastructure(job)) return
    const last = this.#longest[this.#most - 1]
    if (last !== undefined && isBefore(last, { arrival, waited })) return
    this.#longest.push({ arrival, waited })
    this.#longest.sort((a, b) => (isBefore(a, b) ? -1 : 1))
    this.#longest.length = Math.min(this.#longest.length, this.#most)
  }

  runEnds(now: Time): void {
    const { jobs } = this.#cluster
    for (let job = 0; job < jobs.rows.used; job++) if (jobs.isLive(job)) this.jobEnded(job, now)
  }

  /** Is it a scheduler that is hosted, or a node that is leased? */
  #isInfrastructure(job: JobId): boolean {
    const { jobs, upkeep } = this.#cluster
    return jobs.hosts[job] !== NONE || upkeep.some(each => each.job === job)
  }
}
