/**
 * Cases about scores: one plugin's over nodes, and the functions that scores are made with.
 */
import { SwitchyardError } from '../../sim/errors.ts'
import { Cluster } from '../../systems/kubernetes/cluster.ts'
import { Cycle, selectHost } from '../../systems/kubernetes/cycle.ts'
import { defaultNormalise } from '../../systems/kubernetes/default-normalise.ts'
import type { NodeInfo } from '../../systems/kubernetes/node-info.ts'
import type { Plugin } from '../../systems/kubernetes/plugin.ts'
import { type PodTemplate, podOf } from '../../systems/kubernetes/pod.ts'
import { nodesToFind, requireWeights } from '../../systems/kubernetes/profile.ts'
import type { ScoredResource } from '../../systems/kubernetes/resource-score.ts'
import { brokenLinear, type ShapePoint } from '../../systems/kubernetes/scoring-strategy.ts'
import { noLabels } from '../../systems/kubernetes/selector.ts'
import type { Case } from '../adapter.ts'
import { list, map, number, requireShape } from '../shape.ts'
import { argsOf, pluginOf } from './case-args.ts'
import { askedOf, type Json } from './case-reader.ts'

/** `stage` says whether the expected scores are normalised. */
export function scored({ input, expected }: Case): Json {
  const { cluster, pod } = askedOf(input)
  const asked = (input['args'] ?? {}) as Json
  const stage = (expected as Json)['stage']
  const among = asked['filteredNodes'] as string[] | undefined
  const feasible = cluster.list.filter(({ node }) => among === undefined || among.includes(node.name))
  let plugin: Plugin
  try {
    plugin = pluginOf(input['plugin'], argsOf(asked))
  } catch (error) {
    // Without a resource to score the real plugin fails on every node.
    if (!(error instanceof SwitchyardError) || (asked['resources'] as unknown[])?.length !== 0) throw error
    const scores = Object.fromEntries(feasible.map(({ node }) => [node.name, 0]))
    return { stage, scoreStatus: 'Error', scores }
  }
  const scores = scoresOf(plugin, pod.template, cluster, feasible, stage !== 'raw')
  return {
    stage,
    preScore: scores === null ? 'Skip' : 'Success',
    // A plugin that is skipped adds nothing to any node.
    scores: Object.fromEntries(feasible.map(({ node }, i) => [node.name, scores?.[i] ?? 0])),
  }
}

/** Null where the plugin is skipped. */
function scoresOf(
  { score }: Plugin,
  template: PodTemplate,
  cluster: Cluster,
  feasible: readonly NodeInfo[],
  normalises: boolean,
): Float64Array | null {
  const scores = new Float64Array(feasible.length)
  if (score?.reads === 'cluster') {
    const scorer = score.prepare(template, cluster)
    const slots = Int32Array.from(feasible, ({ slot }) => slot)
    if (scorer === null || !scorer.begin(slots, slots.length)) return null
    scorer.score(slots, slots.length, scores)
    if (normalises) scorer.normalise(scores, slots, slots.length)
    return scores
  }
  const scorer = score?.prepare(template, cluster) ?? null
  if (scorer === null) return null
  feasible.forEach((info, i) => {
    scores[i] = scorer.score(info)
  })
  if (normalises) scorer.normalise?.(scores, scores.length)
  return scores
}

/** Whether a strategy's resources are allowed, and if not, the first field that is wrong. */
export function validated({ input }: Case): Json {
  const { resources } = input['args'] as { resources: ScoredResource[] }
  try {
    requireWeights(resources, 'scoringStrategy')
    return { valid: true }
  } catch (error) {
    if (!(error instanceof SwitchyardError)) throw error
    return { valid: false, invalidField: error.message.split(':')[0] }
  }
}

export function brokenLinearAt({ input, expected }: Case): Json {
  const scoreAt = brokenLinear((input['args'] as { points: ShapePoint[] }).points)
  requireShape(map({ values: list(map({ utilization: number() })) }), expected, 'expected')
  const { values } = expected as { values: ShapePoint[] }
  return { values: values.map(({ utilization }) => ({ utilization, score: scoreAt(utilization) })) }
}

export function normalised({ input }: Case): Json {
  const { scores, maxPriority, reverse } = input['args'] as {
    scores: number[]
    maxPriority: number
    reverse: boolean
  }
  const table = Float64Array.from(scores)
  defaultNormalise(table, table.length, maxPriority, reverse)
  return { scores: [...table] }
}

/** Every node that the choice can fall on. */
export function hostSelected({ input }: Case): Json {
  const { scores } = input['args'] as { scores: { node: string; score: number }[] }
  const totals = Float64Array.from(scores, ({ score }) => score)
  // The order that is asked last wins the tie, so that each place is tried.
  const places = scores.map((_, wanted) =>
    selectHost(totals, totals.length, 'first', place => (place === wanted ? -1 : place)),
  )
  if (places.length === 0) return { error: true }
  return { error: false, node: [...new Set(places)].map(place => scores[place]!.node) }
}

/** The node that the cycle chooses where each plugin scores as the case says. */
export function weighed({ input }: Case): Json {
  const { plugins } = input['args'] as {
    plugins: { name: string; weight: number; scores: Record<string, number> }[]
  }
  const cluster = new Cluster()
  for (const name of Object.keys(plugins[0]!.scores))
    cluster.addNode({
      name,
      labels: noLabels,
      taints: [],
      unschedulable: false,
      allocatable: {},
      allocatablePods: 1,
      images: [],
    })
  const profile = {
    percentageOfNodesToScore: 100,
    plugins: plugins.map(({ name, weight, scores }) => ({
      weight,
      plugin: {
        name,
        score: {
          reads: 'node' as const,
          prepare: () => ({ score: ({ node }: NodeInfo) => scores[node.name]! }),
        },
      } satisfies Plugin,
    })),
  }
  const { pod } = askedOf({ pod: {} })
  const { info } = new Cycle({ cluster, profile, ties: 'first' }).decide(podOf(pod.template, 'pod'))
  return { node: info?.node.name ?? null }
}

export function nodesFound({ input }: Case): Json {
  const { allNodes, percentageOfNodesToScore } = input['args'] as Record<string, number>
  return { nodes: nodesToFind(allNodes!, percentageOfNodesToScore!) }
}
