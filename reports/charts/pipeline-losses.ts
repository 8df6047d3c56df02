/**
 * Chart: what failing pipelines cost, and what cancelling their remaining tasks saved, under each compared system.
 */
import type { ExperimentResults } from '../experiment-results.ts'
import { exactMean } from '../statistics/mean-interval.ts'
import type { ChartDocument, Json } from './chart-document.ts'
import { axis, drawn, frame, fromZero } from './frame.ts'
import { barLabel } from './lines.ts'
import { comparedValues, heaviestSetting, numbersOf, runsAt, settingWords } from './selection.ts'
import { seedsWords, spread } from './wording.ts'

/** The bars, from the bottom: two that are lost stand on each other, what was saved stands beside them. */
const parts = [
  {
    number: 'core_hours_lost_before',
    label: 'lost: done before the failure',
    colour: '#e69f00',
    stack: 'lost',
  },
  {
    number: 'core_hours_lost_after',
    label: 'lost: done after the failure',
    colour: '#d55e00',
    stack: 'lost',
  },
  { number: 'core_hours_saved', label: 'saved: cancelled, never done', colour: '#009e73', stack: 'saved' },
] as const

const tableNumbers = [...parts.map(({ number }) => number), 'tasks_doomed', 'pipelines_failed'] as const

/** Core-hours lost and saved at the heaviest setting, as means over seeds. Null if no pipeline failed. */
export function pipelineLossesChart(results: ExperimentResults): ChartDocument | null {
  const setting = heaviestSetting(results)
  const measured = comparedValues(results).flatMap(system => {
    const runs = runsAt(results, system, setting)
    const means = tableNumbers.map(number => exactMean(numbersOf(runs, number, 'all')))
    return means.slice(0, parts.length).some(Number.isFinite) ? [{ name: String(system), means }] : []
  })
  const hours = (system: (typeof measured)[number], part: number): number => system.means[part] || 0
  if (measured.every(system => parts.every((_, i) => hours(system, i) === 0))) return null

  const title = spread({
    at: settingWords(results, setting),
    subject: 'work lost with failed pipelines',
    unit: 'core-hours',
    values: measured.map(system => ({ name: system.name, value: hours(system, 0) + hours(system, 1) })),
  })
  const message =
    `Work that failed pipelines did in vain, and work that cancelling the rest of them spared: ` +
    `means over ${seedsWords(results.seeds.length)}. Less lost is better.`
  return {
    id: 'pipeline-losses',
    title,
    message,
    config: {
      type: 'bar',
      data: {
        labels: measured.map(system => barLabel(system.name, measured.length)) as Json,
        datasets: parts.map((part, i) => ({
          label: part.label,
          data: measured.map(system => drawn(hours(system, i))),
          backgroundColor: part.colour,
          stack: part.stack,
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
          x: { type: 'category', stacked: true, grid: { display: false } },
          y: axis('core-hours', null, { stacked: true, ...fromZero }),
        },
        legend: true,
        pick: 'index',
      }),
    },
    table: {
      headers: [results.baseline.axis, ...tableNumbers],
      rows: measured.map(system => [
        system.name,
        ...system.means.map(value => (Number.isFinite(value) ? value : '–')),
      ]),
    },
  }
}
