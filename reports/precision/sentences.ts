/**
 * How many seeds an experiment took that adds them, and why it ended, in sentences.
 */
import type { ExperimentResults, Precision } from '../experiment-results.ts'
import { axisWords, phrase } from '../labels.ts'
import { differenceScale, fewestDecimals, fixed, withUnit } from '../quantities.ts'
import { definitionOf } from '../samples.ts'
import { BETWEEN_LOOKS, FIRST_LOOK } from '../statistics/sequential.ts'
import { counted, enumeration } from '../tables/settings.ts'
import { type KnownMean, knownMeans } from './intervals.ts'

/** What will be done, before anything runs. */
export function precisionAim(precision: Precision): string {
  const { mostSeeds } = precision
  const more = mostSeeds > FIRST_LOOK ? `, ${BETWEEN_LOOKS} more at a time` : ''
  return `Seeds are added until ${interval(precision)} is ${aimed(precision)} everywhere: ${FIRST_LOOK} at first${more}, at most ${mostSeeds}.`
}

/** How many seeds were enough, or that the most that may be were not; '' where seeds were not added, or add nothing. */
export function precisionSentence(results: ExperimentResults): string {
  const told = precisionTold(results)
  return told === undefined ? '' : told.sentence
}

/** The same where the intervals are still too wide, else ''. */
export function tooWideSentence(results: ExperimentResults): string {
  const told = precisionTold(results)
  return told === undefined || told.reached ? '' : told.sentence
}

/** Whether the intervals became as narrow as asked for; undefined where seeds were not added, or add nothing. */
export function precisionTold(
  results: ExperimentResults,
): { readonly reached: boolean; readonly sentence: string } | undefined {
  const { precision, runs, seeds } = results
  if (precision === undefined) return undefined
  const means = knownMeans(precision, runs)
  const widest = means.reduce<KnownMean | undefined>(
    (a, b) => (a !== undefined && a.half >= b.half ? a : b),
    undefined,
  )
  if (widest === undefined) return undefined
  const several = results.axes.filter(({ values }) => values.length > 1)
  const place = enumeration(several.map(({ name }) => axisWords(name, widest.axes[name]!)))
  const most = `${half(precision, widest.half)}${place === '' ? '' : `, ${place}`}`
  const wide = means.filter(({ within }) => !within).length
  const count = counted(seeds.length, 'seed')
  if (wide === 0)
    return {
      reached: true,
      sentence: `${count} were enough: ${interval(precision)} is ${aimed(precision)}${means.length > 1 ? ` everywhere (widest: ${most})` : ` (${most})`}.`,
    }
  const where = means.length === 1 ? '' : ` at ${wide} of ${means.length} combinations`
  return {
    reached: false,
    sentence: `After ${count}, the most allowed, ${interval(precision)} is not ${aimed(precision)}${where} (${means.length > 1 ? 'widest: ' : ''}${most})${would(precision, widest.half, seeds.length)}.`,
  }
}

/** Intervals become narrower with the square root of the seeds. */
function would({ within }: Precision, half: number, seeds: number): string {
  const limit = 'share' in within ? within.share : within.value
  const needed = seeds * (half / limit) ** 2
  return needed < 1e6 ? `; about ${fixed(Number(needed.toPrecision(2)), 0)} would do` : ''
}

function interval({ number, of }: Precision): string {
  return `the 95 % interval of the ${phrase(number, of)}`
}

function aimed(precision: Precision): string {
  const { within } = precision
  return 'share' in within
    ? `within ${half(precision, within.share)} of its mean`
    : `within ${half(precision, within.value)}`
}

function half({ number, within }: Precision, size: number): string {
  const scale =
    'share' in within ? { name: '%', factor: 100 } : differenceScale(definitionOf(number).unit, [size])
  if (!Number.isFinite(size)) return 'around a mean of 0'
  const scaled = size * scale.factor
  return `±${withUnit(fixed(scaled, fewestDecimals(scaled)), scale)}`
}
