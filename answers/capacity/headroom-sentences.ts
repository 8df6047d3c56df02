/**
 * What the answer does under a larger workload, in sentences.
 */
import { fixed } from '../../reports/quantities.ts'
import type { MeanInterval } from '../../reports/statistics/mean-interval.ts'
import type { Axis } from './axis.ts'
import type { CapacityAnswer } from './capacity.ts'
import { type Grown, type Headroom, MOST_GROWTH } from './headroom.ts'
import { inPerCent, valueWords } from './words.ts'

/** One for each growth that was asked for, and one about the largest. */
export function headroomSentences(
  axis: Axis,
  { value, exact, replication }: Pick<CapacityAnswer, 'value' | 'exact' | 'replication'>,
  { grown, most }: Headroom,
  says: (means: readonly MeanInterval[]) => string,
): string[] {
  const what = replication === 'users' ? 'more users' : 'more load'
  const holder = valueWords(axis, value!)
  const isOne = axis.noun === '' || value === 1
  const seedsOf = ({ seeds }: Grown) => (exact ? '' : ` (${seeds} seeds)`)
  const sentences = grown.map(each => {
    const begin = `With ${percent(each.growth)} ${what}${axis.noun === '' ? ',' : ''}`
    if (each.side === 'below')
      return `${begin} ${holder} still ${isOne ? 'holds' : 'hold'}: ${says(each.means)}${seedsOf(each)}.`
    if (each.side === 'above') return `${begin} ${holder} would not do: ${says(each.means)}${seedsOf(each)}.`
    return `${begin} ${holder} could not be shown to do with ${each.seeds} seeds: ${says(each.means)}.`
  })
  if (most === undefined) return sentences
  const { growth, next } = most
  if (next === undefined)
    return [
      ...sentences,
      `${holder} ${isOne ? 'holds' : 'hold'} ${percent(growth)} ${what}, and more was not tried (${percent(MOST_GROWTH)} at most).`,
    ]
  const fails =
    next.side === 'above'
      ? `${percent(next.growth)} would be too much`
      : `${percent(next.growth)} could not be shown with ${next.seeds} seeds`
  const holds =
    growth === 0
      ? `${holder} ${isOne ? 'leaves' : 'leave'} no room for growth`
      : `${holder} ${isOne ? 'holds' : 'hold'} up to ${percent(growth)} ${what}`
  return [...sentences, `${holds}; ${fails}: ${says(next.means)}.`]
}

function percent(share: number): string {
  const value = inPerCent(share)
  return `${fixed(value, Number.isInteger(value) ? 0 : 1)} %`
}
