/**
 * Which jobs must succeed before others run: what may be written (JobSpec.scala and JobSpecServiceActor.scala, de4174d), and
 * when a job is triggered (JobSpecDependencyActor.scala, de4174d).
 */
import type { Time } from '../../sim/engine/time.ts'
import type { RunStatus } from './run.ts'

export interface Dependent {
  readonly id: string
  readonly dependencies: readonly string[]
}

/** What is wrong with the dependencies of a job, as Metronome says it; null when nothing is. */
export function dependencyFault(job: Dependent, existing: Iterable<Dependent>): string | null {
  const known = new Map([...existing].map(other => [other.id, other]))
  const unknown = [...new Set(job.dependencies)].filter(id => !known.has(id))
  if (unknown.length > 0) return `Dependencies contain unknown jobs. unknown=[${unknown.join(', ')}]`
  return pathBack(job, known) === null ? null : 'Dependencies have a cycle.'
}

/** Ids from a job over what it depends on back to itself; null where no way leads back. */
export function pathBack(job: Dependent, known: ReadonlyMap<string, Dependent>): string[] | null {
  const seen = new Set<string>()
  const walk = (id: string): string[] | null => {
    if (id === job.id) return [id]
    if (seen.has(id)) return null
    seen.add(id)
    for (const parent of known.get(id)?.dependencies ?? []) {
      const path = walk(parent)
      if (path !== null) return [id, ...path]
    }
    return null
  }
  for (const parent of job.dependencies) {
    const path = walk(parent)
    if (path !== null) return [job.id, ...path]
  }
  return null
}

/** Jobs that wait for a job: while there are some, it cannot be deleted. */
export function childrenOf(id: string, jobs: Iterable<Dependent>): string[] {
  return [...jobs].filter(({ dependencies }) => dependencies.includes(id)).map(job => job.id)
}

/**
 * Watches the runs of a job and of those that it depends on, from the moment at which the scheduler starts; nothing of it is
 * stored.
 *
 * The job is triggered when the last run of each parent succeeded, all of them after the last success of the job itself, and
 * the job has not been started since that. A job that failed is therefore not triggered again until it has succeeded some
 * other way; a parent that failed triggers nothing, so that the rest of a pipeline stops.
 */
export class DependencyTrigger {
  readonly #id: string
  readonly #parents: ReadonlySet<string>
  /** When the last run of a parent succeeded; absent if it has not, or has not yet. */
  readonly #succeeded = new Map<string, Time>()
  #lastStart: Time = Number.NEGATIVE_INFINITY
  #lastSuccess: Time = Number.NEGATIVE_INFINITY

  constructor({ id, dependencies }: Dependent) {
    this.#id = id
    this.#parents = new Set(dependencies)
  }

  /**
   * A run of any job has changed.
   *
   * @param at when it was completed, or for a run of the job itself that has not been: when it was created
   * @returns whether the job is to be started now
   */
  runChanged(jobId: string, status: RunStatus, at: Time): boolean {
    if (jobId === this.#id) {
      if (status === 'SUCCESS') this.#lastSuccess = Math.max(this.#lastSuccess, at)
      else if (status !== 'FAILED') this.#lastStart = Math.max(this.#lastStart, at)
    } else if (this.#parents.has(jobId)) {
      if (status === 'SUCCESS') this.#succeeded.set(jobId, at)
      else this.#succeeded.delete(jobId)
    } else return false
    return this.#isReady()
  }

  #isReady(): boolean {
    if (this.#parents.size === 0 || this.#succeeded.size < this.#parents.size) return false
    if (this.#lastStart > this.#lastSuccess) return false
    for (const at of this.#succeeded.values()) if (at <= this.#lastSuccess) return false
    return true
  }

  /** The job was started as the trigger said. */
  started(at: Time): void {
    this.#lastStart = Math.max(this.#lastStart, at)
  }
}
