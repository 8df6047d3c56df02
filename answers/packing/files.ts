/**
 * The files of a packing: `pack.json` with what every trial found, and its charts.
 */
import type { ChartDocument, JsonObject } from '../../reports/charts/chart-document.ts'
import { courseConfig } from '../../reports/charts/course-config.ts'
import { valueAxis } from '../../reports/charts/value-axis.ts'
import { writeAnswer } from '../answer-files.ts'
import { inPerCent } from '../capacity/words.ts'
import { SHARE } from './defaults.ts'
import { GROWTH_STEP, MOST_GROWTH, type Packing, type PackingRequest, type Trials } from './packing.ts'
import { packingSentences } from './packing-text.ts'

/** One document, the same bytes on every machine. */
export function packingDocument(request: PackingRequest, packings: readonly Packing[]): object {
  const trialsDocument = ({ found, answer }: Trials) => ({
    answer: answer ?? null,
    trials: found.map(value => value ?? null),
  })
  return {
    goals: request.goals.map(({ text }) => text),
    picky: request.picky,
    share: SHARE,
    answers: packings.map(packing => ({
      axes: packing.axes,
      machines: packing.machines,
      sentences: packingSentences(packing, request),
      compaction: packing.compaction === undefined ? null : trialsDocument(packing.compaction),
      inflation: trialsDocument(packing.inflation),
    })),
  }
}

/** Writes them into the folder; returns their paths. */
export async function writePacking(
  folder: string,
  request: PackingRequest,
  packings: readonly Packing[],
): Promise<string[]> {
  return writeAnswer(folder, 'pack.json', packingDocument(request, packings), packingCharts(packings))
}

/** In how many trials so many machines suffice, and in how many so much growth fits. */
export function packingCharts(packings: readonly Packing[]): ChartDocument[] {
  const compactions = packings.flatMap(packing =>
    packing.compaction === undefined ? [] : [{ packing, trials: packing.compaction }],
  )
  const inflations = packings.map(packing => ({ packing, trials: packing.inflation }))
  return [
    ...chartOf('compaction', 'machines', 'trials that fit on so many machines', compactions),
    ...chartOf('inflation', 'growth of the workload, %', 'trials in which so much fits', inflations),
  ]
}

interface Course {
  readonly packing: Packing
  readonly trials: Trials
}

function chartOf(
  id: 'compaction' | 'inflation',
  along: string,
  subject: string,
  courses: readonly Course[],
): ChartDocument[] {
  const series = courses.map(({ packing, trials }, style) => ({
    label: Object.values(packing.axes).map(String).join(', '),
    style,
    points: sharesOf(trials.found, id).map(({ value, share }) => ({
      x: id === 'inflation' ? inPerCent(value) : value,
      cell: { mean: share, low: Number.NaN, high: Number.NaN, n: 1 },
    })),
  }))
  const cells = series.flatMap(({ points }) => points.map(({ cell }) => cell))
  if (cells.length === 0) return []
  const values = valueAxis(cells, 'share', subject, 'y')
  const title =
    id === 'compaction' ? 'On how few machines the workload fits' : 'How much more of the workload fits'
  const message = `Each trial puts the machines into another random order; the answer is read at the dashed line, ${SHARE * 100} % of the trials.`
  const config = courseConfig(along, series, values, { title, message })
  const plugins = config.options['plugins'] as JsonObject
  const line: JsonObject = {
    type: 'line',
    yMin: SHARE * values.scale.factor,
    yMax: SHARE * values.scale.factor,
    borderColor: '#444444',
    borderDash: [6, 4],
    borderWidth: 2,
  }
  return [
    {
      id,
      title,
      message,
      config: {
        ...config,
        options: { ...config.options, plugins: { ...plugins, annotation: { annotations: { line } } } },
      },
      table: {
        headers: ['setting', along, subject],
        rows: series.flatMap(({ label, points }) => points.map(({ x, cell }) => [label, x, cell.mean])),
      },
    },
  ]
}

/**
 * The values that trials found, with the share of all trials that fit there: those of this value and of easier ones. Besides the
 * first value at which none fits, and the workload as it is, so that trials that agree make a step and not a dot.
 */
function sharesOf(
  found: Trials['found'],
  of: 'compaction' | 'inflation',
): { value: number; share: number }[] {
  const known = found.flatMap(value => value ?? [])
  if (known.length === 0) return []
  const ends =
    of === 'compaction'
      ? [Math.min(...known) - 1]
      : [0, ...[Math.max(...known) + GROWTH_STEP].filter(value => value <= MOST_GROWTH)]
  const values = [...new Set([...known, ...ends])].sort((a, b) => a - b)
  return values.map(value => ({
    value,
    share: known.filter(each => (of === 'compaction' ? each <= value : each >= value)).length / found.length,
  }))
}
