/**
 * What is known of a pipeline at the end of its run.
 */
import type { Time } from '../../sim/engine/time.ts'
import type { JobEnd } from '../../sim/world/lifecycle.ts'
import type { Happening } from './happenings.ts'
import type { JobStory } from './job-story.ts'

/** One stage: its own story, and what became of it. */
export interface StageStory {
  readonly story: JobStory
  /** Numbers of the stages that it waits for. */
  readonly parents: readonly number[]
  /** When its tasks became ready; -1: never. */
  readonly readyAt: Time
  /** When the last of its tasks that are over ended on its machine; -1: none did. */
  readonly lastEnd: Time
  readonly end: JobEnd
  readonly stop: StageStop | null
}

/** How a stage was given up or cancelled. Work is thousandths of a core × µs, as everywhere in the account of work. */
export interface StageStop {
  readonly at: Time
  readonly end: JobEnd
  /** Tasks on no machine at that moment, which are not launched. */
  readonly unlaunched: number
  /** Tasks that were killed, and when the last of them was over; -1: none was. */
  killed: number
  lastKill: Time
  /** Work that is not done. */
  saved: number
}

/** The numbers are those of the account of work, which the results are read from. */
export interface PipelineLoss {
  /** When it became impossible to finish, and when that was noticed. */
  readonly at: Time
  readonly noticedAt: Time
  readonly reason: string
  /** The stage that failed; NONE where it was none of this pipeline. */
  readonly stage: number
  /** What tasks had done that is lost, before the failure and after it. */
  readonly lostBefore: number
  readonly lostAfter: number
  readonly saved: number
  /** Tasks started after the failure. */
  readonly doomed: number
  /** From the failure to the last cancellation; null: nothing was cancelled. */
  readonly cancelDelay: Time | null
}

export interface PipelineStory {
  readonly submit: Time
  /** When the last of its tasks ended; null: it is not over. */
  readonly over: Time | null
  /** The end of the run. */
  readonly runEnd: Time
  readonly stages: readonly StageStory[]
  readonly loss: PipelineLoss | null
  readonly happenings: readonly Happening[]
}
