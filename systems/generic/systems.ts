/**
 * The four architectures with the same policies, so that what differs between two of them is the architecture alone.
 */
import { MILLISECOND, SECOND } from '../../sim/engine/time.ts'
import type { DeclaredSystem } from '../definition.ts'
import { batch, pipelines, services } from './frameworks.ts'
import type {
  FrameworkSpec,
  LatencySpec,
  MonolithicSpec,
  OffersSpec,
  SamplingSpec,
  SchedulerSpec,
  SharedStateSpec,
} from './spec.ts'

/** Assumed, not measured: a round trip inside one datacentre, software included, is of the order of a millisecond. */
export const latency: LatencySpec = { scheduler: MILLISECOND, machine: MILLISECOND, status: MILLISECOND }

/**
 * What the four architectures have in common. Think time of 100 ms a job and 5 ms a task is the conservative estimate
 * of the Omega paper (Schwarzkopf et al., EuroSys 2013, section 4); so are the randomised first fit and the second
 * before the next attempt.
 */
export const scheduler: SchedulerSpec = {
  order: 'fifo',
  place: 'random',
  rules: [],
  share: 'drf',
  think: { default: { perJob: 100 * MILLISECOND, perTask: 5 * MILLISECOND } },
  whenBlocked: 'pass',
  retryAfter: SECOND,
}

export const frameworks: readonly FrameworkSpec[] = [
  { ...services.usual, name: 'services', takes: ['service'] },
  { ...batch.usual, name: 'batch', takes: ['batch', '*'] },
  { ...pipelines.usual, name: 'pipelines', takes: ['pipeline'] },
]

const monolithic: MonolithicSpec = { ...scheduler, kind: 'monolithic' }

/** Defaults of Mesos: allocation_interval 1 s, MIN_CPUS 0.01 and MIN_MEM 32 MB, refuse_seconds 5 s, no offer_timeout. */
const offers: OffersSpec = {
  ...scheduler,
  kind: 'offers',
  interval: SECOND,
  allocatorThink: MILLISECOND,
  slice: 'machine',
  minimumCpuMilli: 10,
  minimumMemoryMiB: 32,
  declineFilter: 5 * SECOND,
  offerTimeout: 0,
  gangHold: 0,
}

/** The Omega paper's default: what counts is whether the claim still fits, and what fits is kept. */
const sharedState: SharedStateSpec = {
  ...scheduler,
  kind: 'shared-state',
  conflict: 'fit',
  transaction: 'incremental',
  schedulers: 1,
}

/** Sparrow (Ousterhout et al., SOSP 2013): two probes a task, late binding. */
const sampling: SamplingSpec = {
  ...scheduler,
  kind: 'sampling',
  probeRatio: 2,
  binding: 'late',
  schedulers: 1,
}

export const systems: Readonly<Record<string, DeclaredSystem>> = {
  monolithic: {
    says: 'one central scheduler decides everything (Kubernetes, Swarm, Borg, Slurm)',
    ...{ root: monolithic, frameworks, latency, quirks: {} },
  },
  offers: {
    says: 'the root offers free machines, frameworks take what they like (Mesos, DC/OS)',
    ...{ root: offers, frameworks, latency, quirks: {} },
  },
  'shared-state': {
    says: 'frameworks decide side by side on copies of the state, conflicts are refused (Omega, Nomad)',
    ...{ root: sharedState, frameworks, latency, quirks: {} },
  },
  sampling: {
    says: 'frameworks probe a few machines and the first free one takes the task (Sparrow)',
    ...{ root: sampling, frameworks, latency, quirks: {} },
  },
}
