import type { Cluster } from '../../../sim/cluster.ts'
import type { Timers } from '../../../sim/engine/engine.ts'
import type { Time } from '../../../sim/engine/time.ts'
import type { FrameworkId } from '../../../sim/world/handles.ts'
import type { Allocator, OfferDesk } from './allocator.ts'
import type { OfferPieces } from './offer-pieces.ts'
import type { Taker } from './taker.ts'

export interface OffersOptions {
  /** One offer a machine, or everything free to one framework. */
  readonly slice: 'machine' | 'cluster'
  /** An offer not answered in this time is taken back; 0: never. */
  readonly offerTimeout: Time
  /** Frameworks keep offers with too little room for a gang until they time out; else they decline them at once. */
  readonly keepsOffers: boolean
  /** From the allocator hearing of something to its decision leaving: what one framework loses may be so long on its way to the next. */
  readonly decisionTime: Time
  /** A framework looks at the next offer while it is still thinking about the last (the Omega simulator's Mesos). */
  readonly frameworksNotSerialised: boolean
  /** A framework looks at what it is offered at once, not at the end of the instant (other simulators). */
  readonly passPerEvent: boolean
  /** Where the root sets its timers; absent: the engine, where timers of one instant go off in the order they were set. */
  readonly timers?: (cluster: Cluster) => Timers
}

/** What decides under this root. */
export interface OffersPlugs {
  allocator(cluster: Cluster, desk: OfferDesk, pieces: OfferPieces, timers: Timers): Allocator
  /** `retries`: it has a job again that backed off, and would have use for an offer. */
  taker(cluster: Cluster, framework: FrameworkId, timers: Timers, retries: () => void): Taker
}
