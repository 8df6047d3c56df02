import type { SystemDefinition } from '../definition.ts'
import { batch, pipelines, services } from './frameworks.ts'
import { monolithic } from './monolithic.ts'
import { offers } from './offers.ts'
import { sampling } from './sampling.ts'
import { sharedState } from './shared-state.ts'
import { systems } from './systems.ts'

export const generic: SystemDefinition = {
  title: 'The four architectures',
  says: 'The same order, placement, think times, frameworks and latencies, so that what differs between two of them is the architecture alone.',
  roots: [monolithic, offers, sharedState, sampling],
  frameworks: [services, batch, pipelines],
  systems,
}
