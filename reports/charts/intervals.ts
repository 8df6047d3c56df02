/**
 * Chart: one number under each compared system along the rising axis, with confidence intervals.
 */
import type { ExperimentResults } from '../experiment-results.ts'
import { soFar } from '../finding/gap.ts'
import { axisWords, phrase, valueWords } from '../labels.ts'
import { replicatesOf } from '../replicate-names.ts'
import { replicateNoun } from '../replicates.ts'
import { definitionOf, mainSetting } from '../samples.ts'
import { compareAt } from '../statistics/comparison.ts'
import { enumeration } from '../tables/settings.ts'
import { boundNote } from '../tables/table.ts'
import { type Cell, type Cells, cellsOf, endTexts, meanText } from './cells.ts'
import { chanceWords } from './chance-words.ts'
import type { ChartConfig, ChartDocument } from './chart-document.ts'
import { claim } from './claim.ts'
import { courseConfig, type Series } from './course-config.ts'
import { rowConfig } from './row-config.ts'
import { type System, systemsOf, valueNames } from './systems.ts'
import { CUT, hasInterval, type ValueAxis, valueAxis } from './value-axis.ts'

/**
 * Means over seeds with 95 % Student t intervals of the experiment's headline number, or of another one: lines along an
 * axis of numbers, else rows. Logarithmic where the means span decades. Null if no run measured the number, if it is
 * the same everywhere, and for another number than the headline if a single value is left: tables say that better. Of
 * another number, systems under which it is 0 in every run are named in the message and not drawn.
 */
export function intervalChart(
  results: ExperimentResults,
  number: string = results.headline.number,
  of: string = results.headline.of,
): ChartDocument | null {
  const table = cellsOf(results, number, of)
  const systems = systemsOf(results)
  const isHeadline = number === results.headline.number && of === results.headline.of
  const zero = systems.filter(({ style }) => {
    const own = table.cells.filter(({ system }) => system === style)
    return (
      !isHeadline &&
      own.length > 0 &&
      own.every(({ mean, low, atLeast }) => mean === 0 && !(low < 0) && atLeast !== true)
    )
  })
  const cells = table.cells.filter(({ system }) => zero.every(({ style }) => style !== system))
  const single = cells.length < 2 && !(isHeadline && systems.length === 1)
  if (cells.length === 0 || single || (cells.length > 1 && isEqualEverywhere(cells))) return null

  const { unit, better } = definitionOf(number)
  const subject = phrase(number, of)
  const title = claim(results, number, of)
  const told = { ...table, cells }
  const course = seriesOf(told, systems)
  const values = valueAxis(cells, unit, subject, course === null ? 'x' : 'y')
  const direction = better === 'neither' ? '' : ` ${better === 'lower' ? 'Lower' : 'Higher'} is better.`
  const message =
    `${reading(results, cells, values, course !== null)}${direction}${zeroWords(results, zero)}` +
    boundWords(results, number, of, cells, course !== null)
  const parts = { title, message, unit, subject, replicates: replicatesOf(results).length }
  const drawn: { config: ChartConfig; height?: number } =
    course === null
      ? rowConfig(groupsOf(told, systems), values, parts)
      : {
          config: courseConfig(
            table.numbers === null ? results.baseline.axis : table.rising!,
            course,
            values,
            parts,
          ),
        }
  return {
    id: `intervals-${number}-${of}`.replace(/[^a-z0-9]+/gi, '-').toLowerCase(),
    title,
    message,
    ...drawn,
    table: numbers(results, number, told, systems),
  }
}

function isEqualEverywhere(cells: readonly Cell[]): boolean {
  const { mean, atLeast } = cells[0]!
  return cells.every(cell => cell.mean === mean && cell.atLeast === atLeast && !hasInterval(cell))
}

/**
 * The lines, if one of the axes is of numbers: a system each along the rising axis, or a step each along the compared
 * one. Null if neither axis is, or has one number only.
 */
function seriesOf({ cells, rising, steps, numbers }: Cells, systems: readonly System[]): Series[] | null {
  if (numbers !== null && numbers.length > 1) {
    return systems
      .map(({ label, style }) => ({
        label,
        style,
        points: cells
          .filter(cell => cell.system === style)
          .map(cell => ({ x: numbers[cell.step]!, cell }))
          .sort((a, b) => a.x - b.x),
      }))
      .filter(({ points }) => points.length > 0)
  }
  if (systems.length < 2 || !systems.every(({ value }) => typeof value === 'number')) return null
  return (rising === null ? steps : valueNames(rising, steps))
    .map((label, step) => ({
      label,
      style: step,
      points: cells
        .filter(cell => cell.step === step)
        .map(cell => ({ x: systems[cell.system]!.value as number, cell }))
        .sort((a, b) => a.x - b.x),
    }))
    .filter(({ points }) => points.length > 0)
}

/** The rows of each step, systems in their order. */
function groupsOf({ rising, steps, cells }: Cells, systems: readonly System[]) {
  return steps
    .map((step, at) => ({
      heading: rising === null ? '' : axisWords(rising, step),
      rows: cells
        .filter(cell => cell.step === at)
        .map(cell => ({ name: systems[cell.system]!.name, style: cell.system, cell })),
    }))
    .filter(({ rows }) => rows.length > 0)
}

/** How to read the marks. */
function reading(
  results: ExperimentResults,
  cells: readonly Cell[],
  values: ValueAxis,
  isCourse: boolean,
): string {
  const mark = isCourse || values.logarithmic ? 'Points' : 'Bars'
  const sentences = [chanceWords(results, mark, cells)]
  if (cells.some(hasInterval)) {
    if (cells.some(cell => cell.n < 2))
      sentences.push(`Where only one ${replicateNoun(results)} measured it, there is no whisker.`)
    if (cells.some(cell => cell.exact)) sentences.push('What is exact has no whisker.')
  }
  if (values.cuts) sentences.push(CUT)
  if (values.zeros) sentences.push('A value of 0 stands at the edge.')
  return sentences.join(' ')
}

/**
 * ' ≥: jobs that had not started …', where a value is a bound, and what was compared where a verdict rests on bounds.
 * Points of a line have an arrow in the place of the sign.
 */
function boundWords(
  results: ExperimentResults,
  number: string,
  of: string,
  cells: readonly Cell[],
  isCourse: boolean,
): string {
  const setting = mainSetting(results)
  if (setting === undefined || !cells.some(({ atLeast }) => atLeast === true)) return ''
  const decided = compareAt(results, setting, number, of).filter(
    ({ verdict }) => verdict === 'lower' || verdict === 'higher',
  )
  return ` ${isCourse ? boundNote.replace('≥:', 'Arrow, ≥:') : boundNote}${soFar(decided)}`
}

/** ' It is 0 under fifo and offers.' */
function zeroWords({ baseline: { axis } }: ExperimentResults, zero: readonly System[]): string {
  if (zero.length === 0) return ''
  const names = enumeration(zero.map(({ value }) => axisWords(axis, value)))
  return ` It is 0 ${axis === 'system' ? 'under' : 'with'} ${names}.`
}

function numbers(
  results: ExperimentResults,
  number: string,
  { rising, steps, cells }: Cells,
  systems: readonly System[],
) {
  return {
    headers: [
      results.baseline.axis,
      ...(rising === null ? [] : [rising]),
      `${number} mean`,
      '95 % interval from',
      'to',
      `${replicateNoun(results)}s`,
    ],
    rows: cells.map(cell => [
      valueWords(systems[cell.system]!.value),
      ...(rising === null ? [] : [steps[cell.step]!]),
      meanText(cell),
      ...endTexts(cell),
      cell.exact ? 'exact' : cell.n,
    ]),
  }
}
