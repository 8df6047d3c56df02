import { describe, expect, it } from 'vitest'
import type { Cluster } from '../../../systems/kubernetes/cluster.ts'
import { imageLocality, normalisedImage } from '../../../systems/kubernetes/plugins/image-locality.ts'
import {
  balancedAllocation,
  evenness,
} from '../../../systems/kubernetes/plugins/node-resources-balanced-allocation.ts'
import { nodeResourcesFit, shortages } from '../../../systems/kubernetes/plugins/node-resources-fit.ts'
import { defaultArgs, requireWeights } from '../../../systems/kubernetes/profile.ts'
import { filtered, scored } from './asked-plugins.ts'
import { asking, bound, clusterOf, node, pod, template } from './pods.ts'

const GIB = 1024 ** 3
const MIB = 1024 ** 2

describe('resources', () => {
  const fit = nodeResourcesFit(defaultArgs.fit)
  const gpu = (amount: number) => new Map([['example.com/gpu', amount]])

  // a has 4 CPUs and 8 GiB, of which a pod holds 1 and 1; b has a GPU, and room for one pod; c has nothing.
  function cluster(): Cluster {
    const all = clusterOf(
      node('a'),
      node(
        'b',
        {},
        { allocatable: { cpuMilli: 4000, memoryBytes: GIB, scalars: gpu(1) }, allocatablePods: 1 },
      ),
      node('c', {}, { allocatable: {} }),
    )
    bound(all, pod('old'), 'a')
    return all
  }

  it('must be free, or the node is full for now; what it never has is missing for good', () => {
    const asked = (cpuMilli: number, memoryBytes: number) => ({ requests: asking({ cpuMilli, memoryBytes }) })
    const none = ['Insufficient cpu', 'Insufficient memory', 'for good']
    expect(filtered(fit, asked(3000, GIB), cluster())).toEqual(['passes', 'passes', none])
    expect(filtered(fit, asked(3001, GIB), cluster())).toEqual([
      ['Insufficient cpu', 'for now'],
      'passes',
      none,
    ])
    expect(filtered(fit, asked(3001, 8 * GIB), cluster())).toEqual([
      ['Insufficient cpu', 'Insufficient memory', 'for now'],
      ['Insufficient memory', 'for good'],
      none,
    ])
    expect(filtered(fit, asked(0, 0), cluster())).toEqual(['passes', 'passes', 'passes'])
  })

  it('count pods, whatever they ask for', () => {
    const full = cluster()
    bound(full, pod('more', { requests: asking({}) }), 'b')
    expect(filtered(fit, { requests: asking({}) }, full)).toEqual([
      'passes',
      ['Too many pods', 'for now'],
      'passes',
    ])
  })

  it('of other kinds count where they are asked for, unless they are ignored', () => {
    const requests = asking({ scalars: gpu(1), ephemeralStorageBytes: 5 })
    const shorts = (...names: readonly string[]) => [...names.map(name => `Insufficient ${name}`), 'for good']
    const [storage, gpus] = ['ephemeral-storage', 'example.com/gpu']
    expect(filtered(fit, { requests }, cluster())).toEqual([
      shorts(storage!, gpus!),
      shorts(storage!),
      shorts(storage!, gpus!),
    ])
    for (const ignored of [{ ignoredResources: [gpus!] }, { ignoredResourceGroups: ['example.com'] }])
      expect(filtered(nodeResourcesFit({ ...defaultArgs.fit, ...ignored }), { requests }, cluster())).toEqual(
        [shorts(storage!), shorts(storage!), shorts(storage!)],
      )
    // With room enough for cores and memory, storage still has to be there.
    expect(
      filtered(fit, { requests: asking({ cpuMilli: 1, ephemeralStorageBytes: 5 }) }, cluster()),
    ).toContainEqual(shorts(storage!))
    // What is the node's own, or Kubernetes', cannot be ignored.
    const own = ['hugepages-2Mi', 'kubernetes.io/batch']
    const native = nodeResourcesFit({
      ...defaultArgs.fit,
      ignoredResources: ['cpu', ...own],
      ignoredResourceGroups: ['kubernetes.io'],
    })
    const pages = asking({ cpuMilli: 1, scalars: new Map(own.map(name => [name, 1])) })
    expect(filtered(native, { requests: pages }, clusterOf(node('c', {}, { allocatable: {} })))).toEqual([
      shorts('cpu', ...own),
    ])
  })

  it('that are short are told with what there is', () => {
    const info = cluster().node('a')!
    expect(
      shortages(template({ requests: asking({ cpuMilli: 3500, memoryBytes: 1 }) }), defaultArgs.fit, info),
    ).toEqual([{ resource: 'cpu', reason: 'Insufficient cpu', requested: 3500, used: 1000, capacity: 4000 }])
  })

  it('are scored by what would be left, or by how even the shares are', () => {
    const asked = { requests: asking({ cpuMilli: 1000, memoryBytes: GIB }) }
    // a: 2 of 4 CPUs and 6 of 8 GiB left, (50 + 75) / 2; b: 3 of 4 and nothing; c has neither.
    expect(scored(fit, asked, cluster())).toEqual([62, 37, 0])
    // a: shares of 0.5 and 0.25, whose deviation is 0.125; b: 0.25 and 1, 0.375; c has neither.
    const { balance } = defaultArgs
    expect(scored(balancedAllocation(balance), asked, cluster())).toEqual([87, 62, 100])
    // a without the pod: 0.25 and 0.125, 93; so it lost 6: 50 + (50 − 6) / 2. b lost 38, c nothing.
    expect(scored(balancedAllocation({ ...balance, formula: 'improvement' }), asked, cluster())).toEqual([
      72, 56, 75,
    ])
    expect(scored(balancedAllocation(balance), { requests: asking({}) }, cluster())).toBe('nothing to do')
    // Of three: shares of 0.1, 0.2 and 0.3 deviate by √(0.02 / 3) = 0.082 from 0.2; what a node has not is left out.
    expect(evenness([1, 2, 3], [10, 10, 10], [1, 1, 1])).toBe(91)
    expect(evenness([1, 2, 3, 9], [10, 10, 10, 0], [1, 1, 1, 1])).toBe(91)
    expect(evenness([5, 50, 5], [10, 10, 10], [1, 1, 1])).toBe(76)
  })

  it('are some, and have weights from 1 to 100', () => {
    expect(() => nodeResourcesFit({ ...defaultArgs.fit, resources: [] })).toThrow(
      'found no resources to score',
    )
    const weights =
      (...each: readonly number[]) =>
      () =>
        requireWeights(
          each.map((weight, i) => ({ name: `r${i}`, weight })),
          'here',
        )
    expect(weights(1, 100)).not.toThrow()
    expect(weights(0, 5, 101)).toThrow(
      'here.resources[0].weight: found 0 for r0, expected 1 to 100; correct the weight\n' +
        'here.resources[2].weight: found 101 for r2, expected 1 to 100; correct the weight',
    )
  })
})

describe('images', () => {
  const image = (name: string, size: number) => ({ names: [name], sizeBytes: size * MIB })
  const holding = (name: string, ...images: readonly ReturnType<typeof image>[]) => node(name, {}, { images })

  /**
   * 512 MiB on a and c of four nodes count half, 256; 2000 on b a quarter, 500. Of two containers 2000 are worth everything, and 23
   * nothing: 100 × 233 / 1977 = 11.8, 100 × 477 / 1977 = 24.1, and both together 100 × 733 / 1977 = 37.1.
   */
  it('are worth their size, less where few nodes have them', () => {
    const small = image('web:1', 512)
    const large = image('db:latest', 2000)
    const cluster = clusterOf(holding('a', small), holding('b', large), holding('c', small), node('d'))
    expect(scored(imageLocality, { images: ['web:1', 'db'] }, cluster)).toEqual([11, 24, 11, 0])
    // Of one container 1000 are worth everything: 233 and 477 of 977.
    expect(scored(imageLocality, { images: ['web:1'] }, cluster)).toEqual([23, 0, 23, 0])
    expect(scored(imageLocality, { images: ['db'] }, clusterOf(holding('a', large)))).toEqual([100])
    expect(
      scored(imageLocality, { images: ['db'] }, clusterOf(holding('a', image('db:latest', 23)))),
    ).toEqual([0])
    expect(scored(imageLocality, { images: ['other'] }, cluster)).toEqual([0, 0, 0, 0])
  })

  it.each([
    ['web', 'web:latest'],
    ['web:1', 'web:1'],
    ['host:5000/web', 'host:5000/web:latest'],
    ['host:5000/web:1', 'host:5000/web:1'],
  ])('%s means %s', (name, meant) => {
    expect(normalisedImage(name)).toBe(meant)
  })
})
