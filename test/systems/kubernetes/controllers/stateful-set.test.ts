import { describe, expect, it } from 'vitest'
import { SECOND } from '../../../../sim/engine/time.ts'
import {
  StatefulSetController,
  type StatefulSetSpec,
} from '../../../../systems/kubernetes/controllers/stateful-set.ts'
import { PodsInTime } from './pods-in-time.ts'

const usual: StatefulSetSpec = {
  replicas: 3,
  podManagementPolicy: 'OrderedReady',
  update: { type: 'RollingUpdate', partition: 0, maxUnavailable: { pods: 1 } },
  minReady: 0,
  start: 0,
}

/** Pods are ready 10 s after they were created, and gone 30 s after they were deleted. */
function deployed(changes: Partial<StatefulSetSpec> = {}) {
  const world = new PodsInTime()
  world.readyAfter = () => 10
  world.grace = 30
  const set = new StatefulSetController({ ...usual, ...changes }, world)
  world.sync = now => set.sync(now)
  world.gone = pod => set.gone(pod)
  return { world, set }
}

describe('an ordered StatefulSet', () => {
  it('creates each pod when the one before it is ready', () => {
    const { world } = deployed()
    world.run(100)
    expect(world.log).toEqual(['0 +1/0', '10 !1/0', '10 +1/1', '20 !1/1', '20 +1/2', '30 !1/2'])
  })

  it('takes the highest away, one after the other is gone', () => {
    const { world, set } = deployed()
    world.run(99)
    world.log.length = 0
    world.at(100 * SECOND, () => set.scale(1, world.now))
    world.run(300)
    expect(world.log).toEqual(['100 -1/2', '130 x1/2', '130 -1/1', '160 x1/1'])
  })

  it('updates from the highest down, and waits for each', () => {
    const { world, set } = deployed()
    world.run(99)
    world.log.length = 0
    world.at(100 * SECOND, () => set.update(world.now))
    world.run(400)
    expect(world.log).toEqual([
      ...['100 -1/2', '130 x1/2', '130 +2/2', '140 !2/2'],
      ...['140 -1/1', '170 x1/1', '170 +2/1', '180 !2/1'],
      ...['180 -1/0', '210 x1/0', '210 +2/0', '220 !2/0'],
    ])
  })

  it('leaves pods below the partition at the old template, also when they are replaced', () => {
    const { world, set } = deployed({
      update: { type: 'RollingUpdate', partition: 2, maxUnavailable: { pods: 1 } },
    })
    world.run(99)
    world.log.length = 0
    world.at(100 * SECOND, () => set.update(world.now))
    world.at(200 * SECOND, () => world.delete([...world.pods].find(({ index }) => index === 0)!))
    world.run(400)
    expect(world.log).toEqual([
      ...['100 -1/2', '130 x1/2', '130 +2/2', '140 !2/2'],
      ...['200 -1/0', '230 x1/0', '230 +1/0', '240 !1/0'],
    ])
  })

  // Of the ordinals 5, 6 and 7 the first stays, for a partition counts pods and not ordinals.
  it('that begins at another ordinal counts the partition from there', () => {
    const { world, set } = deployed({
      start: 5,
      update: { type: 'RollingUpdate', partition: 1, maxUnavailable: { pods: 1 } },
    })
    world.run(99)
    world.log.length = 0
    world.at(100 * SECOND, () => set.update(world.now))
    world.at(200 * SECOND, () => world.delete([...world.pods].find(({ index }) => index === 5)!))
    world.run(400)
    expect(world.log).toEqual([
      ...['100 -1/7', '130 x1/7', '130 +2/7', '140 !2/7'],
      ...['140 -1/6', '170 x1/6', '170 +2/6', '180 !2/6'],
      ...['200 -1/5', '230 x1/5', '230 +1/5', '240 !1/5'],
    ])
  })

  it('makes no second pod of a number while the first one only terminates', () => {
    const { world } = deployed()
    world.grace = 10_000
    world.run(99)
    world.at(100 * SECOND, () => world.delete([...world.pods].find(({ index }) => index === 1)!))
    world.run(5000)
    expect(world.log.at(-1)).toBe('100 -1/1')
  })

  it.each(['Failed', 'Succeeded'] as const)('replaces a pod that is over: %s', phase => {
    const { world } = deployed()
    world.run(99)
    world.at(100 * SECOND, () => {
      const pod = [...world.pods].find(({ index }) => index === 2)!
      pod.phase = phase
      pod.readySince = null
    })
    world.run(200)
    expect(world.log.slice(6)).toEqual(['100 -1/2', '130 x1/2', '130 +1/2', '140 !1/2'])
  })

  it('updates pods that somebody deletes, and no others, where it is told to', () => {
    const { world, set } = deployed({ update: { type: 'OnDelete' } })
    world.run(99)
    world.log.length = 0
    world.at(100 * SECOND, () => set.update(world.now))
    world.at(200 * SECOND, () => world.delete([...world.pods].find(({ index }) => index === 0)!))
    world.run(400)
    expect(world.log).toEqual(['200 -1/0', '230 x1/0', '230 +2/0', '240 !2/0'])
  })

  // Pods 1 and 2 are to go. While both are not well, only the lower one might, and it is not its turn; when 2 is well, it goes first.
  it('that shrinks takes no pod away above another that is not well either', () => {
    const { world, set } = deployed()
    world.run(99)
    world.log.length = 0
    const ready = (index: number, since: number | null) => {
      for (const pod of world.pods) if (pod.index === index) pod.readySince = since
    }
    world.at(100 * SECOND, () => {
      ready(1, null)
      ready(2, null)
      set.scale(1, world.now)
    })
    world.at(200 * SECOND, () => ready(2, 200 * SECOND))
    world.run(400)
    expect(world.log).toEqual(['200 -1/2', '230 x1/2', '230 -1/1', '260 x1/1'])
  })

  // Pods 1 and 2 are to go, and both have been ready for less than 50 s: 2 waits, since 1 is the first that is not available. At 245 s
  // that is available, and 2, now the first, is not waited for any longer.
  it('that shrinks waits until pods were ready for as long as it says', () => {
    const { world, set } = deployed({ minReady: 50 * SECOND })
    world.run(189)
    world.log.length = 0
    const ready = (index: number, since: number) => {
      for (const pod of world.pods) if (pod.index === index) pod.readySince = since * SECOND
    }
    world.at(200 * SECOND, () => {
      ready(1, 195)
      ready(2, 200)
      set.scale(1, world.now)
    })
    world.run(400)
    expect(world.log).toEqual(['245 -1/2', '275 x1/2', '275 -1/1', '305 x1/1'])
  })

  it('waits until a pod was ready for as long as it says', () => {
    const { world } = deployed({ minReady: 5 * SECOND, replicas: 2, start: 3 })
    world.run(100)
    expect(world.log).toEqual(['0 +1/3', '10 !1/3', '15 +1/4', '25 !1/4'])
  })
})

describe('a parallel StatefulSet', () => {
  it('creates and deletes all at once, and still updates one by one', () => {
    const { world, set } = deployed({ podManagementPolicy: 'Parallel' })
    world.run(99)
    expect(world.log).toEqual(['0 +1/0', '0 +1/1', '0 +1/2', '10 !1/0', '10 !1/1', '10 !1/2'])
    world.log.length = 0
    world.at(100 * SECOND, () => set.update(world.now))
    world.run(141)
    expect(world.log).toEqual(['100 -1/2', '130 x1/2', '130 +2/2', '140 !2/2', '140 -1/1'])
    world.at(300 * SECOND, () => set.scale(0, world.now))
    world.log.length = 0
    world.run(300)
    expect(world.log.filter(line => line.startsWith('300'))).toEqual(['300 -2/2', '300 -2/1', '300 -2/0'])
  })

  it('does not wait for a pod that is over: another that is gone comes again at once', () => {
    const { world } = deployed({ podManagementPolicy: 'Parallel' })
    world.run(89)
    world.log.length = 0
    const of = (ordinal: number) => [...world.pods].find(({ index }) => index === ordinal)!
    world.at(90 * SECOND, () => world.delete(of(2)))
    world.at(100 * SECOND, () => Object.assign(of(0), { phase: 'Failed', readySince: null }))
    world.run(129)
    expect(world.log).toEqual(['90 -1/2', '100 -1/0', '120 x1/2', '120 +1/2'])
    world.log.length = 0
    world.run(200)
    expect(world.log).toEqual(['130 x1/0', '130 !1/2', '130 +1/0', '140 !1/0'])
  })

  it('that loses a pod at once makes a new one before it updates others', () => {
    const { world, set } = deployed({ podManagementPolicy: 'Parallel' })
    world.grace = 0
    world.run(99)
    world.log.length = 0
    world.at(100 * SECOND, () => {
      const last = [...world.pods].find(({ index }) => index === 2)!
      Object.assign(last, { phase: 'Failed', readySince: null })
      set.update(world.now)
    })
    world.run(105)
    expect(world.log).toEqual(['100 -1/2', '100 x1/2', '100 +2/2'])
  })
})
