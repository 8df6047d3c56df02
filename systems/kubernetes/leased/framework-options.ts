/**
 * What an experiment can set of a Kubernetes on Mesos.
 */
import type { FrameworkSpec } from '../../generic/spec.ts'
import type { OptionsOf } from '../../options.ts'
import { kubernetesOptions } from '../options.ts'
import type { LeasingSpec } from './spec.ts'

const {
  percentageOfNodesToScore,
  qps,
  burst,
  bindingLatency,
  amongEquals,
  podInitialBackoff,
  podMaxBackoff,
  queueingHints,
  maxPods,
} = kubernetesOptions

export const leasingOptions: OptionsOf<LeasingSpec, FrameworkSpec> = {
  nodes: {
    is: 'whole',
    least: 1,
    about: 'Kubernetes on Mesos: nodes that it leases, each a task that is launched again when it ends.',
  },
  nodeCpuMilli: { is: 'cpu', about: 'Kubernetes on Mesos: cores of one node, all of them for pods.' },
  nodeMemoryMiB: { is: 'memory', about: 'Kubernetes on Mesos: memory of one node, all of it for pods.' },
  nodeReadyAfter: {
    is: 'duration',
    zero: true,
    about: "Kubernetes on Mesos: from the start of a node's task until pods may go there. An assumption.",
  },
  attemptTime: {
    is: 'duration',
    zero: true,
    about: 'Kubernetes on Mesos: how long its scheduler takes for one attempt at a pod. An assumption.',
  },
  percentageOfNodesToScore,
  qps,
  burst,
  bindingLatency,
  amongEquals,
  podInitialBackoff,
  podMaxBackoff,
  queueingHints,
  maxPods,
}
