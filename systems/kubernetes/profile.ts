/**
 * Which plugins run, in which order, with which weights and arguments (Kubernetes,
 * pkg/scheduler/apis/config/v1/default_plugins.go and defaults.go, v1.34.4).
 */
import { SwitchyardError } from '../../sim/errors.ts'
import type { AffinityArgs } from './affinity-score.ts'
import type { SpreadArgs } from './default-spread.ts'
import type { NodeAffinity } from './node-selector.ts'
import type { Plugin } from './plugin.ts'
import { imageLocality } from './plugins/image-locality.ts'
import { interPodAffinity } from './plugins/inter-pod-affinity.ts'
import { nodeAffinity } from './plugins/node-affinity.ts'
import { nodeName } from './plugins/node-name.ts'
import { nodePorts } from './plugins/node-ports.ts'
import { type BalanceArgs, balancedAllocation } from './plugins/node-resources-balanced-allocation.ts'
import { type FitArgs, nodeResourcesFit } from './plugins/node-resources-fit.ts'
import { nodeUnschedulable } from './plugins/node-unschedulable.ts'
import { podTopologySpread } from './plugins/pod-topology-spread.ts'
import { taintToleration } from './plugins/taint-toleration.ts'
import type { ScoredResource } from './resource-score.ts'
import { leastAllocated } from './scoring-strategy.ts'

export interface PluginArgs {
  readonly fit: FitArgs
  readonly balance: BalanceArgs
  readonly spread: SpreadArgs
  readonly affinity: AffinityArgs
  /** NodeAffinity's `addedAffinity`. */
  readonly addedAffinity: NodeAffinity | null
  /** Tolerations may be `Gt` and `Lt` (TaintTolerationComparisonOperators, off in 1.34). */
  readonly comparingTolerations: boolean
}

const cpuAndMemory: readonly ScoredResource[] = [
  { name: 'cpu', weight: 1 },
  { name: 'memory', weight: 1 },
]

export const defaultArgs: PluginArgs = {
  fit: { strategy: leastAllocated, resources: cpuAndMemory, ignoredResources: [], ignoredResourceGroups: [] },
  balance: { resources: cpuAndMemory, formula: 'std' },
  spread: { defaults: 'System' },
  affinity: { hardPodAffinityWeight: 1, ignorePreferredTermsOfExistingPods: false },
  addedAffinity: null,
  comparingTolerations: false,
}

export interface Profile {
  /** In the order in which filters are asked. */
  readonly plugins: readonly { readonly plugin: Plugin; readonly weight: number }[]
  /** 1 to 100; 0 takes fewer the more nodes there are. */
  readonly percentageOfNodesToScore: number
  /** The plugin of dynamic resources does not run after a failure, and says nothing then. */
  readonly withoutClaims?: boolean
}

/** The default profile. A weight of 0 stands for a plugin that scores nothing. */
export function defaultProfile(args: PluginArgs = defaultArgs, percentageOfNodesToScore = 0): Profile {
  const comparing = args.comparingTolerations
  return {
    plugins: [
      { plugin: nodeUnschedulable(comparing), weight: 0 },
      { plugin: nodeName, weight: 0 },
      { plugin: taintToleration(comparing), weight: 3 },
      { plugin: nodeAffinity(args.addedAffinity), weight: 2 },
      { plugin: nodePorts, weight: 0 },
      { plugin: nodeResourcesFit(args.fit), weight: 1 },
      { plugin: podTopologySpread(args.spread, comparing), weight: 2 },
      { plugin: interPodAffinity(args.affinity), weight: 2 },
      { plugin: balancedAllocation(args.balance), weight: 1 },
      { plugin: imageLocality, weight: 1 },
    ],
    percentageOfNodesToScore,
  }
}

/**
 * Checks the resources that a strategy scores, at `where` (pkg/scheduler/apis/config/validation/validation_pluginargs.go, v1.34.4).
 *
 * @throws SwitchyardError for a weight that is not from 1 to 100.
 */
export function requireWeights(resources: readonly ScoredResource[], where: string): void {
  const faults = resources.flatMap(({ name, weight }, i) =>
    weight >= 1 && weight <= 100
      ? []
      : `${where}.resources[${i}].weight: found ${weight} for ${name}, expected 1 to 100; correct the weight`,
  )
  if (faults.length > 0) throw new SwitchyardError(faults.join('\n'))
}

/** How many nodes that pass are enough (numFeasibleNodesToFind, pkg/scheduler/schedule_one.go, v1.34.4). */
export function nodesToFind(nodes: number, percentage: number): number {
  if (nodes < 100) return nodes
  const percent = percentage > 0 ? percentage : Math.max(5, 50 - Math.trunc(nodes / 125))
  return percent >= 100 ? nodes : Math.max(100, Math.trunc((nodes * percent) / 100))
}
