/**
 * Chart: how many of the cores are in use over time, under each compared system.
 */
import type { ExperimentResults } from '../experiment-results.ts'
import type { ChartDocument, JsonObject } from './chart-document.ts'
import { axis, drawn, frame, percent } from './frame.ts'
import { commonGrid, type Grid, meanSeries } from './mean-series.ts'
import { styleOf } from './palette.ts'
import { comparedValues, heaviestSetting, runsAt, settingWords } from './selection.ts'
import { durationUnit, seedsWords, shortened, spread } from './wording.ts'

/** A locked share below this on average is not drawn. */
const VISIBLE = 0.0005

interface Line {
  readonly name: string
  readonly locked: boolean
  readonly style: number
  readonly values: readonly number[]
}

/**
 * Share of cores held by tasks over the run, as the mean over seeds, at the heaviest setting; dashed, the share locked
 * in offers and not used, where there is one. Null without a series.
 */
export function utilisationChart(results: ExperimentResults): ChartDocument | null {
  const setting = heaviestSetting(results)
  const systems = comparedValues(results)
  const groups = systems.map(system => runsAt(results, system, setting))
  const grid = commonGrid(groups.flat())
  if (grid.count === 0) return null

  const linesDrawn: Line[] = []
  groups.forEach((runs, i) => {
    if (runs.length === 0) return
    const name = String(systems[i])
    linesDrawn.push({ name, locked: false, style: i, values: meanSeries(runs, 'cpuUsedShare', grid) })
    const locked = meanSeries(runs, 'cpuLockedShare', grid)
    if (mean(locked) >= VISIBLE) linesDrawn.push({ name, locked: true, style: i, values: locked })
  })

  const used = linesDrawn.filter(line => !line.locked)
  const at = settingWords(results, setting)
  const averages = used.map(line => ({ name: line.name, value: mean(line.values) }))
  const title = spread({
    at,
    subject: 'the share of cores in use over the whole run',
    unit: 'share',
    values: averages,
  })
  const message = [
    `Mean over ${seedsWords(results.seeds.length)} of the share of all cores that tasks hold, slice by slice.`,
    linesDrawn.some(line => line.locked) ? 'Dashed: cores locked in offers that nobody uses.' : '',
  ]
  const unit = durationUnit(grid.startS + grid.widthS * grid.count)
  const top = Math.max(...linesDrawn.flatMap(line => line.values))
  const text = message.join(' ').trim()
  return {
    id: 'utilisation',
    title,
    message: text,
    config: {
      type: 'line',
      data: { datasets: linesDrawn.map(line => dataset(line, grid, unit.seconds, systems.length)) },
      options: frame({
        title,
        message: text,
        scales: {
          x: axis(`simulated time (${unit.name})`, { type: 'linear', min: 0, bounds: 'data' }),
          y: axis('share of all cores', { min: 0, ...(top > 0.5 ? { max: 1 } : {}), ticks: percent }),
        },
        legend: linesDrawn.length > 1,
        pick: 'index',
      }),
    },
    table: {
      headers: ['start_s', 'end_s', ...linesDrawn.map(line => `${line.name} ${column(line)}`)],
      rows: Array.from({ length: grid.count }, (_, i) => [
        grid.startS + i * grid.widthS,
        grid.startS + (i + 1) * grid.widthS,
        ...linesDrawn.map(line => line.values[i]!),
      ]),
    },
  }
}

/** Points stand in the middle of their slices; a few carry the system's shape, and no two systems at the same time. */
function dataset(line: Line, grid: Grid, secondsPerUnit: number, systems: number): JsonObject {
  const style = styleOf(line.style)
  const every = Math.max(1, Math.floor(grid.count / 8))
  const offset = Math.floor((line.style * every) / systems)
  return {
    label: shortened(line.locked ? `${line.name}, locked` : line.name, 40),
    data: line.values.map((value, i) => ({
      x: drawn((grid.startS + (i + 0.5) * grid.widthS) / secondsPerUnit),
      y: drawn(value),
    })),
    borderColor: style.colour,
    backgroundColor: style.colour,
    borderWidth: line.locked ? 1.75 : 2.25,
    borderDash: line.locked ? [6, 5] : [],
    borderJoinStyle: 'round',
    pointStyle: style.shape,
    pointBorderWidth: 2,
    pointRadius: line.values.map((_, i) => (i % every === offset && !line.locked ? 5 : 0)),
    pointHoverRadius: 6,
  }
}

function column(line: Line): string {
  return line.locked ? 'cpu_locked_share' : 'cpu_used_share'
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
