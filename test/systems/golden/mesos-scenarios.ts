/**
 * Mesos, with as many settings at work as go together.
 */
import { MILLISECOND, SECOND } from '../../../sim/engine/time.ts'
import type { MesosFrameworkSpec } from '../../../systems/mesos/spec.ts'
import type { Eventful } from './eventful-run.ts'
import { dying, flows, jobs, revocable, scale, services, short } from './frameworks.ts'
import {
  busyMesos,
  chronos,
  extras,
  gangs,
  kafka,
  marathon,
  mesos,
  metronome,
  ofRoles,
  pipelines,
} from './on-mesos.ts'

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
  'Mesos at head, whose sorters draw who is next': {
    system: mesos(
      'mesos-head',
      {
        roleSorter: 'random',
        frameworkSorter: 'random',
        suppress: false,
        weights: { jobs: 3 },
        declineFilter: 2 * SECOND,
      },
      [
        { ...services, role: 'services' },
        { ...jobs, role: 'jobs' },
        { ...short, role: 'jobs', reconciliationInterval: 15 * SECOND },
        { ...flows, role: 'jobs' },
      ],
    ),
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
