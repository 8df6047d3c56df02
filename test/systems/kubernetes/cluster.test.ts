import { describe, expect, it } from 'vitest'
import { podOf } from '../../../systems/kubernetes/pod.ts'
import { bound, clusterOf, node, pod, template } from './pods.ts'

const zone = (name: string) => ({ 'topology.kubernetes.io/zone': name })
const names = (cluster: ReturnType<typeof clusterOf>) => cluster.list.map(({ node }) => node.name)

describe('the nodes of a cluster', () => {
  it('are listed one of each zone in turn, zones in order of their first node', () => {
    const cluster = clusterOf(node('a1', zone('a')), node('a2', zone('a')), node('b1', zone('b')), node('c'))
    expect(names(cluster)).toEqual(['a1', 'b1', 'c', 'a2'])
  })

  it('of a zone that was empty go last, and a new label counts once nodes come or go', () => {
    const cluster = clusterOf(node('a1', zone('a')), node('b1', zone('b')))
    cluster.removeNode('a1')
    cluster.addNode(node('a2', zone('a')))
    cluster.refresh()
    expect(names(cluster)).toEqual(['b1', 'a2'])
    cluster.updateNode(node('b1', zone('z')))
    cluster.refresh()
    expect(names(cluster)).toEqual(['b1', 'a2'])
    cluster.addNode(node('c'))
    cluster.refresh()
    expect(names(cluster)).toEqual(['a2', 'b1', 'c'])
  })

  it('give their slots to later nodes', () => {
    const cluster = clusterOf(node('a'), node('b'))
    const { slot, order } = cluster.node('a')!
    cluster.removeNode('a')
    expect(cluster.addNode(node('c'))).toMatchObject({ slot, order: order + 2 })
  })

  it('see how many nodes have an image as of when they last changed', () => {
    const images = [{ names: ['web:v1'], sizeBytes: 100 }]
    const cluster = clusterOf(node('a', {}, { images }), node('b', {}, { images }))
    const seen = (name: string) => cluster.node(name)!.images.get('web:v1')?.nodes
    expect([seen('a'), seen('b')]).toEqual([2, 2])
    cluster.removeNode('b')
    cluster.refresh()
    expect(seen('a')).toBe(2)
    bound(cluster, pod('p'), 'a')
    cluster.refresh()
    expect(seen('a')).toBe(1)
  })
})

describe('the pods of a node', () => {
  it('are counted, and the last takes the place of one that goes', () => {
    const cluster = clusterOf(node('a'))
    const shared = template({ antiAffinity: { required: [], preferred: [] } })
    const [p, q, r] = ['p', 'q', 'r'].map(name => bound(cluster, podOf(shared, name), 'a'))
    expect(cluster.podsWithAffinity).toBe(3)
    cluster.removePod(p!)
    const info = cluster.node('a')!
    expect(info.pods).toEqual([r, q])
    expect(info.requested.cpuMilli).toBe(2000)
    expect(cluster.removeNode('a')).toEqual([r, q])
    expect(cluster.podsWithAffinity).toBe(0)
  })

  it('may be bound before the node is known', () => {
    const cluster = clusterOf()
    const [early, gone] = [bound(cluster, pod('p'), 'a'), bound(cluster, pod('q'), 'a')]
    cluster.removePod(gone)
    expect(cluster.addNode(node('a')).pods).toEqual([early])
  })
})
