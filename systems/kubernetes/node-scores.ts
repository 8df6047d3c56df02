/**
 * The scores of a profile for pods of one template. Scores that depend on one node alone are kept until it changes.
 */
import type { Cluster } from './cluster.ts'
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
  /** By slot: the weighted sum of the flat ones, and the version that it is of. */
  #sum = new Int32Array(0)
  #seen = new Int32Array(0)
  #size = -1

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
      if (scorer.normalise === undefined) flat.push({ plugin, weight, scorer, table })
      else relative.push({ plugin, weight, scorer, table, raw: new Int32Array(0) })
    })
    this.#flat = flat
    this.#relative = relative
    this.#ofCluster = ofCluster
    this.#readsSize = readsSize
  }

  /** Fills the first `count` totals, of the nodes that passed, in order. */
  total(slots: Int32Array, count: number, totals: Float64Array): void {
    this.#reach()
    const { version } = this.#cluster
    const seen = this.#seen
    const sum = this.#sum
    for (let i = 0; i < count; i++) {
      const slot = slots[i]!
      if (seen[slot] !== version[slot] || !this.#caching) this.#scoreAgain(slot)
      totals[i] = sum[slot]!
    }
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

  #scoreAgain(slot: number): void {
    const info = this.#cluster.at(slot)!
    this.#seen[slot] = this.#cluster.version[slot]!
    let sum = 0
    for (let i = 0; i < this.#flat.length; i++) {
      const { weight, scorer } = this.#flat[i]!
      sum += weight * scorer.score(info)
    }
    this.#sum[slot] = sum
    for (let i = 0; i < this.#relative.length; i++) {
      const { raw, scorer } = this.#relative[i]!
      raw[slot] = scorer.score(info)
    }
  }

  #reach(): void {
    const { slots, size } = this.#cluster
    if (this.#readsSize && size !== this.#size) this.#seen.fill(0)
    this.#size = size
    if (slots <= this.#seen.length) return
    this.#seen = larger(this.#seen, slots)
    this.#sum = larger(this.#sum, slots)
    for (const relative of this.#relative) relative.raw = larger(relative.raw, slots)
  }
}

function addWeighted(totals: Float64Array, scores: Float64Array, weight: number, count: number): void {
  for (let i = 0; i < count; i++) totals[i]! += weight * scores[i]!
}
