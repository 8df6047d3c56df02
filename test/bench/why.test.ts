/**
 * Why pods are where they are: a node with room, one without, and one that lacks a label, by hand.
 */
import { expect, test } from 'vitest'
import { explainRun } from '../../bench/why.ts'
import { whyText } from '../../cli/why-text.ts'
import { NEVER, SECOND } from '../../sim/engine/time.ts'
import { plan } from './experiment/given.ts'

/** Nodes 0 and 1 have the disk. Each service has one instance; the second fills what is left of node 1, and the third fits nowhere. */
const experiment = `name: Why
system: mine
systems:
  mine: { like: kubernetes-1.34, root: { among-equals: first } }
machines:
  - { count: 1, cpu: 2, memory: 8 GiB, attributes: { disk: ssd } }
  - { count: 1, cpu: 4, memory: 8 GiB, attributes: { disk: ssd } }
  - { count: 1, cpu: 16, memory: 8 GiB, attributes: { disk: hdd } }
workload:
  services: { count: 3, within: 1 s, instances: 1, cpu: 2, memory: 1 GiB, needs: { disk: ssd } }
  jobs: { interarrival: exponential 20 s, duration: exponential 60 s, cpu: 4, memory: 1 GiB, needs: { disk: ssd } }
until: 2 min
`

const specOf = async () => (await plan(experiment)).runs[0]!.spec

test('a pod that was placed is shown with the score of each plugin on each node', async () => {
  const { explained } = await explainRun(await specOf(), NEVER, 'services-1-0')
  // Empty nodes, the pod asks for 2 CPUs and 1 GiB of 8. LeastAllocated: node-0 (0 + 87) / 2 = 43, node-1 (50 + 87) / 2 = 68. Balanced:
  // node-0 1 − |1 − 1/8| / 2 = 0.5625, cut to 56; node-1 1 − |1/2 − 1/8| / 2 = 0.8125, cut to 81. Neither has taints: 300 each; the
  // default spread finds no other pod: 200 each.
  expect(explained).toMatchObject({ attempts: 1, node: 'node-1', message: '' })
  expect(explained!.nodes.map(({ name, total }) => [name, total])).toEqual([
    ['node-1', 68 + 81 + 500],
    ['node-0', 43 + 56 + 500],
    ['node-2', 0],
  ])
  expect(explained!.nodes[0]!.scores).toEqual({
    ImageLocality: 0,
    NodeResourcesBalancedAllocation: 81,
    NodeResourcesFit: 68,
    PodTopologySpread: 200,
    TaintToleration: 300,
  })
  expect(explained!.nodes[2]!.status).toEqual({
    plugin: 'NodeAffinity',
    code: 'UnschedulableAndUnresolvable',
    reasons: ["node(s) didn't match Pod's node affinity/selector"],
  })
  expect(whyText({ endS: 120, isEnd: false, explained, waiting: [] })).toContain(
    'the scheduler chose node-1, which scores most',
  )
})

test('pods that wait are told with the words of the scheduler, and one by name with each node', async () => {
  const spec = await specOf()
  const all = await explainRun(spec, 60 * SECOND, undefined)
  const [{ pod, message }] = all.waiting as [(typeof all.waiting)[number]]
  expect(message).toMatch(
    /^0\/3 nodes are available: 1 node\(s\) didn't match Pod's node affinity\/selector, 2 Insufficient cpu\. no new claims to deallocate, preemption: 0\/3 nodes are available: /,
  )
  const asked = await explainRun(spec, 60 * SECOND, pod)
  expect(asked.explained).toMatchObject({ node: null, message })
  expect(asked.explained!.nodes.map(({ name, status }) => [name, status?.reasons])).toEqual([
    ['node-0', ['Insufficient cpu']],
    ['node-1', ['Insufficient cpu']],
    ['node-2', ["node(s) didn't match Pod's node affinity/selector"]],
  ])
  expect(whyText(all)).toMatch(/^At 60 s, \d+ pods? waits? for a node:/)
  expect(whyText(all)).toContain(message)
})

test('asking changes nothing of the run, and what is not there is named', async () => {
  const spec = await specOf()
  const twice = await Promise.all([
    explainRun(spec, NEVER, 'services-1-0'),
    explainRun(spec, NEVER, undefined),
  ])
  expect(twice[0].endS).toBe(twice[1].endS)
  await expect(explainRun(spec, NEVER, 'services-9')).rejects.toThrow(
    /There is no pod default\/services-9 up to 120 s/,
  )
  const other = {
    ...spec,
    system: { ...spec.system, name: 'plain', root: { ...spec.system.root, kind: 'monolithic' } },
  }
  await expect(explainRun(other, NEVER, undefined)).rejects.toThrow(/System 'plain' is not Kubernetes/)
})

test('a moment after the end of the run is its end, and said', async () => {
  const spec = await specOf()
  const asked = await explainRun(spec, 600 * SECOND, undefined)
  expect([asked.endS, asked.isEnd]).toEqual([120, true])
  expect(whyText(asked)).toMatch(/^The run ends at 120 s, before the moment that was asked for\.\nAt 120 s, /)
  expect((await explainRun(spec, 60 * SECOND, undefined)).isEnd).toBe(false)
})
