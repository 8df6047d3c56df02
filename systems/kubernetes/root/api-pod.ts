/**
 * A pod as the API server stores it, with what the simulation knows of it besides.
 */
import type { Time } from '../../../sim/engine/time.ts'
import type { FrameworkId, JobId, MachineId, TaskId } from '../../../sim/world/handles.ts'
import type { Pod, PodTemplate } from '../pod.ts'

/**
 * `Pending`: not all of it runs yet, whether it is on a node or not. `Succeeded` and `Failed` are final: nothing of it runs, and its
 * place on the node is free.
 */
export type PodPhase = 'Pending' | 'Running' | 'Succeeded' | 'Failed'

/** What the kubelet does when the pod's container ends: starts it again on the same node, or lets the pod end. */
export type RestartPolicy = 'Always' | 'OnFailure' | 'Never'

/**
 * Why a pod is deleted or gone, for the numbers; the names are those of the `DisruptionTarget` condition and of kubelet's
 * reasons where there are any (Kubernetes, pkg/apis/core/types.go and pkg/kubelet/eviction, v1.34.4).
 */
export type DeletionCause =
  /** The scheduler made room for a more important pod. */
  | 'PreemptionByScheduler'
  /** A taint with the effect NoExecute that it does not tolerate, or no longer. */
  | 'DeletionByTaintManager'
  /** The eviction API: a drain. */
  | 'EvictionByEvictionAPI'
  /** Its node, or its owner, is gone. */
  | 'DeletionByPodGC'
  /** Its controller wants fewer pods, or others. */
  | 'ScaledDown'
  /** Its owner is given up or done. */
  | 'OwnerEnded'

/** What pods of one object share. Objects are compared by identity: make one for all pods that are alike. */
export interface PodSpec {
  /** What the scheduler looks at: labels, owner, requests, priority, selectors, tolerations, affinity, spread … */
  readonly template: PodTemplate
  readonly restartPolicy: RestartPolicy
  /** `terminationGracePeriodSeconds`: how long it holds its place after it was told to go. */
  readonly terminationGrace: Time
  /** How long its container runs until it is ready (probes included); NEVER: it does not become ready. */
  readonly readyAfter: Time
  /** `activeDeadlineSeconds` of the pod, from its start on its node; NEVER: none. */
  readonly activeDeadline: Time
}

/** One pod. It is one task of a job: one that is pending, until the pod is bound, and from then on a task on the node's machine. */
export interface ApiPod {
  /** No other pod of the run has it. */
  readonly uid: number
  /** `metadata.name`; one name at a time in a namespace. */
  readonly name: string
  readonly spec: PodSpec
  /** What the scheduler knows it by: where it is (`nodeName`), where it is nominated to, whether it terminates. */
  readonly pod: Pod
  readonly framework: FrameworkId
  readonly job: JobId
  /** Of the job's row, when the pod was made: another one means that the job is over. */
  readonly generation: number
  readonly createdAt: Time
  phase: PodPhase
  /** The condition Ready. */
  ready: boolean
  /** Where it was bound; NONE before, and for ever after it stays what it was. */
  machine: MachineId
  /** Its task while it has a row of the table of tasks: from binding to `podOver`, but for pauses between two starts. Else NONE. */
  task: TaskId
  /** When it was bound, and when it was first seen to run; -1 before. */
  boundAt: Time
  runningAt: Time
  /** When its deletion was asked for; -1 before. From then on it is terminating. */
  deletedAt: Time
  /** Absent while nobody deletes it. */
  deletion: DeletionCause | null
  /** How often the kubelet started its container again. */
  restarts: number
  /** Why its phase is Failed, in Kubernetes' words: `Error`, `DeadlineExceeded`, `OutOfcpu`, `NodeLost`; '' otherwise. */
  reason: string
}
