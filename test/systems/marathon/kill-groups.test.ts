import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { constraintOf } from '../../../systems/marathon/constraints.ts'
import { killsByGroups } from '../../../systems/marathon/kill-groups.ts'

const groupBy = (field: string) => constraintOf([field, 'GROUP_BY', '2'], 'head', '')
const on = (hostname: string) => ({ hostname, attributes: [] })
const rackAndColour = ([rack, colour]: string) => ({
  hostname: 'h',
  attributes: [
    { name: 'rack', type: 'TEXT' as const, value: rack! },
    { name: 'colour', type: 'TEXT' as const, value: colour! },
  ],
})

describe('kills for GROUP_BY', () => {
  it('come from the largest group first', () => {
    const instances = ['a', 'a', 'b', 'a', 'c'].map(on)
    // a 3, b 1, c 1 → a 2 → a 1; then all are even, and of b, a, c, which are left, the first goes.
    expect(
      killsByGroups([groupBy('hostname')], instances, 3, 'head').map(({ hostname }) => hostname),
    ).toEqual(['a', 'a', 'b'])
  })

  it('keep two fields even at once', () => {
    // 1x 1y 2x 2y: after 1x, a second of x would leave x 0 and y 2, so 2y goes.
    const instances = ['1x', '1y', '2x', '2y'].map(rackAndColour)
    const kills = killsByGroups([groupBy('rack'), groupBy('colour')], instances, 2, 'head')
    expect(kills).toEqual([instances[0], instances[3]])
  })

  it('are none without GROUP_BY, and all when all are to go', () => {
    expect(
      killsByGroups([constraintOf(['hostname', 'UNIQUE'], 'head', '')], [on('a'), on('b')], 1, 'head'),
    ).toEqual([])
    expect(killsByGroups([], [on('a'), on('b')], 2, 'head')).toHaveLength(2)
  })

  it('are never more than asked for, and leave groups at most one apart or closer than before', () => {
    const difference = (hosts: readonly string[], all: readonly string[]) => {
      const sizes = [...new Set(all)].map(host => hosts.filter(other => other === host).length)
      return Math.max(...sizes) - Math.min(...sizes)
    }
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 30 }),
        fc.nat(30),
        (hosts, wanted) => {
          const count = Math.min(wanted, hosts.length - 1)
          const instances = hosts.map(on)
          const kills = killsByGroups([groupBy('hostname')], instances, count, 'head')
          expect(kills.length).toBeLessThanOrEqual(count)
          expect(new Set(kills).size).toBe(kills.length)
          const left = instances.filter(instance => !kills.includes(instance)).map(({ hostname }) => hostname)
          const after = difference(left, hosts)
          expect(after <= 1 || after <= difference(hosts, hosts)).toBe(true)
        },
      ),
      { seed: 1887, numRuns: 200 },
    )
  })
})
