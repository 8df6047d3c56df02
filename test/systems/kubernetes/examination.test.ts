import { expect, it } from 'vitest'
import type { Cluster } from '../../../systems/kubernetes/cluster.ts'
import { Cycle } from '../../../systems/kubernetes/cycle.ts'
import { examine } from '../../../systems/kubernetes/examination.ts'
import type { Pod } from '../../../systems/kubernetes/pod.ts'
import { defaultArgs, defaultProfile } from '../../../systems/kubernetes/profile.ts'
import { asking, bound, clusterOf, node, pod } from './pods.ts'

const examined = (cluster: Cluster, of: Pod) =>
  examine(of, new Cycle({ cluster, profile: defaultProfile(defaultArgs, 1), ties: 'first' }), cluster).map(
    ({ name, status, total, scores }) => [name, status?.reasons ?? total, Object.keys(scores).length],
  )

it('every node is looked at, the best first, and those that are rejected last', () => {
  const cluster = clusterOf(
    node('used'),
    node('full', {}, { allocatablePods: 0 }),
    node('empty'),
    node('cordoned', {}, { unschedulable: true }),
    node('empty too'),
  )
  bound(cluster, pod('old'), 'used')
  // As in cycle.test.ts: 62 + 87 + 300 beside the other pod, and 81 + 93 + 300 where there is none.
  expect(examined(cluster, pod('new'))).toEqual([
    ['empty', 474, 4],
    ['empty too', 474, 4],
    ['used', 449, 4],
    ['full', ['Too many pods'], 0],
    ['cordoned', ['node(s) were unschedulable'], 0],
  ])
})

it('nodes that a pod does not name are rejected for that', () => {
  const cluster = clusterOf(node('a'), node('b'))
  const named = (...values: string[]) =>
    pod('p', {
      nodeAffinity: {
        preferred: [],
        required: [{ labels: [], names: [{ key: 'metadata.name', operator: 'In', values }] }],
      },
    })
  expect(examined(cluster, named('b'))).toEqual([
    ['b', 474, 4],
    ['a', ["node(s) didn't satisfy plugin(s) [NodeAffinity]"], 0],
  ])
  const nowhere = ['pod affinity terms conflict']
  expect(examined(cluster, named()).map(([name, reasons]) => [name, reasons])).toEqual([
    ['a', nowhere],
    ['b', nowhere],
  ])
})

it('room is kept for pods that are more important and nominated', () => {
  const cluster = clusterOf(node('a'))
  const large = { requests: asking({ cpuMilli: 3500 }) }
  const important = pod('important', { ...large, priority: 5 })
  cluster.nominations.nominate(important, 'a')
  expect(examined(cluster, pod('p'))).toEqual([['a', ['Insufficient cpu'], 0]])
  expect(examined(cluster, pod('q', { priority: 9 }))).toHaveLength(1)
  expect(examined(cluster, pod('q', { priority: 9 }))[0]![1]).toBe(474)
})
