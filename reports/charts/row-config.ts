/**
 * The drawing of means as rows: the name to the left, a bar or a point with its interval, the value to the right of it.
 * Every row says by itself what it is, without a colour.
 */
import { scaleOf, type Unit, withUnit } from '../quantities.ts'
import { meanCells } from '../tables/mean-cells.ts'
import type { CellValue } from './cells.ts'
import type { ChartConfig, JsonObject } from './chart-document.ts'
import { frame, headHeight } from './frame.ts'
import { lines } from './lines.ts'
import { styleOf } from './palette.ts'
import { hasInterval, placed, type ValueAxis } from './value-axis.ts'

export interface Row {
  readonly name: string
  readonly style: number
  readonly cell: CellValue
}

export interface RowGroup {
  /** Stands above the rows; '' where there is one group. */
  readonly heading: string
  readonly rows: readonly Row[]
}

export interface RowParts {
  readonly title: string
  readonly message: string
  readonly unit: Unit
  /** What is measured, in words. */
  readonly subject: string
  /** How many seeds or logs the experiment has: a row measured by fewer says so. */
  readonly replicates: number
}

const NAME_WIDTH = 24
const NAME_LINES = 3
const LINE = 20
/** Room around the lines of a row, and below them all for the axis, in pixels of the layout. */
const ROW_GAP = 20
const AXIS_HEIGHT = 74
const LABEL_CHARACTER = 9
/** Of a point. */
const RADIUS = 6

/** One row of the picture: a group's heading, or a system's bar. */
type Place = { readonly heading: string } | (Row & { readonly group: string })

/** The configuration, and its height in pixels of the layout, which follows from the number of rows. */
export function rowConfig(
  groups: readonly RowGroup[],
  values: ValueAxis,
  parts: RowParts,
): { config: ChartConfig; height: number } {
  const places = groups.flatMap(({ heading, rows }): Place[] => [
    ...(heading === '' ? [] : [{ heading }]),
    ...rows.map(row => ({ ...row, group: heading })),
  ])
  const names = places.map(place => ('heading' in place ? [''] : nameLines(place.name)))
  const labels = places.map(place => ('heading' in place ? '' : valueLabel(place.cell, values, parts)))
  const longest = Math.max(...labels.map(label => label.length))
  const most = Math.max(...names.map(name => name.length))
  const styles = places.map(place => ('heading' in place ? styleOf(0) : styleOf(place.style)))
  const config: ChartConfig = {
    type: values.logarithmic ? 'lineWithErrorBars' : 'barWithErrorBars',
    data: {
      labels: names,
      datasets: [
        {
          label: parts.subject,
          data: places.map((place, i) => point(place, labels[i]!, values)),
          ...(values.logarithmic ? pointMarks(styles) : barMarks(styles.map(({ colour }) => colour))),
        },
      ],
    },
    options: {
      ...frame({
        title: parts.title,
        message: parts.message,
        scales: {
          x: values.options,
          y: { type: 'category', offset: true, ticks: { autoSkip: false }, grid: { display: false } },
        },
        legend: false,
        pick: 'index',
        room: 14 + (values.logarithmic ? RADIUS : 0) + longest * LABEL_CHARACTER,
        plugins: {
          rowTexts: {
            headings: places.flatMap((place, i) =>
              'heading' in place ? [{ row: i, text: place.heading }] : [],
            ),
          },
        },
      }),
      indexAxis: 'y',
    },
  }
  const height =
    headHeight(parts.title, parts.message) + AXIS_HEIGHT + places.length * (ROW_GAP + most * LINE)
  return { config, height }
}

/** Nothing where a heading stands. `label` is written behind the mark, `group` is read out with it. */
function point(place: Place, label: string, values: ValueAxis): JsonObject {
  if ('heading' in place) return { x: null }
  return { ...placed(place.cell, values), label, ...(place.group === '' ? {} : { group: place.group }) }
}

/** '4.23 ± 1.58 s', '≥ 4.23 s'; on a logarithmic axis each value has the unit that fits it. */
function valueLabel(cell: CellValue, values: ValueAxis, { unit, replicates }: RowParts): string {
  const scale = values.logarithmic ? scaleOf(unit, [cell.mean]) : values.scale
  const mean = hasInterval(cell) ? cell : { ...cell, low: Number.NaN, high: Number.NaN, n: 1 }
  return withUnit(meanCells([mean], scale, Math.min(replicates, mean.n), [cell.atLeast === true])[0]!, scale)
}

function nameLines(name: string): string[] {
  const all = lines(name, NAME_WIDTH)
  return all.length <= NAME_LINES
    ? all
    : [...all.slice(0, NAME_LINES - 1), `${all[NAME_LINES - 1]!.slice(0, NAME_WIDTH - 1)}…`]
}

/** Pale bars in a strong frame: a whisker is seen on both sides of its end. */
function barMarks(colours: readonly string[]): JsonObject {
  return {
    backgroundColor: colours.map(colour => `${colour}55`),
    borderColor: colours,
    borderWidth: 2,
    maxBarThickness: 24,
    categoryPercentage: 0.8,
    barPercentage: 0.9,
    errorBarLineWidth: 2,
    errorBarWhiskerLineWidth: 2,
    errorBarWhiskerRatio: 0.6,
  }
}

function pointMarks(styles: readonly { readonly colour: string; readonly shape: string }[]): JsonObject {
  const colours = styles.map(({ colour }) => colour)
  return {
    showLine: false,
    borderColor: colours,
    backgroundColor: colours,
    pointStyle: styles.map(({ shape }) => shape),
    // Chart.js looks for these under the name of the point's kind, which is not 'point' here, or without one.
    radius: RADIUS,
    hoverRadius: RADIUS + 2,
    errorBarColor: colours,
    errorBarLineWidth: 2,
    errorBarWhiskerColor: colours,
    errorBarWhiskerLineWidth: 2,
    errorBarWhiskerSize: 14,
    // A mark at either end of the axis is drawn whole.
    clip: RADIUS + 2,
  }
}
