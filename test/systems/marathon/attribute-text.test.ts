import { describe, expect, it } from 'vitest'
import { attributeText, fieldText, scalarText } from '../../../systems/marathon/attribute-text.ts'

describe('an attribute as text', () => {
  it('has three decimals at most, and a half goes to the even neighbour', () => {
    // 0.0625 and 0.1875 are exact halves of a thousandth: 62.5 → 62, 187.5 → 188. 1.0005 is a little less than it looks.
    expect([1, 1.5, 0.0625, 0.1875, -0.0625, 1.0005, 1.00051, 100, 1234.5678].map(scalarText)).toEqual([
      '1',
      '1.5',
      '0.062',
      '0.188',
      '-0.062',
      '1',
      '1.001',
      '100',
      '1234.568',
    ])
  })

  it('writes ranges by their beginnings and sets by their texts', () => {
    expect(
      attributeText({
        name: 'jdk',
        type: 'RANGES',
        value: [
          [8, 9],
          [6, 7],
        ],
      }),
    ).toBe('[6-7,8-9]')
    expect(attributeText({ name: 'gpu', type: 'SET', value: ['b', '10', '9'] })).toBe('{10,9,b}')
  })

  it('knows regions and zones in head only, and takes @hostname for an attribute in 1.3', () => {
    const agent = { hostname: 'h', region: 'eu', attributes: [] }
    expect(['hostname', '@hostname', '@region', '@zone'].map(f => fieldText(agent, f, 'head'))).toEqual([
      'h',
      'h',
      'eu',
      null,
    ])
    expect(['hostname', '@hostname', '@region'].map(f => fieldText(agent, f, '1.3'))).toEqual([
      'h',
      null,
      null,
    ])
  })
})

it('the fault domain of an agent is its region and zone at head', () => {
  const zoned = { hostname: 'h', region: 'eu', zone: 'a', attributes: [] }
  expect(['@region', '@zone', 'zone'].map(field => fieldText(zoned, field, 'head'))).toEqual([
    'eu',
    'a',
    null,
  ])
  const bare = { hostname: 'h', attributes: [] }
  expect(['@region', '@zone'].map(field => fieldText(bare, field, 'head'))).toEqual([null, null])
})
