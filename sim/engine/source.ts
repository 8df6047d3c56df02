import type { Time } from './time.ts'

/** A stream of things that happen by themselves in order of time: the submissions of a workload, recorded failures. */
export interface Source {
  /** When the next one happens; NEVER when there is none (left, or yet). */
  readonly time: Time
  /** Makes it happen and moves on. */
  deliver(): void
}
