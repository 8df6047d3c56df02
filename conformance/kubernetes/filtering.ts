/**
 * Cases that ask one filter about every node.
 */

import type { Cluster } from '../../systems/kubernetes/cluster.ts'
import type { NodeFilter, Plugin } from '../../systems/kubernetes/plugin.ts'
import { shortages } from '../../systems/kubernetes/plugins/node-resources-fit.ts'
import type { PodTemplate } from '../../systems/kubernetes/pod.ts'
import type { Case } from '../adapter.ts'
import { argsOf, pluginOf } from './case-args.ts'
import { askedOf, type Json } from './case-reader.ts'

export function filtered({ input }: Case): Json {
  const { cluster, pod } = askedOf(input)
  const args = argsOf((input['args'] ?? {}) as Json)
  const plugin = pluginOf(input['plugin'], args)
  const asked = prepareFilter(plugin, pod.template, cluster)
  const status: Record<string, string> = {}
  const reasons: Record<string, readonly string[]> = {}
  const insufficient: Record<string, unknown> = {}
  for (const info of cluster.list) {
    const { name } = info.node
    const rejected = asked?.check(info) ?? null
    status[name] = rejected?.code ?? 'Success'
    if (rejected !== null) reasons[name] = rejected.reasons
    insufficient[name] = shortages(pod.template, args.fit, info).map(shortage => ({
      ...shortage,
      unresolvable: shortage.resource !== 'pods' && shortage.requested > shortage.capacity,
    }))
  }
  const preFilter = asked === null ? 'Skip' : (asked.rejects?.code ?? 'Success')
  return {
    status,
    reasons,
    insufficient,
    preFilter,
    preFilterStatus: preFilter,
    preFilterNodeNames: [...(asked?.names ?? [])].sort(),
  }
}

/** The filter as it stands in a cycle; null where it is skipped. */
function prepareFilter({ filter }: Plugin, template: PodTemplate, cluster: Cluster): NodeFilter | null {
  if (filter?.reads !== 'cluster') return filter?.prepare(template, cluster) ?? null
  const prepared = filter.prepare(template, cluster)
  return prepared?.begin() ? { check: ({ slot }) => prepared.check(slot) } : null
}
