/**
 * What filters and scores work out once for each pod template, and what all templates share that ask the same of nodes.
 */
import type { Cluster } from './cluster.ts'
import { NodeChecks } from './node-checks.ts'
import { NodeScores, type ScoreTables } from './node-scores.ts'
import { NodeSums } from './node-sums.ts'
import { NodeVerdicts } from './node-verdicts.ts'
import { nodeKeyOf, type PodTemplate } from './pod.ts'
import type { Profile } from './profile.ts'
import { Ranking } from './ranking.ts'

/** For pods that ask the same of nodes. */
interface OfNodes {
  readonly verdicts: NodeVerdicts
  readonly sums: NodeSums
  readonly ranking: Ranking
}

export interface Prepared extends OfNodes {
  readonly checks: NodeChecks
  readonly scores: NodeScores
}

/** Nodes, each for so many sizes of pods, for which answers are kept: some 30 bytes each. */
const KEPT = 4_000_000
/** Templates for which counts over the cluster are kept. */
const TEMPLATES_KEPT = 1 << 14

export class Preparations {
  readonly #plugins: Profile['plugins']
  readonly #cluster: Cluster
  readonly #caching: boolean
  readonly #prepared = new Map<PodTemplate, Prepared>()
  /** By what pods ask of nodes. */
  readonly #ofNodes = new Map<string, OfNodes>()
  readonly #scoreTables: ScoreTables = []

  constructor(plugins: Profile['plugins'], cluster: Cluster, caching: boolean) {
    this.#plugins = plugins
    this.#cluster = cluster
    this.#caching = caching
  }

  /** What is worked out once for pods of a template. */
  of(template: PodTemplate): Prepared {
    let prepared = this.#prepared.get(template)
    if (prepared !== undefined) return prepared
    // The one that was prepared first makes room.
    if (this.#prepared.size >= TEMPLATES_KEPT) this.#prepared.delete(this.#prepared.keys().next().value!)
    const plugins = this.#plugins
    const ofNodes = this.#askedOfNodes(template)
    const { verdicts, sums } = ofNodes
    const filters = plugins.map(({ plugin }) => plugin)
    const checks = new NodeChecks(filters, template, this.#cluster, verdicts)
    const scores = new NodeScores(plugins, template, this.#cluster, this.#scoreTables, sums)
    prepared = { ...ofNodes, checks, scores }
    this.#prepared.set(template, prepared)
    return prepared
  }

  /** What all templates share that ask the same of nodes, such as those of one job after another. */
  #askedOfNodes(template: PodTemplate): OfNodes {
    const key = nodeKeyOf(template)
    let ofNodes = this.#ofNodes.get(key)
    if (ofNodes === undefined) {
      if (this.#ofNodes.size * this.#cluster.slots > KEPT) this.#forgetOldest()
      const plugins = this.#plugins
      const filters = plugins.map(({ plugin }) => plugin)
      const verdicts = new NodeVerdicts(filters, template, this.#cluster, this.#caching)
      const sums = new NodeSums(plugins, template, this.#cluster, this.#caching)
      ofNodes = { verdicts, sums, ranking: new Ranking(this.#cluster, verdicts, sums) }
      this.#ofNodes.set(key, ofNodes)
    }
    return ofNodes
  }

  #forgetOldest(): void {
    const [key, { verdicts }] = this.#ofNodes.entries().next().value!
    this.#ofNodes.delete(key)
    for (const [template, prepared] of this.#prepared)
      if (prepared.verdicts === verdicts) this.#prepared.delete(template)
  }
}
