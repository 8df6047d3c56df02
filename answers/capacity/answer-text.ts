/**
 * The answer as it is printed: a table of what was tested, and the sentences.
 */

import type { Goal } from '../../bench/experiment/goals.ts'
import { fixed, intervalTexts } from '../../reports/quantities.ts'
import { definitionOf } from '../../reports/samples.ts'
import { possibleMean, possibleShare } from '../../reports/statistics/possible-ends.ts'
import { padded, textWidth } from '../../reports/text-width.ts'
import type { Axis } from './axis.ts'
import type { CapacityAnswer } from './capacity.ts'
import { labelOf, wordOf } from './chart.ts'
import { isShare } from './goal-excess.ts'
import { answerSentences, type Wording } from './sentences.ts'
import { signOf } from './words.ts'

/** Text for a terminal, one part for each combination of axes. */
export function answerText(
  goals: readonly Goal[],
  axis: Axis,
  answers: readonly CapacityAnswer[],
  request: Wording,
): string {
  return answers
    .map(answer => {
      const said = answerSentences(goals, axis, answer, request)
      return [labelOf(answer), '', ...table(goals, axis, answer), ...said, ''].join('\n')
    })
    .join('\n')
}

function table(
  goals: readonly Goal[],
  axis: Axis,
  { tested, value: chosen, exact }: CapacityAnswer,
): string[] {
  if (tested.length === 0) return []
  const rows = tested.map(({ value, side, seeds, means }) => [
    `${fixed(value, decimals(value))}${value === chosen ? ' *' : ''}`,
    ...goals.map((goal, i) => {
      const factor = isShare(goal) ? 100 : 1
      const ends =
        goal.kind === 'percentile'
          ? possibleShare(means[i]!)
          : possibleMean(means[i]!, definitionOf(goal.number))
      const { mean, range } = intervalTexts(ends, factor, fixed)
      const sign = goal.kind === 'percentile' ? ' % late' : signOf(goal)
      return `${mean}${sign}${range === null ? '' : ` (${range})`}`
    }),
    exact ? '1 run' : `${seeds} seeds`,
    wordOf[side],
  ])
  const head = [axis.key, ...goals.map(({ text }) => text), 'from', 'shown']
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map(row => textWidth(row[column]!))))
  const line = (row: readonly string[]) =>
    row
      .map((text, column) => padded(text, widths[column]!, 'left'))
      .join('  ')
      .trimEnd()
  return [line(head), widths.map(width => '─'.repeat(width)).join('  '), ...rows.map(line), '']
}

function decimals(value: number): number {
  return String(value).split('.')[1]?.length ?? 0
}
