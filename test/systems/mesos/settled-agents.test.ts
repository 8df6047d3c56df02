import { expect, test } from 'vitest'
import { Streams } from '../../../sim/chance/random.ts'
import { Engine } from '../../../sim/engine/engine.ts'
import { SECOND } from '../../../sim/engine/time.ts'
import { Allocator10 } from '../../../systems/mesos/allocator-1.0.ts'
import { HeadAllocator } from '../../../systems/mesos/allocator-head.ts'
import { openOffers } from '../../../systems/mesos/outstanding-offers.ts'
import type { Offer } from '../../../systems/mesos/protocol.ts'
import { parseQuantities, parseResources } from '../../../systems/mesos/resource-text.ts'

test.each([Allocator10, HeadAllocator])(
  'an agent that nobody took is offered again when a filter ends, a framework comes, or something of it is free: %o',
  Era => {
    const engine = new Engine()
    const log: string[] = []
    const out: Offer[] = []
    const allocator = new Era({
      clock: engine,
      random: new Streams('oak').stream('test'),
      options: {
        interval: SECOND,
        minAllocatable: [parseQuantities('cpus:0.01')],
        filterGpuResources: true,
        excludedFromShares: new Set(),
      },
      listener: {
        offered(rounds) {
          const offers = openOffers(rounds)
          out.push(...offers)
          for (const { framework, resources } of offers)
            log.push(`${engine.now / SECOND} s: ${framework} ${resources.quantities.get('cpus') / 1000}`)
        },
        inverseOffered() {},
      },
    })
    const refuse = (seconds: number) => allocator.recoverResources(out.pop()!, seconds * SECOND)
    allocator.addFramework({ id: 'a', roles: ['*'] })
    allocator.addAgent({ id: 'x', total: parseResources('cpus:4') })
    engine.run(0)
    refuse(10)
    // Nobody else is there: nothing is offered before the filter ends, at 10 s and before the batch of 10 s.
    engine.run(12 * SECOND)
    expect(log).toEqual(['0 s: a 4', '10 s: a 4'])
    refuse(100)
    engine.run(14 * SECOND)
    allocator.addFramework({ id: 'b', roles: ['*'] })
    engine.run(14 * SECOND)
    expect(log.at(-1)).toBe('14 s: b 4')
    // b keeps three cores and refuses one; then a task ends, and the four cores are more than a or b refused … of b.
    const { framework, role, agent } = out.pop()!
    allocator.recoverResources({ framework, role, agent, resources: parseResources('cpus:1') }, 100 * SECOND)
    engine.run(16 * SECOND)
    expect(log).toHaveLength(3)
    allocator.recoverResources({ framework, role, agent, resources: parseResources('cpus:3') })
    engine.run(17 * SECOND)
    expect(log.at(-1)).toBe('17 s: b 4')
  },
)
