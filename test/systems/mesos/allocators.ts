import { Streams } from '../../../sim/chance/random.ts'
import { Engine } from '../../../sim/engine/engine.ts'
import { SECOND } from '../../../sim/engine/time.ts'
import type { AllocatorParts } from '../../../systems/mesos/allocator.ts'
import { Allocator10 } from '../../../systems/mesos/allocator-1.0.ts'
import { HeadAllocator, type HeadParts } from '../../../systems/mesos/allocator-head.ts'
import { openOffers } from '../../../systems/mesos/outstanding-offers.ts'
import type { Offer } from '../../../systems/mesos/protocol.ts'
import { formatResources, parseQuantities, parseResources } from '../../../systems/mesos/resource-text.ts'

function bench<A>(make: (parts: AllocatorParts) => A) {
  const engine = new Engine()
  const log: string[] = []
  const outstanding: Offer[] = []
  const allocator = make({
    clock: engine,
    random: new Streams('oak').stream('agents'),
    listener: {
      offered(rounds) {
        const offers = openOffers(rounds)
        outstanding.push(...offers)
        for (const { framework, agent, resources } of offers)
          log.push(`${engine.now / SECOND} ${framework} ${agent} ${formatResources(resources)}`)
      },
      inverseOffered(offers) {
        for (const { framework, agent } of offers)
          log.push(`${engine.now / SECOND} inverse ${framework} ${agent}`)
      },
    },
    options: {
      interval: SECOND,
      minAllocatable: [parseQuantities('cpus:0.01'), parseQuantities('mem:32')],
      filterGpuResources: true,
      excludedFromShares: new Set(),
    },
  })
  return { engine, allocator, log, outstanding }
}

export const head = (sorters?: HeadParts['sorters']) =>
  bench(parts => new HeadAllocator({ ...parts, ...(sorters && { sorters }) }))
export const era10 = () => bench(parts => new Allocator10(parts))
export const agent = (id: string, text: string) => ({ id, total: parseResources(text) })
