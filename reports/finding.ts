/**
 * What an experiment found, in one or two plain sentences.
 */
import type { AxisValue, ExperimentResults } from './experiment-results.ts'
import { axisWords, phrase } from './labels.ts'
import {
  differenceScale,
  fixed,
  intervalTexts,
  quantity,
  type Scale,
  scaleOf,
  withUnit,
} from './quantities.ts'
import { comparedValues, definitionOf, mainSetting, type Setting, sampleOf } from './samples.ts'
import { type Comparison, compareAt } from './statistics/comparison.ts'
import { meanInterval } from './statistics/mean-interval.ts'
import { counted, enumeration, settingWords } from './tables/settings.ts'

/** Differences that are told one by one; of the rest it is said how many there are. */
const TOLD = 3

/**
 * The headline number at the main setting (see `mainSetting`) against the baseline: under which systems it is lower or
 * higher and by how much, with interval and number of pairs, largest difference first, and which systems are not
 * distinguishable. Verdicts are those of `compare`, so they allow for all systems compared at once.
 */
export function finding(results: ExperimentResults): string {
  const setting = mainSetting(results)
  if (!setting) return 'Nothing ran, so there is nothing to say.'
  const { number, of } = results.headline
  const at = settingWords(results, setting)
  const subject = capital(`${at === '' ? '' : `${at}, `}the ${phrase(number, of)}`)
  if (comparedValues(results).length < 2) return single(results, setting, subject)
  const comparisons = compareAt(results, setting, number, of)
  if (comparisons.every(each => each.difference.n === 0))
    return `${subject} cannot be compared: no seed measured it both ${under(results, [results.baseline.value])} and otherwise.`
  if (comparisons.every(each => each.difference.n < 2)) return oneSeed(results, comparisons, subject)
  const decided = comparisons
    .filter(each => each.verdict === 'lower' || each.verdict === 'higher')
    .sort((a, b) => Math.abs(b.difference.mean) - Math.abs(a.difference.mean))
  return decided.length === 0
    ? undecided(results, comparisons, subject)
    : verdicts(results, comparisons, decided, subject)
}

/** 'The mean wait is 1.8 s (23 %) shorter under a than under b (95 % interval …, 10 paired seeds); c is not distinguishable from b.' */
function verdicts(
  results: ExperimentResults,
  comparisons: readonly Comparison[],
  decided: readonly Comparison[],
  subject: string,
): string {
  const { definition } = decided[0]!
  const told = decided.slice(0, TOLD).map((each, i) => {
    const scale = gapScale([each])
    const texts = intervalTexts(magnitude(each), scale.factor, fixed)
    const share =
      each.relative === null || definition.unit === 'share'
        ? ''
        : ` (${quantity(Math.abs(each.relative.mean), 'share')})`
    const than = i === 0 ? ` than ${under(results, [results.baseline.value])}` : ''
    const range = texts.range === null ? null : withUnit(texts.range, scale)
    const detail =
      i > 0
        ? (range ?? 'the same in all')
        : range === null
          ? `the same in ${all(each)}`
          : `95 % interval ${range}, ${pairs(each)}`
    return `${withUnit(texts.mean, scale)}${share} ${direction(each)} ${under(results, [each.value])}${than} (${detail})`
  })
  const more = decided.length - told.length
  const others = more > 0 ? `; ${more} more differ${more === 1 ? 's' : ''} by less` : ''
  const merit =
    definition.unit === 's' || definition.better === 'neither'
      ? ''
      : ` ${capital(definition.better)} is better.`
  return `${subject} is ${enumeration(told)}${others}${restWords(results, comparisons)}.${merit}`
}

/** '; c and d are not distinguishable from b', for those without a difference. */
function restWords(results: ExperimentResults, comparisons: readonly Comparison[]): string {
  const { axis, value } = results.baseline
  const group = (verdict: Comparison['verdict'], one: string, several: string) => {
    const names = comparisons
      .filter(each => each.verdict === verdict)
      .map(each => axisWords(axis, each.value))
    return names.length === 0 ? '' : `; ${enumeration(names)} ${names.length === 1 ? one : several}`
  }
  const like = `not distinguishable from ${axisWords(axis, value)}`
  return (
    group('not distinguishable', `is ${like}`, `are ${like}`) +
    group('no interval', 'has too few pairs to tell', 'have too few pairs to tell')
  )
}

/** 'The mean wait under a is not distinguishable from that under b (difference …)'; of several, no difference is told. */
function undecided(results: ExperimentResults, comparisons: readonly Comparison[], subject: string): string {
  const baseline = under(results, [results.baseline.value])
  const tested = comparisons.filter(each => each.verdict === 'not distinguishable')
  const where = under(
    results,
    tested.map(each => each.value),
  )
  if (tested.every(each => each.difference.low === 0 && each.difference.high === 0))
    return `${subject} is the same ${where} as ${baseline}, in ${all(tested[0]!)}.`
  const scale = gapScale(tested)
  const texts = intervalTexts(tested[0]!.difference, scale.factor)
  const gap =
    tested.length > 1
      ? ''
      : `difference ${withUnit(texts.mean, scale)}, 95 % interval ${withUnit(texts.range!, scale)}, `
  const allowed = tested.some(each => each.alone)
    ? `, once ${tested[0]!.comparedAtOnce} comparisons made at once are allowed for`
    : ''
  return `${subject} ${where} is not distinguishable from that ${baseline}${allowed} (${gap}${pairs(tested[0]!)}).`
}

/** 'The mean wait is 1.8 s shorter under a than under b and 1 s longer under c. One seed gives no interval: this may be chance.' */
function oneSeed(results: ExperimentResults, comparisons: readonly Comparison[], subject: string): string {
  const baseline = under(results, [results.baseline.value])
  const told = comparisons
    .filter(each => each.difference.n === 1)
    .sort((a, b) => Math.abs(b.difference.mean) - Math.abs(a.difference.mean))
    .map((each, i) => {
      const scale = gapScale([each])
      const text = withUnit(intervalTexts(magnitude(each), scale.factor, fixed).mean, scale)
      const here = under(results, [each.value])
      if (each.difference.mean === 0) return `the same ${here}${i === 0 ? ` as ${baseline}` : ''}`
      return `${text} ${direction(each)} ${here}${i === 0 ? ` than ${baseline}` : ''}`
    })
  return `${subject} is ${enumeration(told)}. One seed gives no interval: this may be chance.`
}

/** Where nothing is compared: the mean itself. */
function single(results: ExperimentResults, setting: Setting, subject: string): string {
  const { number, of } = results.headline
  const { value } = results.baseline
  const mean = meanInterval(sampleOf(setting, value, number, of, results.seeds))
  const here = under(results, [value])
  if (mean.n === 0) return `${subject} was not measured ${here}.`
  const scale = scaleOf(definitionOf(number).unit, [mean.mean])
  const texts = intervalTexts(mean, scale.factor, fixed)
  const seeds = counted(mean.n, 'seed')
  const detail =
    mean.n === 1
      ? 'one seed, which gives no interval'
      : texts.range === null
        ? `the same in ${mean.n === 2 ? 'both seeds' : `all ${seeds}`}`
        : `95 % interval ${withUnit(texts.range, scale)}, ${seeds}`
  return `${subject} is ${withUnit(texts.mean, scale)} ${here} (${detail}).`
}

/** The scale of some differences; a 'number of jobs' needs no unit. */
function gapScale(comparisons: readonly Comparison[]): Scale {
  const { unit } = comparisons[0]!.definition
  if (unit === 'jobs' || unit === 'tasks') return { name: '', factor: 1 }
  return differenceScale(
    unit,
    comparisons.map(each => each.difference.mean),
  )
}

/** The difference without its sign: the words say the direction. */
function magnitude({ difference: { mean, low, high } }: Comparison) {
  return mean < 0 ? { mean: -mean, low: -high, high: -low } : { mean, low, high }
}

function direction({ difference, definition }: Comparison): string {
  const less = difference.mean < 0
  if (definition.unit === 's') return less ? 'shorter' : 'longer'
  return less ? 'lower' : 'higher'
}

/** '10 paired seeds', or '8 paired seeds of 10'. */
function pairs({ difference: { n }, excluded }: Comparison): string {
  return `${counted(n, 'paired seed')}${excluded > 0 ? ` of ${n + excluded}` : ''}`
}

/** 'all 10 paired seeds', 'both paired seeds'. */
function all(comparison: Comparison): string {
  return comparison.difference.n === 2 ? pairs(comparison).replace('2', 'both') : `all ${pairs(comparison)}`
}

/** 'under offers and sampling'; 'at load 0.9' for numbers; 'with preemption on' for everything else. */
function under(results: ExperimentResults, values: readonly AxisValue[]): string {
  const { axis } = results.baseline
  const preposition = axis === 'system' ? 'under' : typeof values[0] === 'number' ? 'at' : 'with'
  return `${preposition} ${enumeration(values.map(value => axisWords(axis, value)))}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
