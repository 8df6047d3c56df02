import { describe, expect, it } from 'vitest'
import {
  isRequiredNode,
  type NodeSelectorTerm,
  preference,
  requiredNames,
  termMatches,
} from '../../../systems/kubernetes/node-selector.ts'
import {
  isEmpty,
  isValid,
  type Requirement,
  selectorOf,
  selects,
  wholeNumber,
} from '../../../systems/kubernetes/selector.ts'
import { node } from './pods.ts'

const ssd = node('n1', { disk: 'ssd', cores: '8' })
const of = (key: string, operator: Requirement['operator'], ...values: readonly string[]): Requirement => ({
  key,
  operator,
  values,
})
const term = (labels: readonly Requirement[], names: readonly Requirement[] = []): NodeSelectorTerm => ({
  labels,
  names,
})
const named = (operator: Requirement['operator'], ...values: readonly string[]) => [
  of('metadata.name', operator, ...values),
]

describe('a term', () => {
  it.each<[string, NodeSelectorTerm, boolean]>([
    ['nothing', term([]), false],
    ['a label', term([of('disk', 'In', 'hdd', 'ssd')]), true],
    ['another value', term([of('disk', 'In', 'hdd')]), false],
    ['two labels, one of which it has not', term([of('disk', 'Exists'), of('zone', 'Exists')]), false],
    ['its name', term([], named('In', 'n1')), true],
    ['another name', term([], named('In', 'n2')), false],
    ['any name but another', term([], named('NotIn', 'n2')), true],
    ['any name but its own', term([], named('NotIn', 'n1')), false],
    ['one of two names', term([], named('In', 'n1', 'n2')), false],
    ['no name', term([], named('In')), false],
    ['that it has a name', term([], named('Exists', 'n1')), false],
    ['its name and a label that it has not', term([of('zone', 'Exists')], named('In', 'n1')), false],
    // Requirements that are not well formed match nothing, whatever they mean.
    ['a label with a value too many', term([of('disk', 'Exists', 'ssd')]), false],
    ['a label out of nothing', term([of('disk', 'NotIn')]), false],
  ])('asks a node for %s', (_, asked, matches) => {
    expect(termMatches(asked, ssd)).toBe(matches)
  })

  it('adds its weight where it matches', () => {
    const terms = [
      { weight: 3, term: term([of('disk', 'In', 'ssd')]) },
      { weight: 5, term: term([of('zone', 'Exists')]) },
      { weight: 7, term: term([], named('In', 'n1')) },
    ]
    expect(preference(terms, ssd)).toBe(10)
  })
})

it('a node is required by all labels of a selector, and by one term of several', () => {
  const nodeAffinity = {
    required: [term([of('zone', 'Exists')]), term([of('disk', 'Exists')])],
    preferred: [],
  }
  const asked = (labels: Readonly<Record<string, string>>, affinity: typeof nodeAffinity | null = null) =>
    isRequiredNode({ nodeSelector: new Map(Object.entries(labels)), nodeAffinity: affinity }, ssd)
  expect([asked({}), asked({ disk: 'ssd' }), asked({ disk: 'ssd', cores: '9' })]).toEqual([true, true, false])
  expect([asked({}, nodeAffinity), asked({ disk: 'hdd' }, nodeAffinity)]).toEqual([true, false])
  expect(asked({}, { required: [], preferred: [] })).toBe(false)
})

it('names are those that every list of a term has, of all terms together', () => {
  const names = (...terms: readonly NodeSelectorTerm[]) => {
    const found = requiredNames(terms)
    return found === null ? null : [...found]
  }
  expect(names(term([], named('In', 'a', 'b')), term([], named('In', 'c')))).toEqual(['a', 'b', 'c'])
  expect(names(term([], [...named('In', 'a', 'b'), ...named('In', 'b', 'c')]))).toEqual(['b'])
  expect(names(term([], named('In', 'a')), term([of('disk', 'Exists')]))).toBeNull()
  expect(names(term([], named('NotIn', 'a')))).toBeNull()
})

describe('a selector', () => {
  const labels = new Map([
    ['app', 'web'],
    ['cores', '8'],
  ])

  it.each<[Requirement, boolean]>([
    [of('app', 'In', 'db', 'web'), true],
    [of('app', 'NotIn', 'db'), true],
    [of('app', 'NotIn', 'web'), false],
    [of('zone', 'NotIn', 'a'), true],
    [of('zone', 'In', 'a'), false],
    [of('app', 'Exists'), true],
    [of('zone', 'Exists'), false],
    [of('zone', 'DoesNotExist'), true],
    [of('app', 'DoesNotExist'), false],
    [of('cores', 'Gt', '7'), true],
    [of('cores', 'Gt', '8'), false],
    [of('cores', 'Lt', '9'), true],
    [of('cores', 'Lt', '8'), false],
    [of('app', 'Gt', '1'), false],
    [of('zone', 'Lt', '1'), false],
    [of('cores', 'Gt', 'x'), false],
    [of('cores', 'Gt'), false],
  ])('%j', (requirement, holds) => {
    expect(selects([requirement], labels)).toBe(holds)
  })

  it('of nothing selects everything, and nothing selects nothing', () => {
    expect([selects([], labels), selects('nothing', labels)]).toEqual([true, false])
    expect([isEmpty([]), isEmpty('nothing'), isEmpty([of('a', 'Exists')])]).toEqual([true, false, false])
    expect(selects([of('app', 'Exists'), of('zone', 'Exists')], labels)).toBe(false)
  })

  it('of labels is in order of their keys', () => {
    const both = { b: '2', a: '1', c: '3' }
    expect(selectorOf(Object.entries(both)).map(({ key, values }) => [key, ...values])).toEqual([
      ['a', '1'],
      ['b', '2'],
      ['c', '3'],
    ])
  })

  it.each<[Requirement, boolean]>([
    [of('k', 'In', 'a', ''), true],
    [of('k', 'In'), false],
    [of('k', 'NotIn', 'a b'), false],
    [of('k', 'In', 'a', '-a'), false],
    [of('k', 'In', `a${'b'.repeat(61)}c`), true],
    [of('k', 'In', `a${'b'.repeat(62)}c`), false],
    [of('k', 'Exists'), true],
    [of('k', 'DoesNotExist', 'a'), false],
    [of('k', 'Gt', '5'), true],
    [of('k', 'Gt', '5', '6'), false],
    [of('k', 'Lt', '5.5'), false],
    [of('k', 'Lt'), false],
    // A number that no label could have.
    [of('k', 'Gt', '-5'), false],
    [of('k', 'Lt', '+5'), false],
  ])('is well formed or not: %j', (requirement, valid) => {
    expect(isValid(requirement)).toBe(valid)
  })

  it.each([
    ['5', 5n],
    ['+5', 5n],
    ['-5', -5n],
    ['9223372036854775807', 9_223_372_036_854_775_807n],
    ['9223372036854775808', null],
    ['5 ', null],
    ['', null],
  ])('reads %j as a whole number of 64 bits', (text, number) => {
    expect(wholeNumber(text)).toBe(number)
  })
})
