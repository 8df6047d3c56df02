/**
 * Mesos as a root, written down. All durations are `Time` (µs).
 */
import type { Time } from '../../sim/engine/time.ts'
import type { FrameworkSpec, RootSpec } from '../generic/spec.ts'
import type { SorterName } from './head-sorters.ts'
import type { CoreUseSpec, OversubscriptionSpec } from './oversubscription/spec.ts'

/** Cores and memory that a role can count on, may not go beyond, or has reserved on agents. Absent: nothing is said of it. */
export interface RoleAmounts {
  readonly cpuMilli?: number
  readonly memoryMiB?: number
}

/** Resources of agents that are reserved for a role when the agent starts (`--resources` of the agent). */
export interface ReservationSpec extends RoleAmounts {
  readonly role: string
  /** Only on machines with this value of the attribute; absent: on all. */
  readonly on?: { readonly attribute: string; readonly value: string }
}

/** Machines that cannot be reached for a while, and go on working. */
export interface PartitionSpec {
  readonly at: Time
  readonly lasts: Time
  /** Numbers of machines, from 0. */
  readonly machines: readonly number[]
}

/** Machines that an operator takes down for a while, as the schedule of maintenance says it (`/maintenance/schedule`). */
export interface MaintenanceSpec {
  /** When the schedule is posted: from then on offers say it, and frameworks are asked to leave. Absent: at the beginning. */
  readonly posted?: Time
  /** When the machines are taken down, with whatever still runs there. */
  readonly start: Time
  /** After so long they are up again. */
  readonly lasts: Time
  /** Numbers of machines, from 0. */
  readonly machines: readonly number[]
}

export interface PortsSpec {
  readonly from: number
  /** Included. */
  readonly to: number
}

/** Mesos itself: its allocator, agents and master, era by era. */
export interface MesosSpec extends RootSpec, OversubscriptionSpec {
  readonly kind: 'mesos'
  /** `1.0`: as DC/OS 1.8 ships it; `head`: the last that there is. */
  readonly era: '1.0' | 'head'
  /** `--allocation_interval`. */
  readonly interval: Time
  /** An offer needs so many cores or so much memory; either is enough (`--min_allocatable_resources`). */
  readonly minimumCpuMilli: number
  readonly minimumMemoryMiB: number
  /** `refuse_seconds` of frameworks: for what they decline, and for the rest of what they accept; 0: none. */
  readonly declineFilter: Time
  /** `--offer_timeout`; 0: none. */
  readonly offerTimeout: Time
  /** A framework that wants nothing says so, and is offered nothing. */
  readonly suppress: boolean
  /** A framework that begins to want something has its filters removed. */
  readonly revive: boolean
  /** Assumed: what the master takes to handle one message. */
  readonly messageCost: Time
  readonly agentPingTimeout: Time
  readonly maxAgentPingTimeouts: number
  /** One agent in so much time is removed at most; 0: no limit (`--agent_removal_rate_limit`). */
  readonly agentRemovalInterval: Time
  /** From an election until agents that have not come back are given up. */
  readonly agentReregisterTimeout: Time
  /** From the death of a master to the election of the next: the ZooKeeper session. */
  readonly election: Time
  /** Mean time between failures of the leading master; NEVER for none. */
  readonly masterMeanTimeToFailure: Time
  /** Moments at which the leading master dies besides. */
  readonly masterFailures: readonly Time[]
  /** Weights of roles, and of those above others; absent: that of the frameworks in it. */
  readonly weights: Readonly<Record<string, number>>
  /** Which role is next: `--role_sorter`. Of 1.0 `drf`, as below. */
  readonly roleSorter: SorterName
  /** Which framework of a role is next: `--framework_sorter`. */
  readonly frameworkSorter: SorterName
  /** What roles can count on. */
  readonly guarantees: Readonly<Record<string, RoleAmounts>>
  /** What roles may not go beyond; head only. */
  readonly limits: Readonly<Record<string, RoleAmounts>>
  readonly reservations: readonly ReservationSpec[]
  readonly partitions: readonly PartitionSpec[]
  readonly maintenance: readonly MaintenanceSpec[]
  /** Ports that every agent offers (`--resources` of the agent), for frameworks that ask for some. */
  readonly ports: readonly PortsSpec[]
}

/** A framework under Mesos. */
export interface MesosFrameworkSpec extends FrameworkSpec, CoreUseSpec {
  /** The role that it registers in; absent: `*`. */
  readonly role?: string
  /** In place of `role`, several: what it launches counts for the one in which it was offered. Head only. */
  readonly roles?: readonly string[]
  /** What it does when it is asked to leave an agent before maintenance; absent: it does not hear of it. */
  readonly inverseOffers?: InverseAnswer
  /** While it has work, it keeps offers that it cannot use yet, and does not answer them; absent: it declines them. */
  readonly keepsOffers?: boolean
  /** It asks the master for the states of its tasks every so often, besides when it is registered; absent: it does not. */
  readonly reconciliationInterval?: Time
  /**
   * It is PARTITION_AWARE, and waits so long for tasks on an agent that was given up; absent: they are lost to it. Head only.
   */
  readonly waitForUnreachable?: Time
}

/** `accept`: its tasks there go elsewhere, and it starts no others there; `decline`: it stays. */
export type InverseAnswer = 'accept' | 'decline'

/** Nobody's role is everybody's. */
export const rolesOf = ({ role, roles }: MesosFrameworkSpec): readonly string[] => roles ?? [role ?? '*']

/** Weights by role: what is said of the role goes before what its frameworks have. */
export const weightsOf = (
  frameworks: readonly MesosFrameworkSpec[],
  { weights }: Pick<MesosSpec, 'weights'>,
) =>
  new Map([
    ...frameworks.flatMap(each => rolesOf(each).map((role): [string, number] => [role, each.weight])),
    ...Object.entries(weights),
  ])
