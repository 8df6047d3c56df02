import type { StagedRun } from '../../../support/staged-run.ts'

/** A run small enough to be worked out by hand, with what its numbers must be. The reckoning stands beside it in comments. */
export interface WorkedExample {
  /** Ends the sentence 'the numbers of …'. */
  readonly of: string
  /** Does the run end while jobs, messages or decisions are under way? */
  readonly cut: boolean
  readonly run: () => Promise<StagedRun>
  /** Numbers of scope 'all' by name, in their units; work in core-seconds, see `coreHours`. */
  readonly numbers: Readonly<Record<string, number | null>>
  /** Those of the numbers of which only this is known: that they are not smaller. */
  readonly atLeast?: readonly string[]
}

/** Core-seconds, as people add them up, in the unit of the catalogue. */
export function coreHours(coreSeconds: number): number {
  return coreSeconds / 3600
}
