/**
 * Which share of the jobs never started, and whether it differs between systems.
 */
import type { AxisValue } from '../experiment-results.ts'
import { type Measurements, numberIn, replicateAt, type Setting } from '../samples.ts'
import { exactMean } from '../statistics/mean-interval.ts'
import { pairedP } from '../statistics/paired-p.ts'

/** A percentage point (0.03 − 0.02 is a little less): below it, no verdict turns. */
const POINT = 0.01 - 1e-9
const SIGNIFICANCE = 0.05

/** Share of the jobs submitted in the window that had not started when the run ended; null if none was submitted. */
export function neverStartedShare(run: Measurements | undefined, of: string): number | null {
  const submitted = numberIn(run, 'jobs_submitted', of)
  const never = numberIn(run, 'jobs_never_started', of)
  return submitted === null || submitted === 0 || never === null ? null : never / submitted
}

/** Are there stages or runs that never became ready, and so have no wait, in any replicate? */
export function hasJobsNeverReady(setting: Setting, value: AxisValue, of: string): boolean {
  return hasAny(setting, value, 'jobs_never_ready', of)
}

/** Are there pipelines in any replicate? */
export function hasPipelines(setting: Setting, value: AxisValue, of: string): boolean {
  return hasAny(setting, value, 'pipelines_submitted', of)
}

function hasAny(setting: Setting, value: AxisValue, number: string, of: string): boolean {
  return setting.replicates.some(name => (numberIn(replicateAt(setting, value, name), number, of) ?? 0) > 0)
}

/** Its mean over the replicates; null if none has it. */
export function meanNeverStarted(setting: Setting, value: AxisValue, of: string): number | null {
  const shares = setting.replicates.flatMap(
    name => neverStartedShare(replicateAt(setting, value, name), of) ?? [],
  )
  return shares.length === 0 ? null : shares.reduce((sum, share) => sum + share, 0) / shares.length
}

/**
 * How far the share of two systems is apart: `large` if it is by a percentage point or more, also where few seeds cannot rule out
 * chance, for what was not seen was not seen; `slight` if it is less, and a paired t test at 5 % tells them apart.
 */
export function neverStartedGap(
  setting: Setting,
  value: AxisValue,
  baseline: AxisValue,
  of: string,
): 'none' | 'slight' | 'large' {
  const exact = setting.exact.has(value) && setting.exact.has(baseline)
  const names = exact ? setting.replicates.slice(0, 1) : setting.replicates
  const differences = names.flatMap(name => {
    const ours = neverStartedShare(replicateAt(setting, value, name), of)
    const theirs = neverStartedShare(replicateAt(setting, baseline, name), of)
    return ours === null || theirs === null ? [] : [ours - theirs]
  })
  if (Math.abs(exactMean(differences)) >= POINT) return 'large'
  return (pairedP(differences) ?? 1) < SIGNIFICANCE ? 'slight' : 'none'
}
