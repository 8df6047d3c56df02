/**
 * NodeName: a pod that names its node goes nowhere else (Kubernetes,
 * pkg/scheduler/framework/plugins/nodename/node_name.go, v1.34.4).
 */
import { type Plugin, unresolvable } from '../plugin.ts'

const NAME = 'NodeName'
const rejected = unresolvable(NAME, "node(s) didn't match the requested node name")

export const nodeName: Plugin = {
  name: NAME,
  filter: {
    reads: 'node',
    prepare: ({ requiredNodeName }) =>
      requiredNodeName === null
        ? null
        : { check: ({ node }) => (node.name === requiredNodeName ? null : rejected) },
  },
}
