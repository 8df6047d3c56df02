import { describe, expect, it } from 'vitest'
import { constraintOf } from '../../../systems/kafka/constraint.ts'

const allows = (condition: string, value: string, ...others: string[]) =>
  constraintOf('rack', condition, 'here').allows(value, others)

describe('a constraint', () => {
  it('like takes what its pattern matches as a whole, and unlike everything else', () => {
    expect([allows('like:a.', 'ab'), allows('like:a.', 'abc'), allows('like:a.', 'b')]).toEqual([
      true,
      false,
      false,
    ])
    expect([allows('unlike:a.', 'ab'), allows('unlike:a.', 'abc')]).toEqual([false, true])
  })

  it('unique takes what no other broker has', () => {
    expect([allows('unique', 'a', 'b', 'c'), allows('unique', 'b', 'b', 'c'), allows('unique', 'a')]).toEqual(
      [true, false, true],
    )
  })

  it('cluster takes one value: the one that is named, or that the first broker has', () => {
    expect([allows('cluster:a', 'a', 'b'), allows('cluster:a', 'b', 'b')]).toEqual([true, false])
    expect([
      allows('cluster', 'a'),
      allows('cluster', 'a', 'a', 'b'),
      allows('cluster', 'b', 'a', 'b'),
    ]).toEqual([true, true, false])
  })

  // Two groups are wanted, and there is one: only a new value will do. Then the smaller of the two, or either where they are equal.
  it('groupBy opens groups until there are enough, and fills the smallest then', () => {
    expect([allows('groupBy:2', 'a', 'a'), allows('groupBy:2', 'b', 'a')]).toEqual([false, true])
    expect([allows('groupBy:2', 'a', 'a', 'a', 'b'), allows('groupBy:2', 'b', 'a', 'a', 'b')]).toEqual([
      false,
      true,
    ])
    expect([allows('groupBy:2', 'a', 'a', 'b'), allows('groupBy:2', 'b', 'a', 'b')]).toEqual([true, true])
    // A third group is never opened.
    expect(allows('groupBy:2', 'c', 'a', 'b')).toBe(false)
  })

  it('groupBy alone is of one group', () => {
    expect([allows('groupBy', 'a'), allows('groupBy', 'a', 'a'), allows('groupBy', 'b', 'a')]).toEqual([
      true,
      true,
      false,
    ])
  })

  it.each([
    'groupBy:0',
    'groupBy:x',
    'groupBy:2x',
    'groupBy:x2',
    'groupBy:',
    'like',
    'unlike',
    'unique:a',
    'near:b',
    '',
  ])('is not %j', condition => {
    expect(() => constraintOf('rack', condition, 'here')).toThrow(
      `here: found the condition ${JSON.stringify(condition)}, expected like:RE`,
    )
  })
})
