/**
 * The reference of every number that a run measures, from the catalogue.
 */
import { groupNumbers, schedulerNumbers } from '../sim/measure/numbers.ts'
import type { NumberDefinition } from '../sim/measure/result.ts'
import { code, generated, page, table } from './markdown.ts'

/** The text of docs/reference/numbers.md. */
export function numbersPage(): string {
  return page([
    '# Numbers',
    generated('sim/catalogue.ts'),
    'Every run measures all of these. They are columns of [`runs.csv`](csv.md#runscsv), and `headline.number` of an [experiment](experiment.md#headline) names one of them.',
    'All are exact: counts, sums and time integrals over the measured window, which begins at `warm-up` and ends at `until`. Quantiles are exact up to 1,048,576 jobs, and within 0.1 % beyond. An empty cell means that there was nothing to measure: a mean over no jobs is not 0.',
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
