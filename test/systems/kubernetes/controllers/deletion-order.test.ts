import { expect, it } from 'vitest'
import { HOUR, SECOND } from '../../../../sim/engine/time.ts'
import { inDeletionOrder } from '../../../../systems/kubernetes/controllers/deletion-order.ts'
import { pod } from './pods-in-time.ts'

const now = 10 * HOUR

it('takes pods in the order of how little they are missed', () => {
  const waiting = pod({ uid: 1, nodeName: null, phase: 'Pending', readySince: null })
  const pending = pod({ uid: 2, nodeName: 'b', phase: 'Pending', readySince: null })
  const unready = pod({ uid: 3, nodeName: 'c', readySince: null })
  const neighbour = pod({ uid: 4, nodeName: 'd' })
  const other = pod({ uid: 5, nodeName: 'd' })
  const fresh = pod({ uid: 6, nodeName: 'e', readySince: now - 60 * SECOND })
  const restarted = pod({ uid: 7, nodeName: 'f', restarts: 3 })
  const young = pod({ uid: 8, nodeName: 'g', createdAt: now - SECOND })
  const old = pod({ uid: 9, nodeName: 'h' })
  const all = [old, young, restarted, fresh, other, neighbour, unready, pending, waiting]
  expect(inDeletionOrder(all, all, now).map(({ uid }) => uid)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
})

it('counts neighbours of all sets of the Deployment', () => {
  const alone = pod({ uid: 1, nodeName: 'a' })
  const beside = pod({ uid: 2, nodeName: 'b' })
  const ofOtherSet = pod({ uid: 3, revision: 2, nodeName: 'b' })
  const order = inDeletionOrder([alone, beside], [alone, beside, ofOtherSet], now)
  expect(order).toEqual([beside, alone])
})

/** 2^39 ns are 549.8 s: ready for 300 s and 500 s are one rank, where the uid decides; 600 s is another. */
it('lets chance decide between pods that are ready for about as long', () => {
  const at = (uid: number, seconds: number) =>
    pod({ uid, nodeName: `${uid}`, readySince: now - seconds * SECOND })
  const [a, b, c] = [at(3, 300), at(1, 500), at(2, 600)]
  expect(inDeletionOrder([a, b, c], [], now)).toEqual([b, a, c])
})

it('counts a pod that is ready from now on as the shortest', () => {
  const just = pod({ uid: 9, nodeName: 'a', readySince: now })
  const soon = pod({ uid: 1, nodeName: 'b', readySince: now - 1 })
  expect(inDeletionOrder([soon, just], [], now)).toEqual([just, soon])
})
