import { describe, expect, it } from 'vitest'
import { nodeVerdict, tolerationsOf } from '../../../../systems/kubernetes/controllers/daemon-node.ts'
import { withDefaultTolerations } from '../../../../systems/kubernetes/node-life/taint-eviction.ts'
import type { DaemonSet } from '../../../../systems/kubernetes/objects/daemon-set.ts'
import type { Taint } from '../../../../systems/kubernetes/taints.ts'
import { readManifests } from '../manifest/read-manifests.ts'
import { node } from '../pods.ts'

function daemonSet(podSpec: object = {}): DaemonSet {
  const { objects, faults } = readManifests([
    {
      ...{ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'agent' } },
      spec: {
        selector: { matchLabels: { app: 'agent' } },
        template: {
          metadata: { labels: { app: 'agent' } },
          spec: { containers: [{ name: 'c', image: 'i' }], ...podSpec },
        },
      },
    },
  ])
  expect(faults).toEqual([])
  return objects.makers[0] as DaemonSet
}

const taint = (key: string, effect: Taint['effect']): Taint => ({ key, value: '', effect })

/** What a node with these taints is to a DaemonSet of such pods. */
function verdict(taints: readonly Taint[], podSpec: object = {}, labels: Record<string, string> = {}) {
  const set = daemonSet(podSpec)
  const pods = { ...set.pod.template, tolerations: tolerationsOf(set) }
  return nodeVerdict(pods, node('n', labels, { taints }))
}

describe('a node', () => {
  it.each<[string, string, readonly Taint[]]>([
    ['wanted', 'without taints', []],
    ['wanted', 'with a taint that is only to be avoided', [taint('a', 'PreferNoSchedule')]],
    ['kept', 'with a taint NoSchedule', [taint('a', 'NoSchedule')]],
    ['refused', 'with a taint NoExecute', [taint('a', 'NoExecute')]],
    ['refused', 'with both', [taint('a', 'NoSchedule'), taint('a', 'NoExecute')]],
    ['wanted', 'under pressure', [taint('node.kubernetes.io/disk-pressure', 'NoSchedule')]],
    ['wanted', 'that is cordoned', [taint('node.kubernetes.io/unschedulable', 'NoSchedule')]],
    // The lifecycle controller gives both; its pods tolerate only that which evicts.
    [
      'kept',
      'that cannot be reached',
      [
        taint('node.kubernetes.io/unreachable', 'NoSchedule'),
        taint('node.kubernetes.io/unreachable', 'NoExecute'),
      ],
    ],
  ])('is %s %s', (expected, _, taints) => {
    expect(verdict(taints)).toBe(expected)
  })

  it('is refused without the labels that its pods ask for, whatever else', () => {
    expect(verdict([], { nodeSelector: { disk: 'ssd' } })).toBe('refused')
    expect(verdict([], { nodeSelector: { disk: 'ssd' } }, { disk: 'ssd' })).toBe('wanted')
  })

  it('without a network is wanted by pods that are on that of the host alone', () => {
    const noNetwork = [taint('node.kubernetes.io/network-unavailable', 'NoSchedule')]
    expect(verdict(noNetwork)).toBe('kept')
    expect(verdict(noNetwork, { hostNetwork: true })).toBe('wanted')
  })

  it('in trouble keeps its pods for ever', () => {
    const tolerations = tolerationsOf(daemonSet())
    expect(withDefaultTolerations(tolerations)).toEqual(tolerations)
  })
})
