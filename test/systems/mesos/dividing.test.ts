/**
 * What several get who want offers: each agent goes to the next of them in an order of chance, and a round stands as its agents do.
 */
import { describe, expect, it } from 'vitest'
import { Lots } from '../../../sim/chance/lots.ts'
import { type Random, Streams } from '../../../sim/chance/random.ts'
import { Engine } from '../../../sim/engine/engine.ts'
import { MINUTE, SECOND } from '../../../sim/engine/time.ts'
import { Allocator10 } from '../../../systems/mesos/allocator-1.0.ts'
import { HeadAllocator } from '../../../systems/mesos/allocator-head.ts'
import type { OfferRound } from '../../../systems/mesos/offer-round.ts'
import { Refusal } from '../../../systems/mesos/refusal.ts'
import { parseQuantities, parseResources } from '../../../systems/mesos/resource-text.ts'

const ascending = (numbers: Iterable<number>) => [...numbers].sort((a, b) => a - b)
const made = (round: OfferRound) => Array.from(round.agents, (_, i) => round.agents[round.place(i)])

/** Agents 0 to n − 1 in the order of the next lots. */
function drawn(n: number, chance: Random): number[] {
  const lots = new Lots()
  lots.draw(chance)
  const order = Int32Array.from({ length: n }, (_, i) => i)
  lots.arrange(order, n, order.slice())
  return [...order]
}

describe.each([HeadAllocator, Allocator10])('%o', Era => {
  // 160 agents are 80 for each of two, which is a long round; 20 are 10, which is a short one.
  it.each([160, 20])(
    'offers %d agents to two in turn, and then to each what the other has refused',
    agents => {
      const engine = new Engine()
      let rounds: readonly OfferRound[] = []
      const allocator = new Era({
        clock: engine,
        random: new Streams('oak').stream('agents'),
        options: {
          interval: SECOND,
          minAllocatable: [parseQuantities('cpus:0.01')],
          filterGpuResources: true,
          excludedFromShares: new Set(),
        },
        listener: {
          offered(given) {
            rounds = given
          },
          inverseOffered() {},
        },
      })
      const last = agents - 1
      // Of the last agent a core is reserved for another role, so that it is given out by itself: one core, as of all others.
      for (let i = 0; i < agents; i++)
        allocator.addAgent({ id: `x${i}`, total: parseResources(i === last ? 'cpus:1;cpus(o):1' : 'cpus:1') })
      for (const id of ['a', 'b']) allocator.addFramework({ id, roles: ['r'] })
      const chance = new Streams('oak').stream('agents')

      engine.run(0)
      const first = drawn(agents, chance)
      // Of equal agents the smaller share, then the smaller count, then the name: a, b, a, b.
      const ofA = first.filter((_, i) => i % 2 === 0)
      const ofB = first.filter((_, i) => i % 2 === 1)
      expect(rounds.map(({ seat }) => seat.framework.id)).toEqual(['a', 'b'])
      expect(rounds.map(made)).toEqual([ofA, ofB])
      for (const { agents: stand, order, size, locked } of rounds) {
        expect(locked.cpus).toBe(1000 * size)
        if (size < 64) expect(order).toBeNull()
        // Who is given out by itself stands where it was given; the others by their numbers.
        else
          expect([...stand].filter(agent => agent !== last)).toEqual(
            ascending(stand).filter(agent => agent !== last),
          )
      }

      for (const round of rounds) allocator.declined([round], new Refusal(allocator.filters, 10 * MINUTE))
      rounds = []
      engine.run(SECOND)
      const second = drawn(agents, chance)
      const wasOfA = new Set(ofA)
      const begins = wasOfA.has(second[0]!) ? 'b' : 'a'
      expect(rounds.map(({ seat }) => seat.framework.id)).toEqual(begins === 'a' ? ['a', 'b'] : ['b', 'a'])
      for (const round of rounds)
        expect(made(round)).toEqual(
          second.filter(agent => wasOfA.has(agent) === (round.seat.framework.id === 'b')),
        )

      // Now both refuse all of them: nobody is offered anything.
      for (const round of rounds) allocator.declined([round], new Refusal(allocator.filters, 10 * MINUTE))
      rounds = []
      engine.run(2 * SECOND)
      expect(rounds).toEqual([])
      expect(allocator.filters.active()).toBe(2 * agents)
    },
  )
})
