/**
 * All objects of a cluster, each counted once: what an owner that is here has made is not.
 */
import type { Namespaces } from '../affinity-term.ts'
import type { Node } from '../node.ts'
import type { Service } from '../workloads.ts'
import type { BarePod } from './bare-pod.ts'
import type { CronJob } from './cron-job.ts'
import type { DaemonSet } from './daemon-set.ts'
import type { Deployment } from './deployment.ts'
import type { DisruptionBudgetSpec } from './disruption-budget-spec.ts'
import type { Job } from './job.ts'
import type { PriorityClass } from './priority-class.ts'
import type { ReplicaSet } from './replica-set.ts'
import type { StatefulSet } from './stateful-set.ts'

/** An object that makes pods, in the order of the files. */
export type PodMaker = Deployment | ReplicaSet | StatefulSet | DaemonSet | Job | CronJob | BarePod

export interface ClusterObjects {
  readonly nodes: readonly Node[]
  readonly makers: readonly PodMaker[]
  readonly services: readonly Service[]
  readonly budgets: readonly DisruptionBudgetSpec[]
  readonly priorityClasses: readonly PriorityClass[]
  readonly namespaces: Namespaces
}
