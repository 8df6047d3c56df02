import type { Time } from '../engine/time.ts'
import { type JobId, NONE } from './handles.ts'

/** A job whose stages wait for each other. Stages are jobs; this is what holds them together. */
export interface Pipeline {
  readonly submit: Time
  /** Job of each stage; NONE once the stage is over. */
  readonly stages: JobId[]
  readonly children: (readonly number[])[]
  /** Parents of each stage that are not finished. */
  readonly waitsFor: number[]
  /** Stages that are not over. */
  open: number
  finished: number
  /** When it became impossible to finish; -1 while it is possible. */
  failedAt: Time
  /** The stage that failed it; NONE. */
  failedStage: number
  /** Number of the failure that made it impossible; NONE. */
  cause: number
  /** When the last task was cancelled or killed because of that failure; -1. */
  lastCancel: Time
  lastEnd: Time
  /** Core-µs (thousandths) done by tasks that are over: before the failure, and after. */
  workBefore: number
  workAfter: number
  saved: number
  /** Tasks started after the failure. */
  doomed: number
  /**
   * When a task failed or was lost and the framework has not said yet what follows; -1. What was done and started since then is
   * kept apart, so that the account is right if this turns out to be the failure.
   */
  suspectAt: Time
  workSince: number
  doomedSince: number
}

/** The pipelines that are not over, by handle; handles are used again. */
export class Pipelines {
  private readonly rows: (Pipeline | null)[] = []
  private readonly free: number[] = []

  add(submit: Time): number {
    const pipeline: Pipeline = {
      submit,
      stages: [],
      children: [],
      waitsFor: [],
      open: 0,
      finished: 0,
      failedAt: -1,
      failedStage: NONE,
      cause: NONE,
      lastCancel: -1,
      lastEnd: submit,
      workBefore: 0,
      workAfter: 0,
      saved: 0,
      doomed: 0,
      suspectAt: -1,
      workSince: 0,
      doomedSince: 0,
    }
    const handle = this.free.pop() ?? this.rows.length
    this.rows[handle] = pipeline
    return handle
  }

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
