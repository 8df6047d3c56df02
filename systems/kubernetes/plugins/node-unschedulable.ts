/**
 * NodeUnschedulable: cordoned nodes take only pods that tolerate it (Kubernetes,
 * pkg/scheduler/framework/plugins/nodeunschedulable/node_unschedulable.go, v1.34.4).
 */
import { type Plugin, unresolvable } from '../plugin.ts'
import { isTolerated, type Taint } from '../taints.ts'

const NAME = 'NodeUnschedulable'
const rejected = unresolvable(NAME, 'node(s) were unschedulable')
const cordon: Taint = { key: 'node.kubernetes.io/unschedulable', value: '', effect: 'NoSchedule' }

/** `comparing`: whether tolerations may compare, as in TaintToleration. */
export function nodeUnschedulable(comparing: boolean): Plugin {
  return {
    name: NAME,
    filter: {
      reads: 'node',
      prepare: ({ tolerations }) =>
        isTolerated(cordon, tolerations, comparing)
          ? null
          : { check: ({ node }) => (node.unschedulable ? rejected : null) },
    },
  }
}
