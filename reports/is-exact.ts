/**
 * How results without chance are told from others.
 *
 * Whether there is chance in a run is known from the random streams that it drew from, policies of users included, for
 * they get their chance from streams as well. It is never guessed from results that happen to be equal.
 */
import type { Result } from '../sim/measure/result.ts'

/** Nothing was drawn at random: the run is the same with every seed, see `Streams.drawn`. */
export function isExact({ drawn }: Pick<Result, 'drawn'>): boolean {
  return drawn?.length === 0
}
