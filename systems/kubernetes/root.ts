/**
 * Kubernetes as the root of a simulation: its scheduler on the monolithic root, with the API server and the kubelets around it.
 *
 * What is decided is decided by the files beside this one; here and in the folder `root` their books are kept current from what
 * happens, and messages are carried.
 */
import { Monolithic } from '../../policies/root/monolithic.ts'
import type { Cluster } from '../../sim/cluster.ts'
import type { RootScheduler } from '../../sim/contracts.ts'
import type { Time } from '../../sim/engine/time.ts'
import type { LongWait } from '../../sim/measure/long-wait.ts'
import type { Remark, Standing } from '../../sim/measure/result.ts'
import { Condition } from '../../sim/world/condition.ts'
import type { FrameworkId, JobId, MachineId, TaskId } from '../../sim/world/handles.ts'
import { Cluster as Cache } from './cluster.ts'
import type { Decision } from './decision.ts'
import { Reading } from './manifest/fields.ts'
import { defaultProfiles, readSchedulerConfiguration } from './manifest/scheduler-configuration.ts'
import type { NodeLifeOptions } from './node-life/options.ts'
import { type NamedProfile, Profiles } from './profiles.ts'
import { SchedulingQueue } from './queue.ts'
import { RateLimiter } from './rate-limiter.ts'
import { managesPods } from './root/api-server.ts'
import { Binder } from './root/binder.ts'
import { ControlPlane } from './root/control-plane.ts'
import { Drains } from './root/drains.ts'
import { Kubelets } from './root/kubelets.ts'
import { NodeLife } from './root/node-life.ts'
import { Nodes } from './root/nodes.ts'
import type { PodObject } from './root/pod-object.ts'
import { PodScheduler, type SchedulerListener } from './root/pod-scheduler.ts'
import { PodStore } from './root/pod-store.ts'
import { standingsOf } from './root/standings.ts'
import { TaskPods } from './root/task-pods.ts'
import { Watchers } from './root/watchers.ts'
import type { KubernetesSpec } from './spec.ts'
import { Workloads } from './workloads.ts'

export class KubernetesRoot implements RootScheduler, SchedulerListener {
  readonly name = 'kubernetes'
  readonly options: KubernetesSpec
  readonly cache: Cache
  readonly store: PodStore
  readonly profiles: Profiles
  readonly scheduler: PodScheduler
  readonly api: ControlPlane
  readonly #cluster: Cluster
  readonly #limiter: RateLimiter
  readonly #nodes: Nodes
  readonly #kubelets: Kubelets
  readonly #binder: Binder
  readonly #watchers = new Watchers()
  readonly #monolithic: Monolithic
  readonly #drains: Drains
  readonly #evicts: number

  constructor(cluster: Cluster, options: KubernetesSpec) {
    const { nodes = [], services = [], namespaces } = options.written ?? {}
    const cache = new Cache(namespaces, new Workloads(services))
    this.cache = cache
    this.#cluster = cluster
    this.options = options
    this.store = new PodStore(cluster.jobs)
    this.#limiter = new RateLimiter(options.qps, options.burst)
    const ties = options.amongEquals === 'first' ? 'first' : cluster.streams.stream('kubernetes/ties')
    this.profiles = new Profiles(profilesOf(options), cache, ties)
    const queue = new SchedulingQueue({
      cluster: cache,
      argsOf: template => this.profiles.argsOf(template),
      backoff: { initial: options.podInitialBackoff, max: options.podMaxBackoff, window: 1_000_000 },
      hints: options.queueingHints,
    })
    this.#nodes = new Nodes(cluster.machines, options.maxPods, nodes, cache, (event, machine) => {
      this.scheduler.happened(event)
      this.#watchers.nodeChanged(machine)
    })
    this.scheduler = new PodScheduler({
      cluster,
      cache,
      store: this.store,
      profiles: this.profiles,
      queue,
      machineOf: name => this.#nodes.named(name)!.machine,
      thinkTimes: cluster.classes.map(name => {
        const { perJob, perTask } = options.think[Object.hasOwn(options.think, name) ? name : 'default']!
        return perJob + perTask
      }),
      listener: this,
    })
    this.#kubelets = new Kubelets({
      cluster,
      store: this.store,
      nodes: this.#nodes,
      scheduler: this.scheduler,
      watchers: this.#watchers,
    })
    this.#binder = new Binder({
      cluster,
      store: this.store,
      limiter: this.#limiter,
      scheduler: this.scheduler,
      kubelets: this.#kubelets,
      watchers: this.#watchers,
      latency: options.bindingLatency,
    })
    this.#monolithic = new Monolithic(
      (_, retries) => {
        this.scheduler.wake = retries
        return { queue: this.scheduler, planner: this.scheduler, preemption: null }
      },
      { freeFailedAttempts: false, expectedEndsAreFree: false, passPerEvent: false },
    )
    this.api = new ControlPlane({
      cluster,
      cache,
      store: this.store,
      nodes: this.#nodes,
      profiles: this.profiles,
      scheduler: this.scheduler,
      kubelets: this.#kubelets,
      binder: this.#binder,
      watchers: this.#watchers,
      managed: framework => managesPods(cluster.frameworks.owners[framework]!),
      announces: job => this.#monolithic.submit(job),
      counts: cause => this.scheduler.metrics.evicted(cause),
    })
    this.#drains = new Drains(cluster, this.api)
    this.#evicts = cluster.engine.on(uid => {
      const victim = this.store.byUid(uid)
      if (victim !== undefined) this.api.deletePod(victim, { cause: 'PreemptionByScheduler' })
    })
  }

  start(cluster: Cluster): void {
    this.#monolithic.start(cluster)
    const pods = new TaskPods(cluster, this.api, this.profiles.first)
    for (const [framework, owner] of cluster.frameworks.owners.entries()) {
      const seat = { cluster, framework, api: this.api }
      this.#watchers.controllers.push(managesPods(owner) ? owner.controllerOn(seat) : pods)
    }
    this.#watchers.nodes = new NodeLife(cluster, this.api, nodeLifeOf(this.options))
    for (let machine = 0; machine < cluster.machines.count; machine++)
      if (cluster.machines.up[machine] === 0) this.machineChanged(machine, false)
  }

  submit(job: JobId): void {
    this.#kubelets.submit(job)
    this.#watchers.of(this.#cluster.jobs.framework[job]!).submit?.(job)
  }

  withdraw(job: JobId): void {
    this.#monolithic.withdraw(job)
    this.#watchers.of(this.#cluster.jobs.framework[job]!).withdraw?.(job)
  }

  pendingChanged(job: JobId, before: number, delta: number): void {
    if (delta < 0) this.api.fewerPending(job, before + delta)
  }

  jobEnded(job: JobId): void {
    this.api.jobEnded(job)
  }

  released(machine: MachineId, task: TaskId): void {
    this.#monolithic.released(machine, task)
  }

  taskStarted(task: TaskId): void {
    this.#kubelets.taskStarted(task)
  }

  taskStopped(task: TaskId): void {
    this.api.taskStopped(task)
  }

  readyChanged(task: TaskId, ready: boolean): void {
    this.#kubelets.readyChanged(task, ready)
  }

  machineChanged(machine: MachineId, up: boolean): void {
    if (!up && this.#cluster.machines.condition[machine] === Condition.Draining) {
      this.#nodes.setUnschedulable(machine, true)
      return
    }
    if (up) {
      this.#nodes.uncordon(machine)
      this.#drains.stop(machine)
    }
    const answered = this.#nodes.list[machine]!.answers
    this.#nodes.setAnswers(machine, up)
    if (up && !answered) this.#watchers.nodes!.kubeletBack(machine)
    // It may have died while it was cordoned, of which nobody was told.
    if (up) this.#kubelets.isBack(machine)
    else if (answered) this.#watchers.nodes!.kubeletStopped(machine)
  }

  drain(machine: MachineId): void {
    this.#nodes.setUnschedulable(machine, true)
    this.#drains.begin(machine)
  }

  frameworkChanged(framework: FrameworkId, connected: boolean): void {
    this.#monolithic.frameworkChanged(framework, connected)
  }

  assumed(pod: PodObject, machine: MachineId): void {
    this.#binder.begin(pod, machine)
  }

  /** The scheduler counts them as terminating at once; each is told to go by a request of its own. */
  preempts(_: PodObject, victims: readonly PodObject[]): void {
    const { engine, now } = this.#cluster
    for (const victim of victims) {
      this.scheduler.terminates(victim.pod, true)
      const at = this.#limiter.reserve(now) + this.options.bindingLatency
      engine.at(at, this.#evicts, victim.uid, 0)
    }
  }

  rejected(_: PodObject, { rejections, absent, preFilter }: Decision): void {
    const { probes, reasons } = this.#cluster
    const said = new Set([...(preFilter?.reasons ?? []), ...(absent?.reasons ?? [])])
    for (const { reasons } of rejections.tally.keys()) for (const reason of reasons) said.add(reason)
    for (const reason of said) probes.reasonGiven(reasons.number(reason), 1)
  }

  taskIsOver(task: TaskId): void {
    this.#kubelets.ended(task)
  }

  waits(end: Time): readonly LongWait[] {
    return this.scheduler.longestWaits.read(this.store, end)
  }

  remarks(): readonly Remark[] {
    return this.#drains.remarks()
  }

  standings(): readonly Standing[] | undefined {
    return this.options.written === undefined ? undefined : standingsOf(this.#cluster, this.store)
  }
}

function nodeLifeOf(spec: KubernetesSpec): NodeLifeOptions {
  return {
    heartbeatInterval: spec.heartbeatInterval,
    monitorPeriod: spec.nodeMonitorPeriod,
    gracePeriod: spec.nodeMonitorGracePeriod,
    evictionRate: spec.nodeEvictionRate,
    secondaryEvictionRate: spec.secondaryNodeEvictionRate,
    largeZone: spec.largeClusterSizeThreshold,
    unhealthyZone: spec.unhealthyZoneThreshold,
  }
}

/** @throws SwitchyardError for a configuration with faults: whoever read its file has told them already. */
function profilesOf({ configuration, percentageOfNodesToScore }: KubernetesSpec): readonly NamedProfile[] {
  if (configuration === undefined) return defaultProfiles(percentageOfNodesToScore)
  const reading = new Reading()
  const { profiles } = readSchedulerConfiguration(configuration, reading)
  reading.finish()
  return profiles
}
