/**
 * Names of runs.
 */
import { createHash } from 'node:crypto'
import type { AxisValue } from '../plan.ts'

/** Longer file names are refused by some file systems once a suffix is added. */
const LONGEST = 120

/**
 * `system-offers_load-0.9_seed-3`: the axes and the seed, in words. Safe as a file name on every system; where letters
 * had to be changed for that, part of a sha256 keeps two names apart.
 */
export function runId(axes: Readonly<Record<string, AxisValue>>, seed: string): string {
  const exact = [...Object.entries(axes), ['seed', seed] as const]
    .map(([name, value]) => `${name}-${value}`)
    .join('_')
  // Lower case, since some file systems take A for a.
  const safe = exact
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .slice(0, LONGEST)
  if (safe === exact) return safe
  const hash = createHash('sha256')
    .update(JSON.stringify([axes, seed]))
    .digest('hex')
  return `${safe}-${hash.slice(0, 8)}`
}
