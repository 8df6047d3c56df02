/**
 * The kubelets: they start what is bound to their nodes, tell of it, start containers again, and end pods that are deleted.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import { Route } from '../../../sim/engine/mailbox.ts'
import { NEVER } from '../../../sim/engine/time.ts'
import type { Carrier } from '../../../sim/life/task-life.ts'
import { Claims, Verdict } from '../../../sim/world/claims.ts'
import { Condition } from '../../../sim/world/condition.ts'
import type { JobId, MachineId, TaskId } from '../../../sim/world/handles.ts'
import { TaskOutcome, TaskState } from '../../../sim/world/lifecycle.ts'
import { View } from '../../../sim/world/views.ts'
import { crashesInRow, restartPause } from '../restart-backoff.ts'
import type { Nodes } from './nodes.ts'
import { Binding, type PodObject } from './pod-object.ts'
import type { PodScheduler } from './pod-scheduler.ts'
import type { PodStore } from './pod-store.ts'
import { shortOf } from './short-of.ts'
import type { Watchers } from './watchers.ts'

export interface KubeletParts {
  readonly cluster: Cluster
  readonly store: PodStore
  readonly nodes: Nodes
  readonly scheduler: PodScheduler
  readonly watchers: Watchers
}

export class Kubelets implements Carrier {
  readonly #parts: KubeletParts
  readonly #live: View
  /** By depth: a launch that takes no time may cause another. */
  readonly #claims: Claims[] = []
  #depth = 0
  /** Ends that nobody was told of because the node does not answer, by machine. */
  readonly #untold = new Map<MachineId, TaskId[]>()
  /** The pod that is being launched: messages may take no time. */
  #launching: PodObject | null = null
  readonly #reports: number
  readonly #starts: number
  readonly #restarts: number
  readonly #readies: number
  readonly #deadlines: number
  readonly #ends: number

  constructor(parts: KubeletParts) {
    const { cluster, store } = parts
    this.#parts = parts
    this.#live = View.live(cluster.machines)
    const { engine, mailbox, tasks, running } = cluster
    this.#reports = mailbox.on((task, generation) => {
      if (tasks.generation[task] === generation) running.report(task)
    })
    this.#starts = mailbox.on((task, generation) => {
      const pod = tasks.generation[task] === generation ? store.ofTask(task) : undefined
      if (pod !== undefined) this.#runs(pod)
    })
    this.#restarts = engine.on(uid => {
      const pod = store.byUid(uid)
      if (pod !== undefined) store.setStands(pod, true)
    })
    this.#readies = engine.on((task, generation) => {
      if (tasks.generation[task] === generation) running.setReady(task, true)
    })
    this.#deadlines = engine.on((uid, restarts) => {
      const pod = store.byUid(uid)
      if (pod !== undefined && restarts === 0) this.#overdue(pod)
    })
    this.#ends = engine.on((task, generation) => {
      const { machines } = cluster
      const stops = tasks.generation[task] === generation && tasks.state[task] === TaskState.Stopping
      if (stops && machines.silent[tasks.machine[task]!] === 0)
        running.end(task, tasks.killedAs[task]! as TaskOutcome)
    })
    running.carrier = this
    running.graceOf = task => {
      const pod = store.ofTask(task)
      return pod?.grace ?? cluster.frameworks.killGrace[cluster.jobs.framework[tasks.job[task]!]!]!
    }
  }

  /** Can the pod be bound there: is its job still there, and its node? */
  admits({ job, generation }: PodObject, machine: MachineId): boolean {
    const { jobs, machines } = this.#parts.cluster
    return (
      jobs.generation[job] === generation &&
      jobs.isOpen(job) &&
      machines.condition[machine] !== Condition.Down &&
      shortOf(job, machine, this.#parts.cluster) === null
    )
  }

  /** The pod is bound to the node of the machine, which starts it. */
  bound(pod: PodObject, machine: MachineId): void {
    const { store, cluster } = this.#parts
    store.bound(pod, machine)
    pod.boundAt = cluster.now
    if (pod.spec.activeDeadline !== NEVER)
      cluster.engine.at(cluster.now + pod.spec.activeDeadline, this.#deadlines, pod.uid, 0)
    this.#launch(pod)
  }

  /** Tasks of the job became pending: those of pods whose pause between two starts is over are launched. */
  submit(job: JobId): void {
    for (const pod of [...this.#parts.store.ofJob(job)]) this.#launchAgain(pod)
  }

  /** The machine works again: what is bound to it is started again, and what ended unheard is told. */
  isBack(machine: MachineId): void {
    const { store } = this.#parts
    const untold = this.#untold.get(machine) ?? []
    this.#untold.delete(machine)
    for (const task of untold) {
      this.ended(task)
      this.carry(task)
    }
    for (const pod of [...store.onMachine(machine)]) this.#launchAgain(pod)
  }

  taskStarted(task: TaskId): void {
    const { cluster, store } = this.#parts
    if (this.#launching !== null && store.ofTask(task) === undefined) {
      store.started(this.#launching, task)
      this.#launching = null
    }
    const pod = store.ofTask(task)
    if (pod === undefined) return
    pod.startedAt = cluster.now
    const generation = cluster.tasks.generation[task]!
    if (pod.isManaged && pod.spec.readyAfter !== NEVER)
      cluster.engine.at(cluster.now + pod.spec.readyAfter, this.#readies, task, generation)
    cluster.mailbox.send(Route.Status, this.#starts, task, generation)
  }

  readyChanged(task: TaskId, ready: boolean): void {
    const pod = this.#parts.store.ofTask(task)
    // Of a node that does not answer nobody hears; its pods are marked when it is missed.
    if (pod === undefined || !this.#parts.nodes.list[pod.machine]!.answers) return
    if (pod.ready === ready) return
    pod.ready = ready
    this.#parts.watchers.ready(pod)
  }

  /** The task is over on its machine; who schedules counts it no longer, unless the pod keeps its place. */
  ended(task: TaskId): void {
    const { store } = this.#parts
    const pod = store.ofTask(task)
    if (pod === undefined) return
    if (this.#isOpen(pod) && (this.#isUntold(pod) || this.#startsAgain(pod, task))) return
    this.#parts.scheduler.forgets(pod)
    if (pod.isManaged && this.#isOpen(pod)) return
    store.remove(pod)
    this.#parts.watchers.gone(pod)
  }

  /** Word of an end goes out, or waits until the node answers. */
  carry(task: TaskId): void {
    const { cluster, store } = this.#parts
    const pod = store.ofTask(task)
    if (pod !== undefined && this.#isOpen(pod) && this.#isUntold(pod)) {
      const others = this.#untold.get(pod.machine)
      if (others === undefined) this.#untold.set(pod.machine, [task])
      else others.push(task)
      return
    }
    cluster.mailbox.send(Route.Status, this.#reports, task, cluster.tasks.generation[task]!)
  }

  /** The framework that manages the pod was told that its task is over. */
  told(task: TaskId, outcome: TaskOutcome): void {
    const { store, watchers } = this.#parts
    const pod = store.ofTask(task)
    if (pod === undefined) throw new Error(`No pod is known of task ${task}, which is over.`)
    if (this.#startsAgain(pod, task)) {
      this.#pause(pod, task)
      return
    }
    this.#parts.scheduler.forgets(pod)
    pod.phase = outcome === TaskOutcome.Finished ? 'Succeeded' : 'Failed'
    if (pod.phase === 'Failed' && pod.reason === '') pod.reason = reasonOf(outcome)
    pod.ready = false
    store.remove(pod)
    watchers.over(pod)
  }

  /** The pod's object is to be gone at once, whether its node answers or not. */
  force(pod: PodObject): void {
    const { cluster } = this.#parts
    const { tasks, running } = cluster
    pod.isForced = true
    const { task } = pod
    const untold = this.#untold.get(pod.machine)
    const at = untold?.indexOf(task) ?? -1
    if (at >= 0) {
      untold!.splice(at, 1)
      this.ended(task)
      this.carry(task)
    } else if (tasks.state[task] !== TaskState.Ended && cluster.machines.silent[pod.machine] === 1) {
      running.end(task, TaskOutcome.Lost)
    }
  }

  /** The pod, which terminates already, is to be gone after so long at the latest. */
  shorten(pod: PodObject): void {
    const { engine, now, tasks } = this.#parts.cluster
    engine.at(now + pod.grace, this.#ends, pod.task, tasks.generation[pod.task]!)
  }

  #launchAgain(pod: PodObject): void {
    const waits = pod.binding === Binding.Bound && pod.stands
    const { machines } = this.#parts.cluster
    // A machine that is cordoned dies without a word.
    if (!waits || machines.silent[pod.machine] === 1 || !this.#parts.nodes.list[pod.machine]!.answers) return
    if (this.#parts.cluster.jobs.count(pod.job, TaskState.Pending) > 0) this.#launch(pod)
  }

  #launch(pod: PodObject): void {
    const { cluster, store } = this.#parts
    const { machines, jobs, running } = cluster
    this.#claims[this.#depth] ??= new Claims()
    const claims = this.#claims[this.#depth]!
    claims.clear()
    if (machines.up[pod.machine] === 1) claims.add(this.#live, pod.machine, pod.job, jobs)
    else claims.addHeld(pod.machine, pod.job, jobs)
    claims.verdict[0] = Verdict.Accepted
    store.setStands(pod, false)
    this.#launching = pod
    this.#depth++
    running.launch(claims)
    this.#depth--
    if (this.#launching !== pod) return
    this.#launching = null
    store.started(pod, claims.task[0]!)
  }

  #runs(pod: PodObject): void {
    pod.phase = 'Running'
    if (pod.runningAt < 0) pod.runningAt = this.#parts.cluster.now
    this.#parts.watchers.running(pod)
  }

  /** Between two starts: the pod keeps its place, and its task waits. */
  #pause(pod: PodObject, task: TaskId): void {
    const { cluster, store, watchers } = this.#parts
    const { engine, tasks, now } = cluster
    const ran = pod.startedAt < 0 ? 0 : tasks.endedAt[task]! - pod.startedAt
    // A node that restarts is no fault of the container's.
    pod.crashes = tasks.outcome[task] === TaskOutcome.Lost ? 0 : crashesInRow(pod.crashes, ran)
    pod.restarts++
    pod.ready = false
    const pause = restartPause(pod.crashes)
    store.ended(pod, task)
    watchers.restarts(pod)
    if (!pod.exists) return
    // The pod stands for the task before it is pending, so that nobody makes another pod for it.
    if (pause === 0) store.setStands(pod, true)
    else engine.at(now + pause, this.#restarts, pod.uid, 0)
    cluster.relaunch(pod.job, pause)
  }

  #overdue(pod: PodObject): void {
    const { running } = this.#parts.cluster
    if (pod.deletedAt >= 0 || pod.task < 0) return
    pod.reason = 'DeadlineExceeded'
    running.kill(pod.task, TaskOutcome.Killed)
  }

  #startsAgain(pod: PodObject, task: TaskId): boolean {
    const { restartPolicy } = pod.spec
    if (!pod.isManaged || pod.deletedAt >= 0 || pod.reason !== '' || restartPolicy === 'Never') return false
    const outcome = this.#parts.cluster.tasks.outcome[task]
    if (outcome === TaskOutcome.Finished) return restartPolicy === 'Always'
    return outcome === TaskOutcome.Failed || outcome === TaskOutcome.Lost
  }

  #isUntold({ machine, isForced }: PodObject): boolean {
    return !isForced && !this.#parts.nodes.list[machine]!.answers
  }

  #isOpen({ job, generation }: PodObject): boolean {
    const { jobs } = this.#parts.cluster
    return jobs.generation[job] === generation && jobs.isOpen(job)
  }
}

/** In Kubernetes' words; a killed pod has none of its own. */
function reasonOf(outcome: TaskOutcome): string {
  if (outcome === TaskOutcome.Failed) return 'Error'
  return outcome === TaskOutcome.Lost ? 'NodeLost' : ''
}
