/**
 * The table that answers the experiment's question: the headline number of every system, and its difference to the baseline.
 */
import type { ExperimentResults } from '../experiment-results.ts'
import { axisWords, heading, phrase } from '../labels.ts'
import { differenceScale, intervalTexts, type Scale, scaleOf } from '../quantities.ts'
import { comparedValues, definitionOf, type Setting, sampleOf } from '../samples.ts'
import { type Comparison, compareAt } from '../statistics/comparison.ts'
import { meanInterval } from '../statistics/mean-interval.ts'
import { meanCells, withScale } from './mean-cells.ts'
import { atWords, counted, enumeration, keyCells, keyColumns } from './settings.ts'
import { NOTHING, type Table } from './table.ts'

/**
 * The headline number at these settings: mean, difference, interval, relative difference and verdict of each system.
 * Without `detailed`, the relative difference comes without its interval.
 */
export function headlineTable(
  results: ExperimentResults,
  settings: readonly Setting[],
  detailed = true,
): Table {
  const { number, of } = results.headline
  const { unit } = definitionOf(number)
  const [baseline, ...others] = comparedValues(results)
  const points = settings.flatMap(setting => [baseline!, ...others].map(value => ({ setting, value })))
  const means = points.map(({ setting, value }) =>
    meanInterval(sampleOf(setting, value, number, of, results.seeds)),
  )
  const scale = scaleOf(
    unit,
    means.map(each => each.mean),
  )
  const families = settings.map(setting => compareAt(results, setting, number, of))
  const comparisons = families.flat()
  // In the unit of the means, so that nobody adds seconds to minutes; a difference of percentages is in points.
  const gap = unit === 'share' ? differenceScale(unit, []) : scale
  const cells = meanCells(means, scale, results.seeds.length)
  const versus = others.length > 0
  const rows = points.map(({ setting, value }, i) => {
    const found = comparisons.find(each => each.axes === setting.axes && each.value === value)
    const right = value === baseline ? ['baseline', '', '', ''] : differenceCells(found, gap, detailed)
    return [...keyCells(results, settings, setting, value), cells[i]!, ...(versus ? right : [])]
  })
  const keys = keyColumns(results, settings)
  const right = (text: string) => ({ heading: text, align: 'right' as const })
  return {
    title: `The ${phrase(number, of)}${atWords(results, settings)}`,
    keys: keys.length,
    columns: [
      ...keys,
      right(withScale(heading(number, of), scale)),
      ...(versus
        ? [
            right(withScale('difference', gap)),
            right(withScale('95 % interval', gap)),
            right('relative (%)'),
            { heading: 'verdict', align: 'left' as const },
          ]
        : []),
    ],
    rows,
    notes: headlineNotes(results, comparisons),
  }
}

/** Difference, its interval, the relative difference in per cent (with its interval if `detailed`), and the verdict. */
function differenceCells(comparison: Comparison | undefined, scale: Scale, detailed: boolean): string[] {
  if (!comparison || comparison.difference.n === 0) return [NOTHING, NOTHING, NOTHING, 'nothing to compare']
  const { difference, relative } = comparison
  const absolute = intervalTexts(difference, scale.factor)
  const share = relative ? intervalTexts(relative, 100) : null
  const shareText =
    share === null
      ? NOTHING
      : share.range === null || !detailed
        ? share.mean
        : `${share.mean} (${share.range})`
  const range = difference.n < 2 ? NOTHING : (absolute.range ?? 'no spread')
  return [absolute.mean, range, shareText, verdictWords(comparison)]
}

/** 'lower, better', 'higher', 'not distinguishable', 'no difference', 'one seed: no interval'. */
export function verdictWords(comparison: Comparison): string {
  const { verdict, better, difference, alone, excluded } = comparison
  if (verdict === 'no interval')
    return difference.n === 0
      ? 'nothing to compare'
      : excluded === 0
        ? 'one seed: no interval'
        : 'one pair: no interval'
  if (difference.low === 0 && difference.high === 0) return 'no difference'
  return `${verdict}${better === null ? '' : better ? ', better' : ', worse'}${alone ? ' †' : ''}`
}

function headlineNotes(results: ExperimentResults, comparisons: readonly Comparison[]): string[] {
  const { axis, value } = results.baseline
  const seeds = results.seeds.length
  const family = Math.max(0, ...comparisons.map(each => each.comparedAtOnce))
  const notes: string[] = []
  if (seeds > 1) notes.push(`± and intervals are at 95 %, by Student's t over ${counted(seeds, 'seed')}.`)
  else
    notes.push(
      'One seed gives no interval: a difference may be chance. Add seeds to the experiment for a verdict.',
    )
  if (comparisons.length > 0) {
    const baseline = axisWords(axis, value)
    notes.push(
      `Differences are to ${baseline}, seed by seed on the same jobs${family > 1 ? `; verdicts allow for ${family} comparisons at once (Holm 1979), intervals stand alone` : ''}.`,
    )
  }
  if (comparisons.some(each => each.alone))
    notes.push(
      '† The interval alone leaves 0 out, but not once all comparisons made at once are allowed for.',
    )
  const cut = comparisons.filter(each => each.excluded > 0)
  if (cut.length > 0)
    notes.push(
      `Left out, because a side measured nothing: ${enumeration(cut.map(each => `${axisWords(axis, each.value)}${at(each)} ${each.excluded} of ${counted(seeds, 'seed')}`))}.`,
    )
  return notes
}

function at(comparison: Comparison): string {
  const words = Object.entries(comparison.axes).map(([name, value]) => axisWords(name, value))
  return words.length === 0 ? '' : ` (${words.join(', ')})`
}
