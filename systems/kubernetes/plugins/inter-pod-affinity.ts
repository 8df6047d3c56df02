/**
 * InterPodAffinity: pods near to or apart from others.
 */
import { affinityFilter } from '../affinity-filter.ts'
import { type AffinityArgs, affinityScore } from '../affinity-score.ts'
import type { Plugin } from '../plugin.ts'

export function interPodAffinity(args: AffinityArgs): Plugin {
  return {
    name: 'InterPodAffinity',
    filter: { reads: 'cluster', prepare: affinityFilter },
    score: {
      reads: 'cluster',
      prepare: (template, cluster) => affinityScore(template, cluster, args),
    },
  }
}
