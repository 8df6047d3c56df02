/**
 * The scores of a profile for pods of one template. Scores that depend on one node alone are kept until it changes.
 */
import type { Cluster } from './cluster.ts'
import type { NodeInfo } from './node-info.ts'
import type { Reads, Scorer } from './plugin.ts'
import type { PodTemplate } from './pod.ts'
import type { Profile } from './profile.ts'
import { Numbers } from './tallies.ts'

interface Prepared {
  readonly plugin: string
  readonly weight: number
  readonly reads: Reads
  readonly scorer: Scorer
  /** By slot, of a scorer that normalises and does not read the cluster. */
  readonly raw: Numbers
  /** By place among the nodes that passed, normalised; of a scorer that normalises. */
  scores: Float64Array
}

export class NodeScores {
  readonly #cluster: Cluster
  readonly #caching: boolean
  readonly #all: readonly Prepared[]
  /** Those that need no normalising and read one node: their weighted sum is kept. */
  readonly #flat: readonly Prepared[]
  /** Those that read one node and normalise. */
  readonly #relative: readonly Prepared[]
  readonly #ofCluster: readonly Prepared[]
  readonly #active: Prepared[] = []
  readonly #readsSize: boolean
  readonly #sum = new Numbers()
  #seen = new Int32Array(0)
  #size = -1

  constructor(plugins: Profile['plugins'], template: PodTemplate, cluster: Cluster, caching: boolean) {
    this.#cluster = cluster
    this.#caching = caching
    this.#all = plugins.flatMap(({ plugin, weight }) => {
      if (plugin.score === undefined || weight === 0) return []
      const scorer = plugin.score.prepare(template, cluster)
      if (scorer === null) return []
      const { reads } = plugin.score
      return [{ plugin: plugin.name, weight, reads, scorer, raw: new Numbers(), scores: new Float64Array(0) }]
    })
    this.#ofCluster = this.#all.filter(({ reads }) => reads === 'cluster')
    const others = this.#all.filter(({ reads }) => reads !== 'cluster')
    this.#flat = others.filter(({ scorer }) => scorer.normalise === undefined)
    this.#relative = others.filter(({ scorer }) => scorer.normalise !== undefined)
    this.#readsSize =
      others.some(({ reads }) => reads === 'size') && template.images.some(image => image !== '')
  }

  /** Fills the first `count` totals, of the nodes that passed, in order. */
  total(feasible: readonly NodeInfo[], count: number, totals: Float64Array): void {
    this.#reach()
    for (let i = 0; i < count; i++) {
      const info = feasible[i]!
      if (this.#seen[info.slot] !== this.#cluster.version[info.slot] || !this.#caching) this.#scoreAgain(info)
    }
    const sums = this.#sum.values
    for (let i = 0; i < count; i++) totals[i] = sums[feasible[i]!.slot]!
    this.#active.length = 0
    for (const prepared of this.#relative) {
      const { scores, raw } = reaching(prepared, count)
      const { values } = raw
      for (let i = 0; i < count; i++) scores[i] = values[feasible[i]!.slot]!
      this.#addNormalised(prepared, feasible, count, totals)
    }
    for (const prepared of this.#ofCluster) {
      const { scorer } = prepared
      if (!(scorer.begin?.(feasible, count) ?? true)) continue
      const { scores } = reaching(prepared, count)
      for (let i = 0; i < count; i++) scores[i] = scorer.score(feasible[i]!)
      this.#addNormalised(prepared, feasible, count, totals)
    }
  }

  /** The weighted scores by plugin of the node at place `i` of the last `total`; a plugin that had none is left out. */
  scoresOf(info: NodeInfo, i: number): Record<string, number> {
    const by: Record<string, number> = {}
    for (const { plugin, weight, scorer } of this.#flat) by[plugin] = weight * scorer.score(info)
    for (const { plugin, weight, scores } of this.#active) by[plugin] = weight * scores[i]!
    return by
  }

  #addNormalised(
    prepared: Prepared,
    feasible: readonly NodeInfo[],
    count: number,
    totals: Float64Array,
  ): void {
    const { scorer, scores, weight } = prepared
    scorer.normalise?.(scores, feasible, count)
    for (let i = 0; i < count; i++) totals[i]! += weight * scores[i]!
    this.#active.push(prepared)
  }

  #scoreAgain(info: NodeInfo): void {
    const { slot } = info
    this.#seen[slot] = this.#cluster.version[slot]!
    let sum = 0
    for (let i = 0; i < this.#flat.length; i++) {
      const { weight, scorer } = this.#flat[i]!
      sum += weight * scorer.score(info)
    }
    this.#sum.set(slot, sum)
    for (let i = 0; i < this.#relative.length; i++) {
      const { raw, scorer } = this.#relative[i]!
      raw.set(slot, scorer.score(info))
    }
  }

  #reach(): void {
    const { slots, size } = this.#cluster
    if (this.#readsSize && size !== this.#size) this.#seen.fill(0)
    this.#size = size
    if (slots <= this.#seen.length) return
    const larger = new Int32Array(Math.max(slots, 2 * this.#seen.length))
    larger.set(this.#seen)
    this.#seen = larger
  }
}

function reaching(prepared: Prepared, count: number): Prepared {
  if (prepared.scores.length < count) prepared.scores = new Float64Array(2 * count)
  return prepared
}
