/**
 * The nodes of the list as pods that ask the same of nodes find them, block by block: how many pass, and which have the best sum. A search adds up
 * blocks, and goes node by node only where it begins and ends; only blocks with a node that changed are gone through again. So its
 * work grows with the number of blocks, which is a sixty-fourth of the nodes that are looked at.
 */
import type { Random } from '../../sim/chance/random.ts'
import type { Cluster } from './cluster.ts'
import { BLOCK } from './node-list.ts'
import type { NodeSums } from './node-sums.ts'
import type { NodeVerdicts } from './node-verdicts.ts'
import type { Status } from './plugin.ts'

/** Below every sum of scores. */
const NONE = -(2 ** 31)

// What is known of some nodes in a row: how many pass, the best sum, how many have it, the place of the one of these that came first
// into the cluster, and whether a node that passes has a score that depends on the others; the verdict on all nodes that do not pass, NONE where they have
// different ones. Of a part of a search also its places.
const [PASSING, BEST, TIES, FIRST, DIFFERS, VERDICT, FROM, TO] = [0, 1, 2, 3, 4, 5, 6, 7] as const
const FIELDS = 8

export class Ranking {
  /** Nodes that passed in the last search. */
  found = 0
  /** Nodes that it looked at, from its start on. */
  looked = 0
  /** Some node that passed has a score that depends on the others. */
  differs = false
  readonly #cluster: Cluster
  readonly #verdicts: NodeVerdicts
  readonly #sums: NodeSums
  /** By block: its version when it was gone through. */
  #seen = new Int32Array(0)
  /** `FIELDS` for each block. */
  #blocks = new Int32Array(0)
  /** `FIELDS` for each part of the last search. */
  #parts = new Int32Array(0)
  /** One more than the last entry in use. */
  #end = 0

  constructor(cluster: Cluster, verdicts: NodeVerdicts, sums: NodeSums) {
    this.#cluster = cluster
    this.#verdicts = verdicts
    this.#sums = sums
  }

  /** Looks at nodes from a place on and round, until one more passes than are wanted. `begin` of both tables was called. */
  search(start: number, wanted: number): void {
    const { slots, blocks } = this.#cluster.order
    if (this.#seen.length !== blocks) this.#fit(blocks)
    const nodes = slots.length
    this.#end = 0
    this.differs = false
    let found = 0
    let looked = 0
    let at = start
    while (looked < nodes) {
      const block = Math.floor(at / BLOCK)
      this.#refresh(block)
      const from = block * BLOCK
      const to = Math.min(from + BLOCK, nodes)
      const passing = this.#blocks[block * FIELDS + PASSING]!
      if (at === from && to - from <= nodes - looked && found + passing <= wanted) {
        this.#add(at, to, block)
        looked += to - from
        found += passing
      } else {
        const last = Math.min(to, at + nodes - looked)
        const end = this.#endOfPart(at, last, wanted - found)
        looked += end - at
        found += this.#add(at, end, null)
        if (end < last) break
      }
      at = to === nodes ? 0 : to
    }
    this.found = found
    this.looked = looked
  }

  /** The place of a best node of the last search: the one that came first, or one that is drawn. */
  choose(ties: Random | 'first'): number {
    const parts = this.#parts
    let best = NONE
    let equal = 0
    let first = -1
    const { arrivals } = this.#cluster.order
    for (let part = 0; part < this.#end; part += FIELDS) {
      const sum = parts[part + BEST]!
      if (sum < best || parts[part + TIES] === 0) continue
      const place = parts[part + FIRST]!
      if (sum > best) {
        best = sum
        equal = 0
        first = place
      } else if (arrivals[place]! < arrivals[first]!) first = place
      equal += parts[part + TIES]!
    }
    if (equal === 1 || ties === 'first') return first
    return this.#further(ties.below(equal), best)
  }

  /** Fills the slots of the nodes that passed in the last search, in the order in which they were looked at. */
  fill(passing: Int32Array): void {
    const { slots } = this.#cluster.order
    const { verdicts } = this.#verdicts
    let count = 0
    for (let part = 0; part < this.#end; part += FIELDS)
      for (let place = this.#parts[part + FROM]!; place < this.#parts[part + TO]!; place++) {
        const slot = slots[place]!
        if (verdicts[slot] === 0) passing[count++] = slot
      }
  }

  /** Calls back for the nodes that were rejected in the last search, in the same order, until it is told `false`. */
  rejected(tell: (slot: number, verdict: number) => boolean): void {
    const { slots } = this.#cluster.order
    const { verdicts } = this.#verdicts
    for (let part = 0; part < this.#end; part += FIELDS)
      for (let place = this.#parts[part + FROM]!; place < this.#parts[part + TO]!; place++) {
        const slot = slots[place]!
        if (verdicts[slot]! > 0 && !tell(slot, verdicts[slot]!)) return
      }
  }

  /** Adds how many nodes were rejected in the last search for what, in the order in which the reasons came. */
  tally(counts: Map<Status, number>): void {
    const { slots } = this.#cluster.order
    const { verdicts } = this.#verdicts
    const add = (verdict: number, nodes: number) => {
      const status = this.#verdicts.statusOf(verdict)
      counts.set(status, (counts.get(status) ?? 0) + nodes)
    }
    for (let part = 0; part < this.#end; part += FIELDS) {
      const [from, to] = [this.#parts[part + FROM]!, this.#parts[part + TO]!]
      const rejected = to - from - this.#parts[part + PASSING]!
      const common = this.#parts[part + VERDICT]!
      if (rejected === 0) continue
      if (common !== NONE) add(common, rejected)
      else
        for (let place = from; place < to; place++) {
          const verdict = verdicts[slots[place]!]!
          if (verdict > 0) add(verdict, 1)
        }
    }
  }

  /** The place of the one with the best sum that has so many before it. */
  #further(before: number, best: number): number {
    const { slots } = this.#cluster.order
    const { verdicts } = this.#verdicts
    const { sums } = this.#sums
    let left = before
    for (let part = 0; part < this.#end; part += FIELDS) {
      if (this.#parts[part + BEST] !== best) continue
      const ties = this.#parts[part + TIES]!
      if (left >= ties) {
        left -= ties
        continue
      }
      for (let place = this.#parts[part + FROM]!; ; place++) {
        const slot = slots[place]!
        if (verdicts[slot] === 0 && sums[slot] === best && left-- === 0) return place
      }
    }
    throw new RangeError('There are fewer equal nodes than were counted.')
  }

  /** Where the search ends if so many nodes may pass from a place on, at the latest at `to`. */
  #endOfPart(from: number, to: number, wanted: number): number {
    const { slots } = this.#cluster.order
    const { verdicts } = this.#verdicts
    let left = wanted
    let place = from
    while (place < to && (verdicts[slots[place]!] !== 0 || left-- > 0)) place++
    return place
  }

  /** One more part of the search, a whole block or a piece of one. Returns how many of its nodes pass. */
  #add(from: number, to: number, block: number | null): number {
    const parts = this.#parts
    const at = this.#end
    this.#end += FIELDS
    if (block === null) this.#sumUp(from, to, parts, at)
    else for (let field = 0; field < FROM; field++) parts[at + field] = this.#blocks[block * FIELDS + field]!
    parts[at + FROM] = from
    parts[at + TO] = to
    if (parts[at + DIFFERS] === 1) this.differs = true
    return parts[at + PASSING]!
  }

  #refresh(block: number): void {
    const { slots, versions } = this.#cluster.order
    if (this.#seen[block] === versions[block]) return
    this.#seen[block] = versions[block]!
    const from = block * BLOCK
    const to = Math.min(from + BLOCK, slots.length)
    this.#verdicts.look(slots, from, to)
    this.#sums.look(slots, from, to, this.#verdicts.verdicts)
    this.#sumUp(from, to, this.#blocks, block * FIELDS)
  }

  /** Fills in what is known of the nodes from one place to another. */
  #sumUp(from: number, to: number, table: Int32Array, at: number): void {
    const { slots, arrivals } = this.#cluster.order
    const { verdicts } = this.#verdicts
    const { sums, differing } = this.#sums
    let passing = 0
    let best = NONE
    let ties = 0
    let first = -1
    let differs = 0
    let common = 0
    for (let place = from; place < to; place++) {
      const slot = slots[place]!
      const verdict = verdicts[slot]!
      if (verdict !== 0) {
        if (common === 0) common = verdict
        else if (common !== verdict) common = NONE
        continue
      }
      passing++
      differs |= differing[slot]!
      const sum = sums[slot]!
      if (sum < best) continue
      if (sum > best) {
        best = sum
        ties = 1
        first = place
      } else {
        ties++
        if (arrivals[place]! < arrivals[first]!) first = place
      }
    }
    table[at + PASSING] = passing
    table[at + BEST] = best
    table[at + TIES] = ties
    table[at + FIRST] = first
    table[at + DIFFERS] = differs
    table[at + VERDICT] = common
  }

  #fit(blocks: number): void {
    this.#seen = new Int32Array(blocks)
    this.#blocks = new Int32Array(blocks * FIELDS)
    // A search may begin and end inside of a block.
    this.#parts = new Int32Array((blocks + 2) * FIELDS)
  }
}
