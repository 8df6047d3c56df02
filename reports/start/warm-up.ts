/**
 * Whether the start of the runs still shows in the headline, and what warm-up would cut it.
 */
import type { ExperimentResults } from '../experiment-results.ts'
import { isOverloaded, runsOf } from '../overload/overloaded.ts'
import { quantity } from '../quantities.ts'
import { comparedValues, type Setting } from '../samples.ts'
import { headlineMeasure, headlineSteadiness } from './headline-steadiness.ts'

/** A start that changes the mean by less is left alone. */
const SHARE = 0.05
/** MSER leaves out half at most; where it would leave out nearly so much, the run does not say where it settles. */
const HALF = 0.45

interface Drift {
  readonly runs: number
  readonly told: number
  readonly drifting: number
  /** Seconds of simulated time. */
  readonly steadyFromS: number
  /** Largest change of the mean, as a share of it. */
  readonly change: number
  readonly unsettled: boolean
}

/**
 * Of the headline's measurement in the runs of one setting, by MSER-5: in how many the part that MSER-5 leaves out changes
 * the mean by a twentieth or more, and where the last of those begins. Systems with more to do than they can are left out: they never
 * settle, and `overloadSentences` says so.
 */
function driftAt(results: ExperimentResults, setting: Setting): Drift {
  let drift: Drift = { runs: 0, told: 0, drifting: 0, steadyFromS: 0, change: 0, unsettled: false }
  for (const value of comparedValues(results)) {
    if (isOverloaded(setting, value)) continue
    for (const run of runsOf(setting, value)) {
      const steadiness = headlineSteadiness(results, run)
      if (steadiness === null) continue
      drift = { ...drift, runs: drift.runs + 1 }
      const { steadyFromS, steadyMean, batchJobs, batchMeans } = steadiness
      if (steadyFromS === null || steadyMean === null) continue
      drift = { ...drift, told: drift.told + 1 }
      const [from, to] = run.windowS
      const jobs = batchJobs.reduce((sum, count) => sum + count, 0)
      const mean = batchJobs.reduce((sum, count, i) => sum + count * batchMeans[i]!, 0) / jobs
      const change = mean === 0 ? 0 : Math.abs(steadyMean - mean) / mean
      if (steadyFromS <= from || change < SHARE) continue
      drift = {
        ...drift,
        drifting: drift.drifting + 1,
        steadyFromS: Math.max(drift.steadyFromS, steadyFromS),
        change: Math.max(drift.change, change),
        unsettled: drift.unsettled || steadyFromS - from >= HALF * (to - from),
      }
    }
  }
  return drift
}

/** 'The start still shows: …', where it does in half of the runs or more; else ''. */
export function driftSentence(results: ExperimentResults, setting: Setting): string {
  const { told, drifting, steadyFromS, change, unsettled } = driftAt(results, setting)
  if (drifting === 0 || 2 * drifting < told) return ''
  const where = told === 1 ? '' : ` in ${drifting} of ${told} runs`
  const changed = `which changes its mean by up to ${quantity(change, 'share')}`
  return unsettled
    ? `The headline still drifts${where}: MSER-5 (White 1997) would leave out nearly half of the window, ${changed}, so the runs are too short to say where they settle. Run longer.`
    : `The headline still drifts${where}: MSER-5 (White 1997) would leave out what was submitted before ${quantity(steadyFromS, 's')}, ${changed}. Set warm-up to that, or to more.`
}

/** What a table says of the warm-up where there is no drift: that none more is needed, or that nobody can tell; '' without jobs. */
export function warmUpNote(results: ExperimentResults, settings: readonly Setting[]): string {
  if (headlineMeasure(results) === null) return ''
  const drifts = settings.map(setting => driftAt(results, setting))
  const runs = drifts.reduce((sum, each) => sum + each.runs, 0)
  const told = drifts.reduce((sum, each) => sum + each.told, 0)
  const drifting = drifts.reduce((sum, each) => sum + each.drifting, 0)
  if (runs === 0) return ''
  if (told === 0) return 'Too few jobs to advise on a warm-up: MSER-5 (White 1997) needs 20 batches of five.'
  if (drifting === 0) return 'Warm-up: MSER-5 (White 1997) finds no start that is worth cutting.'
  const latest = Math.max(...drifts.map(each => each.steadyFromS))
  return `Warm-up: by MSER-5 (White 1997) the start changes the mean by 5 % or more in ${drifting} of ${told} runs; the latest of them settles ${quantity(latest, 's')} after time 0.`
}
