import { describe, expect, it } from 'vitest'
import type { Cluster } from '../../../systems/kubernetes/cluster.ts'
import { Cycle, selectHost } from '../../../systems/kubernetes/cycle.ts'
import { failureMessage } from '../../../systems/kubernetes/decision.ts'
import { defaultArgs, defaultProfile, nodesToFind } from '../../../systems/kubernetes/profile.ts'
import { asking, bound, clusterOf, node, pod, template } from './pods.ts'

const cycleOf = (cluster: Cluster, percentage = 100) =>
  new Cycle({ cluster, profile: defaultProfile(defaultArgs, percentage), ties: 'first' })

const scoresIn = (cycle: Cycle, cluster: Cluster, of: ReturnType<typeof pod>, name: string) => {
  const { slot } = cluster.node(name)!
  return cycle.prepared(of.template).scores.scoresOf(slot, cycle.feasible.indexOf(slot))
}

describe('a cycle', () => {
  it('takes the best node, with the weighted scores of every plugin', () => {
    const cluster = clusterOf(node('a'), node('b'))
    bound(cluster, pod('old'), 'a')
    const cycle = cycleOf(cluster)
    const asked = pod('new')
    expect(cycle.decide(asked).info?.node.name).toBe('b')
    // b: CPU 1 of 4 → 75, memory 1 of 8 → 87, mean 81. Shares 0.25 and 0.125: 1 − 0.0625 → 93.
    expect(scoresIn(cycle, cluster, asked, 'b')).toEqual({
      NodeResourcesFit: 81,
      NodeResourcesBalancedAllocation: 93,
      ImageLocality: 0,
      TaintToleration: 300,
    })
    // a: 50 and 75, mean 62; shares 0.5 and 0.25 → 87.
    expect([...cycle.totals.subarray(0, 2)]).toEqual([62 + 87 + 300, 81 + 93 + 300])
  })

  it('says of every node why it does not take the pod', () => {
    const taint = { key: 'k', value: '', effect: 'NoSchedule' } as const
    const cluster = clusterOf(
      node('a', {}, { taints: [taint] }),
      node('b', {}, { unschedulable: true }),
      node('c', {}, { allocatablePods: 0 }),
      node('d', {}, { allocatable: { cpuMilli: 500 } }),
    )
    expect(failureMessage(cycleOf(cluster).decide(pod('p')))).toBe(
      '0/4 nodes are available: 1 Insufficient cpu, 1 Insufficient memory, 1 Too many pods, ' +
        '1 node(s) had untolerated taint(s), 1 node(s) were unschedulable.',
    )
  })

  it('looks only at the nodes that a pod names', () => {
    const cluster = clusterOf(node('a'), node('b'))
    const named = (...values: string[]) =>
      pod('p', {
        nodeAffinity: {
          preferred: [],
          required: [{ labels: [], names: [{ key: 'metadata.name', operator: 'In', values }] }],
        },
      })
    expect(cycleOf(cluster).decide(named('b')).info?.node.name).toBe('b')
    expect(failureMessage(cycleOf(cluster).decide(named('c')))).toBe(
      "0/2 nodes are available: 2 node(s) didn't satisfy plugin(s) [NodeAffinity].",
    )
    expect(failureMessage(cycleOf(cluster).decide(named()))).toBe(
      '0/2 nodes are available: pod affinity terms conflict.',
    )
    expect(failureMessage(cycleOf(clusterOf()).decide(pod('p')))).toBe('no nodes available to schedule pods')
  })

  // Looked at twice, for itself and for its name: its plugin stands among those that left out the others too.
  it('says of the others what kept a pod off the node that it is nominated to', () => {
    const cluster = clusterOf(node('a', {}, { unschedulable: true }), node('b'))
    const nominated = pod('p', {
      nodeAffinity: {
        preferred: [],
        required: [{ labels: [], names: [{ key: 'metadata.name', operator: 'In', values: ['a'] }] }],
      },
    })
    cluster.nominations.nominate(nominated, 'a')
    expect(failureMessage(cycleOf(cluster).decide(nominated))).toBe(
      "0/2 nodes are available: 1 node(s) didn't satisfy plugin(s) [NodeAffinity NodeUnschedulable], " +
        '1 node(s) were unschedulable.',
    )
  })

  it('stops when enough nodes passed, and goes on behind them the next time', () => {
    const cluster = clusterOf(...Array.from({ length: 150 }, (_, i) => node(`n${i}`)))
    const cycle = cycleOf(cluster, 0)
    const asked = pod('p')
    cycle.decide(asked)
    // 100 at least; of 150 nodes 49 % would be 73.
    expect([cycle.found, cycle.start]).toEqual([100, 100])
    cycle.decide(asked)
    expect([cycle.feasible[0], cycle.start]).toEqual([cluster.node('n100')!.slot, 50])
  })

  it('sees what changed since it last asked', () => {
    const cluster = clusterOf(node('a'))
    const cycle = cycleOf(cluster)
    const shared = template({ requests: asking({ cpuMilli: 3000 }) })
    const asked = { ...pod('p'), template: shared }
    const old = bound(cluster, { ...pod('old'), template: shared }, 'a')
    expect(cycle.decide(asked).info).toBeNull()
    cluster.removePod(old)
    expect(cycle.decide(asked).info?.node.name).toBe('a')
    cluster.updateNode(node('a', {}, { unschedulable: true }))
    expect(cycle.decide(asked).info).toBeNull()
  })
})

it.each([
  [99, 0, 99],
  [1000, 0, 420],
  [5000, 0, 500],
  [6000, 0, 300],
  [6000, 40, 2400],
  [200, 10, 100],
  [200, 100, 200],
])('of %i nodes at %i %% %i are enough', (nodes, percentage, enough) => {
  expect(nodesToFind(nodes, percentage)).toBe(enough)
})

describe('the choice among equals', () => {
  const totals = Float64Array.of(3, 7, 7, 5, 7)

  it('is the first in the order of nodes, or drawn with equal chances', () => {
    expect(selectHost(totals, 5, 'first', place => -place)).toBe(4)
    expect(selectHost(totals, 5, 'first', place => place)).toBe(1)
    const drawing = (draw: number) => ({
      uniform: () => 0,
      below: (n: number) => (n === 3 ? draw : Number.NaN),
    })
    expect([0, 1, 2].map(draw => selectHost(totals, 5, drawing(draw), () => 0))).toEqual([1, 2, 4])
    // A single best one needs no draw.
    expect(selectHost(totals, 1, drawing(0), () => 0)).toBe(0)
  })
})
