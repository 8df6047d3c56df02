/**
 * Chart: how many of the cores are in use over time, under each compared system.
 */
import type { ExperimentResults } from '../experiment-results.ts'
import { exactMean } from '../statistics/mean-interval.ts'
import type { ChartDocument, JsonObject } from './chart-document.ts'
import { axis, drawn, frame } from './frame.ts'
import { shortened } from './lines.ts'
import { commonGrid, type Grid, meanSeries } from './mean-series.ts'
import { markedPoints, styleOf } from './palette.ts'
import { type Measure, measureOf, timeStep } from './quantities.ts'
import { comparedValues, heaviestSetting, numbersOf, runsAt, settingWords } from './selection.ts'
import { numberWords, seedsWords, spread } from './wording.ts'

const USED = 'cpu_used_share'
const LOCKED = 'cpu_locked_share'
/** A locked share below this on average is not drawn: its line would lie on the axis. */
const VISIBLE = 0.0005

interface Line {
  readonly name: string
  readonly number: typeof USED | typeof LOCKED
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

  const all: Line[] = groups.flatMap((runs, style) => {
    if (runs.length === 0) return []
    const name = String(systems[style])
    const locked = meanSeries(runs, 'cpuLockedShare', grid)
    return [
      { name, number: USED, style, values: meanSeries(runs, 'cpuUsedShare', grid) },
      ...(exactMean(locked) < VISIBLE ? [] : [{ name, number: LOCKED, style, values: locked } as const]),
    ]
  })
  const title = spread({
    at: settingWords(results, setting),
    subject: numberWords(USED),
    unit: 'share',
    values: groups.map((runs, i) => ({
      name: String(systems[i]),
      value: exactMean(numbersOf(runs, USED, 'all')),
    })),
  })
  const message = [
    `Share of all cores that tasks hold, mean over ${seedsWords(results.seeds.length)}. Higher is better.`,
    ...(all.some(line => line.number === LOCKED) ? ['Dashed: cores locked in offers that nobody uses.'] : []),
  ].join(' ')
  return {
    id: 'utilisation',
    title,
    message,
    config: {
      type: 'line',
      data: { datasets: all.map(line => dataset(line, grid, systems.length)) },
      options: options(results, all, grid, title, message),
    },
    table: {
      headers: ['start_s', 'end_s', ...all.map(line => `${line.name} ${line.number}`)],
      rows: Array.from({ length: grid.count }, (_, i) => [
        grid.startS + i * grid.widthS,
        grid.startS + (i + 1) * grid.widthS,
        ...all.map(line => line.values[i]!),
      ]),
    },
  }
}

/** Every point stands in the middle of its slice. */
function dataset(line: Line, grid: Grid, systems: number): JsonObject {
  const { colour, shape } = styleOf(line.style)
  const locked = line.number === LOCKED
  const time = timeMeasure(grid)
  return {
    label: shortened(locked ? `${line.name}, locked` : line.name, systems > 4 ? 28 : 40),
    data: line.values.map((value, i) => ({
      x: drawn((grid.startS + (i + 0.5) * grid.widthS) / time.size),
      y: drawn(value * 100),
    })),
    borderColor: colour,
    backgroundColor: colour,
    borderWidth: locked ? 1.75 : 2.25,
    borderDash: locked ? [5, 4] : [],
    borderJoinStyle: 'round',
    pointStyle: locked ? 'line' : shape,
    ...markedPoints(locked ? 0 : line.values.length, line.style, systems),
  }
}

function options(
  results: ExperimentResults,
  all: readonly Line[],
  grid: Grid,
  title: string,
  message: string,
): JsonObject {
  const time = timeMeasure(grid)
  const end = (grid.startS + grid.widthS * grid.count) / time.size
  const top = Math.max(...all.flatMap(line => line.values))
  return frame({
    title,
    message,
    scales: {
      x: axis('simulated time', time, {
        type: 'linear',
        min: 0,
        max: drawn(end),
        ticks: { stepSize: timeStep(end, time), includeBounds: false, maxRotation: 0 },
      }),
      y: axis('share of all cores', measureOf('share', 1), {
        min: 0,
        ...(top > 0.5 ? { max: 100 } : {}),
        ticks: { maxTicksLimit: 6 },
      }),
    },
    legend: all.length > 1,
    plugins: warmup(results.provenance.warmupS, time),
    pick: 'index',
  })
}

/** The part of the run that is not measured, shaded. */
function warmup(seconds: number, time: Measure): JsonObject {
  if (!(seconds > 0)) return {}
  const box = {
    type: 'box',
    xMin: 0,
    xMax: drawn(seconds / time.size),
    backgroundColor: '#7f7f7f26',
    borderWidth: 0,
    drawTime: 'beforeDatasetsDraw',
    label: {
      display: true,
      content: 'warm-up',
      position: { x: 'start', y: 'end' },
      color: '#7f7f7f',
      font: { size: 12, weight: 'normal' },
      padding: 4,
    },
  }
  return { annotation: { annotations: { warmup: box } } }
}

function timeMeasure(grid: Grid): Measure {
  return measureOf('s', grid.startS + grid.widthS * grid.count)
}
