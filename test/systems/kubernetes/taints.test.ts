import { describe, expect, it } from 'vitest'
import { isRepelled, type Toleration, tolerates } from '../../../systems/kubernetes/taints.ts'

const taint = { key: 'cores', value: '8', effect: 'NoSchedule' } as const
const toleration = (changes: Partial<Toleration>): Toleration => ({
  key: 'cores',
  operator: 'Equal',
  value: '8',
  effect: '',
  ...changes,
})

describe('a toleration', () => {
  it.each<[Partial<Toleration>, boolean]>([
    [{}, true],
    [{ value: '9' }, false],
    [{ effect: 'NoExecute' }, false],
    [{ operator: 'Exists', value: '' }, true],
    [{ operator: 'Exists', key: '' }, true],
    [{ key: 'gpu' }, false],
    [{ operator: 'Gt', value: '4' }, false],
  ])('%j: %s', (changes, tolerated) => {
    expect(tolerates(toleration(changes), taint, false)).toBe(tolerated)
  })

  it('may compare where the release knows it: the taint with the bound', () => {
    expect(tolerates(toleration({ operator: 'Gt', value: '4' }), taint, true)).toBe(true)
    expect(tolerates(toleration({ operator: 'Lt', value: '4' }), taint, true)).toBe(false)
    expect(tolerates(toleration({ operator: 'Lt', value: 'few' }), taint, true)).toBe(false)
    expect(tolerates(toleration({ operator: 'Gt', value: 'few' }), taint, true)).toBe(false)
    expect(tolerates(toleration({ operator: 'Gt', value: '8' }), taint, true)).toBe(false)
    expect(tolerates(toleration({ operator: 'Lt', value: '8' }), taint, true)).toBe(false)
    expect(tolerates(toleration({ operator: 'Lt', value: '9' }), taint, true)).toBe(true)
    // Numbers are written in one way only.
    for (const value of ['4x', 'x4', '4.0', '', '04', '+4', '-0', '-04'])
      expect(tolerates(toleration({ operator: 'Gt', value }), taint, true)).toBe(false)
    expect(tolerates(toleration({ operator: 'Gt', value: '-4' }), taint, true)).toBe(true)
    expect(tolerates(toleration({ operator: 'Gt', value: '0' }), taint, true)).toBe(true)
    expect(tolerates(toleration({ operator: 'Gt', value: '4' }), { ...taint, value: '08' }, true)).toBe(false)
    const many = { ...taint, value: 'many' }
    expect(tolerates(toleration({ operator: 'Lt', value: '4' }), many, true)).toBe(false)
    expect(tolerates(toleration({ operator: 'Gt', value: '-4' }), many, true)).toBe(false)
  })
})

describe('a pod', () => {
  it('is repelled by no taint that is only to be avoided', () => {
    expect(isRepelled([taint], [], false)).toBe(true)
    expect(isRepelled([taint], [toleration({})], false)).toBe(false)
    expect(isRepelled([{ ...taint, effect: 'PreferNoSchedule' }], [], false)).toBe(false)
  })
})
