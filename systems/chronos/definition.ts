import type { FrameworkKind, SystemDefinition } from '../definition.ts'
import { latency, scheduler } from '../generic/systems.ts'
import { dcosMarathon } from '../marathon/definition.ts'
import { dcosMesos } from '../mesos/systems.ts'
import { checkChronos } from './checks.ts'
import { chronos24 } from './era.ts'
import { optionsOf } from './framework/options-of.ts'
import { Chronos } from './framework.ts'
import { chronos3Options, chronos24Options } from './framework-options.ts'
import { RETRIES } from './job.ts'
import type { Chronos3Spec, Chronos24Spec } from './spec.ts'

/** What a Chronos is told when nobody says more: the defaults of its flags. */
const usual = {
  weight: 1,
  killGrace: dcosMarathon.killGrace!,
  taskRetries: RETRIES,
  failureRetry: chronos24.failureRetryDelay,
  declineOfferDuration: chronos24.declineOfferDuration,
  minReviveOffersInterval: chronos24.minReviveOffersInterval,
  reviveForNewJobs: chronos24.reviveOffersForNewJobs,
  // The day of the article that asks the question of DC/OS 1.8.
  startsAt: '2016-10-13T00:00:00Z',
  repeated: [],
}

const common = {
  runsPipelines: true,
  onFailure: () => 'retry',
  refusal: root => (root.kind === 'mesos' ? undefined : 'Chronos answers offers of Mesos'),
  hostRefusal: () =>
    'Chronos gives a job up that has failed more often than its retries, and keeps nothing up',
  check: checkChronos,
  build: spec => new Chronos(spec.name, optionsOf(spec)),
} satisfies Partial<FrameworkKind<Chronos24Spec> & FrameworkKind<Chronos3Spec>>

const chronosKind: FrameworkKind<Chronos24Spec> = {
  ...common,
  kind: 'chronos',
  options: chronos24Options,
  says: 'Chronos 2.4 on Mesos: jobs by the clock and after others, tried again when they fail',
  usual: {
    ...usual,
    kind: 'chronos',
    scheduleHorizon: chronos24.scheduleHorizon,
    taskEpsilon: chronos24.taskEpsilon,
  },
}

const chronos3Kind: FrameworkKind<Chronos3Spec> = {
  ...common,
  kind: 'chronos-3',
  options: chronos3Options,
  says: 'Chronos 3: a job that is late runs once, and not beside itself',
  usual: { ...usual, kind: 'chronos-3' },
}

const systemOf = (kind: Pick<FrameworkKind, 'usual'>, says: string) => ({
  says,
  root: dcosMesos(scheduler),
  frameworks: [dcosMarathon, { ...kind.usual, name: 'chronos', takes: ['batch', 'pipeline', '*'] }],
  ...{ latency, quirks: {} },
})

export const chronos: SystemDefinition = {
  title: 'Chronos',
  says: 'The real Chronos beside the real Marathon on the real Mesos, by era; see [Chronos](../systems/chronos.md) for what is modelled and where each constant comes from.',
  frameworks: [chronosKind, chronos3Kind],
  systems: {
    'chronos-2.4': systemOf(
      chronosKind,
      'DC/OS 1.8 with Chronos 2.4 for batch jobs and pipelines, which it relaunches',
    ),
    'chronos-3': systemOf(
      chronos3Kind,
      'DC/OS 1.8 with Chronos 3 for batch jobs and pipelines, which it relaunches',
    ),
  },
}
