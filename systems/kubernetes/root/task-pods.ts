/**
 * Frameworks of the house on Kubernetes: each of their tasks that waits for a machine is made a pod, and their own rules say what
 * becomes of it.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import type { FrameworkId, JobId } from '../../../sim/world/handles.ts'
import type { Controller } from '../workloads.ts'
import type { ApiPod, PodSpec } from './api-pod.ts'
import type { ApiServer, PodController } from './api-server.ts'
import { TaskSpecs } from './task-specs.ts'

interface JobPods {
  readonly name: string
  readonly spec: PodSpec
  readonly controller: Controller | null
  made: number
}

export class TaskPods implements Partial<PodController> {
  readonly #cluster: Cluster
  readonly #api: ApiServer
  readonly #specs: TaskSpecs
  readonly #jobs = new Map<JobId, JobPods>()
  /** Of the jobs that are there; sources may number two jobs alike. */
  readonly #names = new Set<string>()

  /** `schedulerName`: the profile that decides for the pods. */
  constructor(cluster: Cluster, api: ApiServer, schedulerName: string) {
    this.#cluster = cluster
    this.#api = api
    this.#specs = new TaskSpecs(cluster, schedulerName)
    cluster.probes.add({ jobEnded: job => this.#forget(job) })
  }

  submit(job: JobId): void {
    const missing = this.#api.tasksWithoutPod(job)
    if (missing <= 0) return
    const known = this.#jobs.get(job) ?? this.#meet(job)
    for (let i = 0; i < missing; i++)
      this.#api.createPod({ job, name: `${known.name}-${known.made++}`, spec: known.spec })
  }

  /** Somebody else deleted it before it was on a node: there is to be another. */
  podDeleted({ job }: ApiPod): void {
    this.submit(job)
  }

  #meet(job: JobId): JobPods {
    const { jobs, frameworks } = this.#cluster
    const framework: FrameworkId = jobs.framework[job]!
    const name = this.#nameFor(`${frameworks.names[framework]}-${jobs.id[job]}`)
    const known = { name, made: 0, ...this.#specs.of(job, name, frameworks.killGrace[framework]!) }
    this.#jobs.set(job, known)
    if (known.controller !== null) this.#api.addController(known.controller)
    return known
  }

  #nameFor(wanted: string): string {
    let name = wanted
    for (let other = 2; this.#names.has(name); other++) name = `${wanted}.${other}`
    this.#names.add(name)
    return name
  }

  #forget(job: JobId): void {
    const known = this.#jobs.get(job)
    if (known === undefined) return
    this.#jobs.delete(job)
    this.#names.delete(known.name)
    if (known.controller !== null) this.#api.removeController(known.controller)
  }
}
