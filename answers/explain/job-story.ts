/**
 * What is told of a job: at the end as a story, and all along to whoever wants every bit of it.
 */
import type { Time } from '../../sim/engine/time.ts'
import type { Cause } from './cause.ts'
import type { Happening } from './happenings.ts'
import type { Waited } from './waited.ts'

/** What is known at the end of a job, or of one task of it. */
export interface JobStory {
  /** The job's number in its source, and that of the task among the tasks of the job; null: the story is the job's. */
  readonly id: number
  /** Its number in the order in which a probe hears of arrivals, from 0: the same whenever the run is made. */
  readonly arrival: number
  readonly task: number | null
  /** How many tasks the job has had, as far as they were counted; 0 in the story of a job. */
  readonly tasks: number
  /** What it asks for, in words. */
  readonly asks: string
  /** How long at least one of its tasks waited for a machine, in all; and what for, the longest first. */
  readonly waited: Time
  readonly causes: readonly Waited[]
  readonly happenings: readonly Happening[]
  /** Does it wait at the end of the run? */
  readonly waits: boolean
  /** Why it was given up or cancelled; null: it was not. */
  readonly givenUp: string | null
}

/** Hears of a job or a task, by its name, what it waited for and what happened, with nothing left out. */
export interface WatchListener {
  waited(name: string, cause: Cause, from: Time, to: Time): void
  told(name: string, at: Time, says: string): void
}
