/**
 * How steady the headline's measurement was along a run.
 */
import type { Result, Steadiness } from '../../sim/measure/result.ts'
import type { ExperimentResults } from '../experiment-results.ts'
import { scopeKey } from '../samples.ts'

const PER_JOB = /^(wait_first|wait_last|response|bounded_slowdown)_(mean|p50|p90|p95|p99|max)(_s)?$/

/** The measurement behind the headline: 'wait_first_s' of 'wait_first_p90_s'; null where it is not one of single jobs. */
export function headlineMeasure({ headline }: ExperimentResults): string | null {
  const [, stem, , suffix = ''] = PER_JOB.exec(headline.number) ?? []
  return stem === undefined ? null : stem + suffix
}

/** Null where the headline is not a measurement of single jobs, or where nothing was measured. */
export function headlineSteadiness(
  results: ExperimentResults,
  result: Result | undefined,
): Steadiness | null {
  const measure = headlineMeasure(results)
  const found = result?.steadiness.find(
    each => each.measure === measure && scopeKey(each.scope, each.name) === results.headline.of,
  )
  return found ?? null
}
