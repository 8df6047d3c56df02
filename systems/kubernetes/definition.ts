import { MILLISECOND, SECOND } from '../../sim/engine/time.ts'
import type { RootKind, SystemDefinition } from '../definition.ts'
import { frameworks, latency } from '../generic/systems.ts'
import { defaultBackoff } from './backoff.ts'
import { checkKubernetes, decidesBy } from './checks.ts'
import { kubernetesOptions } from './options.ts'
import { KubernetesRoot } from './root.ts'
import type { KubernetesSpec } from './spec.ts'

/** `terminationGracePeriodSeconds` of a pod that names none (pkg/apis/core/v1/defaults.go, v1.34.4). */
const GRACE = 30 * SECOND

/**
 * The defaults of kube-scheduler (pkg/scheduler/apis/config/v1/defaults.go) and of the kubelet
 * (pkg/kubelet/apis/config/v1beta1/defaults.go), v1.34.4. Think time and latency are assumptions: 1.25 ms an attempt is what is left
 * of a second where 810 pods a second are scheduled on 5 000 nodes, the least that the project's own performance tests let pass
 * (test/integration/scheduler_perf, SchedulingBasic), and a binding takes a write to the API server and its store.
 */
const root: KubernetesSpec = {
  ...decidesBy,
  kind: 'kubernetes',
  era: '1.34',
  think: { default: { perJob: 1.25 * MILLISECOND, perTask: 0 } },
  retryAfter: SECOND,
  percentageOfNodesToScore: 0,
  qps: 50,
  burst: 100,
  bindingLatency: 5 * MILLISECOND,
  amongEquals: 'random',
  podInitialBackoff: defaultBackoff.initial,
  podMaxBackoff: defaultBackoff.max,
  queueingHints: true,
  maxPods: 110,
}

export const kubernetesRoot: RootKind<KubernetesSpec> = {
  kind: 'kubernetes',
  says: 'the scheduler of Kubernetes: its queue, its plugins and preemption, pod by pod',
  options: kubernetesOptions,
  startsGangs: false,
  plansStarts: false,
  check: checkKubernetes,
  build: ({ root }, { cluster }) => new KubernetesRoot(cluster, root),
}

export const kubernetes: SystemDefinition = {
  title: 'Kubernetes',
  says: 'The scheduler itself, decision by decision, with the API server and kubelets around it; see [Kubernetes](../systems/kubernetes.md) for what is modelled and where each constant comes from.',
  roots: [kubernetesRoot],
  systems: {
    'kubernetes-1.34': {
      says: 'Kubernetes 1.34 with the defaults of kube-scheduler: queue, default profile, preemption, 50 bindings a second',
      root,
      frameworks: frameworks.map(framework => ({ ...framework, killGrace: GRACE })),
      latency,
      quirks: {},
    },
  },
}
