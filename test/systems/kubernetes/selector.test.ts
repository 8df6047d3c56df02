import { describe, expect, it } from 'vitest'
import {
  isEmpty,
  isValid,
  type Operator,
  requirementHolds,
  selectorOf,
  selects,
} from '../../../systems/kubernetes/selector.ts'

const labels = new Map([
  ['app', 'web'],
  ['gen', '5'],
])

describe('a requirement', () => {
  it.each<[string, Operator, string[], boolean]>([
    ['app', 'In', ['db', 'web'], true],
    ['tier', 'In', ['web'], false],
    ['app', 'NotIn', ['web'], false],
    ['tier', 'NotIn', ['web'], true],
    ['app', 'Exists', [], true],
    ['tier', 'DoesNotExist', [], true],
    ['gen', 'Gt', ['4'], true],
    ['gen', 'Gt', ['5'], false],
    ['gen', 'Lt', ['9223372036854775807'], true],
    ['gen', 'Lt', ['9223372036854775808'], false],
    ['app', 'Gt', ['1'], false],
  ])('%s %s %j: %s', (key, operator, values, holds) => {
    expect(requirementHolds({ key, operator, values }, labels)).toBe(holds)
  })

  it('with a value that is no label, or no number, is not valid', () => {
    expect(isValid({ key: 'a', operator: 'In', values: ['bad value!'] })).toBe(false)
    expect(isValid({ key: 'a', operator: 'In', values: [] })).toBe(false)
    expect(isValid({ key: 'a', operator: 'Gt', values: ['many'] })).toBe(false)
    expect(isValid({ key: 'a', operator: 'Exists', values: ['x'] })).toBe(false)
    expect(isValid({ key: 'a', operator: 'NotIn', values: [''] })).toBe(true)
  })
})

describe('a selector', () => {
  it('that is empty selects everything, one that is absent nothing', () => {
    expect([selects([], labels), selects('nothing', labels)]).toEqual([true, false])
    expect([isEmpty([]), isEmpty('nothing')]).toEqual([true, false])
  })

  it('for values selects what has all of them', () => {
    expect(selects(selectorOf(labels), labels)).toBe(true)
    expect(selects(selectorOf([...labels, ['tier', 'x']]), labels)).toBe(false)
  })
})
