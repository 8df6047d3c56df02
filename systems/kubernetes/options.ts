/**
 * What an experiment can set of Kubernetes as a root.
 */
import type { RootSpec } from '../generic/spec.ts'
import type { OptionsOf } from '../options.ts'
import type { KubernetesSpec } from './spec.ts'

export const kubernetesOptions: OptionsOf<Omit<KubernetesSpec, 'era'>, RootSpec> = {
  percentageOfNodesToScore: {
    is: 'whole',
    least: 0,
    most: 100,
    about:
      'Kubernetes: so many per cent of the nodes that can take the pod are enough to choose from; 0: fewer the more nodes there are.',
  },
  qps: {
    is: 'whole',
    least: 0,
    about:
      'Kubernetes: requests a second that the scheduler may send to the API server, one for each binding; 0: no limit.',
  },
  burst: { is: 'whole', least: 1, about: 'Kubernetes: so many requests may go at once.' },
  bindingLatency: {
    is: 'duration',
    zero: true,
    about:
      "Kubernetes: from a request of the scheduler until the pod is bound, beside the scheduler's work. An assumption.",
  },
  amongEquals: {
    is: 'word',
    of: ['random', 'first'],
    about: 'Kubernetes: of nodes of one score, one is drawn, or the first that joined is taken.',
  },
  podInitialBackoff: {
    is: 'duration',
    about: 'Kubernetes: how long a pod stays away that found no node; twice as long after each failure.',
  },
  podMaxBackoff: { is: 'duration', about: 'Kubernetes: the longest back-off.' },
  queueingHints: {
    is: 'boolean',
    about: 'Kubernetes: plugins say which events may help a pod that waits; without, every event wakes it.',
  },
  configuration: {
    is: 'text',
    expected: 'a KubeSchedulerConfiguration file (YAML or JSON)',
    about:
      'Kubernetes: a KubeSchedulerConfiguration file with profiles, weights and arguments of plugins; left out: the default profile.',
  },
  maxPods: { is: 'whole', least: 1, about: 'Kubernetes: pods that one node takes at most.' },
}
