/**
 * Cost against wait over types of machines: which sizes are worth their price.
 */
import type { ChartDocument, JsonObject } from '../../reports/charts/chart-document.ts'
import { courseConfig } from '../../reports/charts/course-config.ts'
import { valueAxis } from '../../reports/charts/value-axis.ts'
import { exactMean, type MeanInterval, meanInterval } from '../../reports/statistics/mean-interval.ts'
import { pairedP } from '../../reports/statistics/paired-p.ts'
import type { CapacityAnswer } from './capacity.ts'
import { labelOf } from './chart.ts'

/** A size of a type that was tested. */
export interface Offer {
  readonly label: string
  readonly style: number
  readonly machines: number
  readonly cost: number
  /** Of each seed, the same seeds for all; null where nothing was measured. */
  readonly waits: readonly (number | null)[]
}

const SIGNIFICANCE = 0.05
const GREY = '#9a9a9a'

/** All tested sizes, with the wait of each seed; empty where machines have no price. */
function offersOf(answers: readonly CapacityAnswer[]): Offer[] {
  return answers.flatMap((answer, style) =>
    answer.tested.flatMap(({ value, cost, waits = [] }) =>
      cost === undefined || waits.every(wait => wait === null)
        ? []
        : [{ label: labelOf(answer), style, machines: value, cost, waits }],
    ),
  )
}

/**
 * Is there an offer that costs no more and is shown to wait less, or costs less and waits the same in every seed? By a paired t test
 * at 5 % over the seeds that both have.
 */
export function isDominated(offer: Offer, offers: readonly Offer[]): boolean {
  return offers.some(other => {
    if (other === offer || other.cost > offer.cost) return false
    const differences = offer.waits.flatMap((wait, i) => {
      const less = other.waits[i] ?? null
      return wait === null || less === null ? [] : [wait - less]
    })
    if (differences.length === 0) return false
    const mean = exactMean(differences)
    if (differences.every(each => each === 0)) return other.cost < offer.cost
    return mean > 0 && (pairedP(differences) ?? 1) < SIGNIFICANCE
  })
}

/** The chart; none where fewer than two answers have a cost. */
export function frontierCharts(answers: readonly CapacityAnswer[]): ChartDocument[] {
  const offers = offersOf(answers)
  if (new Set(offers.map(({ style }) => style)).size < 2) return []
  const { currency } = answers.find(({ cost }) => cost !== undefined)?.cost ?? { currency: '' }
  const judged = offers.map(offer => ({
    ...offer,
    dominated: isDominated(offer, offers),
    cell: meanInterval(offer.waits.filter(wait => wait !== null)),
  }))
  const point = ({ cost, cell }: { cost: number; cell: MeanInterval }) => ({ x: cost, cell })
  const kept = answers.map((answer, style) => ({
    label: labelOf(answer),
    style,
    points: judged.filter(each => each.style === style && !each.dominated).map(point),
  }))
  const greyed = judged.filter(({ dominated }) => dominated).sort((a, b) => a.cost - b.cost)
  const series = [
    ...kept,
    { label: 'another costs no more and waits less', style: answers.length, points: greyed.map(point) },
  ].filter(({ points }) => points.length > 0)
  const values = valueAxis(
    judged.map(({ cell }) => cell),
    's',
    'mean wait of a job',
    'y',
  )
  const title = 'What a shorter wait costs'
  const zero = values.zeros ? ' Sizes under which nothing waited stand at 0, below the logarithmic axis.' : ''
  const message = `Sizes that were tested, of each type of machines; grey ones are not worth their price: another is shown to wait less and costs no more. Intervals are at 95 %.${zero}`
  const along = `cost an hour${currency === '' ? '' : `, ${currency}`}`
  const config = courseConfig(along, series, values, { title, message })
  const datasets = (config.data['datasets'] as JsonObject[]).map((dataset, i) =>
    series[i]!.style === answers.length ? { ...grey(dataset), showLine: false } : dataset,
  )
  // Costs are anywhere: ticks at each of them would lie on each other.
  const scales = config.options['scales'] as JsonObject
  const { ticksAt: _, ...costs } = scales['x'] as JsonObject
  const options = { ...config.options, scales: { ...scales, x: costs } }
  return [
    {
      id: 'frontier',
      title,
      message,
      config: { ...config, options, data: { ...config.data, datasets } },
      table: {
        headers: ['setting', 'machines', along, 'mean wait (s)', 'low', 'high', 'seeds', 'dominated'],
        rows: judged.map(({ label, machines, cost, cell, dominated }) => [
          label,
          machines,
          cost,
          cell.mean,
          cell.low,
          cell.high,
          cell.n,
          dominated ? 'yes' : 'no',
        ]),
      },
    },
  ]
}

function grey(dataset: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(dataset).map(([key, value]) => [
      key,
      /colou?r$/i.test(key) && typeof value === 'string' ? GREY : value,
    ]),
  )
}
