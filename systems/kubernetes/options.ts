/**
 * What an experiment can set of Kubernetes as a root.
 */
import type { RootSpec } from '../generic/spec.ts'
import type { OptionsOf } from '../options.ts'
import type { KubernetesSpec } from './spec.ts'

export const kubernetesOptions: OptionsOf<Omit<KubernetesSpec, 'era' | 'written'>, RootSpec> = {
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
  heartbeatInterval: {
    is: 'duration',
    about: 'Kubernetes: how often a kubelet says that its node is there.',
  },
  nodeMonitorPeriod: {
    is: 'duration',
    about: 'Kubernetes: how often the controller looks at all nodes (--node-monitor-period).',
  },
  nodeMonitorGracePeriod: {
    is: 'duration',
    about:
      'Kubernetes: a node that has not been heard of for so long is unreachable (--node-monitor-grace-period).',
  },
  nodeEvictionRate: {
    is: 'ratio',
    about:
      'Kubernetes: unreachable nodes of a zone from which pods are evicted, a second (--node-eviction-rate).',
  },
  secondaryNodeEvictionRate: {
    is: 'ratio',
    about:
      'Kubernetes: the same in a large zone most of which is unreachable (--secondary-node-eviction-rate).',
  },
  largeClusterSizeThreshold: {
    is: 'whole',
    least: 0,
    about:
      'Kubernetes: from a zone with so many nodes or fewer, most of which are unreachable, nobody is evicted (--large-cluster-size-threshold).',
  },
  unhealthyZoneThreshold: {
    is: 'part',
    ends: true,
    about:
      'Kubernetes: what share of the nodes of a zone is most of it, if that is three or more (--unhealthy-zone-threshold).',
  },
}
