/**
 * Cases that ask one filter about every node.
 */

import { shortages } from '../../systems/kubernetes/plugins/node-resources-fit.ts'
import type { Case } from '../adapter.ts'
import { argsOf, pluginOf } from './case-args.ts'
import { askedOf, type Json } from './case-reader.ts'

export function filtered({ input }: Case): Json {
  const { cluster, pod } = askedOf(input)
  const args = argsOf((input['args'] ?? {}) as Json)
  const plugin = pluginOf(input['plugin'], args)
  const prepared = plugin.filter?.prepare(pod.template, cluster) ?? null
  const filter = prepared?.begin?.() === false ? null : prepared
  const status: Record<string, string> = {}
  const reasons: Record<string, readonly string[]> = {}
  const insufficient: Record<string, unknown> = {}
  for (const info of cluster.list) {
    const { name } = info.node
    const rejected = filter?.check(info) ?? null
    status[name] = rejected?.code ?? 'Success'
    if (rejected !== null) reasons[name] = rejected.reasons
    insufficient[name] = shortages(pod.template, args.fit, info).map(shortage => ({
      ...shortage,
      unresolvable: shortage.resource !== 'pods' && shortage.requested > shortage.capacity,
    }))
  }
  const preFilter = filter === null ? 'Skip' : (filter.rejects?.code ?? 'Success')
  return {
    status,
    reasons,
    insufficient,
    preFilter,
    preFilterStatus: preFilter,
    preFilterNodeNames: [...(filter?.names ?? [])].sort(),
  }
}
