import { NEVER } from '../../sim/engine/time.ts'
import { Concurrency } from '../../sim/world/batch.ts'
import type { FrameworkKind, SystemDefinition } from '../definition.ts'
import { pipelines } from '../generic/frameworks.ts'
import { latency, scheduler } from '../generic/systems.ts'
import { dcosMarathon, headMarathon } from '../marathon/definition.ts'
import { type Flags, head, marathon13 } from '../marathon/flags.ts'
import { dcosMesos, mesosOf } from '../mesos/systems.ts'
import { checkMetronome } from './checks.ts'
import { optionsOf } from './framework/options-of.ts'
import { Metronome } from './framework.ts'
import { metronomeOptions } from './framework-options.ts'
import type { MetronomeSpec } from './spec.ts'

function usual(kind: MetronomeSpec['kind'], flags: Flags): Omit<MetronomeSpec, 'name' | 'takes'> {
  const { declineOfferDuration, maxInstancesPerOffer } = flags
  return {
    kind,
    weight: 1,
    killGrace: dcosMarathon.killGrace!,
    restart: 'never',
    activeDeadline: NEVER,
    declineOfferDuration,
    maxInstancesPerOffer,
    // The day of the article that asks the question of DC/OS 1.8.
    startsAt: '2016-10-13T00:00:00Z',
    schedules: [],
  }
}

const common = {
  options: metronomeOptions,
  onFailure: ({ restart, activeDeadline }: MetronomeSpec) =>
    restart === 'never' ? 'cancel' : activeDeadline === NEVER ? 'relaunch' : 'retry',
  refusal: root => (root.kind === 'mesos' ? undefined : 'Metronome answers offers of Mesos'),
  hostRefusal: ({ restart, activeDeadline }: MetronomeSpec) => {
    if (restart === 'never')
      return 'Metronome starts a run that has failed again under restart: on-failure alone'
    return activeDeadline === NEVER
      ? undefined
      : 'Metronome starts nothing again in a run that is older than its active-deadline'
  },
  check: checkMetronome,
  runsCron: true,
  refusesCron: ({ kind }: MetronomeSpec, policy: Concurrency) => {
    if (policy === Concurrency.Allow) return undefined
    if (kind === 'metronome')
      return 'Metronome 0.1 accepts any policy and starts a run at every trigger: take kind: metronome-head'
    return policy === Concurrency.Replace
      ? 'Metronome never replaced a run, and took the word out of its schema'
      : undefined
  },
  build: spec => new Metronome(spec.name, optionsOf(spec)),
} satisfies Partial<FrameworkKind<MetronomeSpec>>

const metronomeKind: FrameworkKind<MetronomeSpec> = {
  ...common,
  kind: 'metronome',
  says: 'Metronome 0.1 on Mesos: jobs that run once or by the clock, and depend on nothing',
  usual: usual('metronome', marathon13),
  runsPipelines: false,
}

const metronomeHeadKind: FrameworkKind<MetronomeSpec> = {
  ...common,
  kind: 'metronome-head',
  says: 'Metronome as it is last: jobs may depend on others, and obey what their schedules say',
  usual: usual('metronome-head', head),
  runsPipelines: true,
}

export const metronome: SystemDefinition = {
  title: 'Metronome',
  says: 'The real Metronome beside the real Marathon on the real Mesos, by era; see [Metronome](../systems/metronome.md) for what is modelled and where each constant comes from.',
  frameworks: [metronomeKind, metronomeHeadKind],
  systems: {
    'metronome-0.1': {
      says: 'DC/OS 1.8 with the Metronome that it shipped: batch jobs are its runs, and pipelines are driven from outside',
      root: dcosMesos(scheduler),
      frameworks: [
        dcosMarathon,
        { ...metronomeKind.usual, name: 'metronome', takes: ['batch', '*'] },
        { ...pipelines.usual, name: 'pipelines', takes: ['pipeline'] },
      ],
      ...{ latency, quirks: {} },
    },
    'metronome-head': {
      says: 'What DC/OS promised in 2016: Metronome triggers the next stage of a pipeline, and discontinues one that fails',
      root: mesosOf('head', scheduler),
      frameworks: [
        headMarathon,
        { ...metronomeHeadKind.usual, name: 'metronome', takes: ['batch', 'pipeline', '*'] },
      ],
      ...{ latency, quirks: {} },
    },
  },
}
