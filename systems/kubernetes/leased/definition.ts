import type { FrameworkKind, SystemFault } from '../../definition.ts'
import type { RootSpec } from '../../generic/spec.ts'
import { rulesBeside } from '../../mesos/rules-beside.ts'
import { KubernetesOnMesos } from './framework.ts'
import { leasingOptions } from './framework-options.ts'
import { NODE_CLASS } from './leases.ts'
import type { LeasingSpec } from './spec.ts'

function* checkLeasing(spec: LeasingSpec, root: RootSpec): Iterable<SystemFault> {
  yield* rulesBeside(spec, root, {
    system: 'Kubernetes',
    asks: 'pods',
    remedy: 'set the rules for the other systems alone',
  })
  if (spec.podInitialBackoff > spec.podMaxBackoff)
    yield {
      framework: spec.name,
      at: ['pod-initial-backoff'],
      found: 'a first back-off that is longer than pod-max-backoff',
      expected: 'at most pod-max-backoff',
    }
}

/**
 * Its scheduler is told what Kubernetes is told as a root. How many nodes there are, how large they are and how long they take are
 * assumptions: whoever installs it says how many and how large.
 */
export function leasingKind(
  settings: Omit<
    LeasingSpec,
    'name' | 'takes' | 'kind' | 'weight' | 'nodes' | 'nodeCpuMilli' | 'nodeMemoryMiB' | 'nodeReadyAfter'
  >,
): FrameworkKind<LeasingSpec> {
  return {
    kind: 'kubernetes-on-mesos',
    says: 'Kubernetes on Mesos: its nodes are tasks that it leases, and its own scheduler puts pods on them without an offer',
    options: leasingOptions,
    usual: {
      ...settings,
      kind: 'kubernetes-on-mesos',
      weight: 1,
      nodes: 3,
      nodeCpuMilli: 2000,
      nodeMemoryMiB: 4 * 1024,
      nodeReadyAfter: 0,
    },
    runsPipelines: false,
    ownClass: NODE_CLASS,
    onFailure: () => 'relaunch',
    refusal: root => (root.kind === 'mesos' ? undefined : 'Kubernetes leases its nodes from Mesos'),
    check: checkLeasing,
    build: spec => new KubernetesOnMesos(spec),
  }
}
