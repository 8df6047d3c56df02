/**
 * Which object of Kubernetes a job of a run is: a Deployment, a StatefulSet, a Job, or what a manifest says.
 */
import { NEVER, type Time } from '../../../sim/engine/time.ts'
import { SwitchyardError } from '../../../sim/errors.ts'
import { type JobId, NONE } from '../../../sim/world/handles.ts'
import { tolerationsOf } from '../controllers/daemon-node.ts'
import type { DeploymentSpec } from '../controllers/deployment.ts'
import type { JobRules } from '../controllers/job.ts'
import { withDefaultTolerations } from '../node-life/taint-eviction.ts'
import type { JobSpec } from '../objects/job.ts'
import { ownedTemplate, type PodTemplateSpec } from '../objects/pod-template-spec.ts'
import type { WrittenObject } from '../objects/written-object.ts'
import type { ControllerSeat } from '../root/api-server.ts'
import { taskTemplate } from '../root/task-template.ts'
import type { Toleration } from '../taints.ts'
import { ApiClient } from './api-client.ts'
import { DaemonSetWorkload } from './daemon-set-workload.ts'
import { DeploymentWorkload, type RolloutParts } from './deployment-workload.ts'
import { JobWorkload } from './job-workload.ts'
import type { PodSettings } from './pod-specs.ts'
import { ReplicaSetWorkload } from './replica-set-workload.ts'
import type { ControllerManagerSpec } from './spec.ts'
import { StatefulSetWorkload } from './stateful-set-workload.ts'
import type { Workload, WorkloadParts } from './workload.ts'

export type AnyWorkload = DeploymentWorkload | StatefulSetWorkload | DaemonSetWorkload | JobWorkload

/** The container of a pod that is made of a task. */
const CONTAINER = 'task'

export class WorkloadMaker {
  readonly #spec: ControllerManagerSpec
  readonly #seat: ControllerSeat
  readonly #rollouts: RolloutParts
  readonly #uids: WorkloadParts['uids']
  readonly #wake: (workload: Workload, at: Time) => void
  /** By the controller that uses it. */
  readonly #clients = new Map<string, ApiClient>()
  readonly #names = new Set<string>()
  /** By class of jobs: how many of its pods were made. */
  readonly #placed = new Map<string, number>()
  #made = 0

  constructor(
    spec: ControllerManagerSpec,
    seat: ControllerSeat,
    rollouts: RolloutParts,
    wake: (workload: Workload, at: Time) => void,
  ) {
    this.#spec = spec
    this.#seat = seat
    this.#rollouts = rollouts
    this.#wake = wake
    this.#uids = seat.cluster.streams.stream(`kubernetes/${spec.name}/uids`)
  }

  /** @throws SwitchyardError for what Kubernetes does not run: gangs, and stages of pipelines. */
  make(job: JobId): AnyWorkload {
    this.#refuse(job)
    const { jobs, classes } = this.#seat.cluster
    const jobClass = classes[jobs.jobClass[job]!]!
    const written = this.#spec.objects?.[jobClass]
    if (written !== undefined) return this.#written(job, jobClass, written)
    if (jobs.duration[job] !== NEVER) return this.#job(job)
    return this.#spec.statefulSets.includes(jobClass) ? this.#statefulSet(job) : this.#deployment(job)
  }

  #refuse(job: JobId): void {
    const { jobs } = this.#seat.cluster
    const what =
      jobs.pipeline[job] !== NONE
        ? ['a stage of a pipeline', 'knows of no pipelines: let a framework of kind pipelines take its class']
        : ['a gang', 'starts pods one by one, so take the gangs out of the workload']
    if (jobs.pipeline[job] !== NONE || jobs.gang[job] === 1)
      throw new SwitchyardError(
        `Job ${jobs.id[job]} is ${what[0]}, but framework '${this.#spec.name}' is the controller manager of Kubernetes, which ${what[1]}.`,
      )
  }

  #deployment(job: JobId): DeploymentWorkload {
    const { strategy, maxSurge, maxUnavailable, minReady, progressDeadline } = this.#spec
    const percent = (share: number) => ({ percent: Math.round(share * 100) })
    const spec: DeploymentSpec = {
      replicas: this.#seat.cluster.jobs.tasks[job]!,
      strategy:
        strategy === 'recreate'
          ? { type: 'Recreate' }
          : { type: 'RollingUpdate', maxSurge: percent(maxSurge), maxUnavailable: percent(maxUnavailable) },
      ...{ minReady, progressDeadline, paused: false },
    }
    return new DeploymentWorkload(
      this.#parts(job, 'replicaset'),
      spec,
      this.#serviceSettings(job),
      this.#rollouts,
    )
  }

  #statefulSet(job: JobId): StatefulSetWorkload {
    const { podManagement, minReady } = this.#spec
    return new StatefulSetWorkload(
      this.#parts(job, 'statefulset'),
      {
        replicas: this.#seat.cluster.jobs.tasks[job]!,
        podManagementPolicy: podManagement === 'parallel' ? 'Parallel' : 'OrderedReady',
        update: { type: 'RollingUpdate', partition: 0, maxUnavailable: { pods: 1 } },
        ...{ minReady, start: 0 },
      },
      this.#serviceSettings(job),
      this.#rollouts,
      null,
    )
  }

  #job(job: JobId): JobWorkload {
    const { parallelism, backoffLimit, activeDeadline, restart } = this.#spec
    const tasks = this.#seat.cluster.jobs.tasks[job]!
    const rules: JobRules = {
      parallelism: parallelism === 0 ? tasks : parallelism,
      completions: tasks,
      completionMode: 'NonIndexed',
      ...{ backoffLimit, backoffLimitPerIndex: null, maxFailedIndexes: null, activeDeadline },
      suspend: false,
      podReplacementPolicy: 'TerminatingOrFailed',
      podFailurePolicy: [],
      successPolicy: [],
      restartsInPlace: restart === 'on-failure',
    }
    const settings = this.#settings(job, restart === 'never' ? 'Never' : 'OnFailure', NEVER)
    return new JobWorkload(this.#parts(job, 'job'), rules, settings, [CONTAINER])
  }

  /** What a manifest says. A pod that nobody owns is not replaced when it is over. */
  #written(job: JobId, jobClass: string, { object: written, places }: WrittenObject): AnyWorkload {
    const parts = (controller: string) => ({
      ...this.#parts(job, controller, written.name),
      place: () => {
        const next = this.#placed.get(jobClass) ?? 0
        this.#placed.set(jobClass, next + 1)
        return places[next] ?? null
      },
    })
    switch (written.kind) {
      case 'Deployment':
        return new DeploymentWorkload(
          parts('replicaset'),
          written,
          this.#writtenSettings(written.pod),
          this.#rollouts,
        )
      case 'ReplicaSet':
        return new ReplicaSetWorkload(
          parts('replicaset'),
          written,
          this.#writtenSettings(written.pod),
          this.#rollouts,
        )
      case 'StatefulSet':
        return new StatefulSetWorkload(
          parts('statefulset'),
          written,
          this.#writtenSettings(written.pod),
          this.#rollouts,
          written.selector,
        )
      case 'DaemonSet': {
        const parts = this.#parts(job, 'daemonset', written.name)
        const settings = this.#writtenSettings(written.pod, tolerationsOf(written))
        return new DaemonSetWorkload(parts, written, settings)
      }
      case 'Job':
        return this.#writtenJob(parts('job'), written)
      case 'CronJob':
        return this.#writtenJob(parts('job'), written.job)
      case 'Pod':
        return this.#writtenJob(parts('job'), { ...single, pod: written.pod }, [])
    }
  }

  #writtenJob(parts: WorkloadParts, rules: JobSpec, labels?: readonly string[]): JobWorkload {
    const { restartPolicy, containerNames } = rules.pod
    return new JobWorkload(
      parts,
      { ...rules, restartsInPlace: restartPolicy === 'OnFailure' },
      this.#writtenSettings(rules.pod),
      containerNames,
      labels,
    )
  }

  #serviceSettings(job: JobId): PodSettings {
    return this.#settings(job, 'Always', this.#spec.readyAfter)
  }

  #settings(job: JobId, restartPolicy: PodSettings['restartPolicy'], readyAfter: Time): PodSettings {
    const { cluster, framework } = this.#seat
    const { toleration } = this.#spec
    const tolerations = withDefaultTolerations([], toleration)
    return {
      restartPolicy,
      terminationGrace: cluster.frameworks.killGrace[framework]!,
      readyAfter,
      activeDeadline: NEVER,
      template: (owner, more) => ({ ...taskTemplate(job, more, owner, cluster), tolerations }),
    }
  }

  /** @param tolerations the pod's own, with those that its controller adds */
  #writtenSettings(
    pod: PodTemplateSpec,
    tolerations: readonly Toleration[] = pod.template.tolerations,
  ): PodSettings {
    return {
      restartPolicy: pod.restartPolicy,
      terminationGrace: pod.terminationGracePeriod,
      readyAfter: readyAfter(pod),
      activeDeadline: pod.activeDeadline,
      template: (owner, more) => {
        const template = ownedTemplate(pod, owner, more)
        return { ...template, tolerations: withDefaultTolerations(tolerations) }
      },
    }
  }

  /** Objects of several kinds, and runs of one CronJob, may have one name. */
  #nameFor(wanted: string): string {
    let name = wanted
    for (let other = 2; this.#names.has(name); other++) name = `${wanted}.${other}`
    this.#names.add(name)
    return name
  }

  #parts(job: JobId, controller: string, written?: string): WorkloadParts {
    const { cluster, api } = this.#seat
    const { apiQps, apiBurst, name } = this.#spec
    let client = this.#clients.get(controller)
    if (client === undefined) {
      client = new ApiClient(cluster.engine, apiQps, apiBurst)
      this.#clients.set(controller, client)
    }
    return {
      ...{ cluster, api, client, job },
      name: this.#nameFor(written ?? `${name}-${this.#made++}`),
      uids: this.#uids,
      wake: this.#wake,
    }
  }
}

/** A pod that nobody owns, as a Job of one that is not tried again. */
const single: Omit<JobSpec, 'pod'> = {
  parallelism: 1,
  completions: 1,
  completionMode: 'NonIndexed',
  backoffLimit: 0,
  backoffLimitPerIndex: null,
  maxFailedIndexes: null,
  activeDeadline: NEVER,
  suspend: false,
  podReplacementPolicy: 'TerminatingOrFailed',
  podFailurePolicy: [],
  successPolicy: [],
}

/** The last of its probes to be content, if every answer is a good one. */
function readyAfter({ readinessProbes }: PodTemplateSpec): Time {
  return Math.max(
    0,
    ...readinessProbes.map(
      ({ initialDelay, period, successThreshold }) => initialDelay + period * (successThreshold - 1),
    ),
  )
}
