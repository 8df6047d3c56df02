import { expect, test } from 'vitest'
import { Streams } from '../../../sim/chance/random.ts'
import { Engine } from '../../../sim/engine/engine.ts'
import { SECOND } from '../../../sim/engine/time.ts'
import { HeadAllocator } from '../../../systems/mesos/allocator-head.ts'
import { countOf, type OfferRound, openOf } from '../../../systems/mesos/offer-round.ts'
import { OutstandingOffer, OutstandingOffers, openOffers } from '../../../systems/mesos/outstanding-offers.ts'
import { Refusal } from '../../../systems/mesos/refusal.ts'
import { formatResources, parseResources } from '../../../systems/mesos/resource-text.ts'

/** Three agents of four cores, all of them offered to a at 0 s. */
function offeredToA() {
  const engine = new Engine()
  let rounds: readonly OfferRound[] = []
  const allocator = new HeadAllocator({
    clock: engine,
    random: new Streams('oak').stream('agents'),
    listener: {
      offered(given) {
        rounds = given
      },
      inverseOffered() {},
    },
    options: {
      interval: SECOND,
      minAllocatable: [],
      filterGpuResources: true,
      excludedFromShares: new Set(),
    },
  })
  allocator.addFramework({ id: 'a', roles: ['*'] })
  for (const id of ['x', 'y', 'z']) allocator.addAgent({ id, total: parseResources('cpus:4') })
  engine.run(0)
  return { engine, allocator, round: rounds[0]!, latest: () => rounds }
}

test('offers of one allocation to one framework are one round, of which some may be closed', () => {
  const { round } = offeredToA()
  expect(round.size).toBe(3)
  expect(openOf(round)).toBe(round)
  const first = new OutstandingOffer(round, 0)
  round.close(0)
  round.close(0)
  expect([first.open, round.left, openOf(round).size, countOf([round, first])]).toEqual([false, 2, 2, 4])
  const second = openOf(round, (_, place) => place === 1)
  expect([second.size, second.place(0)]).toEqual([1, 1])
  round.closeAll()
  expect(openOffers([round])).toEqual([])
})

test('a round that is declined comes back without what was answered before, and is refused for as long as was asked', () => {
  const { engine, allocator, round, latest } = offeredToA()
  // Of the first offer a keeps one core, and refuses three for 100 s; the others it refuses for 2 s.
  const kept = new OutstandingOffer(round, 0)
  const rest = parseResources('cpus:3')
  allocator.recoverResources({ framework: 'a', role: '*', agent: kept.agent, resources: rest }, 100 * SECOND)
  round.close(0)
  expect(allocator.declined([round], new Refusal(allocator.filters, 2 * SECOND))).toBe(2)
  round.closeAll()
  expect(allocator.filters.active()).toBe(3)
  // One core of twelve.
  expect(allocator.roleShare('*')).toBeCloseTo(1 / 12, 12)
  engine.run(1.5 * SECOND)
  expect(latest()).toEqual([round])
  engine.run(3 * SECOND)
  expect(allocator.filters.active()).toBe(1)
  const offers = openOffers(latest())
  expect(offers.map(({ resources }) => formatResources(resources))).toEqual(['cpus:4', 'cpus:4'])
  expect(offers.map(({ agent }) => agent)).not.toContain(kept.agent)
})

test('a round is let go with the last of its offers that is answered, together or one by one', () => {
  for (const oneByOne of [true, false]) {
    const { engine, round } = offeredToA()
    const offers = new OutstandingOffers(engine, 0, () => {})
    offers.send('a', [round])
    const [first, ...others] = openOffers([round])
    offers.close(first!)
    expect(offers.rounds()).toEqual([round])
    expect([round.resources.length, offers.all().length]).toEqual([3, 2])
    if (oneByOne) for (const offer of others) offers.close(offer)
    else offers.close(round)
    expect([offers.rounds(), round.resources, round.left]).toEqual([[], [], 0])
    // An answer that comes twice closes nothing.
    offers.close(round)
    offers.close(first!)
    expect(offers.rounds()).toEqual([])
  }
})
