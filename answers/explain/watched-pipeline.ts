/**
 * The probe that explains a pipeline: its stages, each as a job is explained, and what became of all together.
 */
import type { Cluster } from '../../sim/cluster.ts'
import { inSeconds, type Time } from '../../sim/engine/time.ts'
import type { Probe } from '../../sim/measure/probe.ts'
import type { Failure } from '../../sim/world/failure-log.ts'
import { type JobId, NONE, type TaskId } from '../../sim/world/handles.ts'
import { JobEnd, TaskOutcome } from '../../sim/world/lifecycle.ts'
import type { Pipeline } from '../../sim/world/pipelines.ts'
import { counted, OUTCOMES, Timeline } from './happenings.ts'
import { machineName } from './machine-name.ts'
import type { PipelineLoss, PipelineStory, StageStop } from './pipeline-story.ts'
import { WatchedJobs } from './watched-jobs.ts'

/** Stages that are told one by one. */
const FEW = 10

interface Stage {
  readonly id: number
  readonly number: number
  readyAt: Time
  starts: number
  lastEnd: Time
  end: JobEnd
  stop: StageStop | null
}

export class WatchedPipeline implements Probe {
  readonly #cluster: Cluster
  readonly #isMeant: (job: JobId) => boolean
  readonly #watched: WatchedJobs
  readonly #timeline = new Timeline()
  #handle: number = NONE
  #pipeline: Pipeline | null = null
  readonly #stages: Stage[] = []
  /** Stages that are not over, by row of the job. */
  readonly #open = new Map<JobId, Stage>()
  #failure: (Failure & { readonly noticedAt: Time }) | null = null
  #runEnd: Time = 0

  /** `isMeant` is asked about every job that arrives: is the pipeline meant that it is a stage of? */
  constructor(cluster: Cluster, isMeant: (job: JobId) => boolean) {
    this.#cluster = cluster
    this.#isMeant = isMeant
    this.#watched = new WatchedJobs(cluster, () => false)
    cluster.probes.add(this.#watched)
    cluster.probes.add(this)
  }

  /** Ask after the run; null: it did not arrive. */
  story(): PipelineStory | null {
    const pipeline = this.#pipeline
    if (pipeline === null) return null
    const parents = this.#stages.map((): number[] => [])
    for (const [stage, children] of pipeline.children.entries())
      for (const child of children) parents[child]!.push(stage)
    const stories = this.#watched.stories()
    return {
      submit: pipeline.submit,
      over: pipeline.open === 0 ? pipeline.lastEnd : null,
      runEnd: this.#runEnd,
      stages: this.#stages.map((stage, i) => ({ ...stage, parents: parents[i]!, story: stories[i]! })),
      loss: this.#loss(pipeline),
      happenings: this.#timeline.happenings,
    }
  }

  #loss({ failedAt, work, workAfter, saved, doomed, lastCancel }: Pipeline): PipelineLoss | null {
    const failure = this.#failure
    if (failure === null) return null
    return {
      at: failedAt,
      noticedAt: failure.noticedAt,
      reason: failure.reason,
      stage: this.#stages.findIndex(({ id }) => id === failure.jobId),
      lostBefore: work - workAfter,
      lostAfter: workAfter,
      saved,
      doomed,
      cancelDelay: lastCancel < 0 ? null : lastCancel - failedAt,
    }
  }

  jobArrived(job: JobId): void {
    const { jobs, pipelines } = this.#cluster
    const handle = jobs.pipeline[job]!
    const isMeant = this.#isMeant(job)
    if (handle === NONE) return
    if (isMeant && this.#pipeline === null) {
      this.#handle = handle
      this.#pipeline = pipelines.get(handle)
      for (const stage of this.#pipeline.stages) this.#add(stage)
    } else if (handle === this.#handle && pipelines.get(handle) === this.#pipeline) this.#add(job)
  }

  /** Nothing has happened to the stages before the one that was recognised: all arrive together. */
  #add(job: JobId): void {
    const stage: Stage = {
      id: this.#cluster.jobs.id[job]!,
      number: this.#stages.length,
      readyAt: -1,
      starts: 0,
      lastEnd: -1,
      end: JobEnd.Open,
      stop: null,
    }
    this.#stages.push(stage)
    this.#open.set(job, stage)
    this.#watched.watch(job)
  }

  pendingChanged(job: JobId, _before: number, delta: number, now: Time): void {
    const stage = this.#open.get(job)
    if (stage === undefined || delta < 0 || stage.readyAt >= 0) return
    stage.readyAt = now
    this.#tell(`${nameOf(stage)} was ready`, this.#keyOf('ready', stage), 'stages were ready')
  }

  taskStarted(task: TaskId, now: Time): void {
    const stage = this.#open.get(this.#cluster.tasks.job[task]!)
    if (stage === undefined || stage.starts++ > 0) return
    this.#tell(`${nameOf(stage)} started`, this.#keyOf('started', stage), 'stages started', now)
  }

  taskEnded(task: TaskId, outcome: TaskOutcome, now: Time): void {
    const { tasks } = this.#cluster
    const stage = this.#open.get(tasks.job[task]!)
    if (stage === undefined) return
    stage.lastEnd = now
    if (stage.stop !== null && outcome === TaskOutcome.Killed) {
      stage.stop.killed++
      stage.stop.lastKill = now
    }
    if (outcome === TaskOutcome.Finished) return
    const word = OUTCOMES[outcome]
    this.#tell(
      `a task of ${nameOf(stage)} on ${machineName(tasks.machine[task]!)} ${word}`,
      `${stage.number} ${word}`,
      `tasks of ${nameOf(stage)} ${word}`,
    )
  }

  jobStopped(job: JobId, end: JobEnd, unlaunched: number): void {
    const stage = this.#open.get(job)
    if (stage === undefined) return
    const { now } = this.#cluster
    stage.stop = { at: now, end, unlaunched, killed: 0, lastKill: -1, saved: 0 }
    const verb = end === JobEnd.Failed ? 'was given up' : 'was cancelled'
    const rest = unlaunched === 0 ? '' : `, with ${counted(unlaunched, 'task')} that had no machine`
    this.#tell(
      `${nameOf(stage)} ${verb}${rest}`,
      this.#keyOf(verb, stage),
      end === JobEnd.Failed ? 'stages were given up' : 'stages were cancelled',
    )
  }

  workSaved(job: JobId, _tasks: number, work: number): void {
    const stop = this.#open.get(job)?.stop
    if (stop !== null && stop !== undefined) stop.saved += work
  }

  pipelineFailed(pipeline: number, failure: Failure): void {
    if (pipeline !== this.#handle || this.#cluster.pipelines.get(pipeline) !== this.#pipeline) return
    this.#failure = { ...failure, noticedAt: this.#cluster.now }
    this.#tell(`the pipeline could not finish any more: ${failure.reason}`, 'failed')
  }

  jobEnded(job: JobId): void {
    const stage = this.#open.get(job)
    if (stage === undefined) return
    const end = this.#cluster.jobs.end[job]! as JobEnd
    stage.end = end
    if (end === JobEnd.Finished)
      this.#tell(`${nameOf(stage)} finished`, this.#keyOf('finished', stage), 'stages finished')
    this.#open.delete(job)
  }

  runEnds(now: Time): void {
    this.#runEnd = now
  }

  /** The stages of a small pipeline are told one by one, those of a large one together. */
  #keyOf(what: string, { number }: Stage): string {
    return this.#stages.length > FEW ? what : `${what} ${number}`
  }

  #tell(says: string, key: string, together?: string, now: Time = this.#cluster.now): void {
    this.#timeline.add({
      atS: inSeconds(now),
      says,
      key,
      ...(together !== undefined && { together }),
    })
  }
}

function nameOf({ number, id }: Pick<Stage, 'number' | 'id'>): string {
  return `stage ${number} (job ${id})`
}
