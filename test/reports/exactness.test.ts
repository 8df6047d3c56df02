import { describe, expect, it } from 'vitest'
import { csvFiles } from '../../reports/csv.ts'
import { allExact, seedWords, sparedRuns } from '../../reports/exactness.ts'
import type { ExperimentResults } from '../../reports/experiment-results.ts'
import { finding } from '../../reports/finding.ts'
import { markdownSummary } from '../../reports/markdown-summary.ts'
import { settingsOf } from '../../reports/samples.ts'
import { compareAt } from '../../reports/statistics/comparison.ts'
import { headlineTable } from '../../reports/tables/headline-table.ts'
import { terminalTable } from '../../reports/terminal-table.ts'
import { experiment } from './example-results.ts'

const SEEDS = ['1', '2', '3']

/** Mean waits in seconds by system; of a system with one value nothing is drawn at random, and one run was made. */
function waits(
  bySystem: Readonly<Record<string, readonly number[]>>,
  logs = ['small.swf'],
): ExperimentResults {
  const systems = Object.keys(bySystem)
  const of = ({ system }: Readonly<Record<string, unknown>>) => bySystem[String(system)]!
  const results = experiment([{ name: 'system', values: systems }], SEEDS, (axes, seed) => ({
    all: { wait_first_mean_s: of(axes)[seed] ?? of(axes)[0]! },
  }))
  return {
    ...results,
    headline: { number: 'wait_first_mean_s', of: 'all' },
    provenance: { ...results.provenance, logs },
    runs: results.runs.flatMap(run => {
      const exact = of(run.axes).length === 1
      if (exact && run.seed !== '1') return []
      return { ...run, result: { ...run.result, drawn: exact ? [] : ['place/root'] } }
    }),
  }
}

describe('results without chance', () => {
  // 100 s and 40 s: 60 s or 60 % shorter, and 100 s again.
  const results = waits({ fcfs: [100], easy: [40], same: [100] })

  it('are exact for their log in the finding, and seeds add nothing', () => {
    expect(finding(results)).toMatchInlineSnapshot(
      `"The mean wait of a job for its first task is 60 s (60 %) shorter under easy than under fcfs and the same under same. This is exact for this log; seeds add nothing."`,
    )
  })

  it('have neither intervals nor ± in tables, and advice on what would add something', () => {
    expect(terminalTable(results)).toMatchInlineSnapshot(`
      "The mean wait of a job for its first task

              wait, first
               task, mean  difference
      system          (s)         (s)  relative (%)  verdict
      ──────  ───────────  ──────────  ────────────  ─────────────
      fcfs            100    baseline
      easy             40         −60           −60  lower, better
      same            100           0             0  no difference

      Nothing is drawn at random: this is exact for this log; seeds add nothing. One run was made of each,
      not 3.
      How far it holds beyond this log is for resampled weeks or users (trace.resample), jittered
      submissions (trace.jitter) or several logs (mean-over) to say.
      Differences are to fcfs, on the same jobs.
      "
    `)
  })

  it('name no seeds in the summary', () => {
    const text = markdownSummary(results)
    expect(text).toContain('- Seeds: none: nothing is drawn at random')
    expect(text).not.toMatch(/interval|may be chance|[Aa]dd seeds|±|same in all/)
  })

  it('leave intervals and p empty in the CSV files', () => {
    const [runs, comparisons] = csvFiles(results).map(({ text }) =>
      text.split('\n').map(line => line.split(',')),
    )
    const column = (file: string[][], name: string) =>
      file.slice(1, -1).map(row => row[file[0]!.indexOf(name)])
    expect(column(runs!, 'exact')).toEqual(['true', 'true', 'true'])
    const waits = comparisons!.filter((row, i) => i === 0 || row.includes('wait_first_mean_s')).concat([[]])
    expect(column(waits, 'exact')).toEqual(['true', 'true'])
    expect(column(waits, 'pairs')).toEqual(['1', '1'])
    expect(column(waits, 'difference_mean')).toEqual(['-60', '0'])
    expect(column(waits, 'relative_mean')).toEqual(['-0.6', '0'])
    expect(column(waits, 'verdict')).toEqual(['lower', 'equal'])
    for (const name of ['difference_low', 'difference_high', 'relative_low', 'p', 'p_holm'])
      expect(column(waits, name)).toEqual(['', ''])
  })

  it('say that fewer runs were made', () => {
    expect(sparedRuns(results)).toMatchInlineSnapshot(
      `"Nothing is drawn at random under fcfs, easy and same: one run each instead of 3, since all seeds give the same."`,
    )
    expect(allExact(results)).toBe(true)
  })

  it('are told of alone', () => {
    expect(finding(waits({ fcfs: [100] }))).toMatchInlineSnapshot(
      `"The mean wait of a job for its first task is 100 s under fcfs (exact for this log; seeds add nothing)."`,
    )
  })

  it('are exact for these jobs where there is no log', () => {
    expect(finding(waits({ fcfs: [100], easy: [40] }, []))).toContain(
      'This is exact for these jobs; seeds add nothing.',
    )
  })

  it('are never guessed from equal numbers', () => {
    const equal = waits({ fcfs: [100, 100, 100], easy: [40, 40, 40] })
    expect(allExact(equal)).toBe(false)
    expect(finding(equal)).not.toContain('exact')
    // A result of unknown streams is not exact either.
    const runs = results.runs.map(({ result: { drawn: _, ...result }, ...run }) => ({ ...run, result }))
    expect(allExact({ ...results, runs })).toBe(false)
  })
})

describe('an exact system beside one with chance', () => {
  // Differences to 100 s: −62, −60 and −58 s; mean −60 s, s = 2 s, t(0.975; 2) = 4.303: ± 4.97 s.
  const results = waits({ fcfs: [100], random: [38, 40, 42] })

  it('stands with its one value beside every seed', () => {
    const [setting] = settingsOf(results)
    const [each] = compareAt(results, setting!, 'wait_first_mean_s', 'all')
    expect(each!.differences).toEqual([-62, -60, -58])
    expect(each!.excluded).toBe(0)
    expect(each!.exact).toBe(false)
    expect(each!.difference.low).toBeCloseTo(-64.968, 3)
    expect(each!.verdict).toBe('lower')
    expect(finding(results)).toMatchInlineSnapshot(
      `"The mean wait of a job for its first task is 60.0 s (60 %) shorter under random than under fcfs (95 % interval 55.0 to 65.0 s, 3 paired seeds)."`,
    )
  })

  it('is told apart in the table', () => {
    const { rows, notes } = headlineTable(results, settingsOf(results))
    expect(rows.map(row => row.slice(0, 4))).toMatchInlineSnapshot(`
      [
        [
          "fcfs",
          "100",
          "baseline",
          "",
        ],
        [
          "random",
          "40.0 ± 5.0",
          "−60.0",
          "−65.0 to −55.0",
        ],
      ]
    `)
    expect(notes).toMatchInlineSnapshot(`
      [
        "± and intervals are at 95 %, by Student's t over 3 seeds.",
        "Under fcfs nothing is drawn at random: exact for this log, and its one value stands beside every seed of the others.",
        "Differences are to fcfs, seed by seed on the same jobs.",
      ]
    `)
    expect(seedWords(results)).toBe('1, 2, 3 (nothing is drawn under fcfs)')
  })

  it('is exact against another exact one, while the third has an interval', () => {
    expect(finding(waits({ fcfs: [100], easy: [50], random: [38, 40, 42] }))).toMatchInlineSnapshot(
      `"The mean wait of a job for its first task is 60.0 s (60 %) shorter under random than under fcfs (95 % interval 55.0 to 65.0 s, 3 paired seeds) and 50 s (50 %) shorter under easy (exact for this log)."`,
    )
  })

  it('is no verdict with one seed', () => {
    const all = waits({ fcfs: [100], easy: [50], random: [40, 40, 40] })
    const one = { ...all, seeds: ['1'], runs: all.runs.filter(({ seed }) => seed === '1') }
    expect(finding(one)).toMatchInlineSnapshot(
      `"The mean wait of a job for its first task is 60 s shorter under random than under fcfs and 50 s shorter under easy. One seed gives no interval: this may be chance, except under easy, which is exact for this log."`,
    )
  })
})
