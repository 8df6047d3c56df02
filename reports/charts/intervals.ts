/**
 * Chart: one number under each compared system along the rising axis, with confidence intervals.
 */
import type { ExperimentResults } from '../experiment-results.ts'
import { axisWords, phrase, valueWords } from '../labels.ts'
import { definitionOf } from '../samples.ts'
import { counted, enumeration } from '../tables/settings.ts'
import { NOTHING } from '../tables/table.ts'
import { type Cell, type Cells, cellsOf } from './cells.ts'
import type { ChartConfig, ChartDocument } from './chart-document.ts'
import { claim } from './claim.ts'
import { courseConfig, type Series } from './course-config.ts'
import { rowConfig } from './row-config.ts'
import { type System, systemsOf } from './systems.ts'
import { hasInterval, type ValueAxis, valueAxis } from './value-axis.ts'

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
    return !isHeadline && own.length > 0 && own.every(({ mean, low }) => mean === 0 && !(low < 0))
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
  const message = `${reading(cells, values, course !== null, results.seeds.length)}${direction}${zeroWords(results, zero)}`
  const parts = { title, message, unit, subject, seeds: results.seeds.length }
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
  return cells.every(cell => cell.mean === cells[0]!.mean && !hasInterval(cell))
}

/**
 * The lines, if one of the axes is of numbers: a system each along the rising axis, or a step each along the compared
 * one. Null if neither axis is, or has one number only.
 */
function seriesOf({ cells, steps, numbers }: Cells, systems: readonly System[]): Series[] | null {
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
  return steps
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
function reading(cells: readonly Cell[], values: ValueAxis, isCourse: boolean, seeds: number): string {
  const mark = isCourse || values.logarithmic ? 'Points' : 'Bars'
  const sentences: string[] = []
  if (seeds === 1) sentences.push(`${mark} are results of one run each, which gives no confidence interval.`)
  else if (cells.some(hasInterval)) {
    sentences.push(
      `${mark} are means over ${counted(seeds, 'seed')}, whiskers their 95 % confidence intervals (Student t).`,
    )
    if (cells.some(cell => cell.n < 2))
      sentences.push('Where only one seed measured it, there is no whisker.')
  } else sentences.push(`${mark} are means over ${counted(seeds, 'seed')}.`)
  if (values.cuts) sentences.push('Whiskers that go on below the axis are cut there.')
  if (values.zeros) sentences.push('A value of 0 stands at the edge.')
  return sentences.join(' ')
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
      'seeds',
    ],
    rows: cells.map(cell => [
      valueWords(systems[cell.system]!.value),
      ...(rising === null ? [] : [steps[cell.step]!]),
      cell.mean,
      ...(cell.n > 1 ? [cell.low, cell.high] : [NOTHING, NOTHING]),
      cell.n,
    ]),
  }
}
