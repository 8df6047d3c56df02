/**
 * The table that answers the experiment's question: the headline number of every system, and its difference to the baseline.
 */

import { driverRemarks } from '../driver-remarks.ts'
import type { AxisValue, ExperimentResults } from '../experiment-results.ts'
import { axisWords, heading, phrase } from '../labels.ts'
import { overloadSentences } from '../overload/sentences.ts'
import { precisionSentence } from '../precision/sentences.ts'
import { intervalTexts, type Scale, scaleOf } from '../quantities.ts'
import { remarks } from '../remarks.ts'
import { replicatesOf } from '../replicate-names.ts'
import { replicateNoun } from '../replicates.ts'
import { comparedValues, definitionOf, isBoundAt, type Setting } from '../samples.ts'
import { warmUpNote } from '../start/warm-up.ts'
import type { Bearing } from '../statistics/bearing.ts'
import { type Comparison, compareAt } from '../statistics/comparison.ts'
import { meanAt } from '../statistics/mean-at.ts'
import { possibleDifference } from '../statistics/possible-ends.ts'
import { chanceNotes } from './chance-notes.ts'
import { meanCells, withScale } from './mean-cells.ts'
import { atWords, counted, enumeration, keyCells, keyColumns } from './settings.ts'
import { AT_LEAST, boundNote, type Column, NOTHING, type Table } from './table.ts'

/** How much room the relative difference gets: with its interval, the mean alone, or none. */
export type RelativeDetail = 'interval' | 'mean' | 'none'

/** The headline number at these settings: mean, difference, interval, relative difference and verdict of each system. */
export function headlineTable(
  results: ExperimentResults,
  settings: readonly Setting[],
  relative: RelativeDetail = 'interval',
): Table {
  const { number, of } = results.headline
  const { unit } = definitionOf(number)
  const points = settings.flatMap(setting => comparedValues(results).map(value => ({ setting, value })))
  const means = points.map(({ setting, value }) => meanAt(setting, value, number, of))
  const bounds = points.map(({ setting, value }) => isBoundAt(setting, value, number, of))
  const scale = scaleOf(
    unit,
    means.map(each => each.mean),
  )
  const families = new Map(settings.map(setting => [setting, compareAt(results, setting, number, of)]))
  const comparisons = [...families.values()].flat()
  const compared = points.map(({ setting, value }) =>
    families.get(setting)!.find(each => each.value === value),
  )
  const columns = [
    {
      heading: withScale(heading(number, of), scale),
      align: 'right' as const,
      cells: meanCells(means, scale, replicatesOf(results).length, bounds),
    },
    ...(comparedValues(results).length > 1
      ? differenceColumns(results, points, compared, scale, relative)
      : []),
  ]
  const keys = keyColumns(results, settings)
  const lead = overloadSentences(results, settings)
  return {
    title: `The ${phrase(number, of)}${atWords(results, settings)}`,
    ...(lead.length > 0 ? { lead } : {}),
    keys: keys.length,
    columns: [...keys, ...columns.map(({ heading, align }) => ({ heading, align }))],
    rows: points.map(({ setting, value }, i) => [
      ...keyCells(results, settings, setting, value),
      ...columns.map(column => column.cells[i]!),
    ]),
    notes: [
      ...headlineNotes(results, settings, comparisons),
      ...(bounds.includes(true) ? [boundNote] : []),
      ...bearingNotes(comparisons),
      ...[warmUpNote(results, settings)].filter(note => note !== ''),
      ...remarks(results),
      ...driverRemarks(results),
    ],
  }
}

/** Difference, its interval, the relative difference and the verdict; the rows of the baseline are empty but for its name. */
function differenceColumns(
  results: ExperimentResults,
  points: readonly { readonly value: AxisValue }[],
  compared: readonly (Comparison | undefined)[],
  scale: Scale,
  relative: RelativeDetail,
): (Column & { readonly cells: readonly string[] })[] {
  // In the unit of the means, so that nobody adds seconds to minutes; a difference of percentages is in points.
  const gap = scale.name === '%' ? { ...scale, name: 'pp' } : scale
  const column = (
    heading: string,
    align: Column['align'],
    baseline: string,
    cell: (each: Comparison) => string,
  ) => {
    const cells = compared.map((each, i) =>
      points[i]!.value === results.baseline.value
        ? baseline
        : each && each.difference.n > 0
          ? cell(each)
          : NOTHING,
    )
    return { heading, align, cells }
  }
  return [
    column(withScale('difference', gap), 'right', 'baseline', each =>
      each.bearing === 'nothing' ? NOTHING : gapText(each, gap.factor),
    ),
    ...(compared.every(each => each === undefined || each.exact)
      ? []
      : [column(withScale('95 % interval', gap), 'right', '', each => intervalCell(each, gap))]),
    ...(relative === 'none'
      ? []
      : [column('relative (%)', 'right', '', each => relativeText(each, relative === 'interval'))]),
    column('verdict', 'left', '', each => verdictWords(each, replicateNoun(results))),
  ]
}

/** '−38 to −13', or why there is no interval. */
function intervalCell({ definition, difference, exact, bearing }: Comparison, gap: Scale): string {
  if (bearing === 'nothing') return NOTHING
  if (exact) return 'exact'
  return difference.n < 2
    ? NOTHING
    : (intervalTexts(possibleDifference(difference, definition), gap.factor).range ?? 'no spread')
}

/** '+25', '≥ +25' and '≤ −25': of a bound, the difference is at least as far from 0. */
function gapText({ difference, bearing }: Comparison, factor: number): string {
  return `${leastSign(difference.mean, bearing)}${intervalTexts(difference, factor).mean}`
}

/** '−25 (−38 to −13)', in per cent of the baseline's mean. */
function relativeText({ relative, bearing }: Comparison, detailed: boolean): string {
  if (relative === null || bearing === 'nothing') return NOTHING
  const { mean, range } = intervalTexts(relative, 100)
  return `${leastSign(relative.mean, bearing)}${mean}${detailed && range !== null ? ` (${range})` : ''}`
}

function leastSign(difference: number, bearing: Bearing): string {
  if (bearing !== 'at least') return ''
  return difference > 0 ? AT_LEAST : '≤ '
}

/** 'lower, better ‡', 'withheld', 'higher', 'not distinguishable', 'no difference', 'one seed: no interval'. */
export function verdictWords(comparison: Comparison, noun = 'seed'): string {
  const { verdict, better, difference, alone, excluded, bearing } = comparison
  if (verdict === 'withheld') return 'withheld'
  if (verdict === 'no interval')
    return excluded === 0
      ? `one ${noun}: no interval`
      : `${difference.n === 0 ? 'no' : 'one'} pair: no interval`
  if (difference.low === 0 && difference.high === 0) return 'no difference'
  return `${verdict}${better === null ? '' : better ? ', better' : ', worse'}${alone ? ' †' : ''}${bearing === 'so far' ? ' ‡' : ''}`
}

function headlineNotes(
  results: ExperimentResults,
  settings: readonly Setting[],
  comparisons: readonly Comparison[],
): string[] {
  const { axis, value } = results.baseline
  const seeds = replicatesOf(results).length
  const noun = replicateNoun(results)
  const family = Math.max(0, ...comparisons.map(each => each.comparedAtOnce))
  const notes = chanceNotes(results, settings)
  const enough = precisionSentence(results)
  if (enough !== '') notes.push(enough)
  if (comparisons.length > 0) {
    const baseline = axisWords(axis, value)
    const paired = comparisons.every(each => each.exact) ? '' : ` ${noun} by ${noun}`
    notes.push(
      `Differences are to ${baseline},${paired} on the same jobs${family > 1 ? `; verdicts allow for ${family} comparisons at once (Holm 1979), intervals stand alone` : ''}.`,
    )
  }
  if (comparisons.some(each => each.alone))
    notes.push(
      `† The interval leaves 0 out, but with ${family} comparisons at once that is not enough for a verdict.`,
    )
  if (comparisons.some(each => each.definition.unit === 'share')) notes.push('pp: percentage points.')
  const cut = comparisons.filter(each => each.excluded > 0)
  if (cut.length > 0)
    notes.push(
      `Left out, because a side measured nothing: ${enumeration(cut.map(each => `${axisWords(axis, each.value)}${at(each)} ${each.excluded} of ${counted(seeds, noun)}`))}.`,
    )
  return notes
}

function bearingNotes(comparisons: readonly Comparison[]): string[] {
  const notes: string[] = []
  if (comparisons.some(each => each.bearing === 'so far' && /^(lower|higher|not)/.test(each.verdict)))
    notes.push('‡ Both sides are bounds: compared is what happened until the end of the run.')
  if (comparisons.some(each => each.bearing === 'at least'))
    notes.push(
      'Where the larger side alone is a bound, the difference is at least so far from 0; its interval is that of what was seen.',
    )
  if (comparisons.some(each => each.verdict === 'withheld'))
    notes.push(
      'Withheld: whoever is lower may be so only because more of its jobs had not started, or not ended, when the run did.',
    )
  return notes
}

function at(comparison: Comparison): string {
  const words = Object.entries(comparison.axes).map(([name, value]) => axisWords(name, value))
  return words.length === 0 ? '' : ` (${words.join(', ')})`
}
