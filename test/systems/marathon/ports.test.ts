import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Streams } from '../../../sim/chance/random.ts'
import type { PortNeeds } from '../../../systems/marathon/app.ts'
import type { PortRange } from '../../../systems/marathon/offer.ts'
import { matchPorts, portResources } from '../../../systems/marathon/ports.ts'

const range = (from: number, to: number, role = '*'): PortRange => ({
  name: 'ports',
  from,
  to,
  role,
  labels: {},
})
const any = (count: number): PortNeeds => ({
  kind: 'definitions',
  ports: Array(count).fill(0),
  required: false,
})
const numbers = (needs: PortNeeds, ranges: PortRange[], seed = 'oak') =>
  matchPorts(needs, ranges, new Streams(seed).stream('ports'))?.map(found => found?.port ?? null) ?? null

describe('ports', () => {
  it('are those required, in their order, or none', () => {
    const needs = (...ports: number[]): PortNeeds => ({ kind: 'definitions', ports, required: true })
    expect(numbers(needs(100, 80), [range(70, 90), range(100, 100)])).toEqual([100, 80])
    expect(numbers(needs(100, 95), [range(70, 90), range(100, 100)])).toBeNull()
  })

  it('are in a row from a random start, and go round', () => {
    const found = numbers(any(10), [range(10, 19)])!
    for (const [at, port] of found.entries())
      if (at > 0) expect(port).toBe(found[at - 1] === 19 ? 10 : found[at - 1]! + 1)
    const starts = new Set(
      ['oak', 'ash', 'elm', 'fir', 'yew'].map(seed => numbers(any(1), [range(1, 999)], seed)![0]),
    )
    expect(starts.size).toBeGreaterThan(1)
    expect(numbers(any(3), [range(1, 999)])).toEqual(numbers(any(3), [range(1, 999)]))
  })

  it('of a mapping are fixed, any, or not of the host at all', () => {
    const mappings = [
      { containerPort: 1, hostPort: 0 },
      { containerPort: 2 },
      { containerPort: 3, hostPort: 31000 },
    ]
    // The fixed one is kept out of those that may be any.
    expect(numbers({ kind: 'mappings', mappings }, [range(31000, 31001)])).toEqual([31001, null, 31000])
    expect(numbers({ kind: 'mappings', mappings }, [range(31000, 31000)])).toBeNull()
  })

  it('become as few ranges as their order and roles allow', () => {
    const ranges = [range(1, 3), range(4, 5, 'web')]
    const needs: PortNeeds = { kind: 'definitions', ports: [1, 2, 3, 4, 1], required: true }
    const taken = portResources(matchPorts(needs, ranges, new Streams('oak').stream('ports'))!)
    expect(taken.map(({ from, to, role }) => [from, to, role])).toEqual([
      [1, 3, '*'],
      [4, 4, 'web'],
      [1, 1, '*'],
    ])
  })

  it('are different ports of the offer, as many as wanted whenever there are so many', () => {
    const ranges = fc
      .uniqueArray(fc.nat(20), { maxLength: 6 })
      .map(starts => starts.map(start => range(start * 10, start * 10 + (start % 7))))
    fc.assert(
      fc.property(ranges, fc.nat(40), fc.string(), (offered, count, seed) => {
        const all = offered.flatMap(({ from, to }) =>
          Array.from({ length: to - from + 1 }, (_, at) => from + at),
        )
        const found = numbers(any(count), offered, seed)
        if (count > all.length) {
          expect(found).toBeNull()
          return
        }
        expect(new Set(found).size).toBe(count)
        expect(found!.every(port => all.includes(port!))).toBe(true)
      }),
      { seed: 1887, numRuns: 200 },
    )
  })
})
