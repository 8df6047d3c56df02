/**
 * A Kubernetes whose nodes are tasks of Mesos, written down. All durations are `Time` (µs).
 */
import type { Time } from '../../../sim/engine/time.ts'
import type { FrameworkSpec } from '../../generic/spec.ts'
import type { KubernetesSpec } from '../spec.ts'

/** What its scheduler is told, as where Kubernetes is the root. */
type SchedulerSettings = Pick<
  KubernetesSpec,
  | 'percentageOfNodesToScore'
  | 'qps'
  | 'burst'
  | 'bindingLatency'
  | 'amongEquals'
  | 'podInitialBackoff'
  | 'podMaxBackoff'
  | 'queueingHints'
  | 'maxPods'
>

export interface LeasingSpec extends FrameworkSpec, SchedulerSettings {
  readonly kind: 'kubernetes-on-mesos'
  /** How many nodes it leases, and keeps up. */
  readonly nodes: number
  /** What each holds of its agent, and all of which pods may use. */
  readonly nodeCpuMilli: number
  readonly nodeMemoryMiB: number
  /** From the start of a node's task until pods may go there. */
  readonly nodeReadyAfter: Time
  /** How long one attempt of the scheduler takes. */
  readonly attemptTime: Time
}
