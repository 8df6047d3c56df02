/**
 * Two systems with known waits, whose runs a test may change.
 */
import type { AxisValue, ExperimentResults, RunRecord } from '../../../reports/experiment-results.ts'
import type { Distribution, ResultRow, Series } from '../../../sim/measure/result.ts'

export const headline = { number: 'wait_first_mean_s', of: 'all' }
export const twoSystems = { name: 'system', values: ['fifo', 'offers'] }
export const twoLoads = { name: 'load', values: [0.5, 0.9] }

/** Waits of three seeds in seconds, by system. */
const waits: Readonly<Record<string, readonly number[]>> = { fifo: [1, 2, 3], offers: [4, 4, 4] }

/** The wait of a system under a seed: at load 0.9 ten times as long. */
export function waitsOf({ system, load }: Readonly<Record<string, AxisValue>>, seed: number) {
  return { all: { wait_first_mean_s: waits[String(system)]![seed]! * (load === 0.9 ? 10 : 1) } }
}

/** The results with something else in each run. */
export function withEach(
  results: ExperimentResults,
  change: (run: RunRecord) => {
    series?: Partial<Series>
    distributions?: readonly Distribution[]
    rows?: readonly ResultRow[]
    endS?: number
  },
): ExperimentResults {
  const runs = results.runs.map(run => {
    const { series, distributions, rows, endS } = change(run)
    const { result } = run
    return {
      ...run,
      result: {
        ...result,
        endS: endS ?? result.endS,
        series: { ...result.series, ...series },
        rows: rows ?? result.rows,
        distributions: distributions ?? result.distributions,
      },
    }
  })
  return { ...results, runs }
}
