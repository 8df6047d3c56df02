/**
 * Chart: which share of jobs has started within which wait, under each compared system.
 */

import type { Distribution } from '../../sim/measure/result.ts'
import type { ExperimentResults, RunRecord } from '../experiment-results.ts'
import { capital, under } from '../finding/place.ts'
import { meanWords } from '../replicates.ts'
import { exactMean } from '../statistics/mean-interval.ts'
import { AT_LEAST } from '../tables/table.ts'
import type { ChartDocument, JsonObject } from './chart-document.ts'
import { claim } from './claim.ts'
import { durationLabel, durationRange } from './duration-axis.ts'
import { axis, drawn, frame } from './frame.ts'
import { marksAlong } from './marks-along.ts'
import { lineStyle } from './palette.ts'
import { type System, systemsOf } from './systems.ts'

const MEASURE = 'wait_first_s'
const STOPS =
  'A curve stops where jobs that had not started when the run ended, and so far waited less, could move it.'
/** Waits below a millionth of the longest are drawn at the left edge of the logarithmic axis. */
const DECADES = 1e-6
/** The probabilities of the table. */
const TABLE = [0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1]

interface Curve {
  readonly system: System
  /** Wait in seconds at probabilities 0, 1/n … 1; where it is not known, the least that it can be. */
  readonly quantiles: readonly number[]
  /** So many quantiles from the start are known as well as the curve can show it; there it stops. */
  readonly known: number
  /** The same, exactly: from there on a quantile is a bound, and said to be. */
  readonly exact: number
}

/**
 * Cumulative distribution of the wait for the first task over all jobs, at the main setting. Over seeds, quantiles are
 * averaged (Vincent 1912), so that the curve has the shape of a typical run. Null if nobody waited, nobody was measured,
 * or so many jobs had not started that no part of any curve is known.
 */
export function waitDistributionChart(results: ExperimentResults): ChartDocument | null {
  const systems = systemsOf(results)
  const curves = systems
    .map((system): Curve => ({ system, ...meanQuantiles(system.runs) }))
    .filter(({ quantiles }) => quantiles.length > 1)
  const longest = Math.max(0, ...curves.map(curve => curve.quantiles.at(-1)!))
  const shown = curves.filter(({ known }) => known > 0)
  if (longest === 0 || shown.length === 0) return null

  const positive = curves.flatMap(curve => curve.quantiles.filter(value => value >= longest * DECADES))
  const range = durationRange(Math.min(...positive), longest)
  const title = claim(results, 'wait_first_p90_s', 'all', 'wait that 90 % of jobs stay below')
  const message =
    `Share of jobs whose first task started within this wait, ${meanWords(results)}. ` +
    'Further left is better.' +
    (shown.some(({ quantiles }) => quantiles[0]! < range.min)
      ? ` Waits below ${durationLabel(range.min)} stand at the left edge.`
      : '') +
    (shown.some(curve => curve.known < curve.quantiles.length) ? ` ${STOPS}` : '') +
    unknownWords(
      results,
      curves.filter(({ known }) => known === 0),
    )
  return {
    id: 'wait-distribution',
    title,
    message,
    config: {
      type: 'line',
      data: { datasets: shown.map(curve => dataset(curve, range, systems.length)) },
      options: frame({
        title,
        message,
        scales: {
          x: axis(
            'wait for the first task, logarithmic axis',
            '',
            { type: 'logarithmic', unit: 'duration', ...range },
            'x',
          ),
          y: axis('share of jobs', '%', { min: 0, max: 100, ticks: { maxTicksLimit: 6 } }),
        },
        legend: shown.length > 1,
        pick: 'nearest',
      }),
    },
    table: {
      headers: ['share_of_jobs', ...curves.map(({ system }) => `${system.name} ${MEASURE}`)],
      rows: TABLE.map(probability => [
        probability,
        ...curves.map(curve => {
          const value = quantile(curve, probability)
          return isBound(curve, probability) ? `${AT_LEAST}${Number(value.toPrecision(6))}` : value
        }),
      ]),
    },
  }
}

/** ' Under fifo no part of the curve is known.' */
function unknownWords(results: ExperimentResults, curves: readonly Curve[]): string {
  if (curves.length === 0) return ''
  const where = under(
    results,
    curves.map(({ system }) => system.value),
  )
  return ` ${capital(where)} no part of the curve is known: so many jobs had not started when the run ended.`
}

/** Mean over runs of each quantile; runs without jobs do not count. It is known where it is in every run. */
function meanQuantiles(runs: readonly RunRecord[]): Pick<Curve, 'quantiles' | 'known' | 'exact'> {
  const measured = runs.flatMap(({ result }) =>
    result.distributions.filter(
      ({ scope, measure, count }) => scope === 'all' && measure === MEASURE && count > 0,
    ),
  )
  const length = Math.min(...measured.map(({ quantiles }) => quantiles.length))
  if (measured.length === 0) return { quantiles: [], known: 0, exact: 0 }
  const quantiles = Array.from({ length }, (_, i) =>
    exactMean(
      measured.map(({ quantiles }) => quantiles[Math.round((i * (quantiles.length - 1)) / (length - 1))]!),
    ),
  )
  const least = (shares: readonly number[]) => Math.floor(Math.min(...shares) * length)
  return {
    quantiles,
    known: least(measured.map(each => knownOf(each, 1) / each.quantiles.length)),
    exact: least(measured.map(each => knownOf(each, 0) / each.quantiles.length)),
  }
}

/**
 * How many quantiles from the start are known to within so many steps: the most that each can be is not above the least
 * that the one so many steps further on can be. Within one step, a curve through them could not be seen to move.
 */
function knownOf({ quantiles, atMost }: Distribution, steps: number): number {
  if (atMost === undefined) return quantiles.length
  const last = quantiles.length - 1
  const unknown = atMost.findIndex((most, i) => most === null || most > quantiles[Math.min(i + steps, last)]!)
  return unknown < 0 ? quantiles.length : unknown
}

/** The wait that at least this share of jobs stay below: the quantile tabulated at it, or at the next probability. */
function quantile(curve: Curve, probability: number): number {
  return curve.quantiles[indexOf(curve, probability)]!
}

/** Is only this known of that quantile, that it is not smaller? */
function isBound(curve: Curve, probability: number): boolean {
  return indexOf(curve, probability) >= curve.exact
}

/** In whole thousandths, for products of fractions fall on either side of a whole number. */
function indexOf({ quantiles }: Curve, probability: number): number {
  return Math.ceil(((quantiles.length - 1) * Math.round(probability * 1000)) / 1000)
}

function dataset(curve: Curve, { min, max }: ReturnType<typeof durationRange>, systems: number): JsonObject {
  const { system } = curve
  const last = curve.quantiles.length - 1
  // Of the waits at the left edge only the last is drawn: the curve starts with the share that waited no longer.
  const first = Math.max(
    0,
    curve.quantiles.findLastIndex(value => value <= min),
  )
  const points = curve.quantiles
    .map((wait, i) => ({ x: Math.max(wait, min), y: (100 * i) / last }))
    .slice(Math.min(first, Math.max(0, curve.known - 1)), curve.known)
  return {
    label: system.label,
    data: points.map(({ x, y }) => ({ x: drawn(x), y: drawn(y) })),
    ...lineStyle(system.style),
    ...marksAlong(points, { min, max, top: 100 }, system.style, systems),
  }
}
