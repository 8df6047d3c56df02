/**
 * Kubernetes as a root, written down. All durations are `Time` (µs).
 */
import type { Time } from '../../sim/engine/time.ts'
import type { RootSpec } from '../generic/spec.ts'
import type { WrittenCluster } from './objects/written-cluster.ts'

/** Kubernetes: its scheduler, and the API server and kubelets as far as pods pass through them. */
export interface KubernetesSpec extends RootSpec {
  readonly kind: 'kubernetes'
  readonly era: '1.34'
  /** `percentageOfNodesToScore`: 1 to 100; 0: fewer the more nodes there are. */
  readonly percentageOfNodesToScore: number
  /** `clientConnection.qps` and `burst` of the scheduler; 0: no limit. */
  readonly qps: number
  readonly burst: number
  /** From a request of the scheduler until the pod is bound, or its victim is told to go. */
  readonly bindingLatency: Time
  /** Among equally good nodes one is drawn, or the first in the cluster is taken. */
  readonly amongEquals: 'random' | 'first'
  /** `podInitialBackoffSeconds` and `podMaxBackoffSeconds`. */
  readonly podInitialBackoff: Time
  readonly podMaxBackoff: Time
  /** Without hints every event wakes every pod that waits. */
  readonly queueingHints: boolean
  /**
   * A KubeSchedulerConfiguration, as it is written; absent: the default profile alone. What it says of the settings above stands in
   * them already.
   */
  readonly configuration?: Readonly<Record<string, unknown>>
  /** `maxPods` of the kubelets. */
  readonly maxPods: number
  /** How often a kubelet renews its lease. */
  readonly heartbeatInterval: Time
  /** `--node-monitor-period` and `--node-monitor-grace-period` of the controller manager. */
  readonly nodeMonitorPeriod: Time
  readonly nodeMonitorGracePeriod: Time
  /** `--node-eviction-rate` and `--secondary-node-eviction-rate`: nodes a second. */
  readonly nodeEvictionRate: number
  readonly secondaryNodeEvictionRate: number
  /** `--large-cluster-size-threshold` and `--unhealthy-zone-threshold`. */
  readonly largeClusterSizeThreshold: number
  readonly unhealthyZoneThreshold: number
  /** Of manifests; absent: nodes are what the machines are. */
  readonly written?: WrittenCluster
}
