import { expect, it } from 'vitest'
import { Machines } from '../../../../sim/world/machines.ts'
import { Cluster } from '../../../../systems/kubernetes/cluster.ts'
import type { ClusterEvent } from '../../../../systems/kubernetes/cluster-event.ts'
import { Nodes } from '../../../../systems/kubernetes/root/nodes.ts'
import { node } from '../pods.ts'

const cordon = { key: 'node.kubernetes.io/unschedulable', value: '', effect: 'NoSchedule' } as const
const own = { key: 'gpu', value: '', effect: 'NoSchedule' } as const

it('a cordon is a field of the node and a taint beside its others, and goes as a whole', () => {
  const events: [ClusterEvent, number][] = []
  const written = [node('a', {}, { taints: [own] }), node('b', {}, { unschedulable: true })]
  const nodes = new Nodes(
    new Machines([4000, 4000], [8192, 8192]),
    110,
    written,
    new Cluster(),
    (event, machine) => events.push([event, machine]),
  )
  const said = () => nodes.list.map(({ node: { unschedulable, taints } }) => ({ unschedulable, taints }))
  // As a dump of a cluster has it, or somebody writes it without its taint.
  expect(said()).toEqual([
    { unschedulable: false, taints: [own] },
    { unschedulable: true, taints: [cordon] },
  ])
  nodes.setUnschedulable(0, true)
  nodes.setUnschedulable(0, true)
  nodes.setUnschedulable(1, false)
  expect(said()).toEqual([
    { unschedulable: true, taints: [own, cordon] },
    { unschedulable: false, taints: [] },
  ])
  expect(events.map(([{ kind }, machine]) => [kind, machine])).toEqual([
    ['node-updated', 0],
    ['node-updated', 1],
  ])
})
