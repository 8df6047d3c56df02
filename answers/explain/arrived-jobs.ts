/**
 * The jobs of a run by their numbers: which of them is meant, and what helps somebody who meant another.
 */
import type { Cluster } from '../../sim/cluster.ts'
import { type JobId, NONE } from '../../sim/world/handles.ts'

/** A job as somebody names it: by its number in its source, and by its class where several sources give the same number. */
export interface NamedJob {
  readonly id: number
  readonly jobClass?: string
}

export class ArrivedJobs {
  readonly #cluster: Cluster
  readonly #asked: NamedJob
  #count = 0
  #found = 0
  readonly #foundClasses = new Set<string>()
  #below = Number.NEGATIVE_INFINITY
  #above = Number.POSITIVE_INFINITY
  #lowest = Number.POSITIVE_INFINITY
  #highest = Number.NEGATIVE_INFINITY

  constructor(cluster: Cluster, asked: NamedJob) {
    this.#cluster = cluster
    this.#asked = asked
  }

  /** Notes that the job arrived. Is it the one that was asked for? Of several, the first is. */
  note(job: JobId): boolean {
    const { jobs, classes } = this.#cluster
    // The schedulers that are hosted are no jobs of a source.
    if (jobs.hosts[job] !== NONE) return false
    const name = classes[jobs.jobClass[job]!]!
    const { id: asked, jobClass } = this.#asked
    const id = jobs.id[job]!
    if (id === asked) this.#foundClasses.add(name)
    if (jobClass !== undefined && name !== jobClass) return false
    this.#count++
    if (id < asked) this.#below = Math.max(this.#below, id)
    else if (id > asked) this.#above = Math.min(this.#above, id)
    this.#lowest = Math.min(this.#lowest, id)
    this.#highest = Math.max(this.#highest, id)
    return id === asked && this.#found++ === 0
  }

  /** How many others have the number, and their classes if these tell them apart; '' where there are none. */
  get others(): string {
    if (this.#found < 2) return ''
    const classes = [...this.#foundClasses]
    const which =
      classes.length > 1 ? `; --class chooses among ${classes.join(', ')}` : `, all of class ${classes[0]}`
    return `Job ${this.#asked.id} is the first of ${this.#found} with that number${which}.`
  }

  /** What was expected of somebody who named a job that did not arrive. */
  get expected(): string {
    const { id, jobClass } = this.#asked
    const whose = jobClass === undefined ? '' : ` of class ${jobClass}`
    if (this.#foundClasses.size > 0)
      return `expected --class ${[...this.#foundClasses].join(' or ')} for job ${id}`
    if (this.#count === 0) return `no job${whose} arrived in the run`
    const near = [this.#below, this.#above].filter(Number.isFinite).join(' and ')
    const range =
      this.#count === 1 ? '' : `; there are ${this.#count}, from ${this.#lowest} to ${this.#highest}`
    return `expected the number of a job${whose} that arrived in the run: the nearest ${Number.isFinite(this.#below) && Number.isFinite(this.#above) ? 'are' : 'is'} ${near}${range}. --longest 10 names jobs that waited`
  }
}
