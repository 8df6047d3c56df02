/**
 * Several numbers of one experiment at once: which compared systems are better in what, and worse in what.
 */
import type { AxisValue, ExperimentResults, ScorecardEntry } from '../experiment-results.ts'
import { heading } from '../labels.ts'
import { comparedValues, definitionOf, isBoundAt, type Setting } from '../samples.ts'
import { type Comparison, compareAt } from '../statistics/comparison.ts'
import { meanAt } from '../statistics/mean-at.ts'
import type { MeanInterval } from '../statistics/mean-interval.ts'

/** A mark is wrong at most this often, in one card. */
const SIGNIFICANCE = 0.05

/**
 * What is said of a system in one number, against the baseline. `better` and `worse` rest on a verdict; `alike`: the whole interval
 * of the difference is smaller than what matters, or nothing differs; `unclear`: the difference may be chance; `withheld`: bounds
 * bear no verdict, or there are too few pairs; `shown`: the number is not judged.
 */
export type Mark = 'baseline' | 'better' | 'worse' | 'alike' | 'unclear' | 'withheld' | 'shown'

export interface Score {
  readonly value: AxisValue
  readonly mean: MeanInterval
  /** The mean is known from below alone. */
  readonly atLeast: boolean
  readonly mark: Mark
}

export interface ScoreColumn {
  readonly entry: ScorecardEntry
  readonly name: string
  /** One for each compared system, the baseline first. */
  readonly scores: readonly Score[]
}

/**
 * The numbers of the card at one setting, those that any system measured.
 *
 * A verdict allows for the systems compared at once (Holm). A card asks about several numbers at once, so that p-values are
 * multiplied by how many are judged (Bonferroni): at most one card in twenty then holds a false mark.
 */
export function scoreColumns(results: ExperimentResults, setting: Setting): ScoreColumn[] {
  const entries = results.scorecard ?? []
  const judged = entries.filter(isJudged).length
  return entries.flatMap(entry => {
    const { number, of } = entry
    const comparisons = compareAt(results, setting, number, of)
    const scores = comparedValues(results).map((value): Score => {
      const mean = meanAt(setting, value, number, of)
      const comparison = comparisons.find(each => each.value === value)
      const mark = value === results.baseline.value ? 'baseline' : markOf(entry, comparison, judged)
      return { value, mean, atLeast: isBoundAt(setting, value, number, of), mark }
    })
    if (scores.every(({ mean }) => mean.n === 0)) return []
    return [{ entry, name: entry.called ?? heading(number, of), scores }]
  })
}

/** Is the number one of those that are judged? */
export function isJudged({ number, judged }: ScorecardEntry): boolean {
  return judged !== false && definitionOf(number).better !== 'neither'
}

function markOf(entry: ScorecardEntry, comparison: Comparison | undefined, judged: number): Mark {
  if (!isJudged(entry)) return 'shown'
  if (comparison === undefined || comparison.difference.n === 0) return 'withheld'
  const { verdict, difference, better, baselineMean, adjustedP } = comparison
  if (verdict === 'withheld' || verdict === 'no interval') return 'withheld'
  const { matters } = entry
  const most =
    matters === undefined ? 0 : 'share' in matters ? matters.share * Math.abs(baselineMean) : matters.value
  if (Math.abs(difference.low) <= most && Math.abs(difference.high) <= most) return 'alike'
  if (better === null || (adjustedP ?? 0) * judged >= SIGNIFICANCE) return 'unclear'
  return better ? 'better' : 'worse'
}
