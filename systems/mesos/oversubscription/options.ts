/**
 * What an experiment can set of oversubscription. Defaults: src/slave/flags.cpp, both eras; see defaults.ts.
 */
import type { OptionsOf } from '../../options.ts'
import type { CoreUseSpec, OversubscriptionSpec } from './spec.ts'

export const oversubscriptionOptions: OptionsOf<OversubscriptionSpec, object> = {
  resourceEstimator: {
    is: 'word',
    of: ['none', 'fixed', 'threshold', 'slack'],
    about:
      'Mesos: how agents estimate the cores that they can give away a second time, as revocable ones (--resource_estimator): none; always oversubscribed-cpu; the same while the load is low; what is held and not used.',
  },
  oversubscribedCpuMilli: {
    is: 'cpu',
    about: 'Mesos: revocable cores of every agent, under the estimators fixed and threshold.',
  },
  estimatorLoadThreshold: {
    is: 'ratio',
    about:
      'Mesos, estimator threshold: while the load is above this part of the cores of an agent, no more of them are given away.',
  },
  slackShare: {
    is: 'part',
    ends: true,
    about:
      'Mesos, estimator slack: which part of the cores that are held and not used is given away; left out: all.',
  },
  oversubscribedResourcesInterval: {
    is: 'duration',
    about:
      'Mesos: every so often agents estimate anew, and tell the master what has changed (--oversubscribed_resources_interval).',
  },
  qosController: {
    is: 'word',
    of: ['none', 'load', 'threshold'],
    about:
      'Mesos: whom an agent kills while its load is above qos-load-threshold (--qos_controller): nobody; all its revocable tasks; the one that came last.',
  },
  qosLoadThreshold: {
    is: 'ratio',
    about: 'Mesos: revocable tasks are killed while the load is above this part of the cores of an agent.',
  },
  qosCorrectionInterval: {
    is: 'duration',
    about: 'Mesos: every so often agents ask whom to kill (--qos_correction_interval_min).',
  },
  loadAverage: {
    is: 'duration',
    zero: true,
    about:
      'Mesos: the load of an agent is what its tasks use, averaged over the past, which counts less by a factor of e after so long; 0 s: what they use now.',
  },
}

const period = {
  at: { is: 'duration', zero: true, about: 'From this moment on …' },
  least: { is: 'part', ends: true, about: '… a task uses this share of its cores at least …' },
  most: { is: 'part', ends: true, about: '… and this share at most; between them by chance, all alike.' },
} as const

export const coreUseOptions: OptionsOf<CoreUseSpec, object> = {
  revocable: {
    is: 'boolean',
    about:
      'Mesos: the framework registers with REVOCABLE_RESOURCES and launches its tasks on revocable cores alone, where a QoS controller may kill them. For frameworks that queue.',
  },
  usage: {
    is: 'list',
    of: { is: 'map', of: period },
    least: 1,
    expected: 'periods such as [{ at: 0 s, least: 20 %, most: 40 % }, { at: 2 h, least: 90 %, most: 100 % }]',
    about:
      'Mesos: what tasks of the framework use of the cores that they hold, from given moments on; left out: all. An assumption. A list.',
  },
  usageInterval: {
    is: 'duration',
    about:
      'Mesos: what a task uses is drawn anew so often; left out: when it starts, and when a period of usage begins.',
  },
}
