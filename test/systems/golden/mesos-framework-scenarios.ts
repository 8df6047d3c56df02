/**
 * What runs on Mesos, with as many settings at work as go together.
 */
import { SECOND } from '../../../sim/engine/time.ts'
import type { LeasingSpec } from '../../../systems/kubernetes/leased/spec.ts'
import type { MarathonSpec } from '../../../systems/marathon/spec.ts'
import type { Eventful } from './eventful-run.ts'
import { dying, flows, jobs, named } from './frameworks.ts'
import {
  busyMesos,
  chronos,
  clock,
  extras,
  hosted,
  kafka,
  marathon,
  mesos,
  metronome,
  pipelines,
  readyAlone,
} from './on-mesos.ts'

export const mesosFrameworkScenarios: Readonly<Record<string, Eventful>> = {
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
}
