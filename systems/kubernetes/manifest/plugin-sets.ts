/**
 * `plugins` of a profile: which of them run at which point, and with what weight (Kubernetes,
 * pkg/scheduler/apis/config/v1/default_plugins.go, mergePlugins, and pkg/scheduler/framework/runtime/framework.go,
 * expandMultiPointPlugins, v1.34.4).
 */
import type { Plugin } from '../plugin.ts'
import type { Profile } from '../profile.ts'
import type { Fields } from './fields.ts'

/** Plugins of the default profile that have nothing to do here, or always do the same. */
const beside = [
  'SchedulingGates',
  'PrioritySort',
  'DefaultBinder',
  'VolumeRestrictions',
  'NodeVolumeLimits',
  'VolumeBinding',
  'VolumeZone',
  'DynamicResources',
]
const PREEMPTION = 'DefaultPreemption'
const CLAIMS = 'DynamicResources'

/** Points at which nothing else can run here than what does by default. */
const fixedPoints = [
  ...['queueSort', 'preEnqueue', 'preFilter', 'preScore', 'reserve', 'permit', 'preBind', 'bind', 'postBind'],
]

interface PointSet {
  readonly enabled: ReadonlyMap<string, number>
  readonly disabled: ReadonlySet<string>
}

/** The plugins of `profile` as the fields have them, and whether pods preempt. */
export function readPluginSets(
  profile: Fields,
  defaults: Profile['plugins'],
): Pick<Profile, 'plugins' | 'withoutClaims'> & { readonly preempts: boolean } {
  const fields = profile.fields('plugins')
  const known = [...defaults.map(({ plugin }) => plugin.name), PREEMPTION, ...beside]
  const everywhere = readPoint(fields, 'multiPoint', known)
  const filter = readPoint(fields, 'filter', known)
  const score = readPoint(fields, 'score', known)
  const postFilter = readPoint(fields, 'postFilter', known)
  for (const point of fixedPoints) {
    const { enabled, disabled } = readPoint(fields, point, known)
    if (enabled.size + disabled.size > 0) fields.unmodelled(point)
  }
  fields.end()
  const inAll = (name: string, byDefault: boolean) =>
    everywhere.enabled.has(name) || (byDefault && !isDisabled(name, everywhere))
  const runs = (name: string, at: PointSet, byDefault: boolean) =>
    at.enabled.has(name) || (inAll(name, byDefault) && !isDisabled(name, at))
  const plugins = defaults.flatMap(({ plugin, weight }) => {
    const { name } = plugin
    const filters = plugin.filter !== undefined && runs(name, filter, true)
    const scores = plugin.score !== undefined && runs(name, score, true)
    // What comes before a filter stays where the filter alone is disabled.
    const asks = filters ? plugin.filter : inAll(name, true) ? narrowingOf(plugin.filter) : undefined
    if (asks === undefined && !scores) return []
    return [
      {
        plugin: {
          name,
          ...(asks !== undefined && { filter: asks }),
          ...(scores && { score: plugin.score }),
        },
        weight: scores ? weightOf(score.enabled.get(name) ?? everywhere.enabled.get(name), weight) : 0,
      },
    ]
  })
  return {
    plugins,
    preempts: runs(PREEMPTION, postFilter, true),
    withoutClaims: !runs(CLAIMS, postFilter, true),
  }
}

/** The names of nodes that a plugin narrows the search to, without what it checks there; undefined for one that does not. */
function narrowingOf(filter: Plugin['filter']): Plugin['filter'] {
  if (filter?.reads !== 'node') return undefined
  return {
    reads: 'node',
    prepare: (asked, cluster) => {
      const prepared = filter.prepare(asked, cluster)
      const isNarrow = prepared?.names !== undefined || prepared?.rejects !== undefined
      return isNarrow ? { ...prepared, check: () => null, passes: () => true } : null
    },
  }
}

function isDisabled(name: string, { disabled }: PointSet): boolean {
  return disabled.has(name) || disabled.has('*')
}

/** A plugin that is enabled without a weight has 1; one that is not spoken of keeps its own. */
function weightOf(written: number | undefined, own: number): number {
  return written === undefined ? own : written === 0 ? 1 : written
}

function readPoint(plugins: Fields, point: string, known: readonly string[]): PointSet {
  const fields = plugins.fields(point)
  const enabled = new Map<string, number>()
  const disabled = new Set<string>()
  fields.list('enabled', plugin => {
    const name = plugin.text('name')
    if (!known.includes(name)) plugin.expected('name', name, `a plugin that is modelled: ${known.join(', ')}`)
    if (enabled.has(name)) plugin.expected('name', name, 'a plugin once')
    enabled.set(name, plugin.whole('weight', 0))
    plugin.end()
  })
  fields.list('disabled', plugin => {
    const name = plugin.text('name')
    if (name !== '*' && !known.includes(name))
      plugin.expected('name', name, `"*" or a plugin that is modelled: ${known.join(', ')}`)
    disabled.add(name)
    plugin.end(['weight'])
  })
  fields.end()
  return { enabled, disabled }
}
