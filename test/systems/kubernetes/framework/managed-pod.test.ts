import { expect, it } from 'vitest'
import { ManagedPod } from '../../../../systems/kubernetes/framework/managed-pod.ts'
import type { ApiPod } from '../../../../systems/kubernetes/root/api-pod.ts'

const stored = (changes: Partial<ApiPod> = {}) =>
  ({
    phase: 'Running',
    pod: { nodeName: 'n' },
    restarts: 0,
    ready: true,
    deletedAt: -1,
    ...changes,
  }) as ApiPod

it('a pod is ready since it was first seen to be, and terminates from its deletion on', () => {
  const pod = new ManagedPod(1, 1, 0, 0)
  pod.refresh(stored({ phase: 'Pending', ready: false }), 1)
  expect(pod).toMatchObject({ phase: 'Pending', nodeName: 'n', readySince: null, terminating: false })
  pod.refresh(stored(), 2)
  pod.refresh(stored({ restarts: 3 }), 5)
  expect(pod).toMatchObject({ phase: 'Running', readySince: 2, restarts: 3 })
  pod.refresh(stored({ ready: false }), 6)
  pod.refresh(stored(), 7)
  expect(pod.readySince).toBe(7)
  // Deleted at the very beginning of a run.
  pod.refresh(stored({ deletedAt: 0 }), 8)
  expect(pod).toMatchObject({ readySince: null, terminating: true })
  // It was told to go by its controller before the API server knew of it.
  pod.refresh(stored(), 9)
  expect(pod).toMatchObject({ readySince: null, terminating: true })
})
