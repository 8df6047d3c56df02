/**
 * Clients in the order of (share, count of allocations, path) where the whole that shares are parts of changes with every offer,
 * as that of a role does in 1.0. Only so many are ranked as are asked for.
 *
 * They are looked at in the order of their shares of a base. A share is at least its share of the base times `least`, so that the
 * next one is known when that of whoever comes then is more than the smallest found. Clients that hold the same stand together, and
 * of them only the first is looked at.
 */
import { BaseRanking, type Sharer } from './base-ranking.ts'
import { Order } from './order.ts'
import type { Whole } from './whole.ts'

/** Shares are doubles of a few roundings; this is more than all of them together. */
const ROUNDING = 1 - 1e-12
/** Above so many groups for each client that were looked at before their turn, another base is better. */
const MANY = 4

export class Turns<T, N extends Sharer<T>> extends Order<T> {
  readonly #ranking: BaseRanking<T, N>
  readonly #whole: Whole
  #version = -1
  #least = 0
  /** How many have their places in this order. */
  #placed = 0
  /** The place in the ranking behind all groups that were looked at. */
  #seen = 0
  /**
   * Groups that were looked at and are not used up, in no order; the first `#open` count. Of each the place of the first that has no
   * place here, the place behind it, and the share.
   */
  readonly #firsts: number[] = []
  readonly #ends: number[] = []
  readonly #shares: number[] = []
  #open = 0
  /** How many groups were looked at too early, with this base. */
  #early = 0
  #changed = true

  constructor(whole: Whole, excluded: ReadonlySet<string>) {
    super()
    this.#whole = whole
    this.#ranking = new BaseRanking(whole, excluded)
  }

  enter(node: N): void {
    this.#changed = true
    this.#ranking.enter(node)
  }

  leave(node: N): void {
    this.#changed = true
    this.#ranking.leave(node)
  }

  changed(node: N): void {
    this.#changed = true
    this.#ranking.changed(node)
  }

  /** They are asked for anew, as they are now. */
  begin(): void {
    const { version } = this.#whole
    if (!this.#changed && version === this.#version) return
    const ranking = this.#ranking
    this.#version = version
    this.#changed = false
    this.#placed = 0
    this.#seen = 0
    this.#open = 0
    this.count = ranking.count
    if (this.slots.length < this.count) this.slots = new Int32Array(ranking.slots.length)
    if (this.count > 1) this.#look()
  }

  #look(): void {
    const ranking = this.#ranking
    if (this.#early > MANY * ranking.count) this.#rebase()
    ranking.settle()
    this.#least = ranking.least
    if (this.#least === 0) this.#rebase()
  }

  override at(place: number): T {
    while (this.#placed <= place) this.#placeNext()
    return this.#ranking.things[this.slots[place]!]!
  }

  override list(): T[] {
    this.stand()
    return super.list()
  }

  override stand(): void {
    while (this.#placed < this.count) this.#placeNext()
  }

  /** Of two that take part, as they are now. */
  isBefore(a: N, b: N): boolean {
    const share = this.shareOf(a)
    const other = this.shareOf(b)
    return share === other ? comesFirst(a, b) : share < other
  }

  /** As it is now, of one that takes part or not. */
  shareOf(node: N): number {
    return this.#ranking.shareNow(node)
  }

  #rebase(): void {
    this.#ranking.rebase()
    this.#ranking.settle()
    this.#least = 1
    this.#early = 0
  }

  #placeNext(): void {
    this.#lookAhead()
    const firsts = this.#firsts
    const ends = this.#ends
    let next = 0
    for (let i = 1; i < this.#open; i++) if (this.#isFirst(i, next)) next = i
    this.#early += this.#open - 1
    const place = firsts[next]!
    this.slots[this.#placed++] = this.#ranking.slots[place]!
    firsts[next] = place + 1
    if (place + 1 < ends[next]!) return
    const last = --this.#open
    firsts[next] = firsts[last]!
    ends[next] = ends[last]!
    this.#shares[next] = this.#shares[last]!
  }

  /** Looks at all groups of which one may be next. */
  #lookAhead(): void {
    const ranking = this.#ranking
    const shares = this.#shares
    let smallest = Number.POSITIVE_INFINITY
    for (let i = 0; i < this.#open; i++) smallest = Math.min(smallest, shares[i]!)
    while (this.#seen < ranking.count && ranking.shareAt(this.#seen) * this.#least * ROUNDING <= smallest) {
      const share = ranking.shareNow(ranking.nodeAt(this.#seen))
      this.#firsts[this.#open] = this.#seen
      this.#seen = ranking.behindAlike(this.#seen)
      this.#ends[this.#open] = this.#seen
      shares[this.#open++] = share
      smallest = Math.min(smallest, share)
    }
  }

  #isFirst(a: number, b: number): boolean {
    if (this.#shares[a] !== this.#shares[b]) return this.#shares[a]! < this.#shares[b]!
    return comesFirst(this.#ranking.nodeAt(this.#firsts[a]!), this.#ranking.nodeAt(this.#firsts[b]!))
  }
}

/** Of two that have the same share. */
function comesFirst<T>(a: Sharer<T>, b: Sharer<T>): boolean {
  return a.held.count === b.held.count ? a.path < b.path : a.held.count < b.held.count
}
