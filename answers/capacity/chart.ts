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
import type { Axis } from './axis.ts'
import type { CapacityAnswer } from './capacity.ts'
import { lateThings, limitWords, valueWords } from './sentences.ts'

/** One chart a goal; none where nothing was tested. */
export function capacityCharts(
  goals: readonly Goal[],
  axis: Axis,
  answers: readonly CapacityAnswer[],
): ChartDocument[] {
  if (answers.every(({ tested }) => tested.length === 0)) return []
  return goals.map((goal, index) => capacityChart(goal, index, goals.length, axis, answers))
}

function capacityChart(
  goal: Goal,
  index: number,
  goals: number,
  axis: Axis,
  answers: readonly CapacityAnswer[],
): ChartDocument {
  const unit = goal.kind === 'percentile' ? 'share' : definitionOf(goal.number).unit
  const limit = goal.kind === 'percentile' ? goal.late : goal.limit
  const series = answers.map((answer, style) => ({
    label: labelOf(answer),
    style,
    points: answer.tested.map(({ value, means }) => ({ x: value, cell: means[index]! })),
  }))
  const cells = series.flatMap(({ points }) => points.map(({ cell }) => cell))
  const subject = goal.kind === 'percentile' ? `${lateThings(goal)} beyond ${limitWords(goal)}` : goal.number
  const ofLimit = { mean: limit, low: Number.NaN, high: Number.NaN, n: 1 }
  const values = valueAxis([...cells, ofLimit], unit, subject, 'y')
  const chosen = answers
    .filter(({ value }) => value !== undefined)
    .map(answer => `${valueWords(axis, answer.value!)}${answers.length > 1 ? ` (${labelOf(answer)})` : ''}`)
  const title =
    chosen.length === 0 ? `No value was shown to hold ${goal.text}` : `${goal.text}: ${chosen.join(', ')}`
  const message = `The dashed line is what is allowed, ${quantity(limit, unit)}; a value is chosen where it, and all tested above it, are shown to stay below. Intervals are at 95 %.`
  const config = courseConfig(axis.key, series, values, { title, message })
  const line: JsonObject = {
    type: 'line',
    yMin: drawn(limit * values.scale.factor),
    yMax: drawn(limit * values.scale.factor),
    borderColor: '#444444',
    borderDash: [6, 4],
    borderWidth: 2,
  }
  const marks = Object.fromEntries(
    answers.flatMap(({ value }, i) =>
      value === undefined
        ? []
        : [
            [
              `chosen${i}`,
              {
                type: 'line',
                xMin: value,
                xMax: value,
                borderColor: '#7f7f7f',
                borderWidth: 1,
                borderDash: [2, 3],
              } satisfies JsonObject,
            ],
          ],
    ),
  )
  const plugins = config.options['plugins'] as JsonObject
  return {
    id: goals === 1 ? 'capacity' : `capacity-${index + 1}`,
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
      headers: ['setting', axis.key, subject, 'low', 'high', 'seeds', 'shown'],
      rows: answers.flatMap(answer =>
        answer.tested.map(({ value, means, seeds, goals: judged }) => {
          const { mean, low, high } = means[index]!
          return [labelOf(answer), value, mean, low, high, seeds, wordOf[judged[index]!.side]]
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
