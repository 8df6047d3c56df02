import type { Time } from '../engine/time.ts'

/** What a root counts besides the numbers that all have, under the names that its original gives them. */
export interface Metric {
  /** As the original calls it: `scheduler_schedule_attempts_total`. */
  readonly name: string
  /** Told apart by these: `{ result: 'scheduled' }`. */
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** Whoever counts them, inside the measured window. */
export interface MeasuredMetrics {
  /** Counts from before the window are forgotten. */
  openWindow(): void
  /** After the last event; the run ends at `end`. */
  read(end: Time): readonly Metric[]
}
