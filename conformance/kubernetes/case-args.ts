/**
 * A plugin with the arguments of a case.
 */
import { SwitchyardError } from '../../sim/errors.ts'
import { Reading } from '../../systems/kubernetes/manifest/fields.ts'
import { readSpreadDefaults } from '../../systems/kubernetes/manifest/plugin-args.ts'
import type { Plugin } from '../../systems/kubernetes/plugin.ts'
import { defaultArgs, defaultProfile, type PluginArgs } from '../../systems/kubernetes/profile.ts'
import type { ScoredResource } from '../../systems/kubernetes/resource-score.ts'
import {
  leastAllocated,
  mostAllocated,
  requestedToCapacityRatio,
  type ShapePoint,
  type Strategy,
} from '../../systems/kubernetes/scoring-strategy.ts'
import { type Json, readNodeAffinity } from './case-reader.ts'

/** Arguments that belong to the question, not to a plugin. */
const OF_QUESTION = new Set(['filteredNodes', 'filters', 'filterStatus', 'note'])

/** @throws Unmodelled naming the arguments that this adapter does not know. */
export function argsOf(args: Json): PluginArgs {
  const reading = new Reading()
  const fields = reading.fields(
    Object.fromEntries(Object.entries(args).filter(([key]) => !OF_QUESTION.has(key))),
    'args',
  )
  const resources = fields.list('resources', resource => {
    const read: ScoredResource = { name: resource.text('name'), weight: resource.number('weight', 1) }
    resource.end()
    return read
  })
  const shape = fields.list('shape', point => {
    const read: ShapePoint = { utilization: point.number('utilization', 0), score: point.number('score', 0) }
    point.end()
    return read
  })
  // Beside the balanced allocation the strategy of the other plugin may be named; it is not asked.
  const strategy = fields.oneOf('strategy', [...strategies.keys(), 'BalancedAllocation'], 'LeastAllocated')
  const { fit, balance } = defaultArgs
  const spread = { plugins: defaultArgs }
  readSpreadDefaults(fields, spread)
  const read: PluginArgs = {
    fit: {
      ...fit,
      strategy: strategies.get(strategy)?.(shape ?? []) ?? fit.strategy,
      ...(resources === null ? {} : { resources }),
      ignoredResources: fields.texts('ignoredResources'),
      ignoredResourceGroups: fields.texts('ignoredResourceGroups'),
    },
    balance: {
      resources: resources ?? balance.resources,
      formula: fields.oneOf('formula', ['std', 'improvement'], 'std'),
    },
    spread: spread.plugins.spread,
    affinity: {
      hardPodAffinityWeight: fields.number('hardPodAffinityWeight', 1),
      ignorePreferredTermsOfExistingPods: fields.flag('ignorePreferredTermsOfExistingPods'),
    },
    addedAffinity: fields.has('addedAffinity') ? readNodeAffinity(fields.fields('addedAffinity')) : null,
    comparingTolerations: fields.flag('featureTaintTolerationComparisonOperators'),
  }
  fields.end()
  reading.finish()
  return read
}

const strategies: ReadonlyMap<string, (shape: readonly ShapePoint[]) => Strategy> = new Map([
  ['LeastAllocated', () => leastAllocated],
  ['MostAllocated', () => mostAllocated],
  ['RequestedToCapacityRatio', requestedToCapacityRatio],
])

export function pluginOf(name: unknown, args: PluginArgs): Plugin {
  const found = defaultProfile(args).plugins.find(({ plugin }) => plugin.name === name)
  if (found !== undefined) return found.plugin
  throw new SwitchyardError(
    `The plugin ${JSON.stringify(name)} is not known; expected one of the default profile's.`,
  )
}
