import { AnsweringScheduler } from '../../policies/root/offers/answering-scheduler.ts'
import { Offers } from '../../policies/root/offers/offers.ts'
import { ShareAllocator } from '../../policies/root/offers/share-allocator.ts'
import type { RootKind } from '../definition.ts'
import type { OffersSpec } from './spec.ts'

/** Settings that everybody has who makes offers. */
export const offerOptions = {
  interval: {
    is: 'duration',
    zero: true,
    about: 'Offers: the allocator collects wishes and freed resources this long.',
  },
  minimumCpuMilli: { is: 'cpu', about: 'Offers: cores that an offer needs at least (or the memory).' },
  minimumMemoryMiB: {
    is: 'memory',
    zero: true,
    about: 'Offers: memory that an offer needs at least (or the cores).',
  },
  declineFilter: {
    is: 'duration',
    zero: true,
    about: 'Offers: how long a declined machine is not offered to the same framework again.',
  },
  offerTimeout: {
    is: 'duration',
    zero: true,
    about:
      'Offers: an offer not answered in this time is rescinded; 0 s: never. Until then a framework keeps offers with too little room for a gang.',
  },
} as const

/** Two-level scheduling by shares, among frameworks that queue. */
export const offers: RootKind<OffersSpec> = {
  kind: 'offers',
  says: 'an allocator offers what is free to the framework with the smallest share',
  options: {
    ...offerOptions,
    allocatorThink: {
      is: 'duration',
      zero: true,
      about: 'Offers: time the allocator needs for one decision.',
    },
    slice: {
      is: 'word',
      of: ['machine', 'cluster'],
      about: 'Offers: one offer a machine, or everything free at once.',
    },
    gangHold: {
      is: 'duration',
      zero: true,
      about:
        'Offers by machine: everything is offered to one framework whose gang found too little room, for so long at most; 0 s: never.',
    },
  },
  startsGangs: true,
  plansStarts: false,

  *check({ root, name }) {
    if (root.interval > 0 || root.declineFilter > 0) return
    yield {
      at: ['decline-filter'],
      found: `an interval and a decline-filter of 0 s (system "${name}")`,
      expected:
        'one of them above 0 s: what was declined would be offered again at the same instant, for ever',
    }
  },

  build({ root, quirks }, { builder, timers }) {
    const { slice, offerTimeout, gangHold, interval, allocatorThink: think } = root
    const passPerEvent = quirks.passPerEvent === true
    const answering = {
      strictlyMoreCpu: quirks.strictlyMoreCpu === true,
      freeFailedAttempts: quirks.freeFailedAttempts === true,
    }
    return new Offers(
      {
        allocator: (cluster, desk, pieces, timers) =>
          new ShareAllocator(
            cluster,
            desk,
            pieces,
            builder.share(),
            { ...root, think, passPerEvent },
            timers,
          ),
        taker: (cluster, framework, timers, retries) => {
          const taker = new AnsweringScheduler(cluster, framework, builder.of(framework), timers, answering)
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
        ...(timers !== undefined && { timers }),
      },
    )
  },
}
