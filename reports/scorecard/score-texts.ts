/**
 * The words and figures of a scorecard.
 */
import { fewestDecimals, fixed, type Scale, scaleOf, withUnit } from '../quantities.ts'
import { definitionOf } from '../samples.ts'
import { meanCells, withScale } from '../tables/mean-cells.ts'
import { enumeration } from '../tables/settings.ts'
import { AT_LEAST } from '../tables/table.ts'
import type { Mark, Score, ScoreColumn } from './scorecard.ts'

/** What stands behind a figure; nothing behind one that is only shown. */
export const markWords: Readonly<Record<Mark, string>> = {
  baseline: 'baseline',
  better: 'better',
  worse: 'worse',
  alike: 'alike',
  unclear: 'unclear',
  withheld: 'withheld',
  shown: '',
}

/** What the marks mean, of those that are there. */
export function markNotes(columns: readonly ScoreColumn[], baseline: string, compared: number): string[] {
  const marks = new Set(columns.flatMap(({ scores }) => scores.map(({ mark }) => mark)))
  const meanings: readonly (readonly [Mark, string])[] = [
    ['alike', 'alike: the interval of the difference lies within what matters'],
    ['unclear', 'unclear: the difference may be chance'],
    ['withheld', 'withheld: what was measured bears no verdict'],
  ]
  const told = meanings.filter(([mark]) => marks.has(mark)).map(([, words]) => words)
  const judged = columns.filter(({ scores }) =>
    scores.some(({ mark }) => mark !== 'shown' && mark !== 'baseline'),
  )
  const comparisons = judged.length * compared
  return [
    `Better and worse than ${baseline}, with ${comparisons} comparisons at once allowed for (Holm 1979, Bonferroni)${told.length === 0 ? '' : `; ${told.join('; ')}`}.`,
  ]
}

/** The unit of a column, in which its means can be compared at a glance. */
export function scaleOfColumn({ entry, scores }: ScoreColumn): Scale {
  const { unit } = definitionOf(entry.number)
  return scaleOf(
    unit,
    scores.map(({ mean }) => mean.mean),
  )
}

/** '0.56 ± 0.02', one a system. */
export function figures(column: ScoreColumn, replicates: number): string[] {
  return meanCells(
    column.scores.map(({ mean }) => mean),
    scaleOfColumn(column),
    replicates,
    column.scores.map(({ atLeast }) => atLeast),
  )
}

/** 'launch latency (s)'. */
export function columnHeading(column: ScoreColumn): string {
  return withScale(column.name, scaleOfColumn(column))
}

/** '491 ms, not 2.32 s'; '0 and 7.97, not 19.69 core-hours' where all have one unit. */
export function against(column: ScoreColumn, scores: readonly Score[]): string {
  const { unit } = definitionOf(column.entry.number)
  const [base, ...ours] = [column.scores[0]!, ...scores].map((score): Told => {
    const scale = scaleOf(unit, [score.mean.mean])
    return { atLeast: score.atLeast, scale, size: score.mean.mean * scale.factor }
  }) as [Told, ...Told[]]
  const isOneUnit = ours.every(each => each.scale.name === base.scale.name)
  let places = Math.max(...[base, ...ours].map(({ size }) => fewestDecimals(size)))
  while (isOneUnit && places < 6 && ours.some(each => fixed(each.size, places) === fixed(base.size, places)))
    places++
  const text = ({ atLeast, size }: Told) => {
    const decimals = isOneUnit ? (size === 0 ? 0 : places) : fewestDecimals(size)
    return `${atLeast ? AT_LEAST : ''}${fixed(size, decimals)}`
  }
  const isShared = ours.every(each => each.scale.name === ours[0]!.scale.name)
  const mine = isOneUnit
    ? enumeration(ours.map(text))
    : isShared
      ? withUnit(enumeration(ours.map(text)), ours[0]!.scale)
      : enumeration(ours.map(each => withUnit(text(each), each.scale)))
  return `${mine}, not ${withUnit(text(base), base.scale)}`
}

interface Told {
  readonly atLeast: boolean
  readonly scale: Scale
  readonly size: number
}
