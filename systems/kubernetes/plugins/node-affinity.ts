/**
 * NodeAffinity: nodes by their labels and names, required or preferred (Kubernetes,
 * pkg/scheduler/framework/plugins/nodeaffinity/node_affinity.go, v1.34.4).
 */
import { defaultNormalise, MAX_NODE_SCORE } from '../default-normalise.ts'
import {
  anyTermMatches,
  isRequiredNode,
  type NodeAffinity,
  preference,
  requiredNames,
} from '../node-selector.ts'
import { type Plugin, unresolvable } from '../plugin.ts'

const NAME = 'NodeAffinity'
const rejected = unresolvable(NAME, "node(s) didn't match Pod's node affinity/selector")
const enforced = unresolvable(NAME, "node(s) didn't match scheduler-enforced node affinity")
const conflicting = unresolvable(NAME, 'pod affinity terms conflict')

/** `added` is the profile's own affinity (`addedAffinity`): it holds for every pod, beside the pod's. */
export function nodeAffinity(added: NodeAffinity | null): Plugin {
  const addedRequired = added?.required ?? null
  const addedPreferred = added?.preferred ?? []
  return {
    name: NAME,
    filter: {
      reads: 'node',
      prepare: template => {
        const required = template.nodeAffinity?.required ?? null
        if (required === null && addedRequired === null && template.nodeSelector.size === 0) return null
        const names = required === null || required.length === 0 ? null : requiredNames(required)
        return {
          ...(names === null ? {} : names.size === 0 ? { rejects: conflicting } : { names }),
          check: ({ node }) => {
            if (addedRequired !== null && !anyTermMatches(addedRequired, node)) return enforced
            return isRequiredNode(template, node) ? null : rejected
          },
        }
      },
    },
    score: {
      reads: 'node',
      prepare: template => {
        const preferred = [...addedPreferred, ...(template.nodeAffinity?.preferred ?? [])]
        if (preferred.length === 0) return null
        return {
          score: ({ node }) => preference(preferred, node),
          normalise: (scores, count) => defaultNormalise(scores, count, MAX_NODE_SCORE, false),
        }
      },
    },
  }
}
