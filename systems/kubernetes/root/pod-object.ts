/**
 * A pod with all that the root has to know of it.
 */
import type { Time } from '../../../sim/engine/time.ts'
import type { RejectedBy } from '../../../sim/measure/long-wait.ts'
import {
  type FrameworkId,
  type JobId,
  type MachineId,
  NONE,
  type TaskId,
} from '../../../sim/world/handles.ts'
import { type Pod, podOf } from '../pod.ts'
import type { QueuedPod } from '../queue.ts'
import type { ApiPod, DeletionCause, PodPhase, PodSpec } from './api-pod.ts'

/** Where the scheduler's decision for a pod is. */
export const Binding = {
  /** The scheduler has it in its queue, or has not heard of it. */
  None: 0,
  /** It counts on its node, and the API server has not been told yet. */
  Assumed: 1,
  Bound: 2,
} as const
export type Binding = (typeof Binding)[keyof typeof Binding]

type Birth = Pick<ApiPod, 'uid' | 'name' | 'spec' | 'framework' | 'job' | 'generation' | 'createdAt'> & {
  readonly isManaged: boolean
}

export class PodObject implements ApiPod {
  readonly uid: number
  readonly name: string
  readonly spec: PodSpec
  readonly framework: FrameworkId
  readonly job: JobId
  readonly generation: number
  readonly createdAt: Time
  /** Its framework manages pods, and decides what becomes of its task. */
  readonly isManaged: boolean
  readonly pod: Pod
  phase: PodPhase = 'Pending'
  ready = false
  machine: MachineId = NONE
  task: TaskId = NONE
  boundAt: Time = -1
  runningAt: Time = -1
  deletedAt: Time = -1
  deletion: DeletionCause | null = null
  restarts = 0
  reason = ''
  binding: Binding = Binding.None
  /** It is in the books; not before it is created and not after it is over. */
  exists = true
  /** It stands for one of its job's pending tasks. */
  stands = true
  /** It is on a node's list in the scheduler's cache. */
  isCounted = false
  /** Grace that is left for it, in place of its own; its object goes with it even if its node does not answer. */
  grace: Time
  isForced = false
  /** When its container started last; -1 before. */
  startedAt: Time = -1
  /** Failures of its container in a row, for the kubelet's back-off. */
  crashes = 0
  /** When the scheduler heard of it; -1 before. */
  heardAt: Time = -1
  /** It was nominated to another node when it was given the one that it is bound to. */
  leavesNomination = false
  /** What the scheduler's queue knew of it at the last attempt; null before the first. */
  queued: QueuedPod | null = null
  /** The text of its last FailedScheduling event, and when it was written; '' and -1 before. */
  failure = ''
  failedAt: Time = -1
  /** Why nodes rejected it then. */
  rejectedBy: readonly RejectedBy[] = []

  constructor(born: Birth) {
    this.uid = born.uid
    this.name = born.name
    this.spec = born.spec
    this.framework = born.framework
    this.job = born.job
    this.generation = born.generation
    this.createdAt = born.createdAt
    this.isManaged = born.isManaged
    this.pod = podOf(born.spec.template, born.name)
    this.grace = born.spec.terminationGrace
  }
}
