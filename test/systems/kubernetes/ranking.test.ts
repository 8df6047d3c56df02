/**
 * What is kept from one cycle to the next changes no decision: two schedulers see the same cluster, one of them works everything out
 * anew.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Streams } from '../../../sim/chance/random.ts'
import { Cluster } from '../../../systems/kubernetes/cluster.ts'
import { Cycle } from '../../../systems/kubernetes/cycle.ts'
import type { Node } from '../../../systems/kubernetes/node.ts'
import { nodeKeyOf, type Pod, type PodTemplate, podOf } from '../../../systems/kubernetes/pod.ts'
import { defaultArgs, defaultProfile } from '../../../systems/kubernetes/profile.ts'
import type { Taint } from '../../../systems/kubernetes/taints.ts'
import { asking, node, template } from './pods.ts'

const GIB = 1024 ** 3

const taint = (effect: Taint['effect']): Taint => ({ key: 'k', value: '', effect })

/** Large and small, some full at once, some to be avoided, some with an image, in one zone or another. */
function nodeOf(name: string, kind: number): Node {
  const labels = { 'topology.kubernetes.io/zone': `z${kind % 3}`, disk: `d${kind % 2}` }
  return node(name, labels, {
    allocatable: { cpuMilli: 1000 * (1 + (kind % 4)), memoryBytes: GIB * (2 + (kind % 3)) },
    allocatablePods: kind % 11 === 0 ? 1 : 110,
    taints: kind % 5 === 1 ? [taint('PreferNoSchedule')] : kind % 7 === 2 ? [taint('NoSchedule')] : [],
    images: kind % 6 === 3 ? [{ names: ['image:latest'], sizeBytes: 500 * 1024 * 1024 }] : [],
  })
}

const plain = (cpuMilli: number, memoryBytes: number) =>
  template({ requests: asking({ cpuMilli, memoryBytes }) })

const templates: readonly PodTemplate[] = [
  plain(100, GIB / 8),
  plain(700, GIB),
  plain(0, 0),
  template({ images: ['image'], tolerations: [{ key: 'k', operator: 'Exists', value: '', effect: '' }] }),
  template({
    nodeAffinity: {
      required: null,
      preferred: [
        { weight: 7, term: { labels: [{ key: 'disk', operator: 'In', values: ['d1'] }], names: [] } },
      ],
    },
  }),
]

type Step = readonly [what: 'pod' | 'gone' | 'node' | 'update' | 'lost', which: number, kind: number]

const steps = fc.array(
  fc.tuple(
    fc.constantFrom<Step[0]>('pod', 'pod', 'pod', 'pod', 'gone', 'node', 'update', 'lost'),
    fc.nat(1000),
    fc.nat(100),
  ),
  { maxLength: 120 },
)

class Side {
  readonly #cluster = new Cluster()
  readonly #cycle: Cycle
  readonly #placed: Pod[] = []
  readonly #names: string[] = []
  #count = 0

  constructor(nodes: number, share: number, drawn: boolean, caching: boolean) {
    const ties = drawn ? new Streams('oak').stream('ties') : 'first'
    const profile = defaultProfile(defaultArgs, share)
    this.#cycle = new Cycle({ cluster: this.#cluster, profile, ties, caching })
    for (let i = 0; i < nodes; i++) this.#join(i)
  }

  apply([what, which, kind]: Step): unknown {
    const name = this.#names[which % this.#names.length]!
    if (what === 'pod') return this.#decide(podOf(templates[kind % templates.length]!, `p${this.#count++}`))
    if (what === 'gone') {
      const [pod] = this.#placed.splice(which % Math.max(1, this.#placed.length), 1)
      if (pod !== undefined) this.#cluster.removePod(pod)
    } else if (what === 'node') this.#join(kind)
    else if (what === 'update') this.#cluster.updateNode(nodeOf(name, kind))
    else if (this.#names.length > 1) {
      this.#names.splice(which % this.#names.length, 1)
      const gone = new Set(this.#cluster.removeNode(name))
      for (const pod of gone) this.#placed.splice(this.#placed.indexOf(pod), 1)
    }
    return null
  }

  #join(kind: number): void {
    const name = `n${this.#count++}`
    this.#names.push(name)
    this.#cluster.addNode(nodeOf(name, kind))
  }

  #decide(pod: Pod): unknown {
    const { info, rejections } = this.#cycle.decide(pod)
    const { found, start } = this.#cycle
    const tally = [...rejections.tally].map(([status, nodes]) => ({
      reasons: status.reasons,
      nodes,
      such: rejections.such(status, 2).map(({ node }) => node.name),
    }))
    // Every second decision is asked for all that a recording tells.
    const told =
      this.#count % 2 === 0
        ? null
        : {
            passed: [...this.#cycle.feasible.subarray(0, found)],
            totals: found > 1 ? [...this.#cycle.totals.subarray(0, found)] : [],
            rejected: rejections.list().map(({ info, status }) => [info.node.name, ...status.reasons]),
          }
    if (info !== null) {
      pod.nodeName = info.node.name
      this.#cluster.addPod(pod)
      this.#placed.push(pod)
    }
    return { chosen: pod.nodeName, found, start, rejected: rejections.length, tally, told }
  }
}

describe('what pods ask of nodes', () => {
  it('is the same whoever owns them, and not where a size or a toleration differs', () => {
    const keyOf = (changes: Partial<PodTemplate>) => nodeKeyOf(template(changes))
    const same = keyOf({})
    expect(
      keyOf({ labels: new Map([['job', 'a']]), owner: { apiVersion: 'v1', kind: 'Job', name: 'a' } }),
    ).toBe(same)
    expect(keyOf({ requests: asking({ cpuMilli: 1 }) })).not.toBe(same)
    expect(keyOf({ nodeSelector: new Map([['disk', 'd1']]) })).not.toBe(same)
    expect(keyOf({ tolerations: [{ key: 'k', operator: 'Exists', value: '', effect: '' }] })).not.toBe(same)
  })
})

describe('what a cycle keeps', () => {
  it.each([
    ['all nodes scored', 100],
    ['some nodes scored', 30],
  ])('changes no decision, %s', (_, share) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), steps, fc.boolean(), (nodes, steps, drawn) => {
        const [kept, anew] = [true, false].map(caching => new Side(nodes, share, drawn, caching)) as [
          Side,
          Side,
        ]
        for (const step of steps) expect(kept.apply(step)).toEqual(anew.apply(step))
      }),
      { numRuns: 60 },
    )
  })

  it('can not be told any more once the cluster has changed', () => {
    const cluster = new Cluster()
    for (let i = 0; i < 3; i++) cluster.addNode(nodeOf(`n${i}`, 0))
    const cycle = new Cycle({ cluster, profile: defaultProfile(), ties: 'first' })
    cycle.decide(podOf(templates[0]!, 'p'))
    cluster.addNode(nodeOf('late', 0))
    expect(() => cycle.feasible).toThrow('after the cluster had changed')
  })
})
