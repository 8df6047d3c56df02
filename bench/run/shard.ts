/**
 * A share of a sweep, for one of several processes or machines: `--shard 2/8`.
 */
import { SwitchyardError } from '../../sim/errors.ts'

/** Part `index` (from 1) of `of` parts. */
export interface Shard {
  readonly index: number
  readonly of: number
}

/** Reads `2/8`; throws a sentence on anything else. */
export function parseShard(text: string): Shard {
  const match = /^(\d+)\/(\d+)$/.exec(text)
  const index = Number(match?.[1])
  const of = Number(match?.[2])
  if (match === null || index < 1 || index > of) {
    throw new SwitchyardError(
      `--shard ${text}: expected i/n with 1 ≤ i ≤ n, as in --shard 2/8 for the second of eight parts. ` +
        'Indices that count from 0 (Kubernetes: $JOB_COMPLETION_INDEX) need 1 added.',
    )
  }
  return { index, of }
}

/**
 * Every n-th element, starting at the i-th. Dealing them out like cards gives every part runs of every system, so that
 * parts take about the same time; the parts together are the whole, without overlap.
 */
export function shardOf<T>(all: readonly T[], shard: Shard | undefined): readonly T[] {
  return shard === undefined ? all : all.filter((_, position) => position % shard.of === shard.index - 1)
}
