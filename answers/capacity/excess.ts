/**
 * How far a run is from a goal; at most 0 keeps it.
 */

/** The excess of a goal in one run; `low` and `high` differ where what jobs would still have done is not known. */
export interface Excess {
  readonly low: number
  readonly high: number
}

/** Runs of which nobody knows how far they are from the goal, for jobs were cut off. */
export function openRuns(excess: readonly Excess[]): number {
  return excess.filter(({ high }) => high === Number.POSITIVE_INFINITY).length
}
