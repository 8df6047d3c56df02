import { describe, expect, it } from 'vitest'
import type { ExperimentResults } from '../../../reports/experiment-results.ts'
import { finding } from '../../../reports/finding.ts'
import { terminalTable } from '../../../reports/terminal-table.ts'
import type { Steadiness } from '../../../sim/measure/result.ts'
import { experiment } from '../example-results.ts'

/** Batches of 50 jobs with these means. */
function withBatches(
  systems: Readonly<Record<string, readonly number[]>>,
  steady: Partial<Steadiness> = {},
  seeds: readonly string[] = ['oak'],
): ExperimentResults {
  const base = experiment(
    [{ name: 'system', values: Object.keys(systems) }],
    seeds,
    ({ system }) => {
      const means = systems[String(system)]!
      return { all: { wait_first_mean_s: means.reduce((sum, mean) => sum + mean) / means.length } }
    },
    { headline: { number: 'wait_first_mean_s', of: 'all' } },
  )
  const runs = base.runs.map(run => {
    const batchMeans = systems[String(run.axes['system'])]!
    const steadiness: Steadiness = {
      scope: 'all',
      name: '',
      measure: 'wait_first_s',
      steadyFromS: 0,
      steadyMean: 2,
      batchJobs: batchMeans.map(() => 50),
      batchMeans,
      ...steady,
    }
    return { ...run, result: { ...run.result, steadiness: [steadiness] } }
  })
  return { ...base, runs }
}

const turns = [1, 3, 1, 3, 1, 3, 1, 3, 1, 3]

describe('one long run', () => {
  it('gets an interval, named as one of batch means', () => {
    // See batch-means.test.ts: 2 ± 0.754.
    expect(finding(withBatches({ a: turns }))).toContain(
      'By batch means of this one run (10 batches, lag-1 correlation −0.90), the 95 % interval is 1.25 to 2.75 s.',
    )
  })

  it('compares systems batch by batch, on the same jobs', () => {
    // Differences 1 and 2 by turns: mean 1.5, half the width of 0.754.
    const text = finding(withBatches({ a: turns, b: turns.map((mean, i) => mean + 1 + (i % 2)) }))
    expect(text).toContain(
      'By batch means of this one run (10 batches, lag-1 correlation −0.90), the 95 % interval of the difference to that under a is +1.12 to +1.88 s under b.',
    )
  })

  it('says when the batches are not independent, and when there are too few jobs', () => {
    expect(finding(withBatches({ a: [1, 1, 1, 1, 1, 3, 3, 3, 3, 3] }))).toContain(
      'Neighbouring batches are correlated, so the interval is too narrow: run longer, or with more seeds.',
    )
    expect(finding(withBatches({ a: [1, 3] }))).toContain(
      'Too few jobs for an interval by batch means: ten batches of 25 jobs or more are needed.',
    )
  })

  it('is not asked where there are several', () => {
    expect(finding(withBatches({ a: turns }, {}, ['oak', 'elm']))).not.toContain('batch means')
  })
})

describe('the start of a run', () => {
  it('that still shows in the headline is told, with the warm-up that would cut it', () => {
    // The mean of all is 2; from 10 min on it is 2.5: a quarter more.
    expect(finding(withBatches({ a: turns }, { steadyFromS: 600, steadyMean: 2.5 }))).toContain(
      'The headline still drifts: MSER-5 (White 1997) would leave out what was submitted before 10 min, which changes its mean by up to 25 %. Set warm-up to that, or to more.',
    )
  })

  it('that nearly half of the run would have to go for means a longer run', () => {
    expect(finding(withBatches({ a: turns }, { steadyFromS: 3500, steadyMean: 2.5 }))).toContain(
      'MSER-5 (White 1997) would leave out nearly half of the window, which changes its mean by up to 25 %, so the runs are too short to say where they settle. Run longer.',
    )
  })

  it('that changes the mean by less than a twentieth is left alone, and the table says so', () => {
    const quiet = withBatches({ a: turns }, { steadyFromS: 600, steadyMean: 2.09 })
    expect(finding(quiet)).not.toContain('drifts')
    expect(terminalTable(quiet, 200)).toContain(
      'Warm-up: MSER-5 (White 1997) finds no start that is worth cutting.',
    )
  })

  it('of too few jobs is not judged, and the table says so', () => {
    expect(terminalTable(withBatches({ a: turns }, { steadyFromS: null, steadyMean: null }), 200)).toContain(
      'Too few jobs to advise on a warm-up: MSER-5 (White 1997) needs 20 batches of five.',
    )
  })
})
