import { describe, expect, it } from 'vitest'
import { Spread } from '../../../systems/marathon/spread.ts'

const on = (hostname: string, rack?: string) => ({
  hostname,
  attributes: rack === undefined ? [] : [{ name: 'rack', type: 'TEXT' as const, value: rack }],
})

describe('a spread', () => {
  it('counts instances by value, and those without the attribute apart', () => {
    const spread = new Spread(['rack', 'hostname'], 'head')
    for (const agent of [on('a', 'r1'), on('b', 'r2'), on('c', 'r1'), on('d')]) spread.add(agent)
    expect([...spread.counts('rack')]).toEqual([
      ['r1', 2],
      ['r2', 1],
      [null, 1],
    ])
    expect(spread.total).toBe(4)
  })

  it('forgets a value with its last instance', () => {
    const spread = new Spread(['rack'], 'head')
    for (const agent of [on('a', 'r1'), on('b', 'r2'), on('c', 'r1')]) spread.add(agent)
    spread.remove(on('b', 'r2'))
    spread.remove(on('a', 'r1'))
    expect([...spread.counts('rack')]).toEqual([['r1', 1]])
    expect(spread.total).toBe(1)
  })
})
