/**
 * The title of a chart: what it shows, as far as the paired statistics bear it out.
 */
import type { AxisValue, ExperimentResults } from '../experiment-results.ts'
import { axisWords, phrase, valueWords } from '../labels.ts'
import { fewestDecimals, fixed, quantity, type Scale, scaleOf, type Unit, withUnit } from '../quantities.ts'
import { replicatesOf } from '../replicate-names.ts'
import { replicateNoun } from '../replicates.ts'
import { comparedValues, definitionOf, mainSetting, type Setting } from '../samples.ts'
import { type Comparison, compareAt } from '../statistics/comparison.ts'
import { exactMean } from '../statistics/mean-interval.ts'
import { enumeration, settingWords } from '../tables/settings.ts'
import { AT_LEAST } from '../tables/table.ts'
import { valueAt } from './cells.ts'

/** A difference whose whole interval is within this share of the baseline is no difference to speak of. */
const ALIKE = 0.025
/** Systems that are named one by one on either side; of the rest it is said how many there are. */
const TOLD = 3

interface Mean {
  readonly value: AxisValue
  readonly mean: number
  /** Only this is known of it, that it is not smaller. */
  readonly atLeast: boolean
}

/**
 * What a number of one scope does under the compared systems at the main setting: 'At load 0.9, the mean wait is
 * shorter under offers (3 s) than under fifo (12 s)', by the same verdicts as the finding's; 'is about 88 % under all
 * four' where every interval of the differences lies within 2.5 % of the baseline; 'no difference … is certain' where
 * the intervals are wider. One seed gives values and no more. A mean that is a bound is said with '≥'; where bounds bear no
 * verdict, neither does the title.
 */
export function claim(
  results: ExperimentResults,
  number: string,
  of: string,
  subject: string = phrase(number, of),
): string {
  const setting = mainSetting(results)
  const at = setting === undefined ? '' : settingWords(results, setting)
  const say = (text: string): string => capital(at === '' ? text : `${at}, ${text}`)
  const means = setting === undefined ? [] : meansOf(results, setting, number, of)
  if (setting === undefined || means.length === 0) return say(`the ${subject} was not measured`)
  const { unit } = definitionOf(number)
  const scale = scales(
    unit,
    means.map(({ mean }) => mean),
  )
  if (means.length === 1) return say(`the ${subject} is ${named(means[0]!, results, scale)}`)

  const comparisons = compareAt(results, setting, number, of)
  const decided = comparisons.filter(({ verdict }) => verdict === 'lower' || verdict === 'higher')
  if (decided.length > 0)
    return say(`the ${subject} is ${decidedWords(results, comparisons, means, unit, scale)}`)

  if (comparisons.some(({ verdict }) => verdict === 'withheld'))
    return say(withheldWords(results, subject, means, scale))

  const values = means.map(({ mean }) => mean)
  const sorted = [...means].sort((a, b) => a.mean - b.mean)
  const [least, most] = [words(sorted[0]!, scale), words(sorted.at(-1)!, scale)]
  const everywhere = everyone(results, means)
  const [low, high] = [sorted[0]!.mean, sorted.at(-1)!.mean]
  if (low === high) return say(`the ${subject} is ${least} ${everywhere}`)
  if (comparisons.some(({ verdict }) => verdict === 'no interval')) {
    const [from, to] = [sorted[0]!, sorted.at(-1)!].map(each => named(each, results, scale))
    const seeds =
      replicatesOf(results).length === 1
        ? ` in the one ${runNoun(results)} of each`
        : ', too few pairs of runs to tell'
    if (least === most) return say(`the ${subject} is about ${least} ${everywhere}${seeds}`)
    return say(
      means.length === 2
        ? `the ${subject} is ${from} and ${to}${seeds}`
        : `the ${subject} is between ${from} and ${to}${seeds}`,
    )
  }
  if (comparisons.every(isAlike))
    return say(
      `the ${subject} is about ${roughly(
        exactMean(values),
        unit,
        means.some(({ atLeast }) => atLeast),
      )} ${everywhere}`,
    )
  // '92.9 to 95.8 core-hours' where both have the same unit.
  const { name } = scale(low)
  const isSaidOnce = name !== '' && name === scale(high).name
  const from = isSaidOnce ? least.slice(0, least.lastIndexOf('\u00a0')) : least
  const about = least === most ? `about ${least}` : `means from ${from} to ${most}`
  return say(`no difference in the ${subject} is certain (${about})`)
}

/** 'shorter under a (1 s) and longer under b (5 s) than under c (2 s); not told apart: d'. */
function decidedWords(
  results: ExperimentResults,
  comparisons: readonly Comparison[],
  means: readonly Mean[],
  unit: Unit,
  scale: Scales,
): string {
  const decided = comparisons.filter(({ verdict }) => verdict === 'lower' || verdict === 'higher')
  const base = means.find(({ value }) => value === results.baseline.value)!
  const side = (verdict: Comparison['verdict'], comparative: string): string[] => {
    const found = decided
      .filter(each => each.verdict === verdict)
      .sort((a, b) => Math.abs(b.difference.mean) - Math.abs(a.difference.mean))
    if (found.length === 0) return []
    const told = found.slice(0, TOLD).map(({ value }, i) => {
      const ours = means.find(each => each.value === value)!
      return `${i === 0 ? firstName(results, value) : valueWords(value)} (${apart(ours, [base.mean], scale)})`
    })
    const more = found.length - told.length
    const names = enumeration(more > 0 ? [...told, `${more} more`] : told)
    return [`${comparative} ${preposition(results)} ${names}`]
  }
  const [less, greater] = unit === 's' ? ['shorter', 'longer'] : ['lower', 'higher']
  const sides = enumeration([...side('lower', less), ...side('higher', greater)])
  const others = decided.map(({ value }) => means.find(each => each.value === value)!.mean)
  const rest = [
    remainder(comparisons, ['not distinguishable', 'no interval'], 'not told apart from it'),
    remainder(comparisons, ['equal'], 'the same'),
    remainder(comparisons, ['withheld'], 'left without a verdict'),
  ].join('')
  // 'and 1 more than under a' would be read as a number of more.
  const comma = sides.endsWith(' more') ? ',' : ''
  return `${sides}${comma} than ${preposition(results)} ${firstName(results, base.value)} (${apart(base, others, scale)})${rest}`
}

/** '; not told apart from it: c and d', '; 4 are not told apart from it'. */
function remainder(
  comparisons: readonly Comparison[],
  verdicts: readonly Comparison['verdict'][],
  what: string,
): string {
  const found = comparisons.filter(({ verdict }) => verdicts.includes(verdict))
  if (found.length === 0) return ''
  return found.length > TOLD
    ? `; ${found.length} are ${what}`
    : `; ${what}: ${enumeration(found.map(({ value }) => valueWords(value)))}`
}

/** 'no verdict on the mean wait: ≥ 1.2 h under a and ≥ 3 h under b'; of many, the least and the most. */
function withheldWords(
  results: ExperimentResults,
  subject: string,
  means: readonly Mean[],
  scale: Scales,
): string {
  if (means.length <= TOLD)
    return `no verdict on the ${subject}: ${enumeration(means.map(each => named(each, results, scale)))}`
  const sorted = [...means].sort((a, b) => a.mean - b.mean)
  const [from, to] = [sorted[0]!, sorted.at(-1)!].map(each => named(each, results, scale))
  return `no verdict on the ${subject}: from ${from} to ${to}`
}

/** One replicate: a run of one seed, or a log. */
function runNoun(results: ExperimentResults): string {
  const noun = replicateNoun(results)
  return noun === 'seed' ? 'run' : noun
}

/** The means of the systems that measured the number. */
function meansOf(results: ExperimentResults, setting: Setting, number: string, of: string): Mean[] {
  return comparedValues(results)
    .map((value): Mean => {
      const { mean, atLeast = false } = valueAt(setting, value, number, of)
      return { value, mean, atLeast }
    })
    .filter(({ mean }) => Number.isFinite(mean))
}

/** Whether even the ends of the interval are next to the baseline. */
function isAlike({ relative, difference, baselineMean }: Comparison): boolean {
  if (difference.low === 0 && difference.high === 0) return true
  if (relative === null) return false
  const most = ALIKE * Math.abs(baselineMean)
  return Math.abs(difference.low) <= most && Math.abs(difference.high) <= most
}

/** 'under all four', 'with both values of order'. */
function everyone(results: ExperimentResults, means: readonly Mean[]): string {
  const { axis } = results.baseline
  const counts = [
    'both',
    'all three',
    'all four',
    'all five',
    'all six',
    'all seven',
    'all eight',
    'all nine',
  ]
  const count = counts[means.length - 2] ?? `all ${means.length}`
  return axis === 'system' ? `under ${count}` : `${preposition(results)} ${count} values of ${axis}`
}

function preposition({ baseline: { axis, value } }: ExperimentResults): string {
  return axis === 'system' ? 'under' : typeof value === 'number' ? 'at' : 'with'
}

/** 'offers', 'order easy': later ones in the same sentence go without the name of the axis. */
function firstName({ baseline: { axis } }: ExperimentResults, value: AxisValue): string {
  return axisWords(axis, value)
}

/** '12 s under fifo'. */
function named(mean: Mean, results: ExperimentResults, scale: Scales): string {
  return `${words(mean, scale)} ${preposition(results)} ${firstName(results, mean.value)}`
}

/** Number and unit, between which no line ends; '≥ 12 s' of a bound. */
function words({ mean, atLeast }: Pick<Mean, 'mean' | 'atLeast'>, scale: Scales): string {
  return held(`${atLeast ? AT_LEAST : ''}${quantity(mean, scale(mean))}`)
}

/** The unit of each value. */
type Scales = (value: number) => Scale

/** One unit for all, as rows beside bars have it, but for values that would be less than one or a thousand of it. */
function scales(unit: Unit, values: readonly number[]): Scales {
  const common = scaleOf(unit, values)
  return value => {
    const size = Math.abs(value) * common.factor
    return unit === 's' && !(size >= 1 && size < 1000) ? scaleOf(unit, [value]) : common
  }
}

function held(text: string): string {
  return text.replaceAll(' ', '\u00a0')
}

/** The value with as many decimals as tell it from the others: those of three digits, or more. None tell more of 0. */
function apart({ mean: value, atLeast }: Mean, others: readonly number[], scales: Scales): string {
  const scale = scales(value)
  const text = (of: number, places: number): string => fixed(of * scale.factor, places)
  let places = fewestDecimals(value * scale.factor)
  while (value !== 0 && places < 6 && others.some(other => text(other, places) === text(value, places)))
    places++
  return held(`${atLeast ? AT_LEAST : ''}${withUnit(text(value, places), scale)}`)
}

/** Two digits, but three where two would make a share of it the whole. */
function roughly(value: number, unit: Unit, atLeast: boolean): string {
  const rounded = Number(value.toPrecision(2))
  const mean = unit === 'share' && rounded >= 1 ? value : rounded
  return words({ mean, atLeast }, scales(unit, [mean]))
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
