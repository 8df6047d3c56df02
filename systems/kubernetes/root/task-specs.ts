/**
 * What a task of a framework of the house asks for, as a pod: tasks that ask for the same share one object.
 */
import { NEVER, type Time } from '../../../sim/engine/time.ts'
import type { JobId } from '../../../sim/world/handles.ts'
import type { World } from '../../../sim/world/world.ts'
import type { Owner } from '../pod.ts'
import { type Labels, noLabels, selectorOf } from '../selector.ts'
import type { Controller } from '../workloads.ts'
import type { PodSpec } from './api-pod.ts'
import { NAMESPACE, taskTemplate } from './task-template.ts'

/** Label of the pods of one service. */
const APP = 'app'

/** A service is a ReplicaSet, whose pods are spread by default; other jobs are Jobs, whose pods are not. */
export class TaskSpecs {
  readonly #world: World
  readonly #schedulerName: string
  /** Of jobs that are no services, by all that they differ in. */
  readonly #shared = new Map<string, PodSpec>()

  constructor(world: World, schedulerName: string) {
    this.#world = world
    this.#schedulerName = schedulerName
  }

  /** The job's pods, whose controller has this name, and the controller that they are the pods of; null for pods that nothing spreads. */
  of(
    job: JobId,
    name: string,
    grace: Time,
  ): { readonly spec: PodSpec; readonly controller: Controller | null } {
    const { jobs } = this.#world
    if (jobs.duration[job] === NEVER) return this.#service(job, name, grace)
    const spec = jobs.spec[job]!
    const key = `${spec}/${jobs.specs.generation[spec]} ${jobs.priority[job]} ${grace}`
    let shared = this.#shared.get(key)
    if (shared === undefined) {
      const owner = { apiVersion: 'batch/v1', kind: 'Job', name: 'job' }
      shared = this.#specOf(job, noLabels, owner, grace)
      this.#shared.set(key, shared)
    }
    return { spec: shared, controller: null }
  }

  #service(job: JobId, name: string, grace: Time) {
    const labels = new Map([[APP, name]])
    const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name }
    const controller: Controller = {
      kind: 'ReplicaSet',
      namespace: NAMESPACE,
      name,
      selector: selectorOf(labels),
    }
    return { spec: this.#specOf(job, labels, owner, grace), controller }
  }

  #specOf(job: JobId, labels: Labels, owner: Owner, terminationGrace: Time): PodSpec {
    return {
      template: { ...taskTemplate(job, labels, owner, this.#world), schedulerName: this.#schedulerName },
      restartPolicy: 'Never',
      terminationGrace,
      // The framework says how long its instances take; see `Frameworks.readyAfter`.
      readyAfter: NEVER,
      activeDeadline: NEVER,
    }
  }
}
