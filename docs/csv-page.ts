/**
 * The reference of the CSV files, column by column.
 */
import { csvColumns } from '../reports/csv.ts'
import { code, generated, page, table } from './markdown.ts'

type Files = typeof csvColumns
type File = keyof Files

/** What each column holds. A column without its line does not compile, nor does a line without its column. */
const meanings: { readonly [F in File]: Readonly<Record<Files[F][number], string>> } = {
  runs: {
    exact:
      '`true` where nothing was drawn at random: the run stands for all seeds, and there is no other of its axes.',
    scope: '`all`, `framework`, `class` or `scheduler`: whom the row is about.',
    name: "The framework's, class's or scheduler's name; empty for `all`.",
    at_least:
      'Names of the numbers that are known from below alone, with spaces between them: the number is at least what its column says, because jobs had not started, or not ended, when the run did. Empty: all are exact.',
  },
  comparisons: {
    scope: 'As in `runs.csv`.',
    name: 'As in `runs.csv`.',
    number: 'The number that is compared: a name of the [catalogue](numbers.md).',
    unit: 'Its unit.',
    compared_axis: 'The axis that is compared, usually `system`.',
    baseline: 'The value of that axis that all others are compared with.',
    value: 'The value that is compared with it.',
    pairs: 'Seeds (or values of the axis under `mean-over`) for which both sides measured the number.',
    pairs_excluded: 'Seeds left out because a side measured nothing.',
    exact:
      '`true` where neither side has chance in it: the difference is what it is, and intervals and p are empty.',
    baseline_mean: 'Mean of the baseline over the pairs.',
    value_mean: 'Mean of the value over the pairs.',
    difference_mean: 'Mean of the differences, value minus baseline, seed by seed.',
    difference_low:
      'Low end of the 95 % interval of that mean (Student t on the differences; counts that differ by the same in every pair have a spread all the same, see [verdicts](../background/comparing.md#verdicts)).',
    difference_high: 'High end of the same.',
    relative_mean: "Mean difference / the baseline's mean: −0.25 is a quarter less.",
    relative_low:
      "Low end of Fieller's 95 % interval of that ratio, −1 where it would be less though no value is below 0; empty where the baseline cannot be told from 0.",
    relative_high: 'High end of the same.',
    p: 'Two-sided p-value of the paired t test.',
    p_holm: "The same after Holm's correction for the comparisons made at once.",
    compared_at_once: 'How many those are: the other values of the axis, at the same setting.',
    verdict:
      '`lower`, `higher`, `not distinguishable` or `no interval` (fewer than two pairs), from `p_holm`; where `exact`: `lower`, `higher` or `equal`. `withheld` where `bearing` is `nothing`.',
    bearing:
      'What the difference can bear. `all`: both sides are exact. `at least`: the larger side is a bound, so the difference is at least as large. `so far`: both are bounds; compared is what happened until the end of the run. `nothing`: the smaller side alone is a bound, or both are and a queue grows to the end, more is asked for than there is, or the share of jobs that never started differs by a percentage point or more.',
    effect:
      '`better` or `worse` where the verdict is `lower` or `higher` and the number has a better direction.',
  },
  series: {
    slice: 'Number of the slice, from 0.',
    start_s: 'Its start, in seconds of simulated time.',
    width_s: 'Its width.',
    cpu_used_share: 'Share of all cores held by tasks.',
    memory_used_share: 'Share of all memory held by tasks.',
    cpu_locked_share: 'Share of all cores locked in offers and not used.',
    pending_tasks: 'Tasks ready and not placed.',
  },
  distributions: {
    scope: 'As in `runs.csv`.',
    name: 'As in `runs.csv`.',
    measure: 'What is distributed: `wait_first_s`, `wait_last_s`, `response_s` or `bounded_slowdown`.',
    count:
      'How many jobs count: for waits, all that were submitted in the window, stages of pipelines if they became ready.',
    bound:
      '`exact` where all quantiles are known. Else there are two rows: `at least`, and `at most`, which is empty where nothing limits a quantile. A quantile is known where both rows agree.',
  },
  reasons: {
    reason: 'Why a task could not be placed, or why a claim was refused; a sentence.',
    count: 'How often.',
  },
  metrics: {
    metric: 'Its name in the original: `scheduler_schedule_attempts_total` of Kubernetes.',
    labels: 'What it is told apart by, such as `profile="default-scheduler",result="scheduled"`.',
    value: 'Its value inside the measured window; of queues the time-weighted mean.',
  },
  hypotheses: {
    kind: '`hypothesis` or `check`.',
    says: 'What was expected, in words.',
    scope: 'As in `runs.csv`.',
    name: 'As in `runs.csv`.',
    number: 'The number that it is about.',
    unit: 'Its unit.',
    place: 'Values of the axes at which it is judged.',
    minus: 'Values of axes at which what is taken off was measured; empty: nothing is.',
    expected: 'What the number, or the difference, was expected to be, as the experiment says it.',
    found_mean: 'What came out: the mean, of paired differences where something is taken off.',
    found_low: 'Low end of its 95 % interval (Student t); the mean itself where nothing is drawn at random.',
    found_high: 'High end of the same.',
    replicates: 'How many seeds, or pairs of seeds.',
    known:
      '`all`; `at least` or `at most` where jobs had not started or ended when the run did; `nothing` where both sides of a difference are such bounds and bear no verdict.',
    outcome:
      '`held`, `did not hold`, `not distinguishable` (the interval reaches over an end of what was expected), `no interval` (one seed), `not measured` or `withheld` (a bound, from which it cannot be told).',
  },
}

const about: Readonly<Record<File, string>> = {
  runs: 'One row for each scope of each run. After these columns come all [numbers](numbers.md), in the order of the catalogue.',
  comparisons:
    'One row for each number, scope, setting and compared value. It has no `run` and no `seed`, since it is about pairs of runs; of the axes only those that are not compared stand before its columns.',
  series:
    'One row for each slice of each run: time-weighted means over the slice. `slices` of the experiment says how many.',
  distributions:
    'One row for each distribution of each run, or two, see `bound`. Its quantiles follow, from `quantile_0` (the smallest) over `quantile_0.5` (the median) to `quantile_1` (the largest).',
  reasons: 'One row for each reason of each run.',
  metrics:
    'One row for each metric that the root of a run counts besides, under the name of its original; the file is there where some root counts any.',
  hypotheses:
    'One row for each place at which a [hypothesis or check](../guides/hypotheses.md) is judged; the file is there where an experiment has some. Like `comparisons.csv` it is about many runs, and has no columns that say which.',
}

/** The text of docs/reference/csv.md. */
export function csvPage(): string {
  const files = Object.keys(csvColumns) as File[]
  return page([
    '# CSV files',
    generated('docs/csv-page.ts and reports/csv.ts'),
    'A results folder holds these files. They are RFC 4180: commas, a header row, quotes where needed. Numbers are written with all their digits, as the shortest text that reads back as the same double. What was not measured is empty.',
    'Every row begins with the columns that say which run it belongs to: `run` (the id, which is also the name of its file in `runs/`), one column for each axis, and `seed`. An axis is called as in the experiment, in snake_case, with `axis_` before it where that name is taken.',
    ...files.flatMap(file => [
      `## ${file}.csv`,
      about[file],
      table(
        ['column', 'meaning'],
        Object.entries(meanings[file]).map(([column, meaning]) => [code(column), meaning]),
      ),
    ]),
  ])
}
