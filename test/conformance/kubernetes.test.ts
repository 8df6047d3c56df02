/**
 * The Kubernetes scheduler, held to what its own unit tests assert and to recordings of the real one, through the answers that
 * `switchyard conformance` compares.
 */
import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Case } from '../../conformance/adapter.ts'
import { readCases } from '../../conformance/cases.ts'
import { judge } from '../../conformance/judge.ts'
import { normalisedAnswer } from '../../conformance/kubernetes/one-form.ts'
import { replay } from '../../conformance/kubernetes/recording.ts'
import { fnv1a } from '../../conformance/kubernetes/tie-hash.ts'
import { kubernetes } from '../../conformance/kubernetes.ts'

const CASES = '../shared/conformance/kubernetes'
const RECORDINGS = '../shared/reference/kubernetes'

const setsOf = (folder: string) =>
  existsSync(folder) ? readCases([folder]).map(set => ({ set, name: set.file.name })) : []

describe.skipIf(!existsSync(CASES))("Kubernetes answers as its scheduler's own tests say", () => {
  it.each(setsOf(CASES))('$name', async ({ set }) => {
    for (const { id, status, reason } of await judge(set))
      expect(`${id} ${status} ${reason}`).toBe(`${id} passed null`)
  })
})

describe.skipIf(!existsSync(RECORDINGS))('Kubernetes decides as the real scheduler did', () => {
  it.each(setsOf(RECORDINGS))('$name', async ({ set }) => {
    for (const { id, status, reason } of await judge(set))
      expect(`${id} ${status} ${reason}`).toBe(`${id} passed null`)
  })

  it.each(setsOf(RECORDINGS))(
    '$name, and the same when nothing is kept from one cycle to the next',
    ({ set }) => {
      for (const { case: asked } of set.cases) {
        const { results } = asked.expected as { results: unknown }
        expect(normalisedAnswer({ results: replay(asked.input, false) })).toEqual(
          normalisedAnswer({ results }),
        )
      }
    },
  )
})

describe('a case of Kubernetes', () => {
  const ask = (input: Case['input'], expected: unknown = {}) =>
    kubernetes.answer({ id: '1', input, expected }, { path: '', name: '', system: '', fields: {} })
  const node = { name: 'n', allocatable: { cpuMilli: 1000, memoryBytes: 100, pods: 1 } }
  const fit = { plugin: 'NodeResourcesFit', kind: 'filter', args: {}, nodes: [node], existingPods: [] }

  it('is answered with a status for every node', () => {
    const pod = { containers: [{ requests: { cpuMilli: 1001 } }] }
    expect(ask({ ...fit, pod })).toMatchObject({
      found: { status: { n: 'UnschedulableAndUnresolvable' }, reasons: { n: ['Insufficient cpu'] } },
    })
  })

  it('that asks what is not modelled is unsupported, by name', () => {
    expect(ask({ plugin: 'VolumeZone', kind: 'dance' })).toEqual({
      unsupported: 'Kubernetes is not asked this: plugin VolumeZone, kind dance.',
    })
    expect(ask({ ...fit, pod: { volumes: [{ name: 'disk' }] } })).toEqual({
      unsupported: 'case.pod.volumes is not modelled; leave it out.',
    })
  })

  it('may have budgets, which the victims of a preemption are spared by', () => {
    const asks = (cpuMilli: number) => ({ containers: [{ requests: { cpuMilli } }] })
    const preemption = {
      plugin: 'DefaultPreemption',
      kind: 'select-victims',
      args: { filters: ['NodeResourcesFit'] },
      nodes: [{ name: 'n', allocatable: { cpuMilli: 2, pods: 9 } }],
      existingPods: ['a', 'b'].map(name => ({ name, node: 'n', labels: { app: name }, ...asks(1) })),
      pod: { priority: 1, ...asks(1) },
    }
    // Of equal pods the later one goes, unless it is protected.
    expect(ask(preemption)).toMatchObject({ found: { victims: { n: ['b'] } } })
    const budget = { metadata: { name: 'b' }, spec: { selector: { matchLabels: { app: 'b' } } } }
    expect(ask({ ...preemption, podDisruptionBudgets: [budget] })).toMatchObject({
      found: { victims: { n: ['a'] } },
    })
  })

  it('may count as far as 64 bits do', () => {
    const args = { initialNanos: 1, maxNanos: 2 ** 63, attempts: 64 }
    expect(ask({ plugin: 'queue', kind: 'backoff-duration', args })).toEqual({
      found: { backoffNanos: 2 ** 63 },
    })
  })

  it.each([
    // Ends of back-off: 1 s, now, -0.999 s, -1 s, -1 s, -2 s. One that ends now still lasts; of the two that end at -1 s, `d` lies
    // below `e` in the heap once `f` has left it.
    [false, ['f', 'e', 'd', 'c']],
    // Cut down to whole seconds, `c` ends at -1 s too: the more important of the three first, then who came earlier.
    [true, ['f', 'e', 'c', 'd']],
  ])('says with popFromBackoffQ whether back-offs have windows: %s', (popFromBackoffQ, moved) => {
    const pods = [0, -1000, -1999, -2000, -2000, -3000].map((queuedAtMillis, i) => ({
      name: 'abcdef'[i],
      priority: i === 2 || i === 4 ? 2 : 1,
      queuedAtMillis,
      attempts: 1,
      failedBy: 'plugin',
    }))
    const args = { initialMillis: 1000, maxMillis: 10_000, nowMillis: 0, pods, popFromBackoffQ }
    for (const windows of [{}, { windowMillis: 1000 }])
      expect(ask({ plugin: 'queue', kind: 'backoff-order', args: { ...args, ...windows } })).toEqual({
        found: { moved },
      })
  })

  it.each([
    [{}, 'Success'],
    [{ required: null }, 'UnschedulableAndUnresolvable'],
    [{ required: [] }, 'UnschedulableAndUnresolvable'],
    [{ required: [{}] }, 'UnschedulableAndUnresolvable'],
  ])('tells no node affinity from one that no node meets: %j', (nodeAffinity, status) => {
    const asked = { plugin: 'NodeAffinity', kind: 'filter', nodes: [{ name: 'n' }] }
    expect(ask({ ...asked, pod: { affinity: { nodeAffinity } } })).toMatchObject({
      found: { status: { n: status } },
    })
  })

  // Of the pods of the service one is on `a` and none on `b`: a second on `a` would be 2 - 0 ahead.
  it('may have default constraints of a profile, which are for pods of services', () => {
    const nodes = ['a', 'b'].map(name => ({ name, labels: { rack: name } }))
    const labels = { app: 'web' }
    const defaultConstraints = [{ maxSkew: 1, topologyKey: 'rack', whenUnsatisfiable: 'DoNotSchedule' }]
    expect(
      ask({
        plugin: 'PodTopologySpread',
        kind: 'filter',
        args: { defaultingType: 'List', defaultConstraints },
        nodes,
        existingPods: [{ node: 'a', labels }],
        services: [{ selector: labels }],
        pod: { labels },
      }),
    ).toMatchObject({ found: { status: { a: 'Unschedulable', b: 'Success' } } })
  })

  it.each([
    ['pick-node', { node: ['free'] }],
    ['preempt', { node: 'free', victims: [] }],
  ])('%s: takes a node before any on which somebody has to go', (kind, found) => {
    const asks = { containers: [{ requests: { cpuMilli: 1 } }] }
    const nodes = ['full', 'free'].map(name => ({ name, allocatable: { cpuMilli: 1, pods: 9 } }))
    const existingPods = [{ name: 'low', node: 'full', ...asks }]
    const args = { filters: ['NodeResourcesFit'] }
    expect(
      ask({ plugin: 'DefaultPreemption', kind, args, nodes, existingPods, pod: { priority: 1, ...asks } }),
    ).toEqual({ found })
  })

  it('takes a pod that has not started for the last one to start', () => {
    const asks = { containers: [{ requests: { cpuMilli: 1 } }] }
    const nodes = ['started', 'new'].map(name => ({ name, allocatable: { cpuMilli: 1, pods: 9 } }))
    const existingPods = [
      { name: 'a', node: 'started', startTime: '2026-01-01T00:00:00Z', ...asks },
      { name: 'b', node: 'new', ...asks },
    ]
    const args = { filters: ['NodeResourcesFit'] }
    const pod = { priority: 1, ...asks }
    expect(ask({ plugin: 'DefaultPreemption', kind: 'pick-node', args, nodes, existingPods, pod })).toEqual({
      found: { node: ['new'] },
    })
  })

  it('whose pod asks for something else than its containers contradicts itself', () => {
    const pod = { containers: [{ requests: { cpuMilli: 2 } }], requests: { cpuMilli: 3 } }
    expect(() => ask({ ...fit, pod })).toThrow('case.pod.requests.cpuMilli: found 3, expected 2')
  })
})

describe('a recording of Kubernetes', () => {
  const recording = {
    kind: 'tiny',
    nodes: [{ metadata: { name: 'a' }, status: { allocatable: { cpu: '1', memory: '1Gi', pods: '2' } } }],
    ops: [{ op: 'addPod', pod: { metadata: { name: 'p' }, spec: { containers: [{ name: 'c' }] } } }],
  }

  it('is replayed attempt by attempt', () => {
    expect(replay(recording)).toMatchObject([{ op: 0, pod: 'default/p', feasible: 1, node: 'a' }])
  })

  it('whose pods ask for what is not modelled is unsupported, by name', () => {
    const pod = { metadata: { name: 'p' }, spec: { containers: [], resourceClaims: [{ name: 'gpu' }] } }
    expect(() => replay({ ...recording, ops: [{ op: 'addPod', pod }] })).toThrow(
      'ops[].pod.spec.resourceClaims is not modelled; leave it out',
    )
    expect(() => replay({ ...recording, storageClasses: [] })).toThrow(
      'recording.storageClasses is not modelled',
    )
  })

  it('with an operation that is not known is wrong', () => {
    expect(() => replay({ ...recording, ops: [{ op: 'dance' }] })).toThrow('ops[0].op: found "dance"')
  })
})

describe('fnv1a', () => {
  // Test vectors of the algorithm's authors (http://www.isthe.com/chongo/tech/comp/fnv/).
  it.each([
    ['', 'cbf29ce484222325'],
    ['a', 'af63dc4c8601ec8c'],
    ['foobar', '85944171f73967e8'],
  ])('of %j', (text, hash) => {
    expect(fnv1a(text)).toBe(hash)
  })
})
