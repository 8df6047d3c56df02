/** What frameworks hold that a new master has not heard of: agents tell it. */
import { describe, expect, test } from 'vitest'
import { Streams } from '../../../sim/chance/random.ts'
import { Engine } from '../../../sim/engine/engine.ts'
import { SECOND } from '../../../sim/engine/time.ts'
import { Allocator10 } from '../../../systems/mesos/allocator-1.0.ts'
import { HeadAllocator } from '../../../systems/mesos/allocator-head.ts'
import { Master } from '../../../systems/mesos/master.ts'
import { openOffers } from '../../../systems/mesos/outstanding-offers.ts'
import type { FrameworkInfo } from '../../../systems/mesos/protocol.ts'
import { formatResources, parseQuantities, parseResources } from '../../../systems/mesos/resource-text.ts'

const options = {
  interval: SECOND,
  minAllocatable: [],
  filterGpuResources: true,
  excludedFromShares: new Set<string>(),
}
const random = () => new Streams('oak').stream('agents')

/** An agent of 10 cores, of which `late` holds 4 in the role q. */
const agent = {
  id: 'm',
  total: parseResources('cpus:10'),
  used: [{ framework: 'late', role: 'q', resources: parseResources('cpus:4') }],
}
const late: FrameworkInfo = { id: 'late', roles: ['q', 'r'] }

function elected(era: '1.0' | 'head') {
  const engine = new Engine()
  const offers: string[] = []
  const pings = { agentPingTimeout: 15 * SECOND, maxAgentPingTimeouts: 5 }
  const master = new Master(
    { clock: engine, random: random(), options },
    parts => (era === '1.0' ? new Allocator10(parts) : new HeadAllocator(parts)),
    { era, ...pings, offerTimeout: 0, agentRemovalInterval: 0 },
    {
      offered: (framework, rounds) => {
        for (const { role, resources } of openOffers(rounds))
          offers.push(`${framework} in ${role}: ${formatResources(resources)}`)
      },
      inverseOffered() {},
      rescinds() {},
      agentLost() {},
    },
  )
  return { engine, master, offers }
}

describe('what agents tell of a framework that has not registered', () => {
  test('counts for its role at head from then on, and it gets no offers', () => {
    const { engine, master, offers } = elected('head')
    master.agentRegistered(agent)
    expect(master.allocator.roleShare('q')).toBe(0.4)
    engine.run(5 * SECOND)
    expect(offers).toEqual([])
    master.frameworkRegistered(late)
    expect(master.allocator.roleShare('q')).toBe(0.4)
    engine.run(6 * SECOND)
    // r has less than q.
    expect(offers).toEqual(['late in r: cpus:6'])
  })

  test('counts for nobody in 1.0 until it registers', () => {
    const { master } = elected('1.0')
    master.agentRegistered(agent)
    expect(master.allocator.roleShare('q')).toBe(0)
    master.frameworkRegistered({ ...late, roles: ['q'] })
    expect(master.allocator.roleShare('q')).toBe(0.4)
  })

  // The 4 cores that are held count for no guarantee, and are counted as if they were free to serve one.
  test('takes nothing from others that quota has to keep free', () => {
    const engine = new Engine()
    const offers: string[] = []
    const allocator = new HeadAllocator({
      clock: engine,
      random: random(),
      options,
      listener: {
        offered: rounds => {
          for (const { framework, resources } of openOffers(rounds))
            offers.push(`${framework}: ${formatResources(resources)}`)
        },
        inverseOffered() {},
      },
    })
    allocator.updateQuota('q', { guarantees: parseQuantities('cpus:4'), limits: parseQuantities('') })
    allocator.addAgent(agent)
    allocator.addFramework({ id: 'other', roles: ['s'] })
    expect(allocator.quotaWithholds('s', parseQuantities('cpus:6'))).toBe(false)
    engine.run(0)
    expect(offers).toEqual(['other: cpus:6'])
  })
})
