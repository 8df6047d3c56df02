import { describe, expect, it } from 'vitest'
import { checkOf, constraintOf, pathCheckOf } from '../../../systems/marathon/constraints.ts'
import type { Era } from '../../../systems/marathon/flags.ts'
import { Spread } from '../../../systems/marathon/spread.ts'

const on = (rack: string | null, hostname = 'h') => ({
  hostname,
  attributes: rack === null ? [] : [{ name: 'rack', type: 'TEXT' as const, value: rack }],
})

/** Which of the racks one more instance may use when instances are on those placed. */
function allowed(
  written: string[],
  placed: (string | null)[],
  racks: (string | null)[],
  era: Era = 'head',
  instances = 5,
) {
  const constraint = constraintOf(written, era, 'app')
  const spread = new Spread([constraint.field], era)
  for (const rack of placed) spread.add(on(rack))
  const check = checkOf(constraint, era, 'app')
  return racks.filter(rack => check.allows(on(rack), spread, instances))
}

describe('a constraint', () => {
  it('is met without its attribute by UNLIKE alone', () => {
    for (const [operator, value = ''] of [
      ['UNIQUE'],
      ['CLUSTER'],
      ['GROUP_BY', '2'],
      ['MAX_PER', '2'],
      ['LIKE', 'a'],
      ['IS', 'a'],
    ])
      expect(allowed(['rack', operator!, value], [], [null])).toEqual([])
    expect(allowed(['rack', 'UNLIKE', 'a'], [], [null])).toEqual([null])
  })

  it('UNIQUE takes each value once', () => {
    expect(allowed(['rack', 'UNIQUE'], ['a', null], ['a', 'b'])).toEqual(['b'])
  })

  it('CLUSTER without a value stays with the first instance', () => {
    expect(allowed(['rack', 'CLUSTER'], [], ['a', 'b'])).toEqual(['a', 'b'])
    expect(allowed(['rack', 'CLUSTER'], ['b'], ['a', 'b'])).toEqual(['b'])
  })

  it('CLUSTER with a value ignores what runs elsewhere in head, and is never met then in 1.3', () => {
    expect(allowed(['rack', 'CLUSTER', 'a'], ['b'], ['a', 'b'])).toEqual(['a'])
    expect(allowed(['rack', 'CLUSTER', 'a'], ['b'], ['a', 'b'], '1.3')).toEqual([])
  })

  it('GROUP_BY in head gives 7 instances of 3 groups 3, 2 and 2', () => {
    // ⌊7/3⌋ = 2 each, remainder 1. With a 2 and b 2: a third of a is the remainder, c begins.
    expect(allowed(['rack', 'GROUP_BY', '3'], ['a', 'a', 'b', 'b'], ['a', 'b', 'c', 'd'], 'head', 7)).toEqual(
      ['a', 'b', 'c', 'd'],
    )
    // With a 3 the remainder is used up; c is the third group, and there is no fourth.
    expect(
      allowed(['rack', 'GROUP_BY', '3'], ['a', 'a', 'a', 'b', 'b', 'c'], ['a', 'b', 'c', 'd'], 'head', 7),
    ).toEqual(['c'])
  })

  it('GROUP_BY in 1.3 lets a new value begin at any time, and a used one grow only when it is the smallest', () => {
    expect(allowed(['rack', 'GROUP_BY', '2'], ['a'], ['a', 'b'], '1.3')).toEqual(['b'])
    expect(allowed(['rack', 'GROUP_BY', '2'], ['a', 'a', 'b'], ['a', 'b', 'c'], '1.3')).toEqual(['b', 'c'])
    // Instances without the attribute are a group of their own: the smallest, so that none of a and b is.
    expect(allowed(['rack', 'GROUP_BY', '2'], ['a', 'a', 'b', 'b', null], ['a', 'b'], '1.3')).toEqual([])
  })

  it('MAX_PER limits an attribute in head, and looks for the host name among its values in 1.3', () => {
    expect(allowed(['rack', 'MAX_PER', '2'], ['a', 'a', 'b'], ['a', 'b'])).toEqual(['b'])
    expect(allowed(['rack', 'MAX_PER', '2'], ['a', 'a', 'b'], ['a', 'b'], '1.3')).toEqual(['a', 'b'])
    expect(allowed(['rack', 'MAX_PER', '2'], ['h', 'h'], ['a'], '1.3')).toEqual([])
  })

  it('MAX_PER 0 lets one instance start where none is, as Marathon asks only values that are there', () => {
    expect(allowed(['rack', 'MAX_PER', '0'], [], ['a'])).toEqual(['a'])
    expect(allowed(['rack', 'MAX_PER', '0'], ['a'], ['a', 'b'])).toEqual(['b'])
    expect(allowed(['hostname', 'MAX_PER', '0'], [], ['a'], '1.3')).toEqual(['a'])
  })

  it('LIKE and UNLIKE match whole values; without a pattern neither is met', () => {
    expect(allowed(['rack', 'LIKE', 'a.'], [], ['a', 'ab', 'abc'])).toEqual(['ab'])
    expect(allowed(['rack', 'UNLIKE', 'a.'], [], ['a', 'ab', 'abc'])).toEqual(['a', 'abc'])
    expect(allowed(['rack', 'LIKE', ''], [], ['a'])).toEqual([])
    expect(allowed(['rack', 'UNLIKE', ''], [], ['a'])).toEqual([])
    expect(allowed(['hostname', 'UNLIKE', ''], [], ['a'], '1.3')).toEqual(['a'])
  })

  it('IS compares what it writes as a plain number as scalars are written, and all else as a text', () => {
    expect(allowed(['rack', 'IS', '1.0'], [], ['1', '1.0'])).toEqual(['1'])
    expect(allowed(['rack', 'IS', '1e0'], [], ['1', '1e0'])).toEqual(['1e0'])
    expect(allowed(['rack', 'IS', 'a.0'], [], ['a', 'a.0'])).toEqual(['a.0'])
    const scalar = { hostname: 'h', attributes: [{ name: 'n', type: 'SCALAR' as const, value: 1 }] }
    const check = (value: string) => checkOf(constraintOf(['n', 'IS', value], 'head', ''), 'head', '')
    expect(
      ['1.0', '1.0004', '1.0006', 'one'].map(value =>
        check(value).allows(scalar, new Spread(['n'], 'head'), 1),
      ),
    ).toEqual([true, true, false, false])
  })

  it('is refused in a sentence when it cannot be used', () => {
    expect(() => constraintOf(['rack', 'NEAR'], 'head', 'web.json: constraints[0]')).toThrow(
      'web.json: constraints[0]: "NEAR" is no operator of Marathon head; use one of UNIQUE, CLUSTER, GROUP_BY, LIKE, UNLIKE, MAX_PER, IS.',
    )
    expect(() => constraintOf(['rack', 'IS', 'a'], '1.3', 'here')).toThrow('is no operator of Marathon 1.3')
    expect(() => constraintOf(['rack'], 'head', 'here')).toThrow('write [field, operator] or')
    expect(() => checkOf(constraintOf(['rack', 'MAX_PER', 'two'], 'head', ''), 'head', 'here')).toThrow(
      'a whole number of at least 0',
    )
    expect(() => checkOf(constraintOf(['rack', 'GROUP_BY', '0'], 'head', ''), 'head', 'here')).toThrow(
      'a whole number of at least 1',
    )
    expect(() => pathCheckOf(constraintOf(['size', 'LIKE', 'a'], 'head', ''), 'here')).toThrow(
      '["path", "LIKE", pattern]',
    )
  })
})

describe('a number of a constraint', () => {
  const checks =
    (operator: string, value: string, era: Era = 'head') =>
    () =>
      checkOf(constraintOf(['rack', operator, value], era, 'app'), era, 'app')

  it('is whole and no less than nothing, or inf', () => {
    for (const value of ['0', '1', '+2', 'inf']) expect(checks('MAX_PER', value)).not.toThrow()
    for (const value of ['-1', '1.5', 'x1', '1x'])
      expect(checks('MAX_PER', value)).toThrow(
        `app: MAX_PER on "rack" has "${value}" where a whole number of at least 0 is expected; write how many, as in ["rack", "MAX_PER", "3"].`,
      )
    // 1.3 takes a GROUP_BY without a number, head does not.
    expect(checks('GROUP_BY', '', '1.3')).not.toThrow()
    expect(checks('GROUP_BY', '')).toThrow(
      'app: GROUP_BY on "rack" has nothing where a whole number of at least 1 is expected; write how many groups there are, as in ["rack", "GROUP_BY", "3"].',
    )
    // 0 means 1: a value that nobody has is always allowed.
    expect(allowed(['rack', 'MAX_PER', '0'], ['a'], ['a', 'b'])).toEqual(['b'])
    expect(allowed(['rack', 'MAX_PER', 'inf'], ['a', 'a', 'a'], ['a'])).toEqual(['a'])
    expect(allowed(['rack', 'MAX_PER', '3'], ['a', 'a', 'a', 'b'], ['a', 'b'])).toEqual(['b'])
  })
})

it('a volume is constrained by its path alone', () => {
  const path = (field: string, operator: string) => () =>
    pathCheckOf(constraintOf([field, operator, '/data.*'], 'head', 'app'), 'app')
  const sentence =
    'app: a volume\'s constraint is ["path", "LIKE", pattern] or ["path", "UNLIKE", pattern], found '
  expect(path('rack', 'LIKE')).toThrow(`${sentence}["rack","LIKE"].`)
  expect(path('path', 'IS')).toThrow(`${sentence}["path","IS"].`)
  expect([path('path', 'LIKE')()('/data1'), path('path', 'LIKE')()('/x')]).toEqual([true, false])
  expect([path('path', 'UNLIKE')()('/data1'), path('path', 'UNLIKE')()('/x')]).toEqual([false, true])
})
