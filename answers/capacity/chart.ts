/**
 * A goal against the setting: what was tested, with intervals, the limit, and the values that were chosen.
 */
import type { Goal } from '../../bench/experiment/goals.ts'
import type { ChartDocument, JsonObject } from '../../reports/charts/chart-document.ts'
import { courseConfig } from '../../reports/charts/course-config.ts'
import { drawn } from '../../reports/charts/frame.ts'
import { valueAxis } from '../../reports/charts/value-axis.ts'
import { quantity } from '../../reports/quantities.ts'
import { definitionOf } from '../../reports/samples.ts'
import type { MeanInterval } from '../../reports/statistics/mean-interval.ts'
import type { Axis } from './axis.ts'
import type { CapacityAnswer } from './capacity.ts'
import { inPerCent, lateThings, limitWords, valueWords } from './words.ts'

/** One chart a goal; none where nothing was tested. */
export function capacityCharts(
  goals: readonly Goal[],
  axis: Axis,
  answers: readonly CapacityAnswer[],
): ChartDocument[] {
  if (answers.every(({ tested }) => tested.length === 0)) return []
  return goals.map((goal, index) => capacityChart(goal, index, goals.length, axis, answers))
}

/** What stands at one place of the axis. */
interface Point {
  readonly at: number
  readonly means: readonly MeanInterval[]
  readonly seeds: number
  readonly shown: string
}

interface Course {
  readonly label: string
  readonly points: readonly Point[]
}

function capacityChart(
  goal: Goal,
  index: number,
  goals: number,
  axis: Axis,
  answers: readonly CapacityAnswer[],
): ChartDocument {
  const courses = answers.map(answer => ({
    label: labelOf(answer),
    points: answer.tested.map(({ value, means, seeds, goals: judged }) => ({
      at: value,
      means,
      seeds,
      shown: wordOf[judged[index]!.side],
    })),
  }))
  const chosen = answers
    .filter(({ value }) => value !== undefined)
    .map(answer => `${valueWords(axis, answer.value!)}${answers.length > 1 ? ` (${labelOf(answer)})` : ''}`)
  const title =
    chosen.length === 0 ? `No value was shown to hold ${goal.text}` : `${goal.text}: ${chosen.join(', ')}`
  const message =
    'a value is chosen where it, and all tested above it, are shown to stay below. Intervals are at 95 %.'
  const marks = answers.flatMap(({ value }) => value ?? [])
  return limitChart(goal, index, axis.key, courses, marks, {
    id: goals === 1 ? 'capacity' : `capacity-${index + 1}`,
    title,
    message,
  })
}

/** One chart a goal of the chosen values under a growing workload; none where nobody asked. */
export function headroomCharts(
  goals: readonly Goal[],
  axis: Axis,
  answers: readonly CapacityAnswer[],
): ChartDocument[] {
  const courses = answers.flatMap(answer => {
    const { headroom, value } = answer
    if (headroom === undefined) return []
    const at = answer.tested.find(tested => tested.value === value)!
    const grown = [...headroom.grown, ...(headroom.most?.next === undefined ? [] : [headroom.most.next])]
    const points = grown.map(({ growth, means, seeds, side }) => ({
      at: inPerCent(growth),
      means,
      seeds,
      shown: wordOf[side],
    }))
    const none = { at: 0, means: at.means, seeds: at.seeds, shown: wordOf[at.side] }
    const byGrowth = new Map([none, ...points].map(point => [point.at, point]))
    const sorted = [...byGrowth.values()].sort((a, b) => a.at - b.at)
    return [{ label: `${labelOf(answer)}, ${valueWords(axis, value!)}`, points: sorted }]
  })
  if (courses.length === 0) return []
  return goals.map((goal, index) =>
    limitChart(goal, index, 'growth of the workload, %', courses, [], {
      id: goals.length === 1 ? 'headroom' : `headroom-${index + 1}`,
      title: `${goal.text} under a growing workload`,
      message: 'points are what the chosen values showed with so much more. Intervals are at 95 %.',
    }),
  )
}

/** Courses of a goal along an axis, with what is allowed as a line across, and lines up where something was chosen. */
function limitChart(
  goal: Goal,
  index: number,
  along: string,
  courses: readonly Course[],
  chosen: readonly number[],
  said: { readonly id: string; readonly title: string; readonly message: string },
): ChartDocument {
  const unit = goal.kind === 'percentile' ? 'share' : definitionOf(goal.number).unit
  const limit = goal.kind === 'percentile' ? goal.late : goal.limit
  const series = courses.map(({ label, points }, style) => ({
    label,
    style,
    points: points.map(({ at, means }) => ({ x: at, cell: means[index]! })),
  }))
  const cells = series.flatMap(({ points }) => points.map(({ cell }) => cell))
  const subject = goal.kind === 'percentile' ? `${lateThings(goal)} beyond ${limitWords(goal)}` : goal.number
  const ofLimit = { mean: limit, low: Number.NaN, high: Number.NaN, n: 1 }
  const values = valueAxis([...cells, ofLimit], unit, subject, 'y')
  const { id, title } = said
  const message = `The dashed line is what is allowed, ${quantity(limit, unit)}; ${said.message}`
  const config = courseConfig(along, series, values, { title, message })
  const line: JsonObject = {
    type: 'line',
    yMin: drawn(limit * values.scale.factor),
    yMax: drawn(limit * values.scale.factor),
    borderColor: '#444444',
    borderDash: [6, 4],
    borderWidth: 2,
  }
  const marks = Object.fromEntries(
    chosen.map((value, i): [string, JsonObject] => [
      `chosen${i}`,
      {
        type: 'line',
        xMin: value,
        xMax: value,
        borderColor: '#7f7f7f',
        borderWidth: 1,
        borderDash: [2, 3],
      },
    ]),
  )
  const plugins = config.options['plugins'] as JsonObject
  return {
    id,
    title,
    message,
    config: {
      ...config,
      options: {
        ...config.options,
        plugins: { ...plugins, annotation: { annotations: { limit: line, ...marks } } },
      },
    },
    table: {
      headers: ['setting', along, subject, 'low', 'high', 'seeds', 'shown'],
      rows: courses.flatMap(({ label, points }) =>
        points.map(({ at, means, seeds, shown }) => {
          const { mean, low, high } = means[index]!
          return [label, at, mean, low, high, seeds, shown]
        }),
      ),
    },
  }
}

/** What was shown of a goal at a value. */
export const wordOf = { below: 'holds', above: 'fails', undecided: 'undecided' } as const

/** The values of the axes, as a series is called. */
export function labelOf({ axes }: CapacityAnswer): string {
  return Object.values(axes).map(String).join(', ')
}
