/**
 * Which pods there are, of which jobs, and which tasks they have become.
 */
import type { Cluster as World } from '../../../sim/cluster.ts'
import { type JobId, NONE, type TaskId } from '../../../sim/world/handles.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import { type Pod, podOf } from '../pod.ts'
import type { QueuedPod } from '../queue.ts'
import type { TaskSpecs } from '../root/task-specs.ts'
import type { Workloads } from '../workloads.ts'

/** A pod that stands for one task of a job. */
export interface JobPod {
  readonly pod: Pod
  readonly job: JobId
  readonly number: number
  /** How it was queued, while it has a node and is not bound. */
  queued: QueuedPod | null
  /** It was nominated to another node when it was given the one that it is bound to. */
  leavesNomination: boolean
  /** NONE until it is bound. */
  task: TaskId
}

interface KnownJob extends ReturnType<TaskSpecs['of']> {
  readonly name: string
  readonly unbound: Set<JobPod>
}

export class PodBook {
  readonly #world: World
  readonly #framework: string
  readonly #describe: (job: JobId, name: string) => ReturnType<TaskSpecs['of']>
  readonly #workloads: Workloads
  readonly #jobs = new Map<JobId, KnownJob>()
  readonly #byNumber = new Map<number, JobPod>()
  readonly #byPod = new Map<Pod, JobPod>()
  readonly #byTask = new Map<TaskId, JobPod>()
  #made = 0
  #met = 0

  constructor(
    world: World,
    framework: string,
    describe: (job: JobId, name: string) => ReturnType<TaskSpecs['of']>,
    workloads: Workloads,
  ) {
    this.#world = world
    this.#framework = framework
    this.#describe = describe
    this.#workloads = workloads
  }

  /** Makes a pod of each task of the job that waits for a machine and has none. */
  fill(job: JobId): JobPod[] {
    const { jobs } = this.#world
    const known = this.#jobs.get(job) ?? this.#meet(job)
    const made: JobPod[] = []
    while (known.unbound.size < jobs.count(job, TaskState.Pending)) {
      const number = this.#made++
      const pod = podOf(known.spec.template, `${known.name}-${number}`)
      const each: JobPod = { pod, job, number, queued: null, leavesNomination: false, task: NONE }
      known.unbound.add(each)
      this.#byNumber.set(number, each)
      this.#byPod.set(pod, each)
      made.push(each)
    }
    return made
  }

  #meet(job: JobId): KnownJob {
    // Sources may number two jobs alike.
    const name = `${this.#framework}-${this.#world.jobs.id[job]}-${this.#met++}`
    const known = { name, unbound: new Set<JobPod>(), ...this.#describe(job, name) }
    this.#jobs.set(job, known)
    if (known.controller !== null) this.#workloads.addController(known.controller)
    return known
  }

  of(pod: Pod): JobPod {
    return this.#byPod.get(pod)!
  }

  /** Undefined for one that is not wanted any more, or has run. */
  numbered(number: number): JobPod | undefined {
    return this.#byNumber.get(number)
  }

  unbound(job: JobId): JobPod[] {
    return [...(this.#jobs.get(job)?.unbound ?? [])]
  }

  bound(each: JobPod, task: TaskId): void {
    each.task = task
    this.#jobs.get(each.job)!.unbound.delete(each)
    this.#byTask.set(task, each)
  }

  /** The pod of a task that is over; undefined for a task that is no pod. */
  takeTask(task: TaskId): JobPod | undefined {
    const each = this.#byTask.get(task)
    if (each === undefined) return undefined
    this.#byTask.delete(task)
    this.remove(each)
    return each
  }

  remove(each: JobPod): void {
    this.#byNumber.delete(each.number)
    this.#byPod.delete(each.pod)
    this.#jobs.get(each.job)?.unbound.delete(each)
  }

  /** The job is over. */
  forget(job: JobId): void {
    const known = this.#jobs.get(job)
    if (known === undefined) return
    this.#jobs.delete(job)
    if (known.controller !== null) this.#workloads.removeController(known.controller)
  }
}
