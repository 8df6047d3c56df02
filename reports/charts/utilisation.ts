/**
 * Chart: how many of the cores are in use over time, under each compared system.
 */
import type { ExperimentResults } from '../experiment-results.ts'
import { type Scale, scaleOf } from '../quantities.ts'
import { meanWords } from '../replicates.ts'
import { mainSetting } from '../samples.ts'
import { exactMean } from '../statistics/mean-interval.ts'
import type { ChartDocument, JsonObject } from './chart-document.ts'
import { claim } from './claim.ts'
import { axis, drawn, frame } from './frame.ts'
import { commonGrid, endOf, type Grid, meanSeries } from './mean-series.ts'
import { lineStyle, markedPoints } from './palette.ts'
import { type System, systemsOf } from './systems.ts'

const USED = 'cpu_used_share'
const LOCKED = 'cpu_locked_share'
/** A locked share below this on average is not drawn: its line would lie on the axis. */
const VISIBLE = 0.0005

interface Line {
  readonly system: System
  readonly number: typeof USED | typeof LOCKED
  readonly values: readonly number[]
}

/**
 * Share of cores held by tasks over the run, as the mean over seeds, at the main setting; thin, the share locked in
 * offers and not used, where there is one. Lines that are the same under every system are one line. Null without a
 * series, and if nothing was ever used.
 */
export function utilisationChart(results: ExperimentResults): ChartDocument | null {
  const systems = systemsOf(results)
  const grid = commonGrid(
    systems.flatMap(({ runs }) => runs),
    results.provenance.untilS,
  )
  if (mainSetting(results) === undefined || grid.count === 0) return null

  const all = differing(systems.flatMap(system => linesOf(system, grid)))
  if (all.every(line => line.values.every(value => value === 0))) return null
  const title = claim(results, USED, 'all')
  const message = [
    `Share of all cores that tasks hold, ${meanWords(results)}.`,
    ...(all.some(line => line.number === LOCKED) ? ['Thin: cores locked in offers that nobody uses.'] : []),
    ...(results.provenance.warmupS > 0 ? ['Shaded: warm-up, left out of all other numbers.'] : []),
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
      headers: ['start_s', 'end_s', ...all.map(line => `${line.system.name} ${line.number}`)],
      rows: Array.from({ length: grid.count }, (_, i) => [
        grid.startS + i * grid.widthS,
        grid.startS + (i + 1) * grid.widthS,
        ...all.map(line => line.values[i]!),
      ]),
    },
  }
}

function linesOf(system: System, grid: Grid): Line[] {
  if (system.runs.length === 0) return []
  const used: Line = { system, number: USED, values: meanSeries(system.runs, 'cpuUsedShare', grid) }
  const locked: Line = { system, number: LOCKED, values: meanSeries(system.runs, 'cpuLockedShare', grid) }
  return exactMean(locked.values) < VISIBLE ? [used] : [used, locked]
}

/** The lines, but one for all systems where they are the same at every point. */
function differing(all: readonly Line[]): readonly Line[] {
  const [first, ...others] = all
  const isSame = (line: Line): boolean =>
    line.number === first!.number && line.values.every((value, i) => value === first!.values[i])
  if (first === undefined || others.length === 0 || !others.every(isSame)) return all
  return [
    { ...first, system: { ...first.system, name: 'all', label: `all ${all.length}, which are the same` } },
  ]
}

/** Every point stands in the middle of its slice. */
function dataset({ system, number, values }: Line, grid: Grid, systems: number): JsonObject {
  const locked = number === LOCKED
  const time = timeScale(grid)
  return {
    label: locked ? `${system.label}, locked` : system.label,
    data: values.map((value, i) => ({
      x: drawn((grid.startS + (i + 0.5) * grid.widthS) * time.factor),
      y: drawn(value * 100),
    })),
    ...lineStyle(system.style),
    ...(locked ? { borderWidth: 1, pointStyle: 'line' } : {}),
    ...markedPoints(locked ? 0 : values.length, system.style, systems),
  }
}

function options(
  results: ExperimentResults,
  all: readonly Line[],
  grid: Grid,
  title: string,
  message: string,
): JsonObject {
  const time = timeScale(grid)
  const end = endOf(grid) * time.factor
  const top = Math.max(...all.flatMap(line => line.values))
  return frame({
    title,
    message,
    scales: {
      x: axis('simulated time', time.name, {
        type: 'linear',
        min: 0,
        max: drawn(end),
        ticksAt: timeTicks(end, time),
        ticks: { maxRotation: 0 },
      }),
      y: axis('share of all cores', '%', {
        min: 0,
        ...(top > 0.5 ? { max: 100 } : {}),
        ticks: { maxTicksLimit: 6 },
      }),
    },
    legend: all.length > 1 || all[0]!.system.name === 'all',
    plugins: warmup(results.provenance.warmupS * time.factor),
    pick: 'index',
  })
}

/** The part of the run that is not measured, shaded. */
function warmup(end: number): JsonObject {
  if (!(end > 0)) return {}
  const box = {
    type: 'box',
    xMin: 0,
    xMax: drawn(end),
    backgroundColor: '#7f7f7f26',
    borderWidth: 0,
    drawTime: 'beforeDatasetsDraw',
  }
  return { annotation: { annotations: { warmup: box } } }
}

/** Hours at most for four days, then days. */
function timeScale(grid: Grid): Scale {
  const end = endOf(grid)
  return end >= 4 * 86_400 ? { name: 'd', factor: 1 / 86_400 } : scaleOf('s', [end])
}

/** Ticks at whole steps: Chart.js would share an axis that ends a little after one out evenly, 0, 1.0001 and 2.0003 h. */
function timeTicks(end: number, scale: Scale): number[] {
  const step = timeStep(end, scale)
  return Array.from({ length: Math.floor(end / step + 1e-9) + 1 }, (_, i) => drawn(i * step) as number)
}

/** Distance of the ticks of an axis that ends at `end`: round in its unit, and nine ticks at most. */
function timeStep(end: number, { name }: Scale): number {
  const round = name === 'h' ? [1, 2, 4, 6, 12] : name === 'd' ? [1, 2, 7, 14, 28] : [1, 2, 5, 10, 15, 20, 30]
  return round.find(step => end / step <= 8) ?? 10 ** Math.ceil(Math.log10(end / 8))
}
