import { SECOND } from '../../sim/engine/time.ts'
import type { FrameworkKind, SystemDefinition } from '../definition.ts'
import { batch, pipelines } from '../generic/frameworks.ts'
import { latency, scheduler } from '../generic/systems.ts'
import { dcosMesos, mesosOf } from '../mesos/systems.ts'
import { conductDefaults } from './app-definition.ts'
import { checkMarathon } from './checks.ts'
import { dcos18, type Flags, head, marathon13 } from './flags.ts'
import { eraOf, optionsOf } from './framework/options-of.ts'
import { Marathon } from './framework.ts'
import { marathonOptions } from './framework-options.ts'
import type { MarathonSpec } from './spec.ts'

/** A Marathon with these flags, whose apps say nothing. */
function usual(kind: MarathonSpec['kind'], flags: Flags): Omit<MarathonSpec, 'name' | 'takes'> {
  const { maxInstancesPerOffer, launchTokens, launchTokenRefreshInterval, declineOfferDuration } = flags
  const { minReviveOffersInterval, offerMatchingTimeout, taskLaunchConfirmTimeout, taskLaunchTimeout } = flags
  const { draining } = flags
  const { backoff, upgrade, killSelection, unreachable } = conductDefaults(eraOf(kind))
  return {
    kind,
    weight: 1,
    // What the command executor of Mesos grants a task without a kill policy (launcher/executor.cpp, kill; 1.0 and head).
    killGrace: 3 * SECOND,
    maxInstancesPerOffer,
    launchTokens,
    launchTokenRefreshInterval,
    declineOfferDuration,
    minReviveOffersInterval,
    offerMatchingTimeout,
    taskLaunchConfirmTimeout,
    taskLaunchTimeout,
    draining,
    backoff: backoff.backoff,
    backoffFactor: backoff.factor,
    maxLaunchDelay: backoff.maxLaunchDelay,
    constraints: [],
    volumes: [],
    ports: 0,
    ...upgrade,
    killSelection,
    ...(unreachable !== null && unreachable !== 'disabled' && { unreachable }),
    dependencies: {},
    failing: 0,
    healthyAfter: 0,
    readyAfter: 0,
    whenUnwell: 'refuses',
    whenDone: 'remove',
    matchTime: 0,
    deploymentCost: 0,
    scale: [],
    upgrades: [],
  }
}

const common = {
  options: marathonOptions,
  runsPipelines: false,
  onFailure: () => 'relaunch',
  refusal: root => (root.kind === 'mesos' ? undefined : 'Marathon answers offers of Mesos'),
  check: checkMarathon,
  build: spec => new Marathon(spec.name, optionsOf(spec)),
} satisfies Partial<FrameworkKind<MarathonSpec>>

const marathonKind: FrameworkKind<MarathonSpec> = {
  ...common,
  kind: 'marathon',
  says: 'Marathon 1.3 on Mesos: apps that it keeps running, scales and upgrades',
  usual: usual('marathon', marathon13),
}

const marathonHeadKind: FrameworkKind<MarathonSpec> = {
  ...common,
  kind: 'marathon-head',
  says: 'Marathon as it is last, the 1.11 line',
  usual: usual('marathon-head', head),
}

const others = [
  { ...batch.usual, name: 'batch', takes: ['batch', '*'] },
  { ...pipelines.usual, name: 'pipelines', takes: ['pipeline'] },
]

export const dcosMarathon: MarathonSpec = {
  ...usual('marathon', dcos18),
  name: 'marathon',
  takes: ['service'],
}

export const headMarathon: MarathonSpec = {
  ...marathonHeadKind.usual,
  name: 'marathon',
  takes: ['service'],
}

export const marathon: SystemDefinition = {
  title: 'Marathon',
  says: 'The real Marathon on the real Mesos, by era; see [Marathon](../systems/marathon.md) for what is modelled and where each constant comes from. Batch jobs and pipelines are frameworks of the house.',
  frameworks: [marathonKind, marathonHeadKind],
  systems: {
    'dcos-1.8': {
      says: 'DC/OS 1.8: Marathon 1.3 for services on Mesos 1.0, both as DC/OS sets them',
      ...{ root: dcosMesos(scheduler), frameworks: [dcosMarathon, ...others], latency, quirks: {} },
    },
    'marathon-head': {
      says: 'Marathon as it is last on Mesos as it is last, with the defaults of their flags',
      ...{ root: mesosOf('head', scheduler), frameworks: [headMarathon, ...others], latency, quirks: {} },
    },
  },
}
