/**
 * What an agent has, an offer offers and a task holds: scalars, ranges and sets, each of a kind (src/common/resources.cpp).
 *
 * Immutable. What is not there is not listed, so nothing is equal to nothing.
 */
import { forgetInterned, interned } from './interned.ts'
import { ONE, Quantities, type Thousandths } from './quantities.ts'
import { covers, joined, without } from './ranges.ts'
import { Remembered } from './remembered.ts'
import type { Amount, Resource } from './resource.ts'
import { isUnreserved, type Kind } from './resource-kind.ts'

/** `copies` is how many holders a shared volume has; 1 for everything else. */
export const scalar = (value: Thousandths, copies = 1): Amount => ({ type: 'scalar', value, copies })

const isNothing = (amount: Amount): boolean =>
  amount.type === 'scalar'
    ? amount.value <= 0 || amount.copies <= 0
    : (amount.type === 'ranges' ? amount.ranges : amount.items).length === 0

/** Adds an entry to others; to one of its kind, unless it is an exclusive disk, of which each is a thing of its own. */
function merge(entries: Resource[], entry: Resource): void {
  const { kind } = entry
  if (!kind.exclusive)
    for (let i = 0; i < entries.length; i++) {
      const same = entries[i]!
      if (same.kind !== kind) continue
      entries[i] = { kind, amount: sum(same, entry) }
      return
    }
  entries.push(entry)
}

let next = 0

/** A run starts, and keeps none alive that earlier ones left. */
export function forgetResources(): void {
  next = 1
  forgetInterned()
}

export class Resources {
  static readonly NONE = new Resources([])

  readonly #id = next++
  readonly entries: readonly Resource[]
  readonly isEmpty: boolean
  /** Is there a shared volume among them? */
  readonly hasShared: boolean
  /** May anybody have all of it: is none reserved, revocable or a shared volume? */
  readonly isOpen: boolean
  /** Cores and megabytes of any kind together. */
  readonly cpus: Thousandths
  readonly mem: Thousandths
  /** Whole megabytes. */
  readonly wholeMem: number
  /** Are there no scalars but these two? */
  readonly isPair: boolean
  #quantities: Quantities | undefined
  #burst: Resources | undefined
  /** The least amounts that were asked about last, and whether they are there. */
  #least: readonly Quantities[] | undefined
  #suffices = false

  private constructor(entries: readonly Resource[]) {
    let hasShared = false
    let isOpen = true
    let isPair = true
    let cpus = 0
    let mem = 0
    for (let i = 0; i < entries.length; i++) {
      const { kind, amount } = entries[i]!
      hasShared ||= kind.shared !== ''
      isOpen &&= kind.open
      if (amount.type !== 'scalar') continue
      if (kind.name === 'cpus') cpus += amount.value
      else if (kind.name === 'mem') mem += amount.value
      else isPair = false
    }
    this.entries = entries
    this.isEmpty = entries.length === 0
    this.hasShared = hasShared
    this.isOpen = isOpen
    this.isPair = isPair
    this.cpus = cpus
    this.mem = mem
    this.wholeMem = Math.floor(mem / ONE)
  }

  /** Adds up entries of one kind and leaves out what is nothing. */
  static of(entries: readonly Resource[]): Resources {
    const result: Resource[] = []
    for (const entry of entries) if (!isNothing(entry.amount)) merge(result, entry)
    return result.length === 0 ? Resources.NONE : new Resources(result)
  }

  /** Its own number in a run. No public field, or equal resources would not be equal to whoever compares fields. */
  get id(): number {
    return this.#id
  }

  plus(other: Resources): Resources {
    if (other.isEmpty) return this
    if (this.isEmpty) return other
    return sums.of(this, other)
  }

  /** @internal */
  static sum(a: Resources, b: Resources): Resources {
    const entries = a.entries.slice()
    for (const entry of b.entries) merge(entries, entry)
    return new Resources(entries)
  }

  /** Never less than nothing: what is taken beyond what is there is forgotten, as Mesos does when an agent shrinks. */
  minus(other: Resources): Resources {
    if (other.isEmpty || this.isEmpty) return this
    if (other === this) return Resources.NONE
    return differences.of(this, other)
  }

  /** @internal */
  static difference(a: Resources, b: Resources): Resources {
    const left = a.entries.slice()
    for (let i = 0; i < b.entries.length; i++) {
      const taken = b.entries[i]!
      const at = placeOf(taken, left)
      if (at === -1) continue
      const amount = difference(left[at]!, taken)
      if (isNothing(amount)) left.splice(at, 1)
      else left[at] = { kind: taken.kind, amount }
    }
    return left.length === 0 ? Resources.NONE : new Resources(left)
  }

  contains(other: Resources): boolean {
    if (other === this) return true
    let left: Resources = this
    for (let i = 0; i < other.entries.length; i++) {
      const wanted = other.entries[i]!
      const at = placeOf(wanted, left.entries)
      if (at === -1 || !holds(left.entries[at]!, wanted)) return false
      // Only of disks that cannot be divided can there be several of one kind.
      if (wanted.kind.exclusive) left = left.minus(new Resources([wanted]))
    }
    return true
  }

  equals(other: Resources): boolean {
    return this.contains(other) && other.contains(this)
  }

  filter(keep: (kind: Kind, entry: Resource) => boolean): Resources {
    const { entries } = this
    let all = true
    for (let i = 0; all && i < entries.length; i++) all = keep(entries[i]!.kind, entries[i]!)
    return all ? this : Resources.of(entries.filter(entry => keep(entry.kind, entry)))
  }

  /** The part that quota limits: nobody's reservation, not revocable, and scalar. */
  get burst(): Resources {
    this.#burst ??= this.filter(isBurst)
    return this.#burst
  }

  /** Scalars by name, whatever their kinds. A shared volume counts once, however many hold it. Not to be changed. */
  get quantities(): Quantities {
    this.#quantities ??= this.#count()
    return this.#quantities
  }

  /** Are they as much as one of the alternatives asks for? Without alternatives anything is enough, but not nothing. */
  suffice(alternatives: readonly Quantities[]): boolean {
    return this.#least === alternatives ? this.#suffices : this.#compare(alternatives)
  }

  #compare(alternatives: readonly Quantities[]): boolean {
    this.#least = alternatives
    this.#suffices =
      !this.isEmpty && (alternatives.length === 0 || alternatives.some(least => this.#reaches(least)))
    return this.#suffices
  }

  /** Of ranges and sets, what is in them counts (Resources::contains of ResourceQuantities). */
  #reaches(least: Quantities): boolean {
    if (this.quantities.contains(least)) return true
    for (const [name, amount] of least.entries())
      if (this.quantities.get(name) + this.#countOf(name) * ONE < amount) return false
    return true
  }

  /** How many ports, or items of a set, there are under this name. */
  #countOf(name: string): number {
    let count = 0
    for (const { kind, amount } of this.entries) {
      if (kind.name !== name) continue
      if (amount.type === 'ranges')
        count += amount.ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0)
      else if (amount.type === 'set') count += amount.items.length
    }
    return count
  }

  #count(): Quantities {
    const total = new Quantities()
    for (const { kind, amount } of this.entries) {
      if (amount.type === 'scalar') total.addTo(kind.name, amount.value)
    }
    return total
  }

  /**
   * Scalars cut down to `most` of each name, entry by entry; a disk that cannot be divided is taken whole or left.
   * `absent` says what a name means that `most` does not have. Ranges and sets are left out.
   */
  cutTo(most: Quantities, absent: 'nothing' | 'everything'): Resources {
    if (this.#isScalar && this.#isWithin(most, absent)) return this
    const left = most.clone()
    const kept: Resource[] = []
    for (const entry of this.entries) {
      const { kind, amount } = entry
      if (amount.type !== 'scalar') continue
      if (!most.has(kind.name) && absent === 'everything') {
        kept.push(entry)
        continue
      }
      const room = left.get(kind.name)
      if (room <= 0 || (kind.exclusive && amount.value > room)) continue
      const value = Math.min(amount.value, room)
      left.addTo(kind.name, -value)
      kept.push({ kind, amount: scalar(value, amount.copies) })
    }
    return Resources.of(kept)
  }

  get #isScalar(): boolean {
    return this.entries.every(({ amount }) => amount.type === 'scalar')
  }

  /** Is there nothing to cut? */
  #isWithin(most: Quantities, absent: 'nothing' | 'everything'): boolean {
    if (absent === 'nothing') return most.contains(this.quantities)
    for (const { kind } of this.entries)
      if (most.has(kind.name) && this.quantities.get(kind.name) > most.get(kind.name)) return false
    return true
  }
}

const sums = new Remembered<Resources>((a, b) => interned(Resources.sum(a, b)))
const differences = new Remembered<Resources>((a, b) => interned(Resources.difference(a, b)))

const isBurst = (kind: Kind, { amount }: Resource): boolean =>
  isUnreserved(kind) && !kind.revocable && amount.type === 'scalar'

/** Where the entry stands that `taken` comes out of; −1 if there is none. */
function placeOf(taken: Resource, entries: readonly Resource[]): number {
  for (let i = 0; i < entries.length; i++) if (matches(entries[i]!, taken)) return i
  return -1
}

/** The entry that `taken` comes out of: for exclusive disks one of the same size. */
function matches(entry: Resource, taken: Resource): boolean {
  if (entry.kind !== taken.kind || entry.amount.type !== taken.amount.type) return false
  return (
    !entry.kind.exclusive ||
    (entry.amount as { value?: number }).value === (taken.amount as { value?: number }).value
  )
}

function sum({ kind, amount: a }: Resource, { amount: b }: Resource): Amount {
  if (a.type === 'scalar' && b.type === 'scalar')
    return kind.shared === '' ? scalar(a.value + b.value) : scalar(a.value, a.copies + b.copies)
  if (a.type === 'ranges' && b.type === 'ranges')
    return { type: 'ranges', ranges: joined([...a.ranges, ...b.ranges]) }
  if (a.type === 'set' && b.type === 'set')
    return { type: 'set', items: [...new Set([...a.items, ...b.items])].sort() }
  return b
}

function difference({ kind, amount: a }: Resource, { amount: b }: Resource): Amount {
  if (a.type === 'scalar' && b.type === 'scalar')
    return kind.shared === '' ? scalar(a.value - b.value) : scalar(a.value, a.copies - b.copies)
  if (a.type === 'ranges' && b.type === 'ranges')
    return { type: 'ranges', ranges: a.ranges === b.ranges ? [] : without(a.ranges, b.ranges) }
  if (a.type === 'set' && b.type === 'set')
    return { type: 'set', items: a.items.filter(item => !b.items.includes(item)) }
  return a
}

function holds({ kind, amount: a }: Resource, { amount: b }: Resource): boolean {
  if (a.type === 'scalar' && b.type === 'scalar')
    return kind.shared === '' ? a.value >= b.value : a.copies >= b.copies
  if (a.type === 'ranges' && b.type === 'ranges') return a.ranges === b.ranges || covers(a.ranges, b.ranges)
  if (a.type === 'set' && b.type === 'set') return b.items.every(item => a.items.includes(item))
  return false
}
