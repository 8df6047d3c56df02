/**
 * Several verdicts at once without more false ones.
 */

/**
 * Adjusted p-values of Holm's step-down procedure, in the order given (Holm 1979, Scand. J. Statist. 6:65–70).
 *
 * The k-th smallest of m is multiplied by m − k + 1, never falls below the one before it, and is cut at 1. Calling
 * those below α differences keeps the probability of one or more false calls among the m at most α, however the
 * m comparisons depend on each other (they share a baseline, so they do). Of one p-value, it is the p-value itself.
 */
export function holm(pValues: readonly number[]): number[] {
  const ascending = pValues.map((_, i) => i).sort((i, j) => pValues[i]! - pValues[j]!)
  const adjusted = new Array<number>(pValues.length)
  let floor = 0
  ascending.forEach((i, before) => {
    floor = Math.min(1, Math.max(floor, (pValues.length - before) * pValues[i]!))
    adjusted[i] = floor
  })
  return adjusted
}
