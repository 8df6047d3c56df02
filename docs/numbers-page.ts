/**
 * The reference of every number that a run measures, from the catalogue.
 */
import { groupNumbers } from '../sim/measure/numbers.ts'
import type { NumberDefinition } from '../sim/measure/result.ts'
import { schedulerNumbers } from '../sim/measure/scheduler-numbers.ts'
import { code, generated, page, table } from './markdown.ts'

/** The text of docs/reference/numbers.md. */
export function numbersPage(): string {
  return page([
    '# Numbers',
    generated('sim/measure/numbers.ts'),
    'Every run measures all of these. They are columns of [`runs.csv`](csv.md#runscsv), and `headline.number` of an [experiment](experiment.md#headline) names one of them.',
    'All are exact: counts, sums and time integrals over the measured window, which begins at `warm-up` and ends at `until`. Quantiles are exact up to 1,048,576 jobs, and within 0.1 % beyond. The 95th percentile of n values is the one at place ⌊0.95 · (n − 1)⌋ of the sorted ones, counted from 0, as in the Omega simulator: nothing is interpolated, and with few jobs more than 5 % of them may be above it – of two values every percentile but the maximum is the smaller one. An empty cell means that there was nothing to measure: a mean over no jobs is not 0.',
    'Waits are over **all** jobs submitted inside the window. A job that never started counts with the time that it waited until it was cancelled or the run ended, and a service until it is placed; a stage that never became ready did not wait, and is left out. Responses and slowdowns are over jobs that finish or still could: one that had not ended counts with the time so far; services, which have no end, and jobs that failed or were cancelled are left out. Times in queue and attempts of jobs that still had tasks to place count up to then too. A number that such a job could change is **at least** what is said: reports write ≥ before it, and `at_least` in [`runs.csv`](csv.md#runscsv) names it. A quantile is exact where no such job stands below it, or where equal values stand on both sides. Under `omega-*`, times in queue and attempts are those of the Omega simulator, which leaves such jobs out.',
    'A name ends with its unit: `_s` is seconds, `_share` is a share from 0 to 1.',
    '## Numbers of jobs, tasks and pipelines',
    'For scopes `all`, `framework:<name>` and `class:<name>`. Numbers of jobs are about the jobs **submitted inside the window**, wherever they end.',
    numbersTable(groupNumbers),
    '## Numbers of schedulers',
    'For scope `scheduler:<name>`, and for `all` as their sum (shares: the mean over schedulers).',
    numbersTable(schedulerNumbers),
  ])
}

function numbersTable(definitions: readonly NumberDefinition[]): string {
  const rows = definitions.map(({ name, unit, better, meaning }) => [code(name), unit, better, meaning])
  return table(['number', 'unit', 'better', 'meaning'], rows)
}
