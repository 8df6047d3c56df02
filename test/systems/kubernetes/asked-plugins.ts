/**
 * Plugins of the scheduler, asked about all nodes of a small cluster.
 */
import { expect } from 'vitest'
import type { Cluster } from '../../../systems/kubernetes/cluster.ts'
import type { NodeFilter, NodeScorer, Plugin } from '../../../systems/kubernetes/plugin.ts'
import type { PodTemplate } from '../../../systems/kubernetes/pod.ts'
import { template } from './pods.ts'

/** What the plugin's filter says of each node: reasons, or that it passes. */
export function filtered(plugin: Plugin, asked: Partial<PodTemplate>, cluster: Cluster): unknown {
  const filter = plugin.filter!.prepare(template(asked) as never, cluster) as NodeFilter | null
  if (filter === null) return 'nothing to do'
  if (filter.rejects !== undefined) return filter.rejects.reasons
  return cluster.list.map(info => {
    const status = filter.check(info)
    // What columns alone show is never more than what the node itself says.
    if (filter.passes?.(info.slot) === true) expect(status).toBeNull()
    return status === null
      ? 'passes'
      : [...status.reasons, status.code === 'Unschedulable' ? 'for now' : 'for good']
  })
}

/** Its scores, brought to 0 to 100, and the same by slots where it knows them. */
export function scored(plugin: Plugin, asked: Partial<PodTemplate>, cluster: Cluster): unknown {
  const scorer = plugin.score!.prepare(template(asked) as never, cluster) as NodeScorer | null
  if (scorer === null) return 'nothing to do'
  const scores = Float64Array.from(cluster.list, info => scorer.score(info))
  if (scorer.addScores !== undefined) {
    const slots = Int32Array.from(cluster.list, ({ slot }) => slot)
    const sums = new Int32Array(cluster.slots)
    scorer.addScores(slots, slots.length, 2, sums)
    expect([...slots].map(slot => sums[slot]! / 2)).toEqual([...scores])
  }
  scorer.normalise?.(scores, scores.length)
  return [...scores]
}
