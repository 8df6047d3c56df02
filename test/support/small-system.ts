import { SECOND } from '../../sim/engine/time.ts'
import type {
  FailureSpec,
  FrameworkSpec,
  LatencySpec,
  MonolithicSpec,
  OffersSpec,
  ParallelSpec,
  QuirkSpec,
  RootSpec,
  SamplingSpec,
  SchedulerSpec,
  ServicesSpec,
  SharedStateSpec,
  SystemSpec,
} from '../../systems/generic/spec.ts'
import type { MesosFrameworkSpec, MesosSpec } from '../../systems/mesos/spec.ts'
import { mesosOf } from '../../systems/mesos/systems.ts'

/** Decides in no time, by first fit, and passes over what does not fit. */
const scheduler: SchedulerSpec = {
  order: 'fifo',
  place: 'first-fit',
  rules: [],
  share: 'fifo',
  think: { default: { perJob: 0, perTask: 0 } },
  whenBlocked: 'pass',
  retryAfter: SECOND,
}

/** A think time that is the same for every job. */
export const thinking = (perJob: number, perTask = 0): Pick<SchedulerSpec, 'think'> => ({
  think: { default: { perJob: perJob * SECOND, perTask: perTask * SECOND } },
})

export const monolithic = (changes: Partial<MonolithicSpec> = {}): MonolithicSpec => ({
  ...scheduler,
  kind: 'monolithic',
  ...changes,
})

/** An allocator that decides every second; a declined machine is filtered for 5 s. */
export const offers = (changes: Partial<OffersSpec> = {}): OffersSpec => ({
  ...scheduler,
  kind: 'offers',
  share: 'drf',
  interval: SECOND,
  allocatorThink: 0,
  slice: 'machine',
  minimumCpuMilli: 10,
  minimumMemoryMiB: 32,
  declineFilter: 5 * SECOND,
  offerTimeout: 0,
  gangHold: 0,
  ...changes,
})

/** Mesos with the defaults of its flags. */
export const mesos = (era: MesosSpec['era'], changes: Partial<MesosSpec> = {}): MesosSpec => ({
  ...mesosOf(era, scheduler),
  ...changes,
})

/** What fits is kept, task by task. */
export const sharedState = (changes: Partial<SharedStateSpec> = {}): SharedStateSpec => ({
  ...scheduler,
  kind: 'shared-state',
  conflict: 'fit',
  transaction: 'incremental',
  schedulers: 1,
  ...changes,
})

/** Two probes a task, bound late. */
export const sampling = (changes: Partial<SamplingSpec> = {}): SamplingSpec => ({
  ...scheduler,
  kind: 'sampling',
  place: 'random',
  probeRatio: 2,
  binding: 'late',
  schedulers: 1,
  ...changes,
})

/** What a framework of the house may have set, of whatever kind and under whatever root. */
type Settings = FrameworkSpec &
  FailureSpec &
  Pick<ServicesSpec, 'scale' | 'readyAfter'> &
  ParallelSpec &
  MesosFrameworkSpec

/** Gives a job up with its first failure, and nothing else with it. */
export const framework = (name: string, changes: Partial<Settings> = {}): Settings => ({
  name,
  kind: 'batch',
  takes: [name],
  weight: 1,
  onFailure: 'cancel',
  retries: 0,
  backoff: 0,
  cancels: 'nothing',
  ...changes,
})

export interface SmallSystem {
  readonly frameworks?: readonly FrameworkSpec[]
  readonly latency?: Partial<LatencySpec>
  readonly quirks?: QuirkSpec
}

/** The root with one framework for all jobs, and messages that take no time, unless said otherwise. */
export function systemOf(root: RootSpec, { frameworks, latency, quirks }: SmallSystem = {}): SystemSpec {
  return {
    name: 'small',
    root,
    frameworks: frameworks ?? [framework('batch', { takes: ['*'] })],
    latency: { scheduler: 0, machine: 0, status: 0, ...latency },
    quirks: quirks ?? {},
  }
}
