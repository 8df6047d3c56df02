/**
 * Whether a system has more to do than it can.
 */
import type { Result } from '../../sim/measure/result.ts'
import type { AxisValue } from '../experiment-results.ts'
import type { Setting } from '../samples.ts'
import { queueGrows } from './queue-growth.ts'

/** Is more of a resource asked for than there is, or does the queue grow to the end, in half of the runs or more? */
export function isOverloaded(setting: Setting, value: AxisValue): boolean {
  const runs = runsOf(setting, value)
  const overloaded = runs.filter(result => largestOffer(result.offered) > 1 || queueGrows(result))
  return overloaded.length > 0 && 2 * overloaded.length >= runs.length
}

/** The resource of which the largest share is asked for; 0 if nothing is known. */
export function largestOffer(offered: { cpu: number | null; memory: number | null } | undefined): number {
  return Math.max(offered?.cpu ?? 0, offered?.memory ?? 0)
}

/** The results of all runs at one compared value. */
export function runsOf(setting: Setting, value: AxisValue): Result[] {
  return [...(setting.runs.get(value)?.values() ?? [])].flatMap(({ results }) => results)
}
