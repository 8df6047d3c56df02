/**
 * What the scorers of a profile that read one node alone give to every node, for all pods that ask the same of nodes. It is kept until
 * the node changes.
 */
import type { Cluster } from './cluster.ts'
import { BLOCK } from './node-list.ts'
import type { NodeScorer } from './plugin.ts'
import type { AskedOfNodes } from './pod.ts'
import type { Profile } from './profile.ts'
import { larger } from './slot-table.ts'

export interface Weighted<Scorer> {
  readonly plugin: string
  readonly weight: number
  readonly scorer: Scorer
  /** The place of the plugin in the profile. */
  readonly table: number
}

/** A scorer whose scores are brought to 0 to 100 among the nodes that passed. */
export interface Relative extends Weighted<NodeScorer> {
  /** By slot, as the scorer gave them. */
  raw: Int32Array<ArrayBuffer>
}

export class NodeSums {
  /** Scorers that need no normalising; their weighted sum is kept. */
  readonly flat: readonly Weighted<NodeScorer>[]
  readonly relative: readonly Relative[]
  /** By slot: the weighted sum of the flat ones, as the node was when it was last looked at. */
  sums = new Int32Array(0)
  /** By slot: 1 where a scorer that is brought to 0 to 100 among nodes gave another score than 0. */
  differing = new Uint8Array(0)
  readonly #cluster: Cluster
  readonly #caching: boolean
  readonly #readsSize: boolean
  /** Whether the relative ones read the node alone, without its pods. */
  readonly #comparesNodes: boolean
  /** By slot: the versions of nodes and of nodes themselves that were scored. */
  #seen = new Int32Array(0)
  #nodeSeen = new Int32Array(0)
  #size = -1
  /** Slots of a few nodes that are to be scored again. */
  readonly #again = new Int32Array(BLOCK)

  constructor(plugins: Profile['plugins'], asked: AskedOfNodes, cluster: Cluster, caching: boolean) {
    this.#cluster = cluster
    this.#caching = caching
    const flat: Weighted<NodeScorer>[] = []
    const relative: Relative[] = []
    let readsSize = false
    let readsNode = true
    plugins.forEach(({ plugin: { name: plugin, score }, weight }, table) => {
      if (score === undefined || weight === 0 || score.reads === 'cluster') return
      const scorer = score.prepare(asked, cluster)
      if (scorer === null) return
      readsSize ||= score.reads === 'size'
      if (scorer.normalise !== undefined) readsNode &&= score.reads === 'node'
      if (scorer.normalise === undefined) flat.push({ plugin, weight, scorer, table })
      else relative.push({ plugin, weight, scorer, table, raw: new Int32Array(0) })
    })
    this.flat = flat
    this.relative = relative
    this.#readsSize = readsSize
    this.#comparesNodes = readsNode
  }

  /** To be called before nodes are scored. */
  begin(): void {
    const { slots, size } = this.#cluster
    if (this.#readsSize && size !== this.#size) this.#seen.fill(0)
    this.#size = size
    if (slots <= this.#seen.length) return
    this.#seen = larger(this.#seen, slots)
    this.sums = larger(this.sums, slots)
    const differing = new Uint8Array(this.#seen.length)
    differing.set(this.differing)
    this.differing = differing
    if (this.relative.length > 0) this.#nodeSeen = larger(this.#nodeSeen, slots)
    for (const relative of this.relative) relative.raw = larger(relative.raw, slots)
  }

  /** Brings the sums of nodes up to date, those with verdict 0 from one place of a list to another, of at most `BLOCK`. */
  look(list: Int32Array, from: number, to: number, verdicts: Uint16Array): void {
    const { version } = this.#cluster
    const seen = this.#seen
    const again = this.#again
    let count = 0
    for (let place = from; place < to; place++) {
      const slot = list[place]!
      if (seen[slot] !== version[slot] && verdicts[slot] === 0) again[count++] = slot
    }
    if (count > 0) this.#scoreAgain(count)
  }

  /** The same for the first `count` of some slots. */
  lookAtAll(slots: Int32Array, count: number): void {
    if (!this.#caching) this.#seen.fill(0)
    const { version } = this.#cluster
    const seen = this.#seen
    const again = this.#again
    let stale = 0
    for (let i = 0; i < count; i++) {
      const slot = slots[i]!
      if (seen[slot] === version[slot]) continue
      again[stale++] = slot
      if (stale < BLOCK) continue
      this.#scoreAgain(stale)
      stale = 0
    }
    if (stale > 0) this.#scoreAgain(stale)
  }

  /** Of the first `count` of those that are to be scored again. */
  #scoreAgain(count: number): void {
    const { version } = this.#cluster
    const again = this.#again
    const { sums } = this
    const seen = this.#seen
    for (let i = 0; i < count; i++) {
      const slot = again[i]!
      seen[slot] = version[slot]!
      sums[slot] = 0
    }
    for (let i = 0; i < this.flat.length; i++) {
      const { weight, scorer } = this.flat[i]!
      if (scorer.addScores !== undefined && this.#caching) scorer.addScores(again, count, weight, sums)
      else
        for (let place = 0; place < count; place++)
          sums[again[place]!]! += weight * scorer.score(this.#cluster.at(again[place]!)!)
    }
    if (this.relative.length > 0) for (let i = 0; i < count; i++) this.#compareAgain(again[i]!)
  }

  #compareAgain(slot: number): void {
    const { nodeVersion } = this.#cluster
    if (this.#comparesNodes && this.#caching && this.#nodeSeen[slot] === nodeVersion[slot]) return
    this.#nodeSeen[slot] = nodeVersion[slot]!
    this.differing[slot] = 0
    const info = this.#cluster.at(slot)!
    for (let i = 0; i < this.relative.length; i++) {
      const { raw, scorer } = this.relative[i]!
      raw[slot] = scorer.score(info)
      if (raw[slot] !== 0) this.differing[slot] = 1
    }
  }
}
