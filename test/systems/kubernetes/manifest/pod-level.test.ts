import { describe, expect, it } from 'vitest'
import { deployment, readManifests } from './read-manifests.ts'

const GIB = 1024 ** 3

/** What a pod asks for with `resources` of its own and containers that ask for as much as said. */
function read(resources: object, ...containers: readonly object[]) {
  const asking = containers.map((requests, i) => ({ name: `c${i}`, image: 'i', resources: { requests } }))
  const { objects, faults } = readManifests([
    deployment('web', {}, { resources, containers: asking, overhead: { cpu: '10m' } }),
  ])
  const [maker] = objects.makers
  if (maker?.kind !== 'Deployment') throw new Error('The Deployment was not read.')
  const { requests, nonZero } = maker.pod.template.requests
  return { requests, nonZero, faults: faults.map(fault => fault.replace(/^.*spec\.template\.spec\./, '')) }
}

describe('resources of the level of a pod', () => {
  /** CPU: 1 + 2 of the containers, though up to 8 are allowed; memory: nobody asks, so its limit. With 10m of overhead. */
  it('that only have limits ask for what containers ask for, and for the limit of what none of them does', () => {
    expect(read({ limits: { cpu: '8', memory: '4Gi' } }, { cpu: '1' }, { cpu: '2' })).toEqual({
      requests: { cpuMilli: 3010, memoryBytes: 4 * GIB },
      nonZero: { cpuMilli: 3010, memoryBytes: 4 * GIB },
      faults: [],
    })
  })

  it('that have requests ask for these, whatever containers ask for', () => {
    expect(
      read({ requests: { cpu: '5' }, limits: { cpu: '8', memory: '4Gi' } }, { cpu: '1', memory: '1Gi' }),
    ).toMatchObject({ requests: { cpuMilli: 5010, memoryBytes: GIB }, faults: [] })
  })

  /** Of 40 MiB of huge pages that the pod may have its container asks for 20: the node lends none of the rest. */
  it('ask for the whole limit of huge pages', () => {
    const pages = { requests: { 'hugepages-2Mi': '20Mi' }, limits: { 'hugepages-2Mi': '20Mi' } }
    const { objects } = readManifests([
      deployment(
        'web',
        {},
        {
          resources: { limits: { cpu: '1', 'hugepages-2Mi': '40Mi' } },
          containers: [{ name: 'c', image: 'i', resources: pages }],
        },
      ),
    ])
    expect(objects.makers[0]).toMatchObject({
      pod: {
        template: { requests: { requests: { scalars: new Map([['hugepages-2Mi', 40 * 1024 ** 2]]) } } },
      },
    })
  })

  it('are refused where containers ask for more', () => {
    expect(read({ requests: { cpu: '1500m' } }, { cpu: '1' }, { cpu: '1' }).faults).toEqual([
      'resources.requests.cpu: found "1500m", expected at least what the containers ask for together; correct it',
    ])
  })
})
