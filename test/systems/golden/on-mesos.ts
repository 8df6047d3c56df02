/**
 * Mesos and what runs on it, each with as many settings at work as go together.
 */
import { MILLISECOND, NEVER, SECOND } from '../../../sim/engine/time.ts'
import { systems } from '../../../systems/catalogue.ts'
import type { ChronosSpec } from '../../../systems/chronos/spec.ts'
import type { SystemSpec } from '../../../systems/generic/spec.ts'
import type { KafkaSpec } from '../../../systems/kafka/spec.ts'
import type { MarathonSpec } from '../../../systems/marathon/spec.ts'
import type { MesosFrameworkSpec, MesosSpec } from '../../../systems/mesos/spec.ts'
import type { MetronomeSpec } from '../../../systems/metronome/spec.ts'
import { latency, named, scale, upgrades } from './frameworks.ts'

export function mesos(
  name: string,
  root: Partial<MesosSpec>,
  frameworks: readonly MesosFrameworkSpec[],
): SystemSpec {
  const base = systems[name]!
  return { ...base, name, latency, frameworks, root: { ...(base.root as MesosSpec), ...root } }
}

export const busyMesos: Partial<MesosSpec> = {
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

export const marathon = (
  name: 'dcos-1.8' | 'marathon-head',
  changes: Partial<MarathonSpec>,
): MarathonSpec => ({
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
export const readyAlone: MarathonSpec = unchecked

export const dcosJobs = { takes: ['batch', 'short', 'pipeline', '*'], killGrace: SECOND, role: '*' } as const
export const clock = { cpuMilli: 500, memoryMiB: 64, duration: 70 * SECOND, meanTimeToFailure: 100 * SECOND }

export const metronome = (name: 'metronome-0.1' | 'metronome-head', changes: Partial<MetronomeSpec>) => ({
  ...(named(name, 'metronome') as MetronomeSpec),
  ...dcosJobs,
  schedules: [{ ...clock, cron: '* * * * *', concurrency: 'allow' } as const],
  ...changes,
})

export const chronos = (name: 'chronos-2.4' | 'chronos-3', changes: Partial<ChronosSpec> = {}) =>
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

export const hosted = {
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

export const kafka: KafkaSpec = {
  ...(named('kafka-mesos', 'kafka') as KafkaSpec),
  takes: ['db'],
  constraints: [['rack', 'groupBy:2']],
  port: '31000..31009',
  stickinessPeriod: 15 * SECOND,
  failoverDelay: 5 * SECOND,
  failoverMaxDelay: 20 * SECOND,
  failoverMaxTries: 4,
}

export const ofRoles = (...each: readonly MesosFrameworkSpec[]) =>
  each.map((one): MesosFrameworkSpec => ({ ...one, role: one.name }))
export const pipelines = true
export const extras = true
export const gangs = true
