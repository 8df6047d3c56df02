/**
 * The charts of an experiment, in the order in which a report shows them.
 */
import type { ExperimentResults } from '../experiment-results.ts'
import type { ChartDocument } from './chart-document.ts'
import { intervalChart } from './intervals.ts'
import { pipelineLossesChart } from './pipeline-losses.ts'
import { recoveriesChart } from './recoveries.ts'
import { scorecardChart } from './scorecard.ts'
import { utilisationChart } from './utilisation.ts'
import { waitDistributionChart } from './wait-distribution.ts'

/** Every chart that has something to show: scorecard and headline first, then utilisation, waits, schedulers and pipelines. */
export function chartDocuments(results: ExperimentResults): ChartDocument[] {
  const documents = [
    scorecardChart(results),
    intervalChart(results),
    ...(results.scorecard ?? []).map(({ number, of }) => intervalChart(results, number, of)),
    recoveriesChart(results),
    utilisationChart(results),
    waitDistributionChart(results),
    intervalChart(results, 'busy_share', 'all'),
    intervalChart(results, 'conflict_ratio', 'all'),
    pipelineLossesChart(results),
  ].filter(document => document !== null)
  // The headline may be one of the others.
  return documents.filter((document, i) => documents.findIndex(({ id }) => id === document.id) === i)
}
