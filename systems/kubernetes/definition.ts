import { MILLISECOND, NEVER, SECOND } from '../../sim/engine/time.ts'
import type { FrameworkKind, RootKind, SystemDefinition } from '../definition.ts'
import { pipelines } from '../generic/frameworks.ts'
import { frameworks, latency, scheduler } from '../generic/systems.ts'
import { dcosMarathon } from '../marathon/definition.ts'
import { dcosMesos } from '../mesos/systems.ts'
import { defaultBackoff } from './backoff.ts'
import { checkKubernetes, decidesBy } from './checks.ts'
import { checkControllerManager } from './framework/checks.ts'
import { controllerOptions } from './framework/controller-options.ts'
import type { ControllerManagerSpec } from './framework/spec.ts'
import { ControllerManager } from './framework.ts'
import { leasingKind } from './leased/definition.ts'
import { DEFAULT_TOLERATION, nodeLifeDefaults } from './node-life/options.ts'
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
  heartbeatInterval: nodeLifeDefaults.heartbeatInterval,
  nodeMonitorPeriod: nodeLifeDefaults.monitorPeriod,
  nodeMonitorGracePeriod: nodeLifeDefaults.gracePeriod,
  nodeEvictionRate: nodeLifeDefaults.evictionRate,
  secondaryNodeEvictionRate: nodeLifeDefaults.secondaryEvictionRate,
  largeClusterSizeThreshold: nodeLifeDefaults.largeZone,
  unhealthyZoneThreshold: nodeLifeDefaults.unhealthyZone,
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

/**
 * What the API server adds to objects that say nothing (pkg/apis/apps/v1/defaults.go, pkg/apis/batch/v1/defaults.go), and flags of
 * the controller manager (cmd/kube-controller-manager), v1.34.
 */
export const controllerManager: FrameworkKind<ControllerManagerSpec> = {
  kind: 'kube-controller-manager',
  says: 'the controllers of Kubernetes: services are Deployments or StatefulSets, batch jobs are Jobs, cron jobs are CronJobs',
  options: controllerOptions,
  usual: {
    kind: 'kube-controller-manager',
    weight: 1,
    killGrace: GRACE,
    apiQps: 20,
    apiBurst: 30,
    strategy: 'rolling-update',
    maxSurge: 0.25,
    maxUnavailable: 0.25,
    minReady: 0,
    progressDeadline: 600 * SECOND,
    statefulSets: [],
    podManagement: 'ordered-ready',
    readyAfter: 0,
    toleration: DEFAULT_TOLERATION,
    parallelism: 0,
    backoffLimit: 6,
    activeDeadline: NEVER,
    restart: 'never',
    // The day of the article that asks the question of DC/OS 1.8, as for Metronome.
    startsAt: '2016-10-13T00:00:00Z',
    schedules: [],
    scale: [],
    upgrades: [],
  },
  runsPipelines: false,
  runsCron: true,
  onFailure: () => 'retry',
  refusal: root =>
    root.kind === 'kubernetes' ? undefined : 'its controllers talk to the API server of Kubernetes',
  check: checkControllerManager,
  build: spec => new ControllerManager(spec),
}

const kubernetesOnMesos = leasingKind({
  killGrace: GRACE,
  attemptTime: root.think['default']!.perJob,
  percentageOfNodesToScore: root.percentageOfNodesToScore,
  qps: root.qps,
  burst: root.burst,
  bindingLatency: root.bindingLatency,
  amongEquals: root.amongEquals,
  podInitialBackoff: root.podInitialBackoff,
  podMaxBackoff: root.podMaxBackoff,
  queueingHints: root.queueingHints,
  maxPods: root.maxPods,
})

export const kubernetes: SystemDefinition = {
  title: 'Kubernetes',
  says: 'The scheduler itself, decision by decision, with the API server and kubelets around it; see [Kubernetes](../systems/kubernetes.md) for what is modelled and where each constant comes from.',
  roots: [kubernetesRoot],
  frameworks: [controllerManager, kubernetesOnMesos],
  systems: {
    'kubernetes-1.34': {
      says: 'Kubernetes 1.34 with the defaults of kube-scheduler: queue, default profile, preemption, 50 bindings a second',
      root,
      frameworks: frameworks.map(framework => ({ ...framework, killGrace: GRACE })),
      latency,
      quirks: {},
    },
    'kubernetes-on-dcos': {
      says: 'Kubernetes on DC/OS 1.8: batch jobs are pods on nodes that it leases from Mesos, services are those of the root Marathon',
      root: dcosMesos(scheduler),
      frameworks: [
        dcosMarathon,
        { ...kubernetesOnMesos.usual, name: 'kubernetes', takes: ['batch', '*'] },
        { ...pipelines.usual, name: 'pipelines', takes: ['pipeline'] },
      ],
      latency,
      quirks: {},
    },
    'kubernetes-controllers': {
      says: 'the same with its own controllers: Deployments, StatefulSets, Jobs and CronJobs; pipelines are driven from outside',
      root,
      frameworks: [
        { ...controllerManager.usual, name: 'controllers', takes: ['service', 'batch', '*'] },
        { ...pipelines.usual, name: 'pipelines', takes: ['pipeline'], killGrace: GRACE },
      ],
      latency,
      quirks: {},
    },
  },
}
