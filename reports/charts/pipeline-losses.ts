/**
 * Chart: what failing pipelines cost, and what cancelling their remaining tasks saved, under each compared system.
 */
import type { ExperimentResults } from '../experiment-results.ts'
import { meanWords } from '../replicates.ts'
import { mainSetting, sampleOf } from '../samples.ts'
import { exactMean } from '../statistics/mean-interval.ts'
import { NOTHING } from '../tables/table.ts'
import type { ChartDocument } from './chart-document.ts'
import { axis, drawn, frame, fromZero } from './frame.ts'
import { barLabel } from './lines.ts'
import { spread } from './spread.ts'
import { systemsOf } from './systems.ts'

/** The bars: the two kinds of lost work stand on each other, what was saved stands beside them. */
const parts = [
  {
    number: 'core_hours_lost_before',
    label: 'lost, done before the failure',
    colour: '#e69f00',
    stack: 'lost',
  },
  {
    number: 'core_hours_lost_after',
    label: 'lost, done after the failure',
    colour: '#d55e00',
    stack: 'lost',
  },
  { number: 'core_hours_saved', label: 'saved by cancelling', colour: '#009e73', stack: 'saved' },
] as const

const tableNumbers = [...parts.map(({ number }) => number), 'tasks_doomed', 'pipelines_failed'] as const

/** Core-hours lost and saved at the main setting, as means over seeds. Null if no pipeline failed. */
export function pipelineLossesChart(results: ExperimentResults): ChartDocument | null {
  const setting = mainSetting(results)
  if (setting === undefined) return null
  const measured = systemsOf(results)
    .map(({ name, value }) => ({
      name,
      /** In the order of `tableNumbers`; NaN where no seed measured it. */
      means: tableNumbers.map(number => exactMean(sampleOf(setting, value, number, 'all'))),
    }))
    .filter(({ means }) => parts.some((_, i) => Number.isFinite(means[i])))
  if (measured.every(({ means }) => parts.every((_, i) => !means[i]))) return null

  const title = spread(
    results,
    'work lost with failed pipelines',
    'core-hours',
    measured.map(({ name, means }) => ({ name, value: (means[0] || 0) + (means[1] || 0) })),
  )
  const message =
    `Work that failed pipelines did in vain, and work that cancelling the rest of them saved: ` +
    `${meanWords(results, 'means')}.`
  return {
    id: 'pipeline-losses',
    title,
    message,
    config: {
      type: 'bar',
      data: {
        labels: measured.map(({ name }) => barLabel(name, measured.length)),
        datasets: parts.map(({ label, colour, stack }, i) => ({
          label,
          data: measured.map(({ means }) => drawn(means[i]!)),
          backgroundColor: colour,
          stack,
          pointStyle: 'rect',
          maxBarThickness: 90,
          categoryPercentage: 0.72,
          barPercentage: 0.94,
        })),
      },
      options: frame({
        title,
        message,
        scales: {
          x: { type: 'category', stacked: true, ticks: { autoSkip: false }, grid: { display: false } },
          y: axis('work', 'core-hours', { stacked: true, ...fromZero }),
        },
        legend: true,
        pick: 'index',
      }),
    },
    table: {
      headers: [results.baseline.axis, ...tableNumbers],
      rows: measured.map(({ name, means }) => [
        name,
        ...means.map(value => (Number.isFinite(value) ? value : NOTHING)),
      ]),
    },
  }
}
