/**
 * The API server of a run: what controllers ask of it, and what follows for the scheduler, the kubelets and the tables.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import { NEVER } from '../../../sim/engine/time.ts'
import type { FrameworkId, JobId, MachineId, TaskId } from '../../../sim/world/handles.ts'
import { TaskOutcome, TaskState } from '../../../sim/world/lifecycle.ts'
import type { Cluster as Cache } from '../cluster.ts'
import { admitEviction, counted, type EvictionAnswer, type EvictionBudget } from '../eviction.ts'
import { zoneOf } from '../node.ts'
import type { Profiles } from '../profiles.ts'
import type { Taint } from '../taints.ts'
import type { Controller } from '../workloads.ts'
import type { ApiPod, DeletionCause } from './api-pod.ts'
import type { ApiNode, ApiServer, Deletion, NewPod } from './api-server.ts'
import type { Binder } from './binder.ts'
import type { Kubelets } from './kubelets.ts'
import type { Nodes } from './nodes.ts'
import { Binding, PodObject } from './pod-object.ts'
import type { PodScheduler } from './pod-scheduler.ts'
import type { PodStore } from './pod-store.ts'
import { shortOf } from './short-of.ts'
import type { Watchers } from './watchers.ts'

export interface ControlPlaneParts {
  readonly cluster: Cluster
  readonly cache: Cache
  readonly store: PodStore
  readonly nodes: Nodes
  readonly profiles: Profiles
  readonly scheduler: PodScheduler
  readonly kubelets: Kubelets
  readonly binder: Binder
  readonly watchers: Watchers
  /** Which frameworks manage pods themselves, by number. */
  readonly managed: (framework: FrameworkId) => boolean
  /** The scheduler is to hear, when the message has travelled, that the job has one more pod. */
  readonly announces: (job: JobId) => void
  /** A pod on a node begins to terminate. */
  readonly counts: (cause: DeletionCause) => void
}

const OUTCOMES: Readonly<Record<DeletionCause, TaskOutcome>> = {
  PreemptionByScheduler: TaskOutcome.Preempted,
  DeletionByTaintManager: TaskOutcome.Drained,
  EvictionByEvictionAPI: TaskOutcome.Drained,
  DeletionByPodGC: TaskOutcome.Drained,
  ScaledDown: TaskOutcome.Scaled,
  OwnerEnded: TaskOutcome.Killed,
}

/** What a pod was deleted for whose task was killed as this, by its own framework or a drain. */
const CAUSES: Partial<Record<TaskOutcome, DeletionCause>> = {
  [TaskOutcome.Drained]: 'EvictionByEvictionAPI',
  [TaskOutcome.Scaled]: 'ScaledDown',
  [TaskOutcome.Killed]: 'OwnerEnded',
}

export class ControlPlane implements ApiServer {
  readonly #parts: ControlPlaneParts
  readonly #budgets = new Map<FrameworkId, readonly EvictionBudget[]>()

  constructor(parts: ControlPlaneParts) {
    this.#parts = parts
  }

  get nodes(): readonly ApiNode[] {
    return this.#parts.nodes.list
  }

  node(name: string): ApiNode | undefined {
    return this.#parts.nodes.named(name)
  }

  setTaints(machine: MachineId, taints: readonly Taint[]): void {
    this.#parts.nodes.setTaints(machine, taints)
  }

  /** Of a node that is not ready no pod counts as ready (pkg/controller/util/node/controller_utils.go, MarkPodsNotReady). */
  setReady(machine: MachineId, ready: ApiNode['ready']): void {
    const { nodes, store, watchers } = this.#parts
    nodes.setReady(machine, ready)
    if (ready === 'True') return
    for (const pod of [...store.onMachine(machine)]) {
      if (!pod.ready) continue
      pod.ready = false
      watchers.ready(pod)
    }
  }

  nodeEvicted(machine: MachineId): void {
    const { nodes, scheduler } = this.#parts
    // The original writes a NUL between the two.
    scheduler.metrics.nodeEvicted(zoneOf(nodes.list[machine]!.node).replace('\u0000:', ''))
  }

  tasksWithoutPod(job: JobId): number {
    return this.#parts.store.tasksWithout(job)
  }

  createPod({ job, name, spec, nodeName }: NewPod): ApiPod {
    const { cluster, store, scheduler, watchers, managed, announces } = this.#parts
    const { jobs } = cluster
    const key = `${spec.template.namespace}/${name}`
    if (store.tasksWithout(job) <= 0)
      throw new Error(`Job ${jobs.id[job]} has no pending task without a pod for the pod ${key}.`)
    if (store.has(key)) throw new Error(`There is a pod ${key} already.`)
    const framework = jobs.framework[job]!
    const pod = new PodObject({
      ...{ uid: store.nextUid(), name, spec, framework, job },
      generation: jobs.generation[job]!,
      createdAt: cluster.now,
      isManaged: managed(framework),
    })
    if (store.refusalOf(job) !== null) cluster.probes.heldBack(framework, job, '', 0)
    store.add(pod)
    if (nodeName !== undefined) this.#bindAtOnce(pod, nodeName)
    else {
      scheduler.created(pod)
      announces(job)
    }
    watchers.created(pod)
    return pod
  }

  deletePod(asked: ApiPod, { cause, grace }: Deletion): boolean {
    const { cluster, kubelets, nodes, watchers } = this.#parts
    const pod = asked as PodObject
    if (!pod.exists) return true
    if (pod.task < 0) {
      this.remove(pod, cause)
      watchers.deleted(pod)
      return true
    }
    const shorter = grace !== undefined && grace < pod.grace
    if (shorter) pod.grace = grace
    const answers = nodes.list[pod.machine]!.answers
    if (pod.deletedAt < 0) {
      this.#begins(pod, cause)
      // Who has killed it already said why.
      if (answers && cluster.tasks.killedAs[pod.task] === 0) cluster.running.kill(pod.task, OUTCOMES[cause])
    } else if (shorter && answers) kubelets.shorten(pod)
    // Who does not manage pods could not make another in time.
    if (!answers && (pod.grace === 0 || !pod.isManaged)) kubelets.force(pod)
    return !pod.exists
  }

  evictPod(asked: ApiPod): EvictionAnswer {
    const pod = asked as PodObject
    const { name, spec, phase, deletedAt, ready } = pod
    const { answer, counts } = admitEviction(
      {
        template: spec.template,
        isRunning: pod.exists && phase === 'Running' && deletedAt < 0,
        isReady: ready,
      },
      this.#allBudgets,
    )
    if (answer !== 'evicted') return answer
    for (const [framework, budgets] of this.#budgets)
      if (counts !== null && budgets.includes(counts))
        this.setBudgets(
          framework,
          budgets.map(each => (each === counts ? counted(each, name) : each)),
        )
    this.deletePod(pod, { cause: 'EvictionByEvictionAPI' })
    return answer
  }

  /** A pod of which nothing is on a node is gone. */
  remove(pod: PodObject, cause: DeletionCause): void {
    const { cluster, store, scheduler, binder, watchers } = this.#parts
    pod.deletedAt = cluster.now
    pod.deletion = cause
    pod.phase = 'Failed'
    binder.givesUp(pod)
    scheduler.forgets(pod)
    store.remove(pod)
    watchers.gone(pod)
  }

  /** So many of the job's tasks are pending from now on: the youngest pods that stood for more of them go. */
  fewerPending(job: JobId, pending: number): void {
    const { store } = this.#parts
    let excess = store.standing(job) - pending
    if (excess <= 0) return
    const youngest = [...store.ofJob(job)].reverse().filter(({ stands }) => stands)
    // What is assumed is claimed, and goes only with its job.
    const order = [
      ...youngest.filter(({ binding }) => binding !== Binding.Assumed),
      ...youngest.filter(({ binding }) => binding === Binding.Assumed),
    ]
    for (const pod of order) if (excess-- > 0) this.remove(pod, 'OwnerEnded')
  }

  /** A running task was told to go, by whomever: its pod terminates. */
  taskStopped(task: TaskId): void {
    const { cluster, store } = this.#parts
    const { tasks, machines } = cluster
    const pod = store.ofTask(task)
    if (pod === undefined || pod.deletedAt >= 0 || tasks.state[task] !== TaskState.Stopping) return
    const cause = CAUSES[tasks.killedAs[task]! as TaskOutcome]
    if (cause === undefined || machines.silent[pod.machine] === 1 || pod.reason !== '') return
    this.#begins(pod, cause)
  }

  /** The job is over, and with it what is left of its pods. */
  jobEnded(job: JobId): void {
    for (const pod of [...this.#parts.store.ofJob(job)]) this.remove(pod, 'OwnerEnded')
  }

  podsOn(machine: MachineId): Iterable<ApiPod> {
    return this.#parts.store.onMachine(machine)
  }

  podsOf(job: JobId): Iterable<ApiPod> {
    return this.#parts.store.ofJob(job)
  }

  addController(controller: Controller): void {
    this.#parts.cache.workloads.addController(controller)
  }

  removeController(controller: Controller): void {
    this.#parts.cache.workloads.removeController(controller)
  }

  setBudgets(framework: FrameworkId, budgets: readonly EvictionBudget[]): void {
    this.#budgets.set(framework, budgets)
    this.#parts.profiles.setBudgets(this.#allBudgets)
  }

  get #allBudgets(): readonly EvictionBudget[] {
    return [...this.#budgets.values()].flat()
  }

  taskEnded(task: TaskId, outcome: TaskOutcome): void {
    this.#parts.kubelets.told(task, outcome)
  }

  #begins(pod: PodObject, cause: DeletionCause): void {
    const { cluster, scheduler, watchers, counts } = this.#parts
    pod.deletedAt = cluster.now
    pod.deletion = cause
    counts(cause)
    scheduler.terminates(pod.pod, cause === 'PreemptionByScheduler')
    watchers.deleted(pod)
  }

  #bindAtOnce(pod: PodObject, nodeName: string): void {
    const { cluster, nodes, store, scheduler, kubelets, watchers } = this.#parts
    const node = nodes.named(nodeName)
    if (node === undefined) throw new Error(`There is no node ${nodeName} for the pod ${pod.pod.key}.`)
    pod.pod.nodeName = nodeName
    const short = shortOf(pod.job, node.machine, cluster)
    if (short !== null) {
      pod.phase = 'Failed'
      pod.reason = `OutOf${short}`
      pod.machine = node.machine
      store.refused(pod, nodeName)
      cluster.probes.heldBack(pod.framework, pod.job, store.refusalOf(pod.job)!, NEVER)
      return
    }
    pod.binding = Binding.Bound
    scheduler.counts(pod)
    kubelets.bound(pod, node.machine)
    watchers.bound(pod)
  }
}
