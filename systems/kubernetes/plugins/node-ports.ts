/**
 * NodePorts: two pods can not have one port of a node (Kubernetes,
 * pkg/scheduler/framework/plugins/nodeports/node_ports.go, v1.34.4).
 */
import { type Plugin, unschedulable } from '../plugin.ts'

const NAME = 'NodePorts'
const rejected = unschedulable(NAME, "node(s) didn't have free ports for the requested pod ports")

export const nodePorts: Plugin = {
  name: NAME,
  filter: {
    reads: 'pods',
    prepare: ({ hostPorts }) =>
      hostPorts.length === 0
        ? null
        : { check: ({ ports }) => (ports.conflicts(hostPorts) ? rejected : null) },
  },
}
