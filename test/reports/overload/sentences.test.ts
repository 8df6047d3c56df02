import { describe, expect, it } from 'vitest'
import type { ExperimentResults } from '../../../reports/experiment-results.ts'
import { finding } from '../../../reports/finding.ts'
import { markdownSummary } from '../../../reports/markdown-summary.ts'
import { overloadSentences } from '../../../reports/overload/sentences.ts'
import { htmlPage } from '../../../reports/page.ts'
import { settingsOf } from '../../../reports/samples.ts'
import { terminalTable } from '../../../reports/terminal-table.ts'
import type { OfferedLoad, Result } from '../../../sim/measure/result.ts'
import { experiment, type Measured } from '../example-results.ts'

interface Run {
  readonly offered?: OfferedLoad
  /** Tasks in queue, one value a slice of 100 s. */
  readonly queue?: readonly number[]
  readonly never?: number
  readonly neverReady?: number
  readonly pipelines?: number
  readonly driven?: Result['driven']
  readonly open?: boolean
  readonly wait?: number
}

/** Systems a, b … with one seed each, 100 jobs and as many tasks started. */
function results(systems: Readonly<Record<string, readonly Run[]>>): ExperimentResults {
  const names = Object.keys(systems)
  const seeds = ['oak', 'elm', 'ash', 'yew'].slice(0, systems[names[0]!]!.length)
  const at = (system: unknown, seed: number) => systems[String(system)]![seed]!
  const measure = ({ system }: Readonly<Record<string, unknown>>, seed: number): Measured => ({
    all: {
      jobs_submitted: 100,
      tasks_started: 100,
      jobs_never_started: at(system, seed).never ?? 0,
      jobs_never_ready: at(system, seed).neverReady ?? 0,
      pipelines_submitted: at(system, seed).pipelines ?? 0,
      wait_first_mean_s: at(system, seed).wait ?? 1,
    },
  })
  const base = experiment([{ name: 'system', values: names }], seeds, measure, {
    headline: { number: 'wait_first_mean_s', of: 'all' },
  })
  const runs = base.runs.map(run => {
    const { offered, queue, open, driven } = at(run.axes['system'], seeds.indexOf(run.seed))
    const rows = run.result.rows.map(row => (open ? { ...row, atLeast: ['wait_first_mean_s'] } : row))
    const series =
      queue === undefined ? run.result.series : { ...run.result.series, widthS: 100, pendingTasks: queue }
    const windowS = queue === undefined ? run.result.windowS : ([0, 100 * queue.length] as const)
    const result: Result = {
      ...run.result,
      rows,
      series,
      windowS,
      ...(offered && { offered }),
      ...(driven && { driven }),
    }
    return { ...run, result }
  })
  return { ...base, runs }
}

const sentences = (of: ExperimentResults) => overloadSentences(of, settingsOf(of))
const growing = [0, 10, 20, 30, 40, 50, 60, 70]

describe('before any number', () => {
  it('it is said that more is asked for than there is, by resource', () => {
    expect(sentences(results({ a: [{ offered: { cpu: 3.75, memory: 1.1 } }] }))).toEqual([
      'The jobs ask for 375 % of all cores and 110 % of all memory, more than there is: the queue grows for as long as they come, whoever schedules.',
    ])
    expect(sentences(results({ a: [{ offered: { cpu: 1, memory: null } }] }))).toEqual([])
  })

  it('it is said under which systems the queue grows to the end', () => {
    // Quarters 5, 25, 45, 65: they rise, by 60, of 60 + 0.75 · 100 tasks that came meanwhile.
    expect(sentences(results({ a: [{ queue: growing }], b: [{ queue: [0, 9, 0, 9, 0, 9, 0, 9] }] }))).toEqual(
      [
        'The queue grows to the end of the run under a: waits there say how long the run was, not how long jobs wait.',
      ],
    )
  })

  it('a queue that rises by less than a twentieth of what came is none that grows', () => {
    // Quarters 0.25, 1.25, 2.25, 3.25: by 3 of 78 tasks, 3.8 %.
    expect(sentences(results({ a: [{ queue: [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5] }] }))).toEqual([])
  })

  it('it is said that the share that never started differs', () => {
    expect(sentences(results({ a: [{ never: 2 }], b: [{ never: 5 }] }))).toEqual([
      '2 % of jobs never started under a and 5 % under b: they count with the time that they waited, so waits are at least what is said.',
    ])
    expect(sentences(results({ a: [{ never: 2 }], b: [{ never: 2 }] }))).toEqual([])
  })

  it('two seeds that cannot rule out chance do not rule out that more was left out under one, either', () => {
    // 3 and 9 points more under b: 6 on average, t = 6/3 = 2 with 1 degree of freedom, p = 0.295.
    const apart = {
      a: [
        { never: 2, open: true, wait: 9 },
        { never: 3, open: true, wait: 9 },
      ],
      b: [
        { never: 5, open: true, wait: 1 },
        { never: 12, open: true, wait: 1 },
      ],
    }
    expect(sentences(results(apart))[0]).toContain('2.5 % of jobs never started under a and 8.5 % under b')
    expect(finding(results(apart))).toContain(
      'No verdict: whoever is lower may be so only because more of its jobs',
    )
  })

  it('it is said that many never started, also where the share is the same', () => {
    expect(sentences(results({ a: [{ never: 88 }] }))).toEqual([
      '88 % of jobs never started: they count with the time that they waited, so waits are at least what is said.',
    ])
  })

  it('it is said that stages which never became ready have no wait', () => {
    expect(sentences(results({ a: [{ never: 88, neverReady: 40, pipelines: 9 }] }))).toEqual([
      '88 % of jobs never started: stages whose parents had not finished have no wait, and the others count with the time that they waited, so waits are at least what is said.',
    ])
  })

  it.each([
    [{ driven: ['cron jobs'] as const }, 'cron runs that were skipped'],
    [
      { driven: ['cron jobs', 'pipelines'] as const, pipelines: 9 },
      'stages whose parents had not finished and cron runs that were skipped',
    ],
  ])('it is said that cron runs which were skipped have no wait either', (run, which) => {
    expect(sentences(results({ a: [{ never: 88, neverReady: 40, ...run }] }))).toEqual([
      `88 % of jobs never started: ${which} have no wait, and the others count with the time that they waited, so waits are at least what is said.`,
    ])
  })

  it('the terminal, the summary, the page and the finding begin with it', () => {
    const over = results({ a: [{ queue: growing, open: true, wait: 3600 }] })
    const [sentence] = sentences(over)
    expect(finding(over).startsWith(sentence!)).toBe(true)
    expect(finding(over)).toContain('The mean wait of a job for its first task is at least 60 min under a')
    expect(terminalTable(over, 200).startsWith(sentence!)).toBe(true)
    expect(terminalTable(over, 200)).toContain('≥ 60')
    expect(markdownSummary(over)).toContain(`**${sentence}`)
    expect(markdownSummary(over)).toContain('| ≥ 60 |')
    const page = htmlPage(over, [])
    expect(page).toContain(`<p class="lead">${sentence}</p>`)
    expect(page).toContain('≥ 60')
  })
})

describe('a verdict on waits', () => {
  const both = (queue: readonly number[] | undefined, never: readonly [number, number]) =>
    results({
      a: [10, 10, 11, 10].map(wait => ({ wait, open: true, never: never[0], ...(queue && { queue }) })),
      b: [5, 5, 5, 6].map(wait => ({ wait, open: true, never: never[1], ...(queue && { queue }) })),
    })

  it('is withheld where the queue grows to the end', () => {
    expect(finding(both(growing, [50, 50]))).toContain(
      'The mean wait of a job for its first task is at least 10.3 s under a and at least 5.25 s under b. No verdict: ' +
        'whoever is lower may be so only because more of its jobs had not started, or not ended, when the run did.',
    )
    expect(terminalTable(both(growing, [50, 50]), 200)).toContain('withheld')
  })

  it('is withheld where the share that never started differs by a point', () => {
    expect(finding(both(undefined, [2, 3]))).toContain('No verdict:')
  })

  it('is given, and marked, where both sides are bounds and nothing tells them apart', () => {
    const found = both(undefined, [2, 2])
    expect(finding(found)).toContain('5.0 s (48.8 %) shorter under b than under a')
    expect(finding(found)).toContain(
      'Compared is what happened until the end of the run, when some jobs had not started, or not ended.',
    )
    expect(terminalTable(found, 200)).toContain('lower, better ‡')
  })

  it('is given as at least so much where only the larger side is a bound, and withheld where only the smaller is', () => {
    const one = (open: string) =>
      results({
        a: [10, 10, 11, 10].map(wait => ({ wait, open: open === 'a' })),
        b: [5, 5, 5, 6].map(wait => ({ wait, open: open === 'b' })),
      })
    expect(finding(one('a'))).toContain('is at least 5.0 s (48.8 %) shorter under b than under a')
    // 5.25 − 10.25, of 10.25.
    expect(terminalTable(one('a'), 200)).toMatch(/ {2}≤ −5\.0 .* {2}≤ −48\.8 \(.*\) {2}lower, better/)
    expect(terminalTable(one('a'), 200)).toContain(
      'Where the larger side alone is a bound, the difference is at least so far from 0',
    )
    expect(finding(one('b'))).toContain('No verdict:')
  })
})
