/**
 * Mesos by its eras, and as DC/OS 1.8 sets it, with frameworks of the house on it. Defaults of the flags: src/master/flags.cpp
 * and constants.hpp, tag 1.0.1 and head (c1b42f79); of DC/OS: dcos/dcos 1.8.4, dcos-config.yaml.
 */
import { MINUTE, NEVER, SECOND } from '../../sim/engine/time.ts'
import type { SchedulerSpec } from '../generic/spec.ts'
import { oversubscriptionDefaults } from './oversubscription/defaults.ts'
import { ALLOCATION_INTERVAL, DEFAULT_REFUSAL } from './protocol.ts'
import { AGENT_REREGISTER_TIMEOUT, ZOOKEEPER_SESSION } from './registration.ts'
import type { MesosSpec } from './spec.ts'

/** Mesos with the defaults of its flags; `scheduler` says how the frameworks on it decide. */
export function mesosOf(era: MesosSpec['era'], scheduler: SchedulerSpec): MesosSpec {
  return {
    ...scheduler,
    kind: 'mesos',
    era,
    share: 'drf',
    interval: ALLOCATION_INTERVAL,
    // MIN_CPUS and MIN_MEM of 1.0; --min_allocatable_resources "cpus:0.01|mem:32" at head.
    minimumCpuMilli: 10,
    minimumMemoryMiB: 32,
    declineFilter: DEFAULT_REFUSAL,
    offerTimeout: 0,
    suppress: true,
    revive: true,
    // Assumed: no measurement of a master's time for a message was found.
    messageCost: 0,
    agentPingTimeout: 15 * SECOND,
    maxAgentPingTimeouts: 5,
    agentRemovalInterval: 0,
    agentReregisterTimeout: AGENT_REREGISTER_TIMEOUT,
    election: ZOOKEEPER_SESSION,
    masterMeanTimeToFailure: NEVER,
    masterFailures: [],
    weights: {},
    roleSorter: 'drf',
    frameworkSorter: 'drf',
    guarantees: {},
    limits: {},
    reservations: [],
    partitions: [],
    maintenance: [],
    ports: [],
    ...oversubscriptionDefaults,
  }
}

/** What DC/OS 1.8 sets differently: offers of 2 minutes, 20 pings, one agent removed in 20 minutes. */
export function dcosMesos(scheduler: SchedulerSpec): MesosSpec {
  return {
    ...mesosOf('1.0', scheduler),
    offerTimeout: 2 * MINUTE,
    maxAgentPingTimeouts: 20,
    agentRemovalInterval: 20 * MINUTE,
  }
}
