import { describe, expect, it } from 'vitest'
import { DEFAULT_MEMORY_BYTES, podRequests } from '../../../systems/kubernetes/pod-requests.ts'

const container = (cpuMilli?: number, memoryBytes?: number) => ({
  image: '',
  requests: {
    ...(cpuMilli === undefined ? {} : { cpuMilli }),
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
  },
})
const init = (cpuMilli: number, sidecar: boolean) => ({ ...container(cpuMilli), sidecar })
const asking = { containers: [], initContainers: [], podLevel: null, overhead: null }

describe('what a pod asks for', () => {
  it('is the larger of its containers and the peak of its start, sidecars included, and the overhead', () => {
    // Running: 100 + 200 + sidecar 50 = 350. Start: 300 alone; then the sidecar 50; then 320 beside it = 370.
    const { requests } = podRequests({
      ...asking,
      containers: [container(100), container(200)],
      initContainers: [init(300, false), init(50, true), init(320, false)],
      overhead: { cpuMilli: 5 },
    })
    expect(requests).toEqual({ cpuMilli: 375 })
  })

  it('has defaults for scores in each container that names nothing; an explicit 0 stays 0', () => {
    const { requests, nonZero } = podRequests({ ...asking, containers: [container(), container(0, 10)] })
    expect(requests).toEqual({ cpuMilli: 0, memoryBytes: 10 })
    expect(nonZero).toEqual({ cpuMilli: 100, memoryBytes: DEFAULT_MEMORY_BYTES + 10 })
  })

  it('of its own level comes instead, but not for the score of the pod itself', () => {
    const { requests, nonZero, scored } = podRequests({
      ...asking,
      containers: [container(100), container()],
      podLevel: { cpuMilli: 1000 },
    })
    expect(requests).toEqual({ cpuMilli: 1000 })
    // Nothing names memory, so each container has the default; CPU is named.
    expect(nonZero).toEqual({ cpuMilli: 1000, memoryBytes: 2 * DEFAULT_MEMORY_BYTES })
    expect(scored).toEqual({ cpuMilli: 200, memoryBytes: 2 * DEFAULT_MEMORY_BYTES })
  })

  /** A pod can ask for CPU, memory and huge pages by itself: 100m of a container and 100m for the other, as without. */
  it('of its own level that is of nothing that counts there is none', () => {
    const containers = [container(100), container()]
    const without = podRequests({ ...asking, containers })
    for (const podLevel of [{}, { ephemeralStorageBytes: 5, scalars: new Map([['nvidia.com/gpu', 1]]) }])
      expect(podRequests({ ...asking, containers, podLevel })).toEqual(without)
    expect(without.nonZero).toEqual({ cpuMilli: 200, memoryBytes: 2 * DEFAULT_MEMORY_BYTES })
  })

  it('counts devices too', () => {
    const gpu = { image: '', requests: { scalars: new Map([['nvidia.com/gpu', 2]]) } }
    expect(podRequests({ ...asking, containers: [gpu, gpu] }).requests).toEqual({
      scalars: new Map([['nvidia.com/gpu', 4]]),
    })
  })
})
