import { describe, expect, it } from 'vitest'
import { NEVER, SECOND } from '../../../../sim/engine/time.ts'
import {
  type EvictedPod,
  stayUnder,
  TaintEviction,
  withDefaultTolerations,
} from '../../../../systems/kubernetes/node-life/taint-eviction.ts'
import type { Taint, Toleration } from '../../../../systems/kubernetes/taints.ts'

const unreachable: Taint = { key: 'node.kubernetes.io/unreachable', value: '', effect: 'NoExecute' }
const mine: Taint = { key: 'mine', value: 'x', effect: 'NoExecute' }
const tolerating = (key: string, period?: number): Toleration => ({
  ...{ key, operator: 'Exists', value: '', effect: 'NoExecute' },
  ...(period !== undefined && { period: period * SECOND }),
})

describe('how long a pod stays under taints', () => {
  it('is five minutes on an unreachable node where it says nothing', () => {
    expect(stayUnder([unreachable], withDefaultTolerations([]))).toBe(300 * SECOND)
  })

  it('is what it says, and for ever where it says no time', () => {
    expect(stayUnder([unreachable], withDefaultTolerations([tolerating(unreachable.key, 30)]))).toBe(
      30 * SECOND,
    )
    expect(stayUnder([unreachable], withDefaultTolerations([tolerating('')]))).toBe(NEVER)
  })

  it('is the shortest of several, and nothing beside one that it does not tolerate', () => {
    const both = [tolerating('mine', 20), tolerating(unreachable.key, 40)]
    expect(stayUnder([unreachable, mine], both)).toBe(20 * SECOND)
    expect(stayUnder([unreachable, mine], [tolerating(unreachable.key)])).toBe(0)
  })

  it('is for ever without a taint NoExecute', () => {
    expect(stayUnder([{ ...mine, effect: 'NoSchedule' }], [])).toBe(NEVER)
  })
})

describe('taint-based eviction', () => {
  function evicting() {
    const gone: EvictedPod[] = []
    return { gone, eviction: new TaintEviction<EvictedPod>(pod => gone.push(pod)) }
  }

  it('deletes when the time is over, and not when the taint has gone before', () => {
    const { gone, eviction } = evicting()
    const [a, b] = [{ tolerations: withDefaultTolerations([]) }, { tolerations: withDefaultTolerations([]) }]
    expect(eviction.look(a, [unreachable], 55 * SECOND)).toBe(355 * SECOND)
    eviction.look(b, [unreachable], 55 * SECOND)
    eviction.look(b, [], 200 * SECOND)
    eviction.run(a, 354 * SECOND)
    expect(gone).toEqual([])
    eviction.run(a, 355 * SECOND)
    eviction.run(b, 355 * SECOND)
    expect(gone).toEqual([a])
  })

  it('keeps the earlier time when another taint comes', () => {
    const { eviction } = evicting()
    const pod = { tolerations: [tolerating('mine', 300), ...withDefaultTolerations([])] }
    expect(eviction.look(pod, [mine], 0)).toBe(300 * SECOND)
    expect(eviction.look(pod, [mine, unreachable], 100 * SECOND)).toBe(300 * SECOND)
  })

  it('deletes at once what does not tolerate', () => {
    const { gone, eviction } = evicting()
    const pod = { tolerations: [] }
    expect(eviction.look(pod, [mine], 0)).toBe(null)
    expect(gone).toEqual([pod])
  })
})
