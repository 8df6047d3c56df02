/**
 * The controller manager of Kubernetes, written down: what the objects say that it makes of jobs. All durations are `Time` (µs).
 */
import type { Time } from '../../../sim/engine/time.ts'
import type { FrameworkSpec } from '../../generic/spec.ts'
import type { CronJobSpec } from '../../metronome/spec.ts'
import type { DisruptionBudgetSpec } from '../objects/disruption-budget-spec.ts'
import type { WrittenObject } from '../objects/written-object.ts'

export interface ControllerManagerSpec extends FrameworkSpec {
  readonly kind: 'kube-controller-manager'
  /** `--kube-api-qps` and `--kube-api-burst`, of the client of each controller; 0: no limit. */
  readonly apiQps: number
  readonly apiBurst: number
  /** `strategy.type` of Deployments. */
  readonly strategy: 'rolling-update' | 'recreate'
  /** Shares of the replicas, 0 to 1. */
  readonly maxSurge: number
  readonly maxUnavailable: number
  /** `minReadySeconds` of Deployments and StatefulSets. */
  readonly minReady: Time
  /** `progressDeadlineSeconds`; NEVER: there is none. */
  readonly progressDeadline: Time
  /** Classes whose services are StatefulSets; others are Deployments. */
  readonly statefulSets: readonly string[]
  /** `podManagementPolicy` of StatefulSets. */
  readonly podManagement: 'ordered-ready' | 'parallel'
  /** Assumed: from the start of a service's pod until it is ready. */
  readonly readyAfter: Time
  /** `tolerationSeconds` of pods for nodes that are unreachable or not ready; NEVER: they stay for ever. */
  readonly toleration: Time
  /** `parallelism` of Jobs; 0: as many as the job has tasks. */
  readonly parallelism: number
  readonly backoffLimit: number
  /** `activeDeadlineSeconds` of Jobs; NEVER: there is none. */
  readonly activeDeadline: Time
  /** `restartPolicy` of the pods of Jobs. */
  readonly restart: 'never' | 'on-failure'
  /** The date and time at which the run begins: where its clocks stand. */
  readonly startsAt: string
  /** CronJobs beside the workload. */
  readonly schedules: readonly CronJobSpec[]
  readonly scale: readonly { readonly at: Time; readonly to: number }[]
  /** When all Deployments and StatefulSets get another template, and what share of its pods never becomes ready. */
  readonly upgrades: readonly { readonly at: Time; readonly failing?: number }[]
  /** Objects of manifests, by class of jobs: they say themselves what the settings say for all others. */
  readonly objects?: Readonly<Record<string, WrittenObject>>
  /** Of manifests; preemption and drains ask them. */
  readonly budgets?: readonly DisruptionBudgetSpec[]
}
