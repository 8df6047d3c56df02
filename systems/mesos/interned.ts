/**
 * One object for equal resources: most agents of a cluster are alike, and so are most tasks, so that what is counted of one is
 * counted of all. Whoever finds no equal one keeps his own: which are one decides how long a run takes, and nothing else.
 */
import type { Amount, Resource } from './resource.ts'

interface Entries {
  readonly entries: readonly Resource[]
}

/** The last ones seen, each at the place that its amounts give; a new one takes the place of an older. */
const SIZE = 1 << 14
const seen = new Array<Entries | undefined>(SIZE)

/** From now on others are the ones that equal ones become. */
export function forgetInterned(): void {
  seen.fill(undefined)
}

/** The same resources; mostly the object that others have, too. Of sets there is no such object. */
export function interned<R extends Entries>(resources: R): R {
  const { entries } = resources
  let hash = entries.length
  for (let i = 0; i < entries.length; i++) {
    const { kind, amount } = entries[i]!
    hash = mixed(hash, kind.hash)
    if (amount.type === 'scalar') hash = mixed(hash, amount.value + amount.copies)
    else if (amount.type === 'set') return resources
    else for (const [first, last] of amount.ranges) hash = mixed(mixed(hash, first), last)
  }
  const place = (hash ^ (hash >>> 13)) & (SIZE - 1)
  const other = seen[place]
  if (other !== undefined && isSame(other, resources)) return other as R
  seen[place] = resources
  return resources
}

/** Brings a number into a hash, so that near amounts do not lie near each other. */
const mixed = (hash: number, value: number): number =>
  (Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) + value) | 0

/** The same entries in the same order. */
function isSame({ entries }: Entries, { entries: others }: Entries): boolean {
  if (entries.length !== others.length) return false
  for (let i = 0; i < entries.length; i++) {
    const { kind, amount } = entries[i]!
    const other = others[i]!
    if (kind !== other.kind || !isSameAmount(amount, other.amount)) return false
  }
  return true
}

function isSameAmount(a: Amount, b: Amount): boolean {
  if (a === b) return true
  if (a.type === 'scalar' && b.type === 'scalar') return a.value === b.value && a.copies === b.copies
  if (a.type !== 'ranges' || b.type !== 'ranges' || a.ranges.length !== b.ranges.length) return false
  return a.ranges.every(([first, last], i) => first === b.ranges[i]![0] && last === b.ranges[i]![1])
}
