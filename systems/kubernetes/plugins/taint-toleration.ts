/**
 * TaintToleration: taints keep pods off, or are avoided (Kubernetes,
 * pkg/scheduler/framework/plugins/tainttoleration/taint_toleration.go, v1.34.4).
 */
import { defaultNormalise, MAX_NODE_SCORE } from '../default-normalise.ts'
import { type Plugin, unresolvable } from '../plugin.ts'
import { isRepelled, isTolerated } from '../taints.ts'

const NAME = 'TaintToleration'
const rejected = unresolvable(NAME, 'node(s) had untolerated taint(s)')

/** `comparing`: whether tolerations may be `Gt` and `Lt` (TaintTolerationComparisonOperators, off in 1.34). */
export function taintToleration(comparing: boolean): Plugin {
  return {
    name: NAME,
    filter: {
      reads: 'node',
      prepare: ({ tolerations }) => ({
        check: ({ node }) => (isRepelled(node.taints, tolerations, comparing) ? rejected : null),
      }),
    },
    score: {
      reads: 'node',
      prepare: template => {
        const tolerations = template.tolerations.filter(
          ({ effect }) => effect === '' || effect === 'PreferNoSchedule',
        )
        return {
          /** How many taints that ask to be avoided are not tolerated. */
          score: ({ node }) => {
            let count = 0
            for (const taint of node.taints)
              if (taint.effect === 'PreferNoSchedule' && !isTolerated(taint, tolerations, comparing)) count++
            return count
          },
          normalise: (scores, count) => defaultNormalise(scores, count, MAX_NODE_SCORE, true),
        }
      },
    },
  }
}
