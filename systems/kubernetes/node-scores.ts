/**
 * The scores of a profile for pods of one template: those of one node, which pods of other templates may share, and those that
 * depend on pods elsewhere.
 */
import type { Cluster } from './cluster.ts'
import type { NodeSums, Weighted } from './node-sums.ts'
import type { ClusterScorer } from './plugin.ts'
import type { PodTemplate } from './pod.ts'
import type { Profile } from './profile.ts'

/** By plugin: scores of the nodes that passed, in order, normalised. All templates share them. */
export type ScoreTables = Float64Array[]

export class NodeScores {
  readonly sums: NodeSums
  readonly #cluster: Cluster
  readonly #tables: ScoreTables
  readonly #ofCluster: readonly Weighted<ClusterScorer>[]
  /** Those with a table in this cycle. */
  readonly #active: Weighted<unknown>[] = []

  constructor(
    plugins: Profile['plugins'],
    template: PodTemplate,
    cluster: Cluster,
    tables: ScoreTables,
    sums: NodeSums,
  ) {
    this.sums = sums
    this.#cluster = cluster
    this.#tables = tables
    const ofCluster: Weighted<ClusterScorer>[] = []
    plugins.forEach(({ plugin: { name: plugin, score }, weight }, table) => {
      if (score === undefined || weight === 0 || score.reads !== 'cluster') return
      const scorer = score.prepare(template, cluster)
      if (scorer !== null) ofCluster.push({ plugin, weight, scorer, table })
    })
    this.#ofCluster = ofCluster
  }

  /** Whether a node's total differs from its sum by the same for all nodes, but where nodes differ. */
  isPlain(): boolean {
    for (let i = 0; i < this.#ofCluster.length; i++) if (!this.#ofCluster[i]!.scorer.isIdle()) return false
    return true
  }

  /** Fills the first `count` totals, of the nodes that passed, in order. */
  total(slots: Int32Array, count: number, totals: Float64Array): void {
    this.sums.begin()
    this.sums.lookAtAll(slots, count)
    const { sums, relative } = this.sums
    for (let i = 0; i < count; i++) totals[i] = sums[slots[i]!]!
    this.#active.length = 0
    for (let p = 0; p < relative.length; p++) {
      const weighted = relative[p]!
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
    for (const { plugin, weight, scorer } of this.sums.flat) by[plugin] = weight * scorer.score(info)
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
}

function addWeighted(totals: Float64Array, scores: Float64Array, weight: number, count: number): void {
  for (let i = 0; i < count; i++) totals[i]! += weight * scores[i]!
}
