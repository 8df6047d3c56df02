/**
 * Mesos, and what runs on it, with as many settings at work as go together.
 */
import { MILLISECOND, NEVER, SECOND } from '../../../sim/engine/time.ts'
import { systems } from '../../../systems/catalogue.ts'
import type { ChronosSpec } from '../../../systems/chronos/spec.ts'
import type { SystemSpec } from '../../../systems/generic/spec.ts'
import type { KafkaSpec } from '../../../systems/kafka/spec.ts'
import type { LeasingSpec } from '../../../systems/kubernetes/leased/spec.ts'
import type { MarathonSpec } from '../../../systems/marathon/spec.ts'
import type { MesosFrameworkSpec, MesosSpec } from '../../../systems/mesos/spec.ts'
import type { MetronomeSpec } from '../../../systems/metronome/spec.ts'
import type { Eventful } from './eventful-run.ts'
import {
  dying,
  flows,
  jobs,
  latency,
  named,
  revocable,
  scale,
  services,
  short,
  upgrades,
} from './frameworks.ts'

function mesos(
  name: string,
  root: Partial<MesosSpec>,
  frameworks: readonly MesosFrameworkSpec[],
): SystemSpec {
  const base = systems[name]!
  return { ...base, name, latency, frameworks, root: { ...(base.root as MesosSpec), ...root } }
}

const busyMesos: Partial<MesosSpec> = {
  suppress: true,
  revive: true,
  messageCost: MILLISECOND,
  masterFailures: [60 * SECOND, 140 * SECOND],
  election: 5 * SECOND,
  agentPingTimeout: 2 * SECOND,
  maxAgentPingTimeouts: 3,
  agentRemovalInterval: 20 * SECOND,
  agentReregisterTimeout: 15 * SECOND,
  partitions: [
    { at: 25 * SECOND, lasts: 4 * SECOND, machines: [4] },
    { at: 75 * SECOND, lasts: 30 * SECOND, machines: [6, 7] },
  ],
  maintenance: [{ posted: 80 * SECOND, start: 100 * SECOND, lasts: 25 * SECOND, machines: [0] }],
  reservations: [
    { role: 'services', cpuMilli: 1000, memoryMiB: 256, on: { attribute: 'disk', value: 'fast' } },
    { role: 'short', cpuMilli: 500 },
  ],
  guarantees: { services: { cpuMilli: 3000 } },
  weights: { jobs: 2, short: 3 },
}

const marathon = (name: 'dcos-1.8' | 'marathon-head', changes: Partial<MarathonSpec>): MarathonSpec => ({
  ...(named(name, 'marathon') as MarathonSpec),
  takes: ['web', 'db'],
  scale,
  ports: 2,
  dependencies: { web: ['db'] },
  constraints: [['rack', 'GROUP_BY', '3']],
  healthCheck: { grace: 3 * SECOND, interval: 2 * SECOND, timeout: SECOND, maxConsecutiveFailures: 2 },
  readinessCheck: { interval: SECOND },
  healthyAfter: SECOND,
  readyAfter: 2 * SECOND,
  upgrades,
  minimumHealthCapacity: 0.5,
  maximumOverCapacity: 0.4,
  matchTime: 10 * MILLISECOND,
  deploymentCost: SECOND / 4,
  launchTokens: 2,
  maxInstancesPerOffer: 2,
  ...changes,
})

const { healthCheck: _, ...unchecked } = marathon('dcos-1.8', {
  readyAfter: 8 * SECOND,
  healthyAfter: 0,
  upgrades: [{ at: 30 * SECOND }, { at: 90 * SECOND }],
})
const readyAlone: MarathonSpec = unchecked

const dcosJobs = { takes: ['batch', 'short', 'pipeline', '*'], killGrace: SECOND, role: '*' } as const
const clock = { cpuMilli: 500, memoryMiB: 64, duration: 70 * SECOND, meanTimeToFailure: 100 * SECOND }

const metronome = (name: 'metronome-0.1' | 'metronome-head', changes: Partial<MetronomeSpec>) => ({
  ...(named(name, 'metronome') as MetronomeSpec),
  ...dcosJobs,
  schedules: [{ ...clock, cron: '* * * * *', concurrency: 'allow' } as const],
  ...changes,
})

const chronos = (name: 'chronos-2.4' | 'chronos-3', changes: Partial<ChronosSpec> = {}) =>
  ({
    ...named(name, 'chronos'),
    ...dcosJobs,
    failureRetry: 10 * SECOND,
    repeated: [
      { ...clock, name: 'first', repeat: 'R3/2016-10-13T00:00:30Z/PT1M' },
      { ...clock, name: 'second', parents: ['first'], softError: true, retries: 0 },
    ],
    ...changes,
  }) as ChronosSpec

const hosted = {
  hosting: {
    hostedBy: 'marathon',
    cpuMilli: 250,
    memoryMiB: 64,
    meanTimeToFailure: NEVER,
    failures: [110 * SECOND],
    reconciliation: 2 * SECOND,
    failoverTimeout: 200 * SECOND,
  },
}

const kafka: KafkaSpec = {
  ...(named('kafka-mesos', 'kafka') as KafkaSpec),
  takes: ['db'],
  constraints: [['rack', 'groupBy:2']],
  port: '31000..31009',
  stickinessPeriod: 15 * SECOND,
  failoverDelay: 5 * SECOND,
  failoverMaxDelay: 20 * SECOND,
  failoverMaxTries: 4,
}

const ofRoles = (...each: readonly MesosFrameworkSpec[]) =>
  each.map((one): MesosFrameworkSpec => ({ ...one, role: one.name }))
const pipelines = true
const extras = true
const gangs = true

export const mesosScenarios: Readonly<Record<string, Eventful>> = {
  'Mesos 1.0 with roles, failing masters, partitions and maintenance': {
    system: mesos(
      'mesos-1.0',
      busyMesos,
      ofRoles({ ...services, inverseOffers: 'accept' }, jobs, short, flows),
    ),
    extras,
    gangs,
    pipelines,
  },
  'Mesos at head with nested roles, limits and frameworks that are partition-aware': {
    system: mesos(
      'mesos-head',
      {
        ...busyMesos,
        limits: { jobs: { cpuMilli: 9000 } },
        offerTimeout: 4 * SECOND,
        declineFilter: 2 * SECOND,
      },
      [
        { ...services, roles: ['services', 'services/web'], inverseOffers: 'decline' },
        { ...jobs, role: 'jobs', waitForUnreachable: 10 * SECOND },
        { ...short, role: 'short', keepsOffers: true, reconciliationInterval: 15 * SECOND },
        { ...flows, role: 'jobs/flows' },
      ],
    ),
    extras,
    gangs,
    pipelines,
  },
  'Mesos at head, whose masters die by chance, with frameworks that die and are waited for': {
    system: mesos(
      'mesos-head',
      {
        masterMeanTimeToFailure: 50 * SECOND,
        election: 3 * SECOND,
        agentPingTimeout: 2 * SECOND,
        maxAgentPingTimeouts: 2,
        agentReregisterTimeout: 6 * SECOND,
        guarantees: { jobs: { cpuMilli: 4000, memoryMiB: 2048 }, short: { cpuMilli: 500 } },
        limits: { jobs: { cpuMilli: 12_000 }, services: { memoryMiB: 700 } },
        minimumCpuMilli: 300,
        minimumMemoryMiB: 100,
        declineFilter: 3 * SECOND,
        partitions: [
          { at: 33 * SECOND, lasts: 3 * SECOND, machines: [0, 3] },
          { at: 60 * SECOND, lasts: 20 * SECOND, machines: [1, 6] },
        ],
      },
      ofRoles(
        { ...services, scale, readyAfter: 2 * SECOND } as MesosFrameworkSpec,
        { ...jobs, waitForUnreachable: 30 * SECOND, process: dying.process },
        { ...short, keepsOffers: true, reconciliationInterval: 7 * SECOND, weight: 3 },
        { ...flows, inverseOffers: 'accept' },
      ),
    ),
    extras,
    gangs,
    pipelines,
  },
  'Mesos that does not suppress, with slow messages': {
    system: mesos('mesos-head', { suppress: false, revive: false, messageCost: 20 * MILLISECOND }, [
      jobs,
      services,
    ]),
    gangs,
  },
  'oversubscription by slack, corrected by load': {
    system: mesos(
      'mesos-1.0',
      {
        resourceEstimator: 'slack',
        slackShare: 0.8,
        oversubscribedResourcesInterval: 5 * SECOND,
        qosController: 'load',
        qosLoadThreshold: 0.8,
        qosCorrectionInterval: 4 * SECOND,
        loadAverage: 20 * SECOND,
      },
      [
        { ...services, usage: revocable.usage },
        { ...jobs, ...revocable },
        { ...short, ...revocable, revocable: false },
      ],
    ),
  },
  'oversubscription by a threshold, at head': {
    system: mesos(
      'mesos-head',
      {
        resourceEstimator: 'threshold',
        oversubscribedCpuMilli: 2000,
        estimatorLoadThreshold: 0.7,
        oversubscribedResourcesInterval: 3 * SECOND,
        qosController: 'threshold',
        qosLoadThreshold: 0.9,
        qosCorrectionInterval: 2 * SECOND,
        loadAverage: 0,
      },
      [{ ...services, usage: revocable.usage }, { ...jobs, ...revocable }, short],
    ),
  },
  'Marathon 1.3 with upgrades, checks and dependencies': {
    system: mesos('dcos-1.8', { ports: [{ from: 31_000, to: 31_005 }] }, [
      marathon('dcos-1.8', {}),
      { ...jobs, takes: ['*'] },
    ]),
  },
  'Marathon 1.3 with readiness checks alone': {
    system: mesos('dcos-1.8', { ports: [{ from: 31_000, to: 31_999 }], offerTimeout: SECOND }, [
      readyAlone,
      { ...jobs, takes: ['*'] },
    ]),
    extras,
  },
  'Marathon at head, whose tasks are lost and found again': {
    system: mesos(
      'marathon-head',
      {
        partitions: busyMesos.partitions!,
        maintenance: busyMesos.maintenance!,
        agentPingTimeout: SECOND,
        ports: [{ from: 31_000, to: 31_005 }],
      },
      [
        marathon('marathon-head', {
          draining: 30 * SECOND,
          unreachable: { inactiveAfter: 5 * SECOND, expungeAfter: 12 * SECOND },
          killSelection: 'OLDEST_FIRST',
          whenUnwell: 'hangs',
          constraints: [['hostname', 'MAX_PER', '1']],
        }),
        { ...jobs, takes: ['*'] },
      ],
    ),
  },
  'Marathon with resident apps that agents keep the volumes of': {
    system: mesos('dcos-1.8', { masterFailures: [60 * SECOND], ports: [{ from: 31_000, to: 31_999 }] }, [
      marathon('dcos-1.8', {
        role: 'web',
        volumes: [{ sizeMiB: 100 }],
        maximumOverCapacity: 0,
      } as Partial<MarathonSpec>),
      { ...jobs, takes: ['*'] },
    ]),
  },
  'Metronome 0.1, which Marathon hosts': {
    system: mesos('metronome-0.1', {}, [
      marathon('dcos-1.8', { ports: 0 }),
      metronome('metronome-0.1', { restart: 'on-failure', activeDeadline: 60 * SECOND, ...hosted }),
    ]),
  },
  'Metronome at head, which dies': {
    system: mesos('metronome-head', { masterFailures: [90 * SECOND] }, [
      metronome('metronome-head', {
        restart: 'never',
        schedules: [{ ...clock, cron: '* * * * *', concurrency: 'forbid' }],
        ...dying,
      }),
    ]),
    pipelines,
  },
  'Chronos 2.4, which dies': {
    system: mesos('chronos-2.4', {}, [{ ...chronos('chronos-2.4'), ...dying }]),
    pipelines,
  },
  'Chronos 3, which Marathon hosts': {
    system: mesos('chronos-3', { masterFailures: [90 * SECOND] }, [
      marathon('dcos-1.8', { ports: 0 }),
      { ...chronos('chronos-3', { reviveForNewJobs: true, taskRetries: 1 }), ...hosted },
    ]),
    pipelines,
  },
  'Kafka, beside Marathon and jobs': {
    system: mesos('kafka-mesos', { ports: [{ from: 31_000, to: 31_999 }], masterFailures: [90 * SECOND] }, [
      { ...marathon('dcos-1.8', { dependencies: {} }), takes: ['web'] },
      kafka,
      { ...jobs, takes: ['*'] },
    ]),
  },
  'Kubernetes on DC/OS': {
    system: mesos('kubernetes-on-dcos', { masterFailures: [90 * SECOND] }, [
      { ...named('kubernetes-on-dcos', 'kubernetes'), takes: ['web', 'batch', '*'] },
      { ...flows, takes: ['pipeline'] },
    ]),
    priorities: true,
    pipelines,
  },
  'Kubernetes on DC/OS, which dies over slow attempts': {
    system: mesos(
      'kubernetes-on-dcos',
      { masterFailures: [70 * SECOND], agentPingTimeout: SECOND, maxAgentPingTimeouts: 2 },
      [
        {
          ...(named('kubernetes-on-dcos', 'kubernetes') as LeasingSpec),
          takes: ['web', 'batch', '*'],
          ...{ nodes: 5, nodeReadyAfter: 4 * SECOND, attemptTime: SECOND, bindingLatency: 2 * SECOND },
          ...{ qps: 2, burst: 1, queueingHints: false, maxPods: 3, killGrace: SECOND },
          ...dying,
        } as LeasingSpec,
        { ...flows, takes: ['pipeline'] },
      ],
    ),
    priorities: true,
    pipelines,
  },
  'Kafka, which dies, with brokers that come to an end': {
    system: mesos(
      'kafka-mesos',
      {
        ports: [{ from: 31_000, to: 31_003 }],
        partitions: busyMesos.partitions!,
        agentPingTimeout: SECOND,
        maxAgentPingTimeouts: 2,
        reservations: [{ role: 'kafka', cpuMilli: 500, memoryMiB: 128 }],
      },
      [
        {
          ...kafka,
          ...{ takes: ['db', 'batch'], role: 'kafka', readyAfter: 2 * SECOND, failoverMaxTries: 2 },
          ...{ constraints: [['hostname', 'unique']], stickinessPeriod: 4 * SECOND, killGrace: SECOND },
          ...dying,
        },
        { ...jobs, takes: ['*'] },
      ],
    ),
  },
  'Marathon at head, which dies and whose apps fail their checks': {
    system: mesos('marathon-head', { masterFailures: [90 * SECOND], ports: [{ from: 31_000, to: 31_020 }] }, [
      marathon('marathon-head', {
        ...{ failing: 0.3, whenDone: 'relaunch', killSelection: 'YOUNGEST_FIRST', draining: 10 * SECOND },
        ...{ taskLaunchConfirmTimeout: 2 * SECOND, taskLaunchTimeout: 3 * SECOND, launchTokens: 1 },
        constraints: [['rack', 'UNIQUE']],
        ...dying,
      }),
      { ...jobs, takes: ['*'] },
    ]),
    extras,
  },
  'everything on one Mesos, whose busy master has answers come too late': {
    system: mesos(
      'marathon-head',
      {
        ports: [{ from: 31_000, to: 31_999 }],
        messageCost: 2 * MILLISECOND,
        offerTimeout: 14 * MILLISECOND,
        declineFilter: SECOND,
      },
      [
        {
          ...marathon('marathon-head', { dependencies: {}, ports: 1, matchTime: MILLISECOND }),
          takes: ['web'],
        },
        { ...kafka, takes: ['db'] },
        metronome('metronome-head', { takes: ['batch'], restart: 'on-failure' }),
        chronos('chronos-3', { takes: ['short'] }),
        { ...jobs, takes: ['*'] },
      ],
    ),
  },
  'Mesos whose busy masters die over what they have not handled': {
    system: mesos(
      'marathon-head',
      {
        messageCost: 15 * MILLISECOND,
        masterMeanTimeToFailure: 25 * SECOND,
        election: 2 * SECOND,
        offerTimeout: 400 * MILLISECOND,
        declineFilter: SECOND,
        agentPingTimeout: 2 * SECOND,
        maxAgentPingTimeouts: 2,
        agentReregisterTimeout: 5 * SECOND,
        partitions: [
          { at: 31 * SECOND, lasts: 2 * SECOND, machines: [0, 1, 2, 3] },
          { at: 50 * SECOND, lasts: 9 * SECOND, machines: [4, 5, 6, 7] },
          { at: 100 * SECOND, lasts: 3 * SECOND, machines: [0, 2, 4, 6] },
        ],
        maintenance: [{ posted: 40 * SECOND, start: 70 * SECOND, lasts: 10 * SECOND, machines: [3, 7] }],
        ports: [{ from: 31_000, to: 31_999 }],
      },
      [
        { ...marathon('marathon-head', { dependencies: {} }), takes: ['web'] },
        {
          ...{ ...jobs, onFailure: 'cancel', reconciliationInterval: 4 * SECOND, inverseOffers: 'accept' },
          takes: ['batch'],
        } as MesosFrameworkSpec,
        { ...short, keepsOffers: true, inverseOffers: 'decline' },
        { ...services, takes: ['*'], process: dying.process } as MesosFrameworkSpec,
        { ...flows, takes: ['pipeline'] },
      ],
    ),
    gangs,
    pipelines,
    extras,
  },
}
