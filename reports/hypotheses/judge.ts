/**
 * Whether what was expected came out.
 *
 * A hypothesis is one comparison that somebody named before the first run, so its interval stands by itself: Holm's
 * correction, which the verdicts of a table allow for, is for comparisons that nobody had in mind beforehand.
 */
import type { AxisValue, Expectation, ExperimentResults, Hypothesis, Places } from '../experiment-results.ts'
import { isOverloaded } from '../overload/overloaded.ts'
import {
  comparedValues,
  definitionOf,
  isBoundAt,
  numberIn,
  replicateAt,
  type Setting,
  settingsOf,
} from '../samples.ts'
import { bearing } from '../statistics/bearing.ts'
import { differenceSpread } from '../statistics/difference-spread.ts'
import { exactly, meanAt } from '../statistics/mean-at.ts'
import { CONFIDENCE, type MeanInterval, meanInterval } from '../statistics/mean-interval.ts'

/**
 * - `held`, `did not hold`: all of the interval lies where it was expected, or none of it.
 * - `not distinguishable`: some of it does; more seeds may tell.
 * - `no interval`: one seed, with chance in it.
 * - `not measured`: there was nothing to measure.
 * - `withheld`: the number is a bound, from which this cannot be told.
 */
export type Outcome =
  | 'held'
  | 'did not hold'
  | 'not distinguishable'
  | 'no interval'
  | 'not measured'
  | 'withheld'

/** What is known of a number whose measured value may be a bound. */
type Known = 'all' | 'at least' | 'at most' | 'nothing'

/** One place at which a hypothesis is judged. */
export interface Judged {
  /** Values of all axes that are neither averaged nor fixed by the hypothesis. */
  readonly axes: Readonly<Record<string, AxisValue>>
  /** What was found: a mean over replicates, or the mean of paired differences. */
  readonly found: MeanInterval
  readonly known: Known
  readonly outcome: Outcome
}

export interface Judgement {
  readonly hypothesis: Hypothesis
  readonly places: readonly Judged[]
  /** Over all places: it held where it held at each, and did not hold where it did not at one. */
  readonly outcome: Outcome
}

interface Point {
  readonly setting: Setting
  readonly value: AxisValue
  readonly axes: Readonly<Record<string, AxisValue>>
}

/** All hypotheses and checks of an experiment, in the order in which they were written. */
export function judgements(results: ExperimentResults): Judgement[] {
  const points = settingsOf(results).flatMap(setting =>
    comparedValues(results).map(value => ({
      setting,
      value,
      axes: { ...setting.axes, [results.baseline.axis]: value },
    })),
  )
  return (results.hypotheses ?? []).map(hypothesis => {
    const places = points
      .filter(point => isAt(point, hypothesis.at))
      .flatMap(point => judged(hypothesis, point, points) ?? [])
    return { hypothesis, places, outcome: together(places.map(({ outcome }) => outcome)) }
  })
}

function isAt({ axes }: Point, at: Places): boolean {
  return Object.entries(at).every(([name, values]) => ([values].flat() as AxisValue[]).includes(axes[name]!))
}

/** Null where a place would be compared with itself. */
function judged(hypothesis: Hypothesis, point: Point, points: readonly Point[]): Judged | null {
  const { minus, expected } = hypothesis
  const axes = Object.fromEntries(
    Object.entries(point.axes).filter(([name]) => {
      const fixed = hypothesis.at[name]
      return fixed === undefined || (Array.isArray(fixed) && fixed.length > 1)
    }),
  )
  const seen = minus === undefined ? valueAt(hypothesis, point) : undefined
  if (seen !== undefined) return { axes, ...seen, outcome: outcomeOf(seen, expected) }
  const wanted = { ...point.axes, ...minus }
  const other = points.find(each =>
    Object.entries(wanted).every(([name, value]) => each.axes[name] === value),
  )
  if (other === point) return null
  const apart =
    other === undefined
      ? { found: meanInterval([]), known: 'all' as const }
      : differenceAt(hypothesis, point, other)
  return { axes, ...apart, outcome: outcomeOf(apart, expected) }
}

type Seen = Pick<Judged, 'found' | 'known'>

function valueAt({ number, of }: Hypothesis, { setting, value }: Point): Seen {
  const isBound = isBoundAt(setting, value, number, of)
  return { found: meanAt(setting, value, number, of), known: isBound ? 'at least' : 'all' }
}

/** The mean of the differences, pair by pair, and what it can bear. */
function differenceAt(hypothesis: Hypothesis, ours: Point, theirs: Point): Seen {
  const { number, of } = hypothesis
  const isExact = ours.setting.exact.has(ours.value) && theirs.setting.exact.has(theirs.value)
  const { replicates } = ours.setting
  const pairs = (isExact ? replicates.slice(0, 1) : replicates).flatMap(replicate => {
    const left = numberIn(replicateAt(ours.setting, ours.value, replicate), number, of)
    const right = numberIn(replicateAt(theirs.setting, theirs.value, replicate), number, of)
    return left === null || right === null ? [] : [{ left, difference: apart(left, right) }]
  })
  const differences = pairs.map(({ difference }) => difference)
  const left = pairs.map(each => each.left)
  const spread = differenceSpread(definitionOf(number).unit, left, differences)
  const found = isExact
    ? exactly(differences[0], replicates.length)
    : meanInterval(differences, CONFIDENCE, spread)
  return { found, known: knownOf(hypothesis, ours, theirs, found) }
}

function knownOf({ number, of }: Hypothesis, ours: Point, theirs: Point, difference: MeanInterval): Known {
  const left = isBoundAt(ours.setting, ours.value, number, of)
  const right = isBoundAt(theirs.setting, theirs.value, number, of)
  if (!left && !right) return 'all'
  if (left !== right) return left ? 'at least' : 'at most'
  if (ours.setting !== theirs.setting) {
    const isOver = [ours, theirs].some(({ setting, value }) => isOverloaded(setting, value))
    return isOver ? 'nothing' : 'all'
  }
  const sides = {
    value: ours.value,
    baseline: theirs.value,
    definition: definitionOf(number),
    of,
    difference,
  }
  return bearing(ours.setting, sides) === 'nothing' ? 'nothing' : 'all'
}

/** left − right; 0 below one part in 10¹², where sums of doubles taken in another order differ by rounding. */
function apart(left: number, right: number): number {
  const difference = left - right
  return Math.abs(difference) <= 1e-12 * Math.max(Math.abs(left), Math.abs(right)) ? 0 : difference
}

function outcomeOf({ found, known }: Seen, expected: Expectation): Outcome {
  const { n, exact, low, high } = found
  if (n === 0) return 'not measured'
  if (n < 2 && exact !== true) return 'no interval'
  if (known === 'nothing') return 'withheld'
  const seen = { low, high }
  const possible = {
    low: known === 'at most' ? Number.NEGATIVE_INFINITY : low,
    high: known === 'at least' ? Number.POSITIVE_INFINITY : high,
  }
  const outcome = 'verdicts' in expected ? byVerdict(possible, expected) : byRange(possible, expected)
  const asSeen = 'verdicts' in expected ? byVerdict(seen, expected) : byRange(seen, expected)
  return outcome === 'not distinguishable' && asSeen !== outcome ? 'withheld' : outcome
}

interface Ends {
  readonly low: number
  readonly high: number
}

type Range = Extract<Expectation, { readonly low?: unknown }>
type Verdicts = Extract<Expectation, { readonly verdicts: unknown }>

function byRange(found: Ends, { low, high }: Range): Outcome {
  // Rounding of sums is no difference.
  const slack = (value: number): number => 1e-9 * Math.abs(value)
  const isAbove = (value: number): boolean =>
    low === undefined || (low.open ? value > low.value : value >= low.value - slack(low.value))
  const isBelow = (value: number): boolean =>
    high === undefined || (high.open ? value < high.value : value <= high.value + slack(high.value))
  if (isAbove(found.low) && isBelow(found.high)) return 'held'
  return isAbove(found.high) && isBelow(found.low) ? 'not distinguishable' : 'did not hold'
}

/** A difference of 0 in all pairs is one that cannot be told from 0 either. */
function byVerdict({ low, high }: Ends, { verdicts }: Verdicts): Outcome {
  const verdict = low > 0 ? 'higher' : high < 0 ? 'lower' : 'not distinguishable'
  if (verdicts.includes(verdict)) return 'held'
  return verdict === 'not distinguishable' && !(low === 0 && high === 0) ? verdict : 'did not hold'
}

/** The worst of several: one place at which it does not hold is enough. */
function together(outcomes: readonly Outcome[]): Outcome {
  const order: readonly Outcome[] = [
    'did not hold',
    'not measured',
    'withheld',
    'no interval',
    'not distinguishable',
  ]
  return order.find(each => outcomes.includes(each)) ?? (outcomes.length === 0 ? 'not measured' : 'held')
}
