/**
 * An object of Kubernetes that makes pods, as one job of a run: its controller decides, and here the decisions become requests to
 * the API server, and what becomes of pods is told to the controller.
 *
 * A pod is a task of the job. Pods that terminate are tasks beside those that replace them, so a job has now and then more tasks
 * than are wanted; it is never left without one.
 */
import type { Random } from '../../../sim/chance/random.ts'
import type { Cluster } from '../../../sim/cluster.ts'
import { NEVER, type Time } from '../../../sim/engine/time.ts'
import type { JobId } from '../../../sim/world/handles.ts'
import type { PodControl } from '../controllers/pod-control.ts'
import type { ApiPod, PodSpec } from '../root/api-pod.ts'
import type { ApiServer } from '../root/api-server.ts'
import type { ApiClient } from './api-client.ts'
import { ManagedPod } from './managed-pod.ts'

export interface WorkloadParts {
  readonly cluster: Cluster
  readonly api: ApiServer
  readonly client: ApiClient
  readonly job: JobId
  readonly name: string
  /** Numbers of pods that mean nothing. */
  readonly uids: Random
  /** `due` is to be called at this time. */
  readonly wake: (workload: Workload, at: Time) => void
  /** The node that its next pod is on from the beginning; null, or absent: the scheduler is asked. */
  readonly place?: () => string | null
}

export abstract class Workload implements PodControl {
  readonly job: JobId
  readonly name: string
  protected readonly cluster: Cluster
  protected readonly api: ApiServer
  readonly #client: ApiClient
  readonly #uids: Random
  readonly #wake: WorkloadParts['wake']
  readonly #place: NonNullable<WorkloadParts['place']>
  protected readonly pods = new Map<ApiPod, ManagedPod>()
  /** The job is over. */
  isOver = false
  #nextSync: Time = NEVER

  constructor({ cluster, api, client, job, name, uids, wake, place = () => null }: WorkloadParts) {
    this.cluster = cluster
    this.api = api
    this.#client = client
    this.job = job
    this.name = name
    this.#uids = uids
    this.#wake = wake
    this.#place = place
  }

  /** Asks the controller what to do; returns when to ask again though nothing happens. */
  protected abstract sync(now: Time): Time | null
  /** A pod that the controller deleted is gone. */
  protected abstract gone(pod: ManagedPod): void
  protected abstract specOf(pod: ManagedPod): PodSpec
  protected abstract nameOf(pod: ManagedPod): string
  /** It was deleted by somebody else. */
  protected abstract evicted(pod: ManagedPod, api: ApiPod): void
  /** Somebody else deleted it, and it is gone without having been on a node to the end. */
  protected abstract vanished(pod: ManagedPod, api: ApiPod): void
  /** It is over: says what becomes of its task. */
  protected abstract ended(pod: ManagedPod, api: ApiPod): void

  /** The job is there: its tasks are ready, and those that it has too many are not wanted. */
  begin(): void {
    const { cluster, job } = this
    cluster.makeReady(job)
    this.#trim()
    this.hint()
  }

  /** The controller is to be asked so much later, at the latest. */
  hint(after: Time = 0): void {
    const at = this.cluster.now + after
    if (this.isOver || at >= this.#nextSync) return
    this.#nextSync = at
    this.#wake(this, at)
  }

  due(): void {
    const { now } = this.cluster
    if (this.isOver || now < this.#nextSync) return
    this.#nextSync = NEVER
    if (!this.#isOpen) return
    const next = this.sync(now)
    if (this.isOver) return
    this.#trim()
    if (next !== null) this.hint(next - now)
  }

  create(revision: number, index: number): ManagedPod {
    const pod = new ManagedPod(this.#uids.below(2 ** 31), revision, index, this.cluster.now)
    const place = this.#place()
    // What was there before the run began is no request of this controller.
    if (place !== null) this.#create(pod, place)
    else this.#client.send(() => this.#create(pod))
    return pod
  }

  delete(pod: ManagedPod): void {
    pod.terminating = true
    pod.readySince = null
    this.#client.send(() => this.#delete(pod))
  }

  podChanged(api: ApiPod): void {
    this.pods.get(api)?.refresh(api, this.cluster.now)
    this.changed()
  }

  podDeleted(api: ApiPod): void {
    const pod = this.pods.get(api)
    // What this controller deletes it knows of.
    if (pod === undefined || pod.terminating) return
    pod.refresh(api, this.cluster.now)
    this.evicted(pod, api)
    // Nothing of it was on a node: it is gone.
    if (api.phase === 'Failed') {
      this.pods.delete(api)
      this.vanished(pod, api)
      this.#trim()
    }
    this.changed()
  }

  podOver(api: ApiPod): void {
    const pod = this.pods.get(api)!
    this.pods.delete(api)
    pod.refresh(api, this.cluster.now)
    this.ended(pod, api)
    this.changed()
  }

  /** Something is other than it was. */
  protected changed(): void {
    this.hint()
  }

  /** The task that has just ended is not needed, or waits for another pod. */
  protected endTask(): void {
    const { jobs, ending } = this.cluster
    if (jobs.tasks[this.job]! > jobs.wanted[this.job]!) ending.dropTask(this.job)
    else this.cluster.relaunch(this.job, 0)
  }

  /** The job goes on: it was not given up, and its row is not another's. */
  get #isOpen(): boolean {
    return !this.isOver && this.cluster.jobs.isOpen(this.job)
  }

  #create(pod: ManagedPod, nodeName?: string): void {
    if (!this.#isOpen || pod.terminating) return
    if (this.api.tasksWithoutPod(this.job) <= 0) this.cluster.grow(this.job, 1)
    const spec = this.specOf(pod)
    const named = { job: this.job, name: this.nameOf(pod), spec }
    pod.api = this.api.createPod(nodeName === undefined ? named : { ...named, nodeName })
    this.pods.set(pod.api, pod)
  }

  #delete(pod: ManagedPod): void {
    if (!this.#isOpen) return
    const { api } = pod
    if (api === null) this.#left(pod)
    else if (this.pods.has(api) && this.api.deletePod(api, { cause: 'ScaledDown' })) {
      this.pods.delete(api)
      this.#trim()
      this.#left(pod)
    }
  }

  /** Tasks that have no pod are not wanted where there are too many. */
  #trim(): void {
    const { tasks, wanted } = this.cluster.jobs
    const excess = Math.min(tasks[this.job]! - wanted[this.job]!, this.api.tasksWithoutPod(this.job))
    if (excess > 0) this.cluster.shrink(this.job, excess)
  }

  #left(pod: ManagedPod): void {
    this.gone(pod)
    this.changed()
  }
}
