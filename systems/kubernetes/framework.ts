/**
 * The controller manager of Kubernetes in a simulation: services are Deployments or StatefulSets, batch jobs are Jobs, and what goes
 * by the clock are CronJobs.
 *
 * Every decision is made by the files of the folder `controllers`; here and in the folder `framework` their books are kept current
 * from what happens.
 */
import type { Cluster } from '../../sim/cluster.ts'
import type { Framework } from '../../sim/contracts.ts'
import { NEVER, type Time } from '../../sim/engine/time.ts'
import { type JobId, type MachineId, NONE, type TaskId } from '../../sim/world/handles.ts'
import type { TaskOutcome } from '../../sim/world/lifecycle.ts'
import { CronArrivals } from './framework/cron-arrivals.ts'
import { CronJobs } from './framework/cron-jobs.ts'
import { DaemonSetWorkload } from './framework/daemon-set-workload.ts'
import { Disruptions, type Ownership } from './framework/disruptions.ts'
import { JobWorkload } from './framework/job-workload.ts'
import type { ControllerManagerSpec } from './framework/spec.ts'
import type { Workload } from './framework/workload.ts'
import { type AnyWorkload, WorkloadMaker } from './framework/workload-maker.ts'
import type { PodMaker } from './objects/cluster-objects.ts'
import type { ApiPod } from './root/api-pod.ts'
import type { ApiServer, ControllerSeat, PodController, PodFramework } from './root/api-server.ts'

export class ControllerManager implements Framework, PodFramework, PodController {
  readonly name: string
  readonly #spec: ControllerManagerSpec
  readonly #workloads = new Map<JobId, AnyWorkload>()
  /** By number, workloads that a timer may be set for. */
  readonly #timed = new Map<number, Workload>()
  readonly #numbers = new Map<Workload, number>()
  #cluster!: Cluster
  #api!: ApiServer
  #maker!: WorkloadMaker
  #arrivals!: CronArrivals
  #cronJobs!: CronJobs
  #disruptions!: Disruptions
  #numbered = 0
  #dues = 0

  constructor(spec: ControllerManagerSpec) {
    this.name = spec.name
    this.#spec = spec
  }

  controllerOn(seat: ControllerSeat): PodController {
    const { cluster, framework } = seat
    const { engine, streams } = cluster
    const { scale, upgrades, name } = this.#spec
    this.#cluster = cluster
    this.#api = seat.api
    // Instances say themselves when they are ready.
    cluster.frameworks.readyAfter[framework] = NEVER
    const rollouts = {
      measured: cluster.recorder.schedulers[0]!,
      luck: streams.stream(`kubernetes/${name}/readiness`),
    }
    this.#maker = new WorkloadMaker(this.#spec, seat, rollouts, (workload, at) => this.#wake(workload, at))
    this.#arrivals = new CronArrivals(
      cluster,
      job => this.#startingDeadline(job),
      job => this.#begin(job),
    )
    this.#cronJobs = new CronJobs(seat, this.#spec, job => this.#begin(job))
    this.#disruptions = new Disruptions(seat, this.#spec.budgets ?? [], job => this.#ownership(job))
    this.#dues = engine.on(number => this.#timed.get(number)?.due())
    const scales = engine.on(index => {
      for (const each of this.#services()) each.scale(scale[index]!.to)
      this.#disruptions.scaled()
    })
    for (const [index, { at }] of scale.entries()) engine.at(at, scales, index, 0)
    const updates = engine.on(index => {
      for (const each of this.#services()) each.update(upgrades[index]!.failing ?? 0)
    })
    for (const [index, { at }] of upgrades.entries()) engine.at(at, updates, index, 0)
    cluster.probes.add({ jobEnded: job => this.#forget(job) })
    this.#cronJobs.begin()
    return this
  }

  jobArrived(job: JobId): void {
    this.#arrivals.arrived(job)
  }

  taskEnded(task: TaskId, outcome: TaskOutcome): void {
    this.#api.taskEnded(task, outcome)
  }

  nodeChanged(machine: MachineId): void {
    for (const workload of this.#workloads.values())
      if (workload instanceof DaemonSetWorkload) workload.nodeChanged(machine)
  }

  podCreated(pod: ApiPod): void {
    this.#disruptions.changed(pod)
  }

  podBound(pod: ApiPod): void {
    this.#workloads.get(pod.job)?.podChanged(pod)
  }

  podRunning(pod: ApiPod): void {
    this.#disruptions.changed(pod)
    this.#workloads.get(pod.job)?.podChanged(pod)
  }

  podReady(pod: ApiPod): void {
    this.#disruptions.changed(pod)
    this.#workloads.get(pod.job)?.podChanged(pod)
  }

  podRestarts(pod: ApiPod): void {
    this.#disruptions.changed(pod)
    this.#workloads.get(pod.job)?.podChanged(pod)
  }

  podDeleted(pod: ApiPod): void {
    this.#disruptions.changed(pod)
    this.#workloads.get(pod.job)?.podDeleted(pod)
  }

  podOver(pod: ApiPod): void {
    this.#disruptions.changed(pod)
    this.#workloads.get(pod.job)!.podOver(pod)
  }

  /** `startingDeadlineSeconds` of the manifest that the cron run is from. */
  #startingDeadline(job: JobId): Time {
    const object = this.#writtenOf(job)
    return object?.kind === 'CronJob' ? object.startingDeadline : NEVER
  }

  #ownership(job: JobId): Ownership {
    const kind = this.#writtenOf(job)?.kind
    if (kind === 'Pod') return 'alone'
    return kind === 'DaemonSet' || this.#workloads.get(job) instanceof JobWorkload ? 'unscaled' : 'scaled'
  }

  /** The object of a manifest that the job is. */
  #writtenOf(job: JobId): PodMaker | undefined {
    const { classes, jobs } = this.#cluster
    return this.#spec.objects?.[classes[jobs.jobClass[job]!]!]?.object
  }

  #begin(job: JobId): void {
    const workload = this.#maker.make(job)
    this.#workloads.set(job, workload)
    this.#numbers.set(workload, this.#numbered)
    this.#timed.set(this.#numbered++, workload)
    workload.begin()
  }

  /** What can be scaled and updated: services, but the schedulers of other frameworks. */
  *#services() {
    const { jobs } = this.#cluster
    for (const workload of this.#workloads.values())
      if ('scale' in workload && jobs.hosts[workload.job] === NONE) yield workload
  }

  #wake(workload: Workload, at: number): void {
    const { engine, now } = this.#cluster
    const number = this.#numbers.get(workload)!
    // All that happens at an instant is looked at together.
    if (at <= now) engine.atEndOfInstant(this.#dues, number, 0)
    else engine.at(at, this.#dues, number, 0)
  }

  /** The job is over. */
  #forget(job: JobId): void {
    const workload = this.#workloads.get(job)
    if (workload !== undefined) {
      workload.isOver = true
      workload.forget()
      this.#workloads.delete(job)
      this.#timed.delete(this.#numbers.get(workload)!)
      this.#numbers.delete(workload)
    }
    this.#disruptions.over(job)
    this.#arrivals.over(job)
    if (workload === undefined || workload instanceof JobWorkload) this.#cronJobs.over(job)
  }
}
