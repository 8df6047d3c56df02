/**
 * The nouns of Mesos' first level: who offers what to whom.
 *
 * Names are text as in Mesos; nothing here knows a simulation. Times are whole microseconds.
 */
import type { Timers } from '../../sim/engine/engine.ts'
import { DAY, SECOND, type Time } from '../../sim/engine/time.ts'
import type { Quantities } from './quantities.ts'
import type { Resources } from './resources.ts'

/** The time, and timers that go off in the order of (time, setting): the engine, or whatever keeps its rule. */
export interface Clock extends Timers {
  readonly now: Time
}

/** What a framework says that it can handle (FrameworkInfo.Capability in mesos.proto). */
export const CAPABILITIES = [
  'MULTI_ROLE',
  'REVOCABLE_RESOURCES',
  'GPU_RESOURCES',
  'RESERVATION_REFINEMENT',
  'SHARED_RESOURCES',
  'PARTITION_AWARE',
  'REGION_AWARE',
  'TASK_KILLING_STATE',
] as const
export type Capability = (typeof CAPABILITIES)[number]

/** Alternatives, each an amount of every resource in it that must be there: `cpus:0.01|mem:32`. None: anything is enough. */
export type MinAllocatable = readonly Quantities[]

export interface FrameworkInfo {
  readonly id: string
  /** One in 1.0. */
  readonly roles: readonly string[]
  /** Roles for which no offers are wanted for now. */
  readonly suppressed?: readonly string[]
  readonly capabilities?: readonly Capability[]
  /** By role; a role that is absent has the master's setting. Head only. */
  readonly minAllocatable?: ReadonlyMap<string, MinAllocatable>
}

/** What somebody holds on an agent. */
export interface Holding {
  readonly framework: string
  readonly role: string
  readonly agent: string
  readonly resources: Resources
}

export interface AgentInfo {
  readonly id: string
  /** A number that its caller has for it; nothing here depends on it. */
  readonly handle?: number
  readonly total: Resources
  /** What runs there already. */
  readonly used?: readonly Omit<Holding, 'agent'>[]
  /** False for agents older than multi-role frameworks: none of these is offered them. */
  readonly multiRole?: boolean
  /** False for agents older than hierarchical roles. */
  readonly hierarchicalRole?: boolean
  /** When maintenance begins. */
  readonly unavailableFrom?: Time
}

/** Resources of one agent, for one framework in one of its roles. */
export type Offer = Holding

/** Asks a framework to give back what it holds on an agent before maintenance begins. */
export interface InverseOffer {
  readonly framework: string
  readonly agent: string
  readonly unavailableFrom: Time
}

export interface Quota {
  /** What the role can count on. */
  readonly guarantees: Quantities
  /** What it may not go beyond; a resource that is absent has no limit. Head only: 1.0 knows guarantees alone. */
  readonly limits: Quantities
}

/** Settings of the master that the allocator obeys, with Mesos' defaults in both eras (src/master/constants.hpp, flags.cpp). */
export interface AllocatorOptions {
  /** `--allocation_interval`. */
  readonly interval: Time
  /** `--min_allocatable_resources`; constants in 1.0. */
  readonly minAllocatable: MinAllocatable
  /** `--filter_gpu_resources`: agents with GPUs only to frameworks with GPU_RESOURCES. */
  readonly filterGpuResources: boolean
  /** `--fair_sharing_excluded_resource_names`. */
  readonly excludedFromShares: ReadonlySet<string>
}

/** Default of `--allocation_interval` (DEFAULT_ALLOCATION_INTERVAL, both eras). */
export const ALLOCATION_INTERVAL: Time = SECOND

/** Default of `Filters.refuse_seconds` (mesos.proto, both eras). */
export const DEFAULT_REFUSAL: Time = 5 * SECOND

/** The longest refusal that is honoured (both eras). */
export const LONGEST_REFUSAL: Time = 365 * DAY

/** For how long a refusal counts: the default where it is negative, a year at most, and 0 means that it does not. */
export const honouredRefusal = (asked: Time): Time =>
  asked < 0 ? DEFAULT_REFUSAL : Math.min(asked, LONGEST_REFUSAL)
