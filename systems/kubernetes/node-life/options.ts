/**
 * Flags of the node life-cycle controller and of kubelets, with their defaults (Kubernetes,
 * pkg/controller/nodelifecycle/config/v1alpha1/defaults.go and pkg/kubelet/apis/config/v1beta1/defaults.go, v1.34).
 */
import { SECOND, type Time } from '../../../sim/engine/time.ts'

export interface NodeLifeOptions {
  /** How often a kubelet renews its lease: a quarter of `nodeLeaseDurationSeconds`, 40. */
  readonly heartbeatInterval: Time
  /** `--node-monitor-period`: how often the controller looks at all nodes. */
  readonly monitorPeriod: Time
  /** `--node-monitor-grace-period`: without a heartbeat for so long, a node is taken for unreachable; 40 s before 1.32. */
  readonly gracePeriod: Time
  /** `--node-eviction-rate`: nodes that are tainted in a second, in a zone that is well. */
  readonly evictionRate: number
  /** `--secondary-node-eviction-rate`: the same in a large zone that is partly disrupted. */
  readonly secondaryEvictionRate: number
  /** `--large-cluster-size-threshold`: a zone that has no more nodes is small: nothing is tainted while it is partly disrupted. */
  readonly largeZone: number
  /** `--unhealthy-zone-threshold`: the share of nodes that are not ready from which on a zone counts as partly disrupted. */
  readonly unhealthyZone: number
}

export const nodeLifeDefaults: NodeLifeOptions = {
  heartbeatInterval: 10 * SECOND,
  monitorPeriod: 5 * SECOND,
  gracePeriod: 50 * SECOND,
  evictionRate: 0.1,
  secondaryEvictionRate: 0.01,
  largeZone: 50,
  unhealthyZone: 0.55,
}

/** `--default-not-ready-toleration-seconds` and the same for unreachable: what admission adds to pods that say nothing. */
export const DEFAULT_TOLERATION: Time = 300 * SECOND

export const NOT_READY = 'node.kubernetes.io/not-ready'
export const UNREACHABLE = 'node.kubernetes.io/unreachable'
