import type { Time } from '../engine/time.ts'

/** A process that handles one message at a time, measured inside the window. */
export interface MeasuredProcess {
  readonly messages: number
  /** Time spent on messages, µs. */
  readonly busy: Time
  /** Times that messages waited, added up, µs. */
  readonly waited: Time
}
