/**
 * The four architectures of the house with as many settings at work as go together.
 */
import { MILLISECOND, SECOND } from '../../../sim/engine/time.ts'
import type { OffersSpec, ProcessSpec, RootSpec, SystemSpec } from '../../../systems/generic/spec.ts'
import { omegaMesos, omegaSharedState } from '../../../systems/omega/systems.ts'
import { monolithic, offers, sampling, sharedState } from '../../support/small-system.ts'
import type { Eventful } from './eventful-run.ts'
import { flows, jobs, latency, scale, services, short } from './frameworks.ts'

const think = {
  default: { perJob: 30 * MILLISECOND, perTask: 5 * MILLISECOND },
  short: { perJob: 2 * MILLISECOND, perTask: MILLISECOND },
}
const process: ProcessSpec = {
  failures: [70 * SECOND],
  meanTimeToFailure: 200 * SECOND,
  restart: 3 * SECOND,
  reconciliation: 2 * SECOND,
  failoverTimeout: 100 * SECOND,
}

const of = (root: RootSpec, more: object = {}): SystemSpec => ({
  name: root.kind,
  root: { ...root, think, place: root.place === 'first-fit' ? 'best-fit' : root.place },
  frameworks: [
    { ...services, scale, readyAfter: SECOND, ...more },
    { ...jobs, process },
    { ...short, weight: 2 },
    flows,
  ],
  latency,
  quirks: {},
})

const all = { pipelines: true, extras: true } as const

/** The original offers nothing below 100 cores; here a whole cluster has less. */
const omega = {
  think: { batch: think.default, service: think.short },
  seed: 3,
  first: 'service',
  replaysAgenda: true,
} as const
const { root: omegaRoot, ...omegaOffers } = omegaMesos(omega)

export const genericScenarios: Readonly<Record<string, Eventful>> = {
  'one scheduler that spreads, and preempts by priority': {
    system: of(
      monolithic({
        order: 'priority',
        preempt: 'lowest-priority-first',
        whenBlocked: 'wait',
        spread: 'rack',
      }),
    ),
    ...all,
    priorities: true,
  },
  'one scheduler that plans ahead': {
    system: of(monolithic({ order: 'conservative', whenBlocked: 'wait' })),
    ...all,
    gangs: true,
  },
  'one scheduler of fair shares, at most two tasks a machine': {
    system: of(
      monolithic({ share: 'drf', whenBlocked: 'retry', rules: [{ name: 'max-per-machine', count: 2 }] }),
    ),
    ...all,
  },
  'offers that time out': {
    system: of(
      offers({ offerTimeout: 3 * SECOND, allocatorThink: 2 * MILLISECOND, declineFilter: 2 * SECOND }),
    ),
    ...all,
  },
  'offers that are held together for gangs': {
    system: of(offers({ gangHold: 10 * SECOND, interval: SECOND / 2 })),
    ...all,
    gangs: true,
  },
  'offers of the whole cluster': {
    system: of(offers({ slice: 'cluster', share: 'asset-fairness' })),
    ...all,
    gangs: true,
  },
  'shared state with versions, all or nothing': {
    system: of(
      sharedState({ conflict: 'version', transaction: 'all-or-nothing', schedulers: 2, place: 'random' }),
      { schedulers: 1 },
    ),
    ...all,
    gangs: true,
  },
  'shared state, whatever fits': {
    system: of(
      sharedState({ schedulers: 3, order: 'shortest-first', rules: [{ name: 'avoid-last', fraction: 0.2 }] }),
    ),
    ...all,
  },
  'probes that bind early': {
    system: of(sampling({ binding: 'early', place: 'worst-fit', probeRatio: 1.5, schedulers: 2 })),
    ...all,
  },
  'probes that bind late': {
    system: of(sampling({ probeRatio: 2, schedulers: 2 }), { schedulers: 1 }),
    ...all,
  },
  'offers as the Omega simulator makes them': {
    system: {
      ...omegaOffers,
      name: 'omega-mesos',
      root: { ...omegaRoot, minimumCpuMilli: 2000 } as OffersSpec,
    },
  },
  'shared state as the Omega simulator keeps it': {
    system: { ...omegaSharedState(omega, 'version', 'incremental'), name: 'omega-seq-inc' },
  },
  'one scheduler that dies, and is waited for': {
    system: of(monolithic({ failures: [40 * SECOND, 100 * SECOND], failover: 6 * SECOND })),
    ...all,
  },
  'shared state that dies, with claims that are refused one by one': {
    system: of(
      sharedState({
        ...{ conflict: 'version', transaction: 'incremental', schedulers: 2 },
        failures: [60 * SECOND],
      }),
    ),
    ...all,
  },
}
