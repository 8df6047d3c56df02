/**
 * Orders of chance in an allocation: agents that nobody can be offered take none, and what one framework gets that alone wants
 * offers comes in an order as random as when all agents are shuffled first.
 */
import { describe, expect, it } from 'vitest'
import type { Random } from '../../../sim/chance/random.ts'
import { Streams } from '../../../sim/chance/random.ts'
import { Engine } from '../../../sim/engine/engine.ts'
import { SECOND } from '../../../sim/engine/time.ts'
import { Allocator10 } from '../../../systems/mesos/allocator-1.0.ts'
import { HeadAllocator } from '../../../systems/mesos/allocator-head.ts'
import { openOffers } from '../../../systems/mesos/outstanding-offers.ts'
import type { Offer } from '../../../systems/mesos/protocol.ts'
import { formatResources, parseQuantities, parseResources } from '../../../systems/mesos/resource-text.ts'

type Era = typeof HeadAllocator | typeof Allocator10

function bench(Era: Era, random: Random) {
  const engine = new Engine()
  const out: Offer[] = []
  const allocator = new Era({
    clock: engine,
    random,
    options: {
      interval: SECOND,
      minAllocatable: [parseQuantities('cpus:0.01')],
      filterGpuResources: true,
      excludedFromShares: new Set(),
    },
    listener: { offered: rounds => out.push(...openOffers(rounds)), inverseOffered() {} },
  })
  return { engine, out, allocator }
}

it.each([
  ['alone', []],
  ['beside another', ['b']],
])('offers a shared volume once in every allocation at head, to one %s', (_, others) => {
  const { engine, out, allocator } = bench(HeadAllocator, new Streams('oak').stream('agents'))
  allocator.addAgent({ id: 'x', total: parseResources('cpus:1;disk(r){SHARED=v}:5') })
  for (const id of ['a', ...others])
    allocator.addFramework({ id, roles: ['r'], capabilities: ['SHARED_RESOURCES'] })
  for (let round = 0; round < 3; round++) {
    engine.run(round * SECOND)
    const offered = out.map(({ resources }) => formatResources(resources))
    expect(offered.filter(text => text.includes('SHARED'))).toEqual(['cpus:1;disk(r){SHARED=v}:5'])
    for (const offer of out.splice(0)) allocator.recoverResources(offer)
  }
})

const ROUNDS = 3000
/** Of 3000 rounds each of the six orders is expected 500 times; √(3000 · 1/6 · 5/6) = 20.4, and 5 of them are 102. */
const EXPECTED = 500
const MOST = 102

describe.each([HeadAllocator, Allocator10])('%o', Era => {
  it.each([
    ['nobody else is there', []],
    ['another wants nothing', ['b']],
  ])('offers one framework the agents in all orders equally often, where %s', (_, others) => {
    const { engine, out, allocator } = bench(Era, new Streams('oak').stream('agents'))
    const full = parseResources('cpus:1')
    for (const id of ['full', 'x', 'y', 'z'])
      allocator.addAgent({
        id,
        // Of y some is reserved for another role, so that not all of it can be offered.
        total: parseResources(id === 'y' ? 'cpus:2;cpus(other):1' : 'cpus:1'),
        used: id === 'full' ? [{ framework: 'gone', role: 'r', resources: full }] : [],
      })
    allocator.addFramework({ id: 'a', roles: ['r'] })
    for (const id of others) {
      allocator.addFramework({ id, roles: ['r'] })
      allocator.suppressOffers(id, [])
    }
    const counts = new Map<string, number>()
    for (let round = 0; round < ROUNDS; round++) {
      engine.run(round * SECOND)
      const order = out.map(({ agent }) => agent).join('')
      counts.set(order, (counts.get(order) ?? 0) + 1)
      for (const offer of out.splice(0)) allocator.recoverResources(offer)
    }
    expect([...counts.keys()].sort()).toEqual(['xyz', 'xzy', 'yxz', 'yzx', 'zxy', 'zyx'])
    for (const count of counts.values()) expect(Math.abs(count - EXPECTED)).toBeLessThan(MOST)
  })

  it('takes no chance where nobody wants anything, or one agent is there', () => {
    let draws = 0
    const counting: Random = {
      uniform: () => 0,
      below() {
        draws++
        return 0
      },
    }
    const { engine, out, allocator } = bench(Era, counting)
    const numbers = () => [out.length, draws]
    allocator.addAgent({ id: 'x', total: parseResources('cpus:1') })
    allocator.addFramework({ id: 'a', roles: ['r'] })
    engine.run(0)
    expect(numbers()).toEqual([1, 0])
    allocator.suppressOffers('a', [])
    for (const id of ['y', 'z']) allocator.addAgent({ id, total: parseResources('cpus:1') })
    engine.run(2 * SECOND)
    expect(numbers()).toEqual([1, 0])
    // The lots of an allocation are two draws, of however many agents: that of all who revives, and that of the next second.
    allocator.reviveOffers('a', [])
    engine.run(2 * SECOND)
    expect(numbers()).toEqual([3, 2])
    engine.run(3 * SECOND)
    expect(numbers()).toEqual([3, 4])
  })
})
