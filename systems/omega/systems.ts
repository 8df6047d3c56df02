/**
 * The Omega simulator (Google's cluster-scheduler-simulator, commit b882f266), system by system and defect by defect, so
 * that its runs come out again number by number. Facts of it: Schwarzkopf et al., EuroSys 2013, and its source.
 *
 * To study an architecture, take `monolithic`, `offers` or `shared-state` instead: they have none of the defects.
 */
import { MILLISECOND, SECOND } from '../../sim/engine/time.ts'
import type { DeclaredSystem } from '../definition.ts'
import type {
  BatchSpec,
  LatencySpec,
  MonolithicSpec,
  OffersSpec,
  QuirkSpec,
  SchedulerSpec,
  SharedStateSpec,
  SystemSpec,
  ThinkTime,
} from '../generic/spec.ts'

/** What a run of the Omega simulator sets besides its architecture. */
export interface OmegaSettings {
  /** Think times of the two workloads. Multi-path is a monolithic scheduler with two different ones. */
  readonly think: { readonly batch: ThinkTime; readonly service: ThinkTime }
  /** Seed of the machine picks; every scheduler of the run has the same. */
  readonly seed: number
  /** The framework that is served first when dominant shares are equal (by hash in the original, so it varies). */
  readonly first: 'batch' | 'service'
  /** Repeat the original's order of simultaneous timers (two-level only); otherwise first in, first out. */
  readonly replaysAgenda: boolean
}

type Omega = Omit<SystemSpec, 'name'>

const think = (perJob: number, perTask: number): ThinkTime => ({
  perJob: perJob * MILLISECOND,
  perTask: perTask * MILLISECOND,
})

/** As shipped: fast batch and service paths, and seed 0; the sweeps then replace one of the think times. */
const shipped: OmegaSettings = {
  think: { batch: think(10, 5), service: think(10, 10) },
  seed: 0,
  first: 'batch',
  replaysAgenda: true,
}

/** The shared-state schedulers of the shipped main think longer about a batch task. */
const shippedSharedState: OmegaSettings = {
  ...shipped,
  think: { batch: think(10, 10), service: think(10, 10) },
}

const noLatency: LatencySpec = { scheduler: 0, machine: 0, status: 0 }

/** Nothing fails in the original, so what follows a failure is not of it. */
function framework(name: string, takes: readonly string[]): BatchSpec {
  const failure = { onFailure: 'relaunch', retries: 0, backoff: SECOND, cancels: 'nothing' } as const
  return { name, kind: 'batch', takes, weight: 1, ...failure }
}

const batch = framework('batch', ['batch', '*'])
const service = framework('service', ['service'])

function frameworks({ first }: OmegaSettings): readonly BatchSpec[] {
  return first === 'batch' ? [batch, service] : [service, batch]
}

/** Randomised first fit, and what does not fit comes back after a second. */
function scheduler({ think }: OmegaSettings): SchedulerSpec {
  return {
    order: 'fifo',
    place: 'random',
    rules: [],
    share: 'fifo',
    think: { default: think.batch, batch: think.batch, service: think.service },
    whenBlocked: 'retry',
    retryAfter: SECOND,
  }
}

function quirks({ seed }: OmegaSettings): QuirkSpec {
  return {
    javaRandomSeed: seed,
    endsAtNextTick: true,
    countsAttemptedOnly: true,
    freeFailedAttempts: true,
    abandons: true,
    passPerEvent: true,
  }
}

/** One scheduler and one queue; its view is live, its claims are made at the end of the think time. */
export function omegaMonolithic(settings: OmegaSettings): Omega {
  const root: MonolithicSpec = { ...scheduler(settings), kind: 'monolithic' }
  return {
    root,
    frameworks: frameworks(settings),
    latency: noLatency,
    quirks: quirks(settings),
  }
}

/**
 * Its model of Mesos: one second after something changed, everything that is free goes to the framework with the smallest
 * dominant share of what runs, if that is 100 cores or more.
 */
export function omegaMesos(settings: OmegaSettings): Omega {
  const root: OffersSpec = {
    ...scheduler(settings),
    kind: 'offers',
    share: 'drf-running',
    interval: SECOND,
    allocatorThink: MILLISECOND,
    slice: 'cluster',
    minimumCpuMilli: 100_000,
    minimumMemoryMiB: 0,
    declineFilter: 0,
    offerTimeout: 0,
    gangHold: 0,
  }
  return {
    root,
    frameworks: frameworks(settings),
    latency: noLatency,
    quirks: {
      ...quirks(settings),
      strictlyMoreCpu: true,
      frameworksNotSerialised: true,
      replaysAgenda: settings.replaysAgenda,
    },
  }
}

/** A scheduler for each framework, each on a copy of the cell, with one of the four ways to commit. */
export function omegaSharedState(
  settings: OmegaSettings,
  conflict: SharedStateSpec['conflict'],
  transaction: SharedStateSpec['transaction'],
): Omega {
  const root: SharedStateSpec = {
    ...scheduler(settings),
    kind: 'shared-state',
    conflict,
    transaction,
    schedulers: 1,
  }
  return {
    root,
    frameworks: frameworks(settings),
    latency: noLatency,
    quirks: { ...quirks(settings), ...(conflict === 'version' && { sequenceNumbers: true }) },
  }
}

const declared = (what: string, system: Omega): DeclaredSystem => ({
  says: `Omega paper: ${what}, as its simulator runs it, to compare with published runs`,
  ...system,
})

/** The architectures of the shipped main, with its think times. */
export const omegaSystems: Readonly<Record<string, DeclaredSystem>> = {
  // Single-path: every job as slow as the slowest.
  'omega-mono-single': declared(
    'one scheduler, one think time for all jobs',
    omegaMonolithic({
      ...shipped,
      think: { batch: shipped.think.service, service: shipped.think.service },
    }),
  ),
  'omega-mono-multi': declared('one scheduler, think times by class', omegaMonolithic(shipped)),
  'omega-mesos': declared('offers of all that is free', omegaMesos(shipped)),
  'omega-fit-inc': declared(
    'shared state, refused where a claim does not fit, one by one',
    omegaSharedState(shippedSharedState, 'fit', 'incremental'),
  ),
  'omega-fit-aon': declared(
    'the same, all claims of a job or none',
    omegaSharedState(shippedSharedState, 'fit', 'all-or-nothing'),
  ),
  'omega-seq-inc': declared(
    'shared state, refused where the machine changed, one by one',
    omegaSharedState(shippedSharedState, 'version', 'incremental'),
  ),
  'omega-seq-aon': declared(
    'the same, all claims of a job or none',
    omegaSharedState(shippedSharedState, 'version', 'all-or-nothing'),
  ),
}
