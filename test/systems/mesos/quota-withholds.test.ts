/** For whom both allocators keep what a framework would need, so that it waits for quota and not for room. */
import { describe, expect, it } from 'vitest'
import { Streams } from '../../../sim/chance/random.ts'
import { Engine } from '../../../sim/engine/engine.ts'
import { SECOND } from '../../../sim/engine/time.ts'
import type { AllocatorParts } from '../../../systems/mesos/allocator.ts'
import { Allocator10 } from '../../../systems/mesos/allocator-1.0.ts'
import { HeadAllocator } from '../../../systems/mesos/allocator-head.ts'
import { openOffers } from '../../../systems/mesos/outstanding-offers.ts'
import type { Offer } from '../../../systems/mesos/protocol.ts'
import { parseQuantities, parseResources } from '../../../systems/mesos/resource-text.ts'

/** Agents of 4 and 6 cores; frameworks in the roles q and r, of which nobody has answered an offer. */
function started<A extends HeadAllocator | Allocator10>(
  make: (parts: AllocatorParts) => A,
  quota: (allocator: A) => void,
) {
  const engine = new Engine()
  const offers: Offer[] = []
  const allocator = make({
    clock: engine,
    random: new Streams('oak').stream('agents'),
    listener: { offered: rounds => void offers.push(...openOffers(rounds)), inverseOffered() {} },
    options: {
      interval: SECOND,
      minAllocatable: [],
      filterGpuResources: true,
      excludedFromShares: new Set(),
    },
  })
  quota(allocator)
  for (const role of ['q', 'r']) allocator.addFramework({ id: role, roles: [role] })
  for (const cores of [4, 6]) allocator.addAgent({ id: `m${cores}`, total: parseResources(`cpus:${cores}`) })
  const withholds = (role: string, cores: number) =>
    allocator.quotaWithholds(role, parseQuantities(`cpus:${cores}`))
  return { engine, offers, allocator, withholds }
}
const cpus = (cores: number) => parseQuantities(`cpus:${cores}`)

describe('at head', () => {
  // 10 cores are free, and 7 of them are promised to q.
  it('others wait for what is promised, and a role beyond what is promised to it likewise', () => {
    const { withholds } = started(
      parts => new HeadAllocator(parts),
      allocator => allocator.updateQuota('q', { guarantees: cpus(7), limits: parseQuantities('') }),
    )
    expect([withholds('r', 3), withholds('r', 3.5)]).toEqual([false, true])
    expect([withholds('q', 7), withholds('q/x', 7), withholds('q', 7.5)]).toEqual([false, false, true])
  })

  it('a role waits for what is beyond its limit', () => {
    const { withholds } = started(
      parts => new HeadAllocator(parts),
      allocator => allocator.updateQuota('q', { guarantees: parseQuantities(''), limits: cpus(2) }),
    )
    expect([withholds('q', 2), withholds('q', 2.5), withholds('q/x', 2.5), withholds('r', 9)]).toEqual([
      ...[false, true, true, false],
    ])
  })

  it('nobody waits for quota where there is none', () => {
    const { withholds } = started(
      parts => new HeadAllocator(parts),
      () => {},
    )
    expect(withholds('q', 99)).toBe(false)
  })
})

describe('in 1.0', () => {
  it('others wait for what is promised, and a role that has its promise for more', () => {
    const { engine, offers, withholds } = started(
      parts => new Allocator10(parts),
      allocator => allocator.setQuota('q', cpus(5)),
    )
    expect([withholds('r', 5), withholds('r', 5.5), withholds('q', 99)]).toEqual([false, true, false])
    // Whole agents are given until q has its 5 cores.
    engine.run(0)
    const held = offers
      .filter(({ role }) => role === 'q')
      .reduce((sum, { resources }) => sum + resources.cpus, 0)
    expect(held).toBeGreaterThanOrEqual(5000)
    expect(withholds('q', 1)).toBe(true)
  })

  it('nobody waits for quota where there is none', () => {
    const { withholds } = started(
      parts => new Allocator10(parts),
      () => {},
    )
    expect(withholds('q', 99)).toBe(false)
  })
})
