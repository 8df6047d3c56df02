/**
 * Which share of the jobs never started, and whether it differs between systems.
 */
import type { AxisValue } from '../experiment-results.ts'
import { type Measurements, numberIn, type Setting } from '../samples.ts'
import { pairedP } from '../statistics/paired-p.ts'

/** One pair cannot be tested: a percentage point is a difference. */
const POINT = 0.01
const SIGNIFICANCE = 0.05

/** Share of the jobs submitted in the window that had not started when the run ended; null if none was submitted. */
export function neverStartedShare(run: Measurements | undefined, of: string): number | null {
  const submitted = numberIn(run, 'jobs_submitted', of)
  const never = numberIn(run, 'jobs_never_started', of)
  return submitted === null || submitted === 0 || never === null ? null : never / submitted
}

/** Its mean over the seeds; null if no seed has it. */
export function meanNeverStarted(
  setting: Setting,
  value: AxisValue,
  of: string,
  seeds: readonly string[],
): number | null {
  const shares = seeds.flatMap(seed => neverStartedShare(setting.runs.get(value)?.get(seed), of) ?? [])
  return shares.length === 0 ? null : shares.reduce((sum, share) => sum + share, 0) / shares.length
}

/** Does the share differ between two systems: by a paired t test at 5 %, or by a percentage point where there is one pair? */
export function neverStartedDiffers(
  setting: Setting,
  value: AxisValue,
  baseline: AxisValue,
  of: string,
  seeds: readonly string[],
): boolean {
  const differences = seeds.flatMap(seed => {
    const ours = neverStartedShare(setting.runs.get(value)?.get(seed), of)
    const theirs = neverStartedShare(setting.runs.get(baseline)?.get(seed), of)
    return ours === null || theirs === null ? [] : [ours - theirs]
  })
  const p = pairedP(differences)
  return p === null ? differences.some(each => Math.abs(each) >= POINT) : p < SIGNIFICANCE
}
