/**
 * The API server as controllers see it: they create and delete pods, and watch what becomes of them. Whoever decides which pods
 * there are – a Deployment's controller, a Job's, or what makes a pod of every task of a framework of the house – keeps to this;
 * the scheduler, the kubelets and the tables of the simulation are behind it.
 *
 * A pod is a task of a job. While it is not bound it stands for one pending task, so a job that wants more pods than it has tasks
 * grows first (`cluster.grow`), and one that loses a pod says what becomes of its task (`podOver`). A call takes effect at once;
 * watchers are told within the call, and word from nodes and from the scheduler takes as long as its route.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import type { Time } from '../../../sim/engine/time.ts'
import type { Owner } from '../../../sim/world/frameworks.ts'
import type { FrameworkId, JobId, MachineId, TaskId } from '../../../sim/world/handles.ts'
import type { TaskOutcome } from '../../../sim/world/lifecycle.ts'
import type { EvictionAnswer, EvictionBudget } from '../eviction.ts'
import type { Node } from '../node.ts'
import type { Taint } from '../taints.ts'
import type { Controller } from '../workloads.ts'
import type { ApiPod, DeletionCause, PodSpec } from './api-pod.ts'

export interface NewPod {
  /** A job with a pending task that no pod stands for yet; see `tasksWithoutPod`. */
  readonly job: JobId
  readonly name: string
  readonly spec: PodSpec
  /**
   * `spec.nodeName`: the pod is bound from the beginning and no scheduler is asked. Where its machine has no room its kubelet
   * refuses it: the pod is returned with the phase Failed, and is over without `podOver`; its task is pending without a pod.
   */
  readonly nodeName?: string
}

export interface Deletion {
  readonly cause: DeletionCause
  /** In place of the pod's own grace period; 0: its object is gone at once, even if its node does not answer. */
  readonly grace?: Time
}

/** A node as the API server stores it. */
export interface ApiNode {
  readonly name: string
  readonly machine: MachineId
  /** Labels, taints, what it can give, `unschedulable`: what the scheduler looks at; another object after every change. */
  readonly node: Node
  /** The condition Ready, as the controller of nodes left it. */
  readonly ready: 'True' | 'False' | 'Unknown'
  /** Its kubelet works and sends heartbeats. Only the controller of nodes may ask, by when heartbeats came. */
  readonly answers: boolean
}

export interface ApiServer {
  /** Every node, by machine. */
  readonly nodes: readonly ApiNode[]
  /** Nodes by name; undefined where there is none. */
  node(name: string): ApiNode | undefined
  /** Taints of the node from now on, all of them. */
  setTaints(machine: MachineId, taints: readonly Taint[]): void
  setReady(machine: MachineId, ready: ApiNode['ready']): void
  /** The controller of nodes evicts what is on the node, which it counts. */
  nodeEvicted(machine: MachineId): void

  /** Pending tasks of the job that no pod stands for. */
  tasksWithoutPod(job: JobId): number
  /** @throws Error for a job without such a task, or a name that is taken: mistakes of the caller. */
  createPod(pod: NewPod): ApiPod
  /**
   * The pod is to go; asked twice, the shorter grace counts. One of which nothing is on a node – it is not bound, or between two
   * starts – is gone when the call returns (true), with `podDeleted` and without `podOver`, and its task is pending (or waiting) without a pod. Any other
   * terminates: it holds its place until its grace is over, and where its node does not answer, until that is back.
   */
  deletePod(pod: ApiPod, deletion: Deletion): boolean
  /** The pod is deleted if its budget allows that now, which then allows one less. */
  evictPod(pod: ApiPod): EvictionAnswer
  podsOn(machine: MachineId): Iterable<ApiPod>
  podsOf(job: JobId): Iterable<ApiPod>

  /** Pods of the controller belong together: they are spread by default. */
  addController(controller: Controller): void
  removeController(controller: Controller): void
  /** The budgets that the framework looks after from now on, all of them, with what they allow now; others keep theirs. */
  setBudgets(framework: FrameworkId, budgets: readonly EvictionBudget[]): void

  /** A framework that manages pods hands on every `taskEnded` that it is told. */
  taskEnded(task: TaskId, outcome: TaskOutcome): void
}

/** What a framework that manages pods is told. A method that is not needed is left out. */
export interface PodController {
  /** Tasks of the job became pending: some may have no pod yet. Also when the job arrives and its tasks are made ready. */
  submit?(job: JobId): void
  /** Tasks of the job that were pending are not wanted any more; pods that stood for them are gone. */
  withdraw?(job: JobId): void
  /** Taints of the node are others now, or whether it takes pods. */
  nodeChanged?(machine: MachineId): void
  /** One of its own was created; where its node was named, it may be over already. */
  podCreated?(pod: ApiPod): void
  /** The scheduler bound it. */
  podBound?(pod: ApiPod): void
  /** Its phase is Running, for the first time or after a restart. */
  podRunning?(pod: ApiPod): void
  /** Its condition Ready changed. */
  podReady?(pod: ApiPod): void
  /** Its container ended, and the kubelet starts it again after its back-off: the same pod, on the same node. */
  podRestarts?(pod: ApiPod): void
  /**
   * It began to terminate, whoever asked for it; where nothing of it was on a node it is gone already (its phase is Failed), and its
   * task is pending or waiting without a pod.
   */
  podDeleted?(pod: ApiPod): void
  /**
   * It is over: `phase` is Succeeded or Failed, and its name is free. Its task is in the state Ended, and its row is freed right
   * after this call; so now is when to say what becomes of the task, by one of `ending.finishTask(job)`, `cluster.relaunch(job,
   * after)`, `ending.dropTask(job)` and `ending.failTask(job, failure)`. Pods of a job that was given up are over without it.
   */
  podOver(pod: ApiPod): void
}

/**
 * The part of the control plane that looks after nodes: it says when a node is not ready, sets its taints, and deletes the pods that
 * do not tolerate them. The root has one, which it is built with (`NewNodeController`).
 */
export interface NodeController {
  /** The node's kubelet stopped: no heartbeats from now on. Nobody else knows yet. */
  kubeletStopped(machine: MachineId): void
  /** The kubelet is back after a restart of the machine, or the machine takes pods again. */
  kubeletBack(machine: MachineId): void
  /** A pod was bound to the node: its tolerations may end. */
  podBound?(pod: ApiPod): void
  podOver?(pod: ApiPod): void
}

export type NewNodeController = (cluster: Cluster, api: ApiServer) => NodeController

/** Where a controller runs. */
export interface ControllerSeat {
  readonly cluster: Cluster
  readonly framework: FrameworkId
  readonly api: ApiServer
}

/** A framework that manages pods itself. For any other, every pending task is made a pod. */
export interface PodFramework extends Owner {
  /** Called once, before the first event. */
  controllerOn(seat: ControllerSeat): PodController
}

export function managesPods(framework: Owner): framework is PodFramework {
  return 'controllerOn' in framework
}
