/**
 * What a difference can bear of which a side is known from below alone.
 */
import type { AxisValue } from '../experiment-results.ts'
import { neverStartedGap } from '../overload/never-started.ts'
import { isOverloaded } from '../overload/overloaded.ts'
import { isBoundAt, type Setting } from '../samples.ts'

/**
 * - `all`: both sides are known.
 * - `at least`: the larger side is a bound and the smaller is known, so the difference is at least this.
 * - `so far`: both sides are bounds, of the same jobs up to the same end of the run. They compare what happened in the
 *   run, which is what anybody can see; a report marks it.
 * - `nothing`: whoever is lower may be so only because less of it was seen. So it is where the smaller side is a bound
 *   and the larger is known, where a queue grows to the end or more is asked for than there is, and where the share of
 *   jobs that never started differs by a percentage point or more.
 */
export type Bearing = 'all' | 'at least' | 'so far' | 'nothing'

interface Sides {
  readonly value: AxisValue
  readonly baseline: AxisValue
  readonly definition: { readonly name: string }
  readonly of: string
  readonly difference: { readonly mean: number; readonly n: number }
}

/** What the difference between the two sides can bear. */
export function bearing(setting: Setting, sides: Sides): Bearing {
  const { value, baseline, definition, of, difference } = sides
  if (difference.n === 0) return 'all'
  const ours = isBoundAt(setting, value, definition.name, of)
  const theirs = isBoundAt(setting, baseline, definition.name, of)
  if (!ours && !theirs) return 'all'
  if (ours !== theirs) return difference.mean !== 0 && difference.mean > 0 === ours ? 'at least' : 'nothing'
  const overloaded = isOverloaded(setting, value) || isOverloaded(setting, baseline)
  const apart = neverStartedGap(setting, value, baseline, of) === 'large'
  return overloaded || apart ? 'nothing' : 'so far'
}
