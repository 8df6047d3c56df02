/**
 * The systems that an experiment can name. Almost only configuration: the four architectures with the same policies, so
 * that what differs between two of them is the architecture alone, and batch systems as they are studied in the literature.
 */
import { MILLISECOND, SECOND } from '../sim/engine/time.ts'
import { batchSystems } from './batch/systems.ts'
import type { FrameworkSpec, LatencySpec, SchedulerSpec, SystemSpec } from './generic/spec.ts'
import { dcosMesos, mesos } from './mesos/systems.ts'
import { omegaSystems } from './omega/systems.ts'

/** A system before an experiment gives it a name. */
export type NamelessSystem = Omit<SystemSpec, 'name'>

/** Assumed, not measured: a round trip inside one datacentre, software included, is of the order of a millisecond. */
const latency: LatencySpec = { scheduler: MILLISECOND, machine: MILLISECOND, status: MILLISECOND }

/**
 * What the four architectures have in common. Think time of 100 ms a job and 5 ms a task is the conservative estimate
 * of the Omega paper (Schwarzkopf et al., EuroSys 2013, section 4); so are the randomised first fit and the second
 * before the next attempt.
 */
const shared: SchedulerSpec = {
  order: 'fifo',
  place: 'random',
  rules: [],
  share: 'drf',
  think: { default: { perJob: 100 * MILLISECOND, perTask: 5 * MILLISECOND } },
  whenBlocked: 'pass',
  retryAfter: SECOND,
}

const services: FrameworkSpec = {
  name: 'services',
  kind: 'services',
  takes: ['service'],
  weight: 1,
  onFailure: 'relaunch',
  retries: 0,
  backoff: SECOND,
  cancels: 'nothing',
}

const jobs: FrameworkSpec = {
  name: 'batch',
  kind: 'batch',
  takes: ['batch', '*'],
  weight: 1,
  onFailure: 'retry',
  retries: 3,
  backoff: SECOND,
  cancels: 'nothing',
}

const pipelines: FrameworkSpec = {
  name: 'pipelines',
  kind: 'pipelines',
  takes: ['pipeline'],
  weight: 1,
  onFailure: 'cancel',
  retries: 0,
  backoff: 0,
  cancels: 'dependents',
}

const frameworks: readonly FrameworkSpec[] = [services, jobs, pipelines]

export const systems: Readonly<Record<string, NamelessSystem>> = {
  monolithic: { root: { ...shared, kind: 'monolithic' }, frameworks, latency, quirks: {} },
  offers: {
    root: {
      ...shared,
      kind: 'offers',
      // Defaults of Mesos: allocation_interval 1 s, MIN_CPUS 0.01 and MIN_MEM 32 MB, refuse_seconds 5 s, no offer_timeout.
      interval: SECOND,
      allocatorThink: MILLISECOND,
      slice: 'machine',
      minimumCpuMilli: 10,
      minimumMemoryMiB: 32,
      declineFilter: 5 * SECOND,
      offerTimeout: 0,
      gangHold: 0,
    },
    frameworks,
    latency,
    quirks: {},
  },
  'shared-state': {
    // The Omega paper's default: what counts is whether the claim still fits, and what fits is kept.
    root: { ...shared, kind: 'shared-state', conflict: 'fit', transaction: 'incremental', schedulers: 1 },
    frameworks,
    latency,
    quirks: {},
  },
  sampling: {
    // Sparrow (Ousterhout et al., SOSP 2013): two probes a task, late binding.
    root: { ...shared, kind: 'sampling', probeRatio: 2, binding: 'late', schedulers: 1 },
    frameworks,
    latency,
    quirks: {},
  },
  'mesos-1.0': { root: mesos('1.0', shared), frameworks, latency, quirks: {} },
  'mesos-head': { root: mesos('head', shared), frameworks, latency, quirks: {} },
  'mesos-dcos-1.8': { root: dcosMesos(shared), frameworks, latency, quirks: {} },
  ...batchSystems,
  ...omegaSystems,
}
