/**
 * What an experiment found, in one or two plain sentences.
 */
import type { AxisValue, ExperimentResults } from './experiment-results.ts'
import { axisWords, phrase } from './labels.ts'
import { differenceScale, fixed, intervalTexts, quantity, scaleOf, withUnit } from './quantities.ts'
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
  const subject = capital(`${at === '' ? '' : `at ${at}, `}the ${phrase(number, of)}`)
  if (comparedValues(results).length < 2) return single(results, setting, subject)
  const comparisons = compareAt(results, setting, number, of)
  if (comparisons.every(each => each.difference.n === 0))
    return `${subject} cannot be compared: no seed measured it both ${under(results, results.baseline.value)} and otherwise.`
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
    const scale = differenceScale(definition.unit, [each.difference.mean])
    const texts = intervalTexts(magnitude(each), scale.factor, fixed)
    const share =
      each.relative === null || definition.unit === 'share'
        ? ''
        : ` (${quantity(Math.abs(each.relative.mean), 'share')})`
    const than = i === 0 ? ` than ${under(results, results.baseline.value)}` : ''
    const sure = texts.range === null ? 'the same in each' : withUnit(texts.range, scale)
    const detail = i === 0 ? `${texts.range === null ? '' : '95 % interval '}${sure}, ${pairs(each)}` : sure
    return `${withUnit(texts.mean, scale)}${share} ${direction(each)} ${under(results, each.value)}${than} (${detail})`
  })
  const more = decided.length - told.length
  const listed = more > 0 ? [...told, `by less for ${more} more`] : told
  const merit =
    definition.unit === 's' || definition.better === 'neither'
      ? ''
      : ` ${capital(definition.better)} is better.`
  return `${subject} is ${enumeration(listed)}${restWords(results, comparisons)}.${merit}`
}

/** '; c and d are not distinguishable from b', for those without a difference. */
function restWords(results: ExperimentResults, comparisons: readonly Comparison[]): string {
  const names = (of: readonly Comparison[]) =>
    enumeration(of.map(each => axisWords(results.baseline.axis, each.value)))
  const baseline = axisWords(results.baseline.axis, results.baseline.value)
  const groups: [readonly Comparison[], string][] = [
    [
      comparisons.filter(each => each.verdict === 'not distinguishable'),
      `not distinguishable from ${baseline}`,
    ],
    [
      comparisons.filter(each => each.verdict === 'no interval'),
      'without a verdict, for want of measured pairs',
    ],
  ]
  return groups
    .filter(([members]) => members.length > 0)
    .map(([members, words]) => `; ${names(members)} ${members.length === 1 ? 'is' : 'are'} ${words}`)
    .join('')
}

/** 'The mean wait is not distinguishable between a and b (difference …)', or among several. */
function undecided(results: ExperimentResults, comparisons: readonly Comparison[], subject: string): string {
  const baseline = under(results, results.baseline.value)
  const others = comparisons.filter(each => each.verdict !== 'no interval')
  const where = enumeration(others.map(each => under(results, each.value)))
  if (others.every(each => each.difference.low === 0 && each.difference.high === 0))
    return `${subject} is the same ${where} as ${baseline}, in each of ${pairs(others[0]!)}.`
  const only = others.length === 1 ? others[0]! : null
  const scale = differenceScale(
    others[0]!.definition.unit,
    others.map(each => each.difference.mean),
  )
  const texts = only ? intervalTexts(only.difference, scale.factor) : null
  const detail = texts
    ? `difference ${withUnit(texts.mean, scale)}, 95 % interval ${withUnit(texts.range ?? '', scale)}, ${pairs(only!)}`
    : pairs(others[0]!)
  const allowed = others.some(each => each.alone)
    ? `, once ${others[0]!.comparedAtOnce} comparisons made at once are allowed for`
    : ''
  return `${subject} ${where} is not distinguishable from that ${baseline}${allowed} (${detail}).`
}

/** 'With one seed, the mean wait is 1.8 s shorter under a than under b; one seed gives no interval …' */
function oneSeed(results: ExperimentResults, comparisons: readonly Comparison[], subject: string): string {
  const than = under(results, results.baseline.value)
  const told = comparisons
    .filter(each => each.difference.n === 1)
    .map(each => {
      const { mean } = each.difference
      const scale = differenceScale(each.definition.unit, [mean])
      const text = intervalTexts(magnitude(each), scale.factor, fixed).mean
      const size = mean === 0 ? 'the same' : `${withUnit(text, scale)} ${direction(each)}`
      return `${size} ${under(results, each.value)}`
    })
  return `${subject} is, compared with ${than.replace(/^\w+ /, '')}, ${enumeration(told)}. This is one seed, which gives no interval: it may be chance.`
}

/** Where nothing is compared: the mean itself. */
function single(results: ExperimentResults, setting: Setting, subject: string): string {
  const { number, of } = results.headline
  const { value } = results.baseline
  const mean = meanInterval(sampleOf(setting, value, number, of, results.seeds))
  const { unit } = definitionOf(number)
  if (mean.n === 0) return `${subject} was not measured ${under(results, value)}.`
  const scale = scaleOf(unit, [mean.mean])
  const texts = intervalTexts(mean, scale.factor, fixed)
  const detail =
    mean.n === 1
      ? 'one seed, which gives no interval'
      : texts.range === null
        ? `the same in ${counted(mean.n, 'seed')}`
        : `95 % interval ${withUnit(texts.range, scale)}, ${counted(mean.n, 'seed')}`
  return `${subject} is ${withUnit(texts.mean, scale)} ${under(results, value)} (${detail}).`
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

/** 'under offers'; 'at load 0.9' for numbers; 'with preemption on' for everything else. */
function under(results: ExperimentResults, value: AxisValue): string {
  const { axis } = results.baseline
  const preposition = axis === 'system' ? 'under' : typeof value === 'number' ? 'at' : 'with'
  return `${preposition} ${axisWords(axis, value)}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
