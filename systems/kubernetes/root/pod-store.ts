/**
 * All pods that are not over, found by whatever they are known by.
 */

import { type JobId, type MachineId, NONE, type TaskId } from '../../../sim/world/handles.ts'
import type { Jobs } from '../../../sim/world/jobs.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import type { Pod } from '../pod.ts'
import type { PodObject } from './pod-object.ts'

const NOBODY: ReadonlySet<PodObject> = new Set()

export class PodStore {
  readonly #jobs: Jobs
  /** By uid, in order of creation. */
  readonly #all = new Map<number, PodObject>()
  readonly #byKey = new Map<string, PodObject>()
  readonly #ofPod = new Map<Pod, PodObject>()
  readonly #byJob = new Map<JobId, Set<PodObject>>()
  readonly #byMachine = new Map<MachineId, Set<PodObject>>()
  readonly #byTask = new Map<TaskId, PodObject>()
  /** By job: pods that stand for a pending task. */
  readonly #standing = new Map<JobId, number>()
  /** By job: the last of its pods, if the kubelet of its node refused that, and what the node is called. */
  readonly #refused = new Map<JobId, readonly [pod: PodObject, nodeName: string]>()
  #created = 0

  constructor(jobs: Jobs) {
    this.#jobs = jobs
  }

  /** The number of the next pod. */
  nextUid(): number {
    return this.#created++
  }

  has(key: string): boolean {
    return this.#byKey.has(key)
  }

  all(): Iterable<PodObject> {
    return this.#all.values()
  }

  byUid(uid: number): PodObject | undefined {
    return this.#all.get(uid)
  }

  byKey(key: string): PodObject | undefined {
    return this.#byKey.get(key)
  }

  of(pod: Pod): PodObject | undefined {
    return this.#ofPod.get(pod)
  }

  ofJob(job: JobId): ReadonlySet<PodObject> {
    return this.#byJob.get(job) ?? NOBODY
  }

  onMachine(machine: MachineId): ReadonlySet<PodObject> {
    return this.#byMachine.get(machine) ?? NOBODY
  }

  ofTask(task: TaskId): PodObject | undefined {
    return this.#byTask.get(task)
  }

  /** Pending tasks of the job that no pod stands for. */
  tasksWithout(job: JobId): number {
    return this.#jobs.count(job, TaskState.Pending) - (this.#standing.get(job) ?? 0)
  }

  /** Pods of the job that stand for pending tasks. */
  standing(job: JobId): number {
    return this.#standing.get(job) ?? 0
  }

  /** Why the job's last pod was refused by the kubelet of its node, and has not been made again; null: it was not. */
  refusalOf(job: JobId): string | null {
    const [pod, nodeName] = this.#refused.get(job) ?? []
    if (pod === undefined || pod.generation !== this.#jobs.generation[job]) return null
    return `${pod.reason}, refused by the kubelet of ${nodeName} and not made again`
  }

  add(pod: PodObject): void {
    this.#refused.delete(pod.job)
    this.#all.set(pod.uid, pod)
    this.#byKey.set(pod.pod.key, pod)
    this.#ofPod.set(pod.pod, pod)
    put(this.#byJob, pod.job, pod)
    this.#count(pod.job, 1)
  }

  /** From now on it stands for a pending task of its job, or no longer. */
  setStands(pod: PodObject, stands: boolean): void {
    if (pod.stands === stands) return
    pod.stands = stands
    this.#count(pod.job, stands ? 1 : -1)
  }

  /** It is on the node of the machine from now on. */
  bound(pod: PodObject, machine: MachineId): void {
    pod.machine = machine
    put(this.#byMachine, machine, pod)
  }

  started(pod: PodObject, task: TaskId): void {
    pod.task = task
    this.#byTask.set(task, pod)
  }

  /** Its task is over. */
  ended(pod: PodObject, task: TaskId): void {
    if (this.#byTask.get(task) === pod) this.#byTask.delete(task)
    pod.task = NONE
  }

  /** The kubelet of its node refuses the pod, which is over. */
  refused(pod: PodObject, nodeName: string): void {
    this.remove(pod)
    this.#refused.set(pod.job, [pod, nodeName])
  }

  remove(pod: PodObject): void {
    if (!pod.exists) return
    pod.exists = false
    this.setStands(pod, false)
    this.#all.delete(pod.uid)
    this.#byKey.delete(pod.pod.key)
    this.#ofPod.delete(pod.pod)
    take(this.#byJob, pod.job, pod)
    take(this.#byMachine, pod.machine, pod)
    if (pod.task !== NONE) this.#byTask.delete(pod.task)
  }

  #count(job: JobId, by: 1 | -1): void {
    const standing = this.standing(job) + by
    if (standing === 0) this.#standing.delete(job)
    else this.#standing.set(job, standing)
  }
}

function put(sets: Map<number, Set<PodObject>>, key: number, pod: PodObject): void {
  const set = sets.get(key)
  if (set === undefined) sets.set(key, new Set([pod]))
  else set.add(pod)
}

function take(sets: Map<number, Set<PodObject>>, key: number, pod: PodObject): void {
  const set = sets.get(key)
  if (set === undefined) return
  set.delete(pod)
  if (set.size === 0) sets.delete(key)
}
