import { describe, expect, it } from 'vitest'
import type { Condition } from '../../../systems/marathon/instance.ts'
import { killOrder, propose } from '../../../systems/marathon/scaling.ts'

const instance = (id: string, condition: Condition, since: number) => ({ id, condition, since })
const ids = (instances: readonly { id: string }[]) => instances.map(({ id }) => id)

const four = [
  instance('a', 'Running', 1),
  instance('b', 'Running', 2),
  instance('c', 'Staging', 0),
  instance('d', 'Unreachable', 9),
]

describe('the kill order', () => {
  it('is by condition first and by age second', () => {
    expect(ids(killOrder(four, 'YOUNGEST_FIRST'))).toEqual(['d', 'c', 'b', 'a'])
    expect(ids(killOrder(four, 'OLDEST_FIRST'))).toEqual(['d', 'c', 'a', 'b'])
  })
})

describe('a scaling proposition', () => {
  const question = {
    instances: four,
    sentenced: new Set<string>(),
    scaleTo: 4,
    killSelection: 'YOUNGEST_FIRST' as const,
    picked: () => [],
  }

  it('kills nothing and starts nothing when all is as it should be', () => {
    expect(propose(question)).toEqual({ decommission: [], start: 0 })
  })

  it('kills the sentenced, then what constraints pick, then by kill order', () => {
    const proposition = propose({
      ...question,
      scaleTo: 1,
      sentenced: new Set(['a', 'nobody']),
      picked: (candidates, count) => {
        expect([ids(candidates), count]).toEqual([['b', 'c', 'd'], 2])
        return [candidates[0]!]
      },
    })
    expect([ids(proposition.decommission), proposition.start]).toEqual([['a', 'b', 'd'], 0])
  })

  it('replaces the sentenced', () => {
    // Four exist, two are sentenced, five are wanted: two die, and 5 − 4 + 2 = 3 start.
    const proposition = propose({ ...question, scaleTo: 5, sentenced: new Set(['a', 'b']) })
    expect([ids(proposition.decommission), proposition.start]).toEqual([['a', 'b'], 3])
  })

  it('does not count what is inactive or being killed', () => {
    const instances = [...four, instance('e', 'UnreachableInactive', 0), instance('f', 'Killing', 0)]
    expect(propose({ ...question, instances, scaleTo: 5 })).toEqual({ decommission: [], start: 1 })
  })
})
