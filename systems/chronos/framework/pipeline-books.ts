/**
 * Stages of pipelines as dependent jobs of Chronos: one book for all jobs of a pipeline, so that its graph holds them together.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import { SwitchyardError } from '../../../sim/errors.ts'
import { type JobId, NONE } from '../../../sim/world/handles.ts'
import { UTC } from '../../calendar/zone.ts'
import { wantedOf } from '../../marathon/framework/app-of-job.ts'
import { constraintOf } from '../constraint.ts'
import type { Flags } from '../era.ts'
import type { Job } from '../job.ts'
import { JobBook } from '../job-book.ts'
import { Work } from './work.ts'

interface Stages {
  readonly book: JobBook
  readonly works: Map<number, Work>
}

/** Once, now. */
const ONCE: Job['runs'] = {
  by: 'schedule',
  repeat: {
    repetitions: 1,
    start: 0,
    period: { years: 0, months: 0, weeks: 0, days: 1, hours: 0, minutes: 0, seconds: 0 },
    zone: UTC,
  },
}

export class PipelineBooks {
  readonly #cluster: Cluster
  readonly #flags: Flags
  readonly #retries: number
  readonly #framework: string
  readonly #stages = new Map<number, Stages>()
  #named = 0

  constructor(cluster: Cluster, flags: Flags, retries: number, framework: string) {
    this.#cluster = cluster
    this.#flags = flags
    this.#retries = retries
    this.#framework = framework
  }

  /**
   * The work of a job that has arrived, registered with its parents.
   *
   * @throws SwitchyardError for what Chronos does not run: gangs, and tasks that ask for other resources.
   */
  open(job: JobId): Work {
    const { jobs, pipelines } = this.#cluster
    const handle = jobs.pipeline[job]!
    const number = this.#named++
    const base = this.#definitionOf(job)
    if (handle === NONE) return this.#register(new JobBook(this.#flags), job, base, number, [])
    let stages = this.#stages.get(handle)
    if (stages === undefined) {
      stages = { book: new JobBook(this.#flags), works: new Map() }
      this.#stages.set(handle, stages)
    }
    const stage = jobs.stage[job]!
    const parents = pipelines
      .get(handle)
      .children.flatMap((children, parent) => (children.includes(stage) ? [stages.works.get(parent)!] : []))
    const names = parents.flatMap(({ units }) => units.map(({ definition }) => definition.name))
    const work = this.#register(stages.book, job, base, number, names)
    stages.works.set(stage, work)
    return work
  }

  #register(book: JobBook, job: JobId, base: Job, number: number, parents: readonly string[]): Work {
    const runs: Job['runs'] = parents.length === 0 ? ONCE : { by: 'parents', parents }
    const definitions = Array.from({ length: this.#cluster.jobs.tasks[job]! }, (_, task) => ({
      ...base,
      name: `job-${number}.${task}`,
      runs,
    }))
    for (const definition of definitions) book.register(definition)
    return new Work(job, book, definitions)
  }

  /** The works of the stages that depend on a stage. */
  childrenOf(job: JobId): Work[] {
    const { jobs, pipelines } = this.#cluster
    const handle = jobs.pipeline[job]!
    if (handle === NONE || !pipelines.isOpen(handle)) return []
    const works = this.#stages.get(handle)?.works
    return pipelines.get(handle).children[jobs.stage[job]!]!.flatMap(child => works?.get(child) ?? [])
  }

  /** A stage is over. */
  close(job: JobId): void {
    const { jobs } = this.#cluster
    const handle = jobs.pipeline[job]!
    const stages = this.#stages.get(handle)
    if (stages === undefined) return
    stages.works.delete(jobs.stage[job]!)
    if (stages.works.size === 0) this.#stages.delete(handle)
  }

  #definitionOf(job: JobId): Job {
    const { jobs, machines } = this.#cluster
    const refuse = (what: string, remedy: string): never => {
      throw new SwitchyardError(
        `Job ${jobs.id[job]} ${what}, but framework '${this.#framework}' is a Chronos: ${remedy}.`,
      )
    }
    if (jobs.gang[job] === 1)
      refuse('is a gang', 'its tasks start one by one, so let another framework take its class')
    const { needs, constraints } = wantedOf(job, { jobs, machines }, refuse)
    if (needs.gpus > 0) refuse('asks for gpus', 'it knows none, so let another framework take its class')
    return {
      name: '',
      command: '',
      arguments: [],
      runs: ONCE,
      epsilon: this.#flags.taskEpsilon,
      retries: this.#retries,
      needs: { cpus: needs.cpus, mem: needs.mem, disk: needs.disk },
      constraints: constraints.map(({ field, value }) => constraintOf([field, 'EQUALS', value], field)),
      softError: false,
      highPriority: false,
      disabled: false,
      concurrent: false,
    }
  }
}
