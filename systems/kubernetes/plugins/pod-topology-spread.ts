/**
 * PodTopologySpread: pods in equal numbers over zones, nodes or whatever a label names.
 */
import type { SpreadArgs } from '../default-spread.ts'
import type { Plugin } from '../plugin.ts'
import { hardSpread } from '../spread-filter.ts'
import { softSpread } from '../spread-score.ts'

/** `comparing`: whether tolerations may compare, as in TaintToleration. */
export function podTopologySpread(args: SpreadArgs, comparing: boolean): Plugin {
  return {
    name: 'PodTopologySpread',
    filter: {
      reads: 'cluster',
      prepare: (template, cluster) => hardSpread(template, cluster, args, comparing),
    },
    score: {
      reads: 'cluster',
      prepare: (template, cluster) => softSpread(template, cluster, args, comparing),
    },
  }
}
