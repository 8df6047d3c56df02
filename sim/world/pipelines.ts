import type { Time } from '../engine/time.ts'
import { type FrameworkId, type JobId, NONE, type TaskId } from './handles.ts'

/** A job whose stages wait for each other. Stages are jobs; this is what holds them together. */
export interface Pipeline {
  /** When it arrived. */
  readonly submit: Time
  /** Framework that it is counted with: that of its first stage. */
  readonly framework: FrameworkId
  /** Class that it is counted with: that of its first stage. */
  readonly jobClass: number
  /** Job of each stage; NONE once the stage is over. */
  readonly stages: JobId[]
  /** Stages that wait for each stage. */
  readonly children: (readonly number[])[]
  /** Parents of each stage that are not finished. */
  readonly waitsFor: number[]
  /** Stages that are not over. */
  open: number
  /** When it became impossible to finish; -1 while it is possible. */
  failedAt: Time
  /** Number of the failure that made it impossible; NONE. */
  cause: number
  /** When the last task was cancelled or killed because of that failure; -1. */
  lastCancel: Time
  /** When the last of its tasks that are over ended. */
  lastEnd: Time
  /** Work of tasks that are over and were not launched again, thousandths of a core × µs. */
  work: number
  /** Of it, that of finished tasks. */
  workDone: number
  /** Of all, what was done after the failure. */
  workAfter: number
  /** Work of its tasks that were cancelled or killed, as far as it was not done. */
  saved: number
  /** Tasks started after the failure. */
  doomed: number
  /** Tasks that failed or were lost and of which the framework has not said yet what follows, oldest first. */
  readonly suspects: Suspect[]
}

/** A bad end that may turn out to be the failure of its pipeline: what was done and started since then is kept apart. */
export interface Suspect {
  readonly task: TaskId
  readonly at: Time
  work: number
  doomed: number
}

/** The pipelines that are not over, by handle; handles are used again. */
export class Pipelines {
  private readonly rows: (Pipeline | null)[] = []
  private readonly free: number[] = []

  add(submit: Time, framework: FrameworkId, jobClass: number): number {
    const pipeline: Pipeline = {
      submit,
      framework,
      jobClass,
      stages: [],
      children: [],
      waitsFor: [],
      open: 0,
      failedAt: -1,
      cause: NONE,
      lastCancel: -1,
      lastEnd: submit,
      work: 0,
      workDone: 0,
      workAfter: 0,
      saved: 0,
      doomed: 0,
      suspects: [],
    }
    const handle = this.free.pop() ?? this.rows.length
    this.rows[handle] = pipeline
    return handle
  }

  /** The pipeline of a handle, such as `jobs.pipeline[job]`. */
  get(handle: number): Pipeline {
    return this.rows[handle]!
  }

  /** Does the pipeline go on? */
  isOpen(handle: number): boolean {
    return this.rows[handle] !== null
  }

  remove(handle: number): void {
    this.rows[handle] = null
    this.free.push(handle)
  }

  /** Pipelines that are not over. */
  *open(): Generator<Pipeline> {
    for (const pipeline of this.rows) if (pipeline !== null) yield pipeline
  }

  /** Stages that can no longer run when `stage` has failed: all that depend on it, directly or not, in order. */
  static dependents(pipeline: Pipeline, stage: number): number[] {
    const found = new Set<number>()
    const next = [stage]
    for (let at = next.pop(); at !== undefined; at = next.pop()) {
      for (const child of pipeline.children[at]!) {
        if (found.has(child)) continue
        found.add(child)
        next.push(child)
      }
    }
    return [...found].sort((a, b) => a - b)
  }
}
