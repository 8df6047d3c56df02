import { AnsweringScheduler } from '../../policies/root/offers/answering-scheduler.ts'
import { Offers } from '../../policies/root/offers/offers.ts'
import { ShareAllocator } from '../../policies/root/offers/share-allocator.ts'
import type { SchedulerParts } from '../../policies/root/scheduler/scheduler-parts.ts'
import type { SharePolicy } from '../../sim/contracts.ts'
import type { FrameworkId } from '../../sim/world/handles.ts'
import { ReplayedAgenda } from '../omega/replayed-agenda.ts'
import type { OffersSpec, SystemSpec } from './spec.ts'

/** Two-level scheduling by shares, among frameworks that queue. */
export function offersRoot(
  root: OffersSpec,
  quirks: SystemSpec['quirks'],
  partsOf: (framework: FrameworkId) => SchedulerParts,
  share: () => SharePolicy,
): Offers {
  const { slice, offerTimeout, gangHold, interval, allocatorThink: think } = root
  const passPerEvent = quirks.passPerEvent === true
  const answering = {
    strictlyMoreCpu: quirks.strictlyMoreCpu === true,
    freeFailedAttempts: quirks.freeFailedAttempts === true,
  }
  return new Offers(
    {
      allocator: (cluster, desk, pieces, timers) =>
        new ShareAllocator(cluster, desk, pieces, share(), { ...root, think, passPerEvent }, timers),
      taker: (cluster, framework, timers, retries) => {
        const taker = new AnsweringScheduler(cluster, framework, partsOf(framework), timers, answering)
        taker.onRetry = retries
        return taker
      },
    },
    {
      slice,
      offerTimeout,
      keepsOffers: offerTimeout > 0 && gangHold === 0 && slice === 'machine',
      decisionTime: interval + think,
      frameworksNotSerialised: quirks.frameworksNotSerialised === true,
      passPerEvent,
      ...(quirks.replaysAgenda === true && { timers: cluster => new ReplayedAgenda(cluster) }),
    },
  )
}
