/**
 * `pluginConfig` of a profile (Kubernetes, pkg/scheduler/apis/config/types_pluginargs.go and
 * validation/validation_pluginargs.go, v1.34.4).
 */
import type { DefaultConstraint } from '../default-spread.ts'
import type { PreemptionArgs } from '../preemption.ts'
import { defaultPreemptionArgs } from '../preemption.ts'
import { defaultArgs, type PluginArgs } from '../profile.ts'
import type { ScoredResource } from '../resource-score.ts'
import {
  leastAllocated,
  mostAllocated,
  requestedToCapacityRatio,
  type ShapePoint,
  type Strategy,
} from '../scoring-strategy.ts'
import type { Fields } from './fields.ts'
import { checkNodeAffinity } from './placement-rules.ts'
import { readNodeAffinity } from './selectors.ts'

export interface ReadArgs {
  plugins: PluginArgs
  preemption: PreemptionArgs
}

/** Volumes bind no pod here. */
const inertPlugins = ['VolumeBinding', 'DynamicResources']

type Reader = (fields: Fields, into: ReadArgs) => void

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['NodeResourcesFit', readFit],
  [
    'NodeResourcesBalancedAllocation',
    (fields, into) => {
      const resources = readResourceWeights(fields)
      if (resources !== null)
        into.plugins = { ...into.plugins, balance: { ...into.plugins.balance, resources } }
    },
  ],
  ['PodTopologySpread', readSpreadDefaults],
  [
    'InterPodAffinity',
    (fields, into) => {
      const { hardPodAffinityWeight } = defaultArgs.affinity
      into.plugins = {
        ...into.plugins,
        affinity: {
          hardPodAffinityWeight: between(fields, 'hardPodAffinityWeight', hardPodAffinityWeight, 0, 100),
          ignorePreferredTermsOfExistingPods: fields.flag('ignorePreferredTermsOfExistingPods'),
        },
      }
    },
  ],
  [
    'NodeAffinity',
    (fields, into) => {
      if (!fields.has('addedAffinity')) return
      into.plugins = { ...into.plugins, addedAffinity: readNodeAffinity(fields.fields('addedAffinity')) }
      checkNodeAffinity(fields.inside('addedAffinity'))
    },
  ],
  [
    'DefaultPreemption',
    (fields, into) => {
      const { minCandidateNodesPercentage, minCandidateNodesAbsolute } = defaultPreemptionArgs
      into.preemption = {
        ...into.preemption,
        minCandidateNodesPercentage: between(
          fields,
          'minCandidateNodesPercentage',
          minCandidateNodesPercentage,
          0,
          100,
        ),
        minCandidateNodesAbsolute: fields.whole('minCandidateNodesAbsolute', minCandidateNodesAbsolute),
      }
    },
  ],
])

/** The arguments of all plugins, those that the profile says and the defaults of the others. */
export function readPluginArgs(profile: Fields): ReadArgs {
  const into: ReadArgs = { plugins: defaultArgs, preemption: defaultPreemptionArgs }
  const seen = new Set<string>()
  profile.list('pluginConfig', config => {
    const name = config.text('name')
    const read = readers.get(name)
    const args = config.fields('args')
    if (seen.has(name)) config.expected('name', name, 'arguments of a plugin once')
    seen.add(name)
    if (inertPlugins.includes(name)) return
    if (read === undefined) {
      config.expected('name', name, `a plugin with arguments: ${[...readers.keys()].join(', ')}`)
      return
    }
    read(args, into)
    args.end(['apiVersion', 'kind'])
    config.end()
  })
  return into
}

/** A whole number from `least` to `most`. */
export function between(fields: Fields, key: string, otherwise: number, least: number, most: number): number {
  const value = fields.number(key, otherwise)
  if (Number.isInteger(value) && value >= least && value <= most) return value
  fields.expected(key, value, `a whole number from ${least} to ${most}`)
  return otherwise
}

const strategies: ReadonlyMap<string, (shape: readonly ShapePoint[]) => Strategy> = new Map([
  ['LeastAllocated', () => leastAllocated],
  ['MostAllocated', () => mostAllocated],
  ['RequestedToCapacityRatio', requestedToCapacityRatio],
])

function readFit(fields: Fields, into: ReadArgs): void {
  const strategy = fields.fields('scoringStrategy')
  const type = strategy.oneOf('type', [...strategies.keys()], 'LeastAllocated')
  const resources = readResourceWeights(strategy)
  const shape = readShape(strategy, type === 'RequestedToCapacityRatio')
  strategy.end()
  into.plugins = {
    ...into.plugins,
    fit: {
      strategy: strategies.get(type)!(shape),
      resources: resources ?? defaultArgs.fit.resources,
      ignoredResources: fields.texts('ignoredResources'),
      ignoredResourceGroups: fields.texts('ignoredResourceGroups'),
    },
  }
}

/** Points of rising utilisation, from 0 to 100, with scores from 0 to 10. */
function readShape(strategy: Fields, isNeeded: boolean): readonly ShapePoint[] {
  const ratio = strategy.fields('requestedToCapacityRatio')
  let last = -1
  const shape =
    ratio.list('shape', point => {
      const utilization = between(point, 'utilization', 0, 0, 100)
      if (utilization <= last) point.expected('utilization', utilization, `more than ${last}, the one before`)
      last = utilization
      const read = { utilization, score: between(point, 'score', 0, 0, 10) }
      point.end()
      return read
    }) ?? []
  ratio.end()
  if (isNeeded && shape.length === 0)
    strategy.expected('requestedToCapacityRatio', ratio.all, 'a shape of at least one point')
  return shape.length === 0 ? [{ utilization: 0, score: 0 }] : shape
}

/** Null where the field is absent. A resource without a weight has 1. */
function readResourceWeights(fields: Fields): ScoredResource[] | null {
  const resources = fields.list('resources', resource => {
    const read = { name: resource.text('name'), weight: between(resource, 'weight', 1, 1, 100) }
    resource.end()
    return read
  })
  return resources?.length === 0 ? null : resources
}

/** `defaultingType` and `defaultConstraints` of PodTopologySpread. */
export function readSpreadDefaults(fields: Fields, into: Pick<ReadArgs, 'plugins'>): void {
  const type = fields.oneOf('defaultingType', ['System', 'List'], 'System')
  const constraints = fields.list('defaultConstraints', constraint => {
    const whenUnsatisfiable = ['DoNotSchedule', 'ScheduleAnyway'] as const
    const read: DefaultConstraint = {
      topologyKey: constraint.text('topologyKey'),
      maxSkew: constraint.whole('maxSkew', 1, 1),
      hard: constraint.oneOf('whenUnsatisfiable', whenUnsatisfiable, 'DoNotSchedule') === 'DoNotSchedule',
    }
    if (read.topologyKey === '') constraint.expected('topologyKey', '', 'a label of nodes')
    constraint.end()
    return read
  })
  if (type === 'System' && constraints !== null && constraints.length > 0)
    fields.said(
      'defaultConstraints',
      'found constraints with defaultingType: System, expected none; set defaultingType: List',
    )
  into.plugins = { ...into.plugins, spread: { defaults: type === 'System' ? 'System' : (constraints ?? []) } }
}
