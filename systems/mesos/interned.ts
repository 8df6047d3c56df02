/**
 * One object for equal resources: most agents of a cluster are alike, and so are most tasks, so that what is counted of one is
 * counted of all. It holds no state of a run: whoever finds no equal one keeps his own.
 */
import type { Resources } from './resources.ts'

/** The last ones seen, each at the place that its amounts give; a new one takes the place of an older. */
const SIZE = 1 << 14
const seen = new Array<Resources | undefined>(SIZE)

/** The same resources; for scalars mostly the object that others have, too. */
export function interned(resources: Resources): Resources {
  const { entries } = resources
  let hash = entries.length
  for (let i = 0; i < entries.length; i++) {
    const { kind, amount } = entries[i]!
    if (amount.type !== 'scalar') return resources
    hash = (Math.imul(hash, 31) + kind.number) | 0
    hash = (Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) + amount.value + amount.copies) | 0
  }
  const place = (hash ^ (hash >>> 13)) & (SIZE - 1)
  const other = seen[place]
  if (other !== undefined && isSame(other, resources)) return other
  seen[place] = resources
  return resources
}

/** The same entries in the same order. */
function isSame({ entries }: Resources, { entries: others }: Resources): boolean {
  if (entries.length !== others.length) return false
  for (let i = 0; i < entries.length; i++) {
    const { kind, amount: a } = entries[i]!
    const { kind: otherKind, amount: b } = others[i]!
    if (kind !== otherKind || a.type !== 'scalar' || b.type !== 'scalar') return false
    if (a.value !== b.value || a.copies !== b.copies) return false
  }
  return true
}
