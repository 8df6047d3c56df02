/**
 * One number of two systems, compared seed by seed.
 *
 * Both sides of a pair meet the same jobs and the same failures (common random numbers), so the difference within a
 * pair varies less than the systems do, and is judged by itself: a paired t interval (Law 2015, Simulation Modeling
 * and Analysis, 10.2.1).
 *
 * Several systems compared with one baseline are several chances of a false alarm. Each interval stands alone at
 * 95 % – anybody can compute it again from the two columns of `runs.csv` – but a *verdict* is given by Holm's
 * procedure over the systems compared at once: the same number of the same scope, at the same values of the other
 * axes. At most one such family in twenty then holds a false verdict. So a verdict can be 'not distinguishable' though
 * the interval alone leaves 0 out; `alone` is then true and every report says so. Different numbers and different
 * settings are different questions and are not corrected for each other.
 *
 * A difference that is the same in every pair leaves the t test without a spread. Of times and shares it counts as a difference
 * unless it is 0, since they do not meet by chance to the last digit; reports say 'the same in all pairs' instead of an interval. Counts
 * do meet by chance, and have a spread all the same (see `differenceSpread`).
 *
 * Numbers of jobs that had not started or ended are known from below alone. What a difference of such numbers can bear is
 * decided by `bearing`, before any verdict.
 */
import type { NumberDefinition } from '../../sim/measure/result.ts'
import type { AxisValue, ExperimentResults } from '../experiment-results.ts'
import {
  comparedValues,
  definitionOf,
  numberIn,
  numbersOf,
  replicateAt,
  type Setting,
  scopesOf,
  settingsOf,
} from '../samples.ts'
import { type Bearing, bearing } from './bearing.ts'
import { differenceSpread } from './difference-spread.ts'
import { holm } from './holm.ts'
import { exactly } from './mean-at.ts'
import { CONFIDENCE, exactMean, type MeanInterval, meanInterval } from './mean-interval.ts'
import { pairedP } from './paired-p.ts'
import { type RelativeDifference, relativeDifference } from './relative-difference.ts'

/**
 * What can be said of the difference to the baseline; 'no interval' for fewer than two pairs. 'equal' is said only where
 * neither side has chance in it; 'withheld' where the numbers are bounds that bear no verdict (see `bearing`).
 */
export type Verdict = 'lower' | 'higher' | 'not distinguishable' | 'no interval' | 'equal' | 'withheld'

/** A verdict is wrong at most this often, in a family of comparisons. */
const SIGNIFICANCE = 0.05

export interface Comparison {
  /** Values of the axes that are not compared. */
  readonly axes: Setting['axes']
  readonly value: AxisValue
  readonly baseline: AxisValue
  readonly definition: NumberDefinition
  /** 'all', 'class:batch', 'framework:x', 'scheduler:y'. */
  readonly of: string
  /** Nothing was drawn at random on either side: the difference is what it is, without an interval and without a test. */
  readonly exact: boolean
  /** Value minus baseline, one a pair, in the order of the replicates; a single one where it is exact. */
  readonly differences: readonly number[]
  /** Seeds left out because one side or both had nothing to measure, or did not run. */
  readonly excluded: number
  /** Means over the pairs; NaN without any. */
  readonly valueMean: number
  readonly baselineMean: number
  /** Mean difference and its 95 % t interval; `n` is the number of pairs. */
  readonly difference: MeanInterval
  /** The difference as a share of the baseline's mean (see `relativeDifference`). */
  readonly relative: RelativeDifference | null
  /** Two-sided p-value of the paired t test, and after Holm's correction; null for fewer than two pairs. */
  readonly p: number | null
  readonly adjustedP: number | null
  /** Size of the family that Holm's correction was made over. */
  readonly comparedAtOnce: number
  readonly verdict: Verdict
  /** What the difference can bear where a side is known from below alone. */
  readonly bearing: Bearing
  /** True if the interval alone leaves 0 out, but the verdict is 'not distinguishable' once the family is allowed for. */
  readonly alone: boolean
  /** True: the verdict is to the value's advantage; false: to its disadvantage; null: neither. */
  readonly better: boolean | null
}

/**
 * Compares one number of one scope with the baseline, at every setting of the other axes and for every other value
 * of the compared axis. Left out are comparisons of which neither side ever measured anything.
 */
export function compare(results: ExperimentResults, number: string, of: string): Comparison[] {
  return settingsOf(results).flatMap(setting => compareAt(results, setting, number, of))
}

/** Every comparison that can be made: all numbers, all scopes, all settings. */
export function compareAll(results: ExperimentResults): Comparison[] {
  const settings = settingsOf(results)
  return numbersOf(results).flatMap(number =>
    scopesOf(results).flatMap(of => settings.flatMap(setting => compareAt(results, setting, number, of))),
  )
}

/** The comparisons of one setting, which are one family for Holm's correction. */
export function compareAt(
  results: ExperimentResults,
  setting: Setting,
  number: string,
  of: string,
): Comparison[] {
  const [baseline, ...others] = comparedValues(results)
  const paired = others.flatMap(value => pair(setting, value, baseline!, number, of) ?? [])
  const tested = paired.filter(each => each.p !== null)
  const adjusted = holm(tested.map(each => each.p!))
  return paired.map(each => {
    const at = tested.indexOf(each)
    const bears = bearing(setting, each)
    return judge(each, at < 0 ? null : adjusted[at]!, tested.length, bears)
  })
}

type Paired = Omit<Comparison, 'adjustedP' | 'comparedAtOnce' | 'verdict' | 'bearing' | 'alone' | 'better'>

function pair(
  setting: Setting,
  value: AxisValue,
  baseline: AxisValue,
  number: string,
  of: string,
): Paired | null {
  const left: number[] = []
  const right: number[] = []
  let measured = false
  const exact = setting.exact.has(value) && setting.exact.has(baseline)
  // An exact value beside one with chance is the same in every pair.
  const replicates = exact ? setting.replicates.slice(0, 1) : setting.replicates
  for (const replicate of replicates) {
    const ours = numberIn(replicateAt(setting, value, replicate), number, of)
    const theirs = numberIn(replicateAt(setting, baseline, replicate), number, of)
    measured ||= ours !== null || theirs !== null
    if (ours === null || theirs === null) continue
    left.push(ours)
    right.push(theirs)
  }
  if (!measured) return null
  const differences = left.map((ours, i) => apart(ours, right[i]!))
  const definition = definitionOf(number)
  const spread = differenceSpread(definition.unit, left, differences)
  return {
    axes: setting.axes,
    value,
    baseline,
    definition,
    of,
    exact,
    differences,
    excluded: replicates.length - differences.length,
    valueMean: exactMean(left),
    baselineMean: exactMean(right),
    difference: exact
      ? exactly(differences[0], differences.length)
      : meanInterval(differences, CONFIDENCE, spread),
    relative: exact
      ? exactShare(differences, right)
      : relativeDifference(differences, right, CONFIDENCE, spread),
    p: exact ? null : pairedP(differences, spread),
  }
}

/** The one difference as a share of the baseline; null where there is none, or where the baseline is 0. */
function exactShare(
  [difference]: readonly number[],
  [baseline]: readonly number[],
): RelativeDifference | null {
  if (difference === undefined || !baseline) return null
  const share = difference / baseline
  return { mean: share, low: share, high: share }
}

/** ours − theirs; 0 below one part in 10¹², where sums of doubles taken in another order differ by rounding. */
function apart(ours: number, theirs: number): number {
  const difference = ours - theirs
  return Math.abs(difference) <= 1e-12 * Math.max(Math.abs(ours), Math.abs(theirs)) ? 0 : difference
}

function verdictOf({ exact, difference: { mean, n } }: Paired, adjustedP: number | null): Verdict {
  if (exact && n > 0 && mean === 0) return 'equal'
  if (n === 0 || (adjustedP === null && !exact)) return 'no interval'
  if (adjustedP !== null && adjustedP >= SIGNIFICANCE) return 'not distinguishable'
  return mean < 0 ? 'lower' : 'higher'
}

function judge(paired: Paired, adjustedP: number | null, comparedAtOnce: number, bears: Bearing): Comparison {
  const verdict = bears === 'nothing' ? 'withheld' : verdictOf(paired, adjustedP)
  const decided = verdict === 'lower' || verdict === 'higher'
  const { better } = paired.definition
  return {
    ...paired,
    adjustedP,
    comparedAtOnce,
    verdict,
    bearing: bears,
    alone: verdict === 'not distinguishable' && paired.p! < SIGNIFICANCE,
    better: decided && better !== 'neither' ? better === verdict : null,
  }
}
