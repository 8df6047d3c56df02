/**
 * The scores of a profile for pods of one template. Scores that depend on one node alone are kept until it changes.
 */
import type { Cluster } from './cluster.ts'
import { BLOCK } from './node-list.ts'
import type { ClusterScorer, NodeScorer } from './plugin.ts'
import type { PodTemplate } from './pod.ts'
import type { Profile } from './profile.ts'
import { larger } from './slot-table.ts'

interface Weighted<Scorer> {
  readonly plugin: string
  readonly weight: number
  readonly scorer: Scorer
  /** Its table among those of all templates. */
  readonly table: number
}

/** A scorer whose scores are brought to 0 to 100 among the nodes that passed. */
interface Relative extends Weighted<NodeScorer> {
  /** By slot, as the scorer gave them. */
  raw: Int32Array<ArrayBuffer>
}

/** By plugin: scores of the nodes that passed, in order, normalised. All templates share them. */
export type ScoreTables = Float64Array[]

export class NodeScores {
  readonly #cluster: Cluster
  readonly #caching: boolean
  readonly #tables: ScoreTables
  /** Scorers of one node that need no normalising; their weighted sum is kept. */
  readonly #flat: readonly Weighted<NodeScorer>[]
  readonly #relative: readonly Relative[]
  readonly #ofCluster: readonly Weighted<ClusterScorer>[]
  /** Those with a table in this cycle. */
  readonly #active: Weighted<unknown>[] = []
  readonly #readsSize: boolean
  /** Whether the relative ones read the node alone, without its pods. */
  readonly #comparesNodes: boolean
  /** By slot: the weighted sum of the flat ones, as the node was when it was last looked at. */
  sums = new Int32Array(0)
  /** By slot: 1 where a scorer that is brought to 0 to 100 among nodes gave another score than 0. */
  differing = new Uint8Array(0)
  /** What these scorers come to, weighted, where all of them gave 0 to all nodes. */
  readonly common: number
  /** By slot: the versions of nodes and of nodes themselves that were scored. */
  #seen = new Int32Array(0)
  #nodeSeen = new Int32Array(0)
  #size = -1
  /** Slots of a few nodes that are to be scored again. */
  readonly #again = new Int32Array(BLOCK)

  constructor(
    plugins: Profile['plugins'],
    template: PodTemplate,
    cluster: Cluster,
    tables: ScoreTables,
    caching: boolean,
  ) {
    this.#cluster = cluster
    this.#caching = caching
    this.#tables = tables
    const flat: Weighted<NodeScorer>[] = []
    const relative: Relative[] = []
    const ofCluster: Weighted<ClusterScorer>[] = []
    let readsSize = false
    let readsNode = true
    plugins.forEach(({ plugin: { name: plugin, score }, weight }, table) => {
      if (score === undefined || weight === 0) return
      if (score.reads === 'cluster') {
        const scorer = score.prepare(template, cluster)
        if (scorer !== null) ofCluster.push({ plugin, weight, scorer, table })
        return
      }
      const scorer = score.prepare(template, cluster)
      if (scorer === null) return
      readsSize ||= score.reads === 'size'
      if (scorer.normalise !== undefined) readsNode &&= score.reads === 'node'
      if (scorer.normalise === undefined) flat.push({ plugin, weight, scorer, table })
      else relative.push({ plugin, weight, scorer, table, raw: new Int32Array(0) })
    })
    this.#flat = flat
    this.#relative = relative
    this.#ofCluster = ofCluster
    this.#readsSize = readsSize
    this.#comparesNodes = readsNode
    this.common = relative.reduce((sum, { weight, scorer }) => sum + weight * scoreOfZeros(scorer), 0)
  }

  /** Whether a node's total is its sum of flat scores and what is common to all, but where nodes differ. */
  isPlain(): boolean {
    for (let i = 0; i < this.#ofCluster.length; i++) if (!this.#ofCluster[i]!.scorer.isIdle()) return false
    return true
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
    if (this.#relative.length > 0) this.#nodeSeen = larger(this.#nodeSeen, slots)
    for (const relative of this.#relative) relative.raw = larger(relative.raw, slots)
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

  /** Fills the first `count` totals, of the nodes that passed, in order. */
  total(slots: Int32Array, count: number, totals: Float64Array): void {
    this.begin()
    if (!this.#caching) this.#seen.fill(0)
    this.#lookAtAll(slots, count)
    const { sums } = this
    for (let i = 0; i < count; i++) totals[i] = sums[slots[i]!]!
    this.#active.length = 0
    for (let p = 0; p < this.#relative.length; p++) {
      const weighted = this.#relative[p]!
      const scores = this.#table(weighted, count)
      const { raw } = weighted
      for (let i = 0; i < count; i++) scores[i] = raw[slots[i]!]!
      weighted.scorer.normalise!(scores, count)
      addWeighted(totals, scores, weighted.weight, count)
    }
    for (let p = 0; p < this.#ofCluster.length; p++) {
      const weighted = this.#ofCluster[p]!
      if (!weighted.scorer.begin(slots, count)) continue
      const scores = this.#table(weighted, count)
      weighted.scorer.score(slots, count, scores)
      weighted.scorer.normalise(scores, slots, count)
      addWeighted(totals, scores, weighted.weight, count)
    }
  }

  /**
   * The weighted scores by plugin of the node at place `i` of the last `total`; a plugin that had none is left out. Holds until
   * the next cycle.
   */
  scoresOf(slot: number, i: number): Record<string, number> {
    const info = this.#cluster.at(slot)!
    const by: Record<string, number> = {}
    for (const { plugin, weight, scorer } of this.#flat) by[plugin] = weight * scorer.score(info)
    for (const { plugin, weight, table } of this.#active) by[plugin] = weight * this.#tables[table]![i]!
    return by
  }

  #table(weighted: Weighted<unknown>, count: number): Float64Array {
    this.#active.push(weighted)
    let table = this.#tables[weighted.table]
    if (table === undefined || table.length < count) {
      table = new Float64Array(2 * count)
      this.#tables[weighted.table] = table
    }
    return table
  }

  #lookAtAll(slots: Int32Array, count: number): void {
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
    for (let i = 0; i < this.#flat.length; i++) {
      const { weight, scorer } = this.#flat[i]!
      if (scorer.addScores !== undefined && this.#caching) scorer.addScores(again, count, weight, sums)
      else
        for (let place = 0; place < count; place++)
          sums[again[place]!]! += weight * scorer.score(this.#cluster.at(again[place]!)!)
    }
    if (this.#relative.length > 0) for (let i = 0; i < count; i++) this.#compareAgain(again[i]!)
  }

  #compareAgain(slot: number): void {
    const { nodeVersion } = this.#cluster
    if (this.#comparesNodes && this.#caching && this.#nodeSeen[slot] === nodeVersion[slot]) return
    this.#nodeSeen[slot] = nodeVersion[slot]!
    this.differing[slot] = 0
    const info = this.#cluster.at(slot)!
    for (let i = 0; i < this.#relative.length; i++) {
      const { raw, scorer } = this.#relative[i]!
      raw[slot] = scorer.score(info)
      if (raw[slot] !== 0) this.differing[slot] = 1
    }
  }
}

/** What `normalise` makes of nodes that all have a score of 0. */
function scoreOfZeros(scorer: NodeScorer): number {
  const scores = new Float64Array(1)
  scorer.normalise!(scores, 1)
  return scores[0]!
}

function addWeighted(totals: Float64Array, scores: Float64Array, weight: number, count: number): void {
  for (let i = 0; i < count; i++) totals[i]! += weight * scores[i]!
}
