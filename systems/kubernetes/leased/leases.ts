/**
 * Nodes that are leased: tasks of one job, launched on offers of Mesos and kept up. What an offer has room for is taken, also for
 * several nodes.
 */
import type { Upkeep, Cluster as World } from '../../../sim/cluster.ts'
import { NEVER } from '../../../sim/engine/time.ts'
import { JobBatch } from '../../../sim/world/batch.ts'
import { Claims } from '../../../sim/world/claims.ts'
import { type JobId, NONE, type TaskId } from '../../../sim/world/handles.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import { countOf, type SomeOffers } from '../../mesos/offer-round.ts'
import { type OutstandingOffer, openOffers } from '../../mesos/outstanding-offers.ts'
import { DEFAULT_REFUSAL } from '../../mesos/protocol.ts'
import { thousandths } from '../../mesos/quantities.ts'
import type { MesosScheduler, SchedulerSeat } from '../../mesos/root/mesos-scheduler.ts'
import { HOSTNAME, type Node } from '../node.ts'
import { named } from '../resources.ts'
import { labelsOf } from '../root/nodes.ts'
import type { LeasingSpec } from './spec.ts'

const MIB = 1024 ** 2
/** Class of the jobs that are leased nodes. */
export const NODE_CLASS = 'node'

/** Who uses the nodes. */
export interface Tenant {
  nodeJoins(node: Node): void
  nodeLeaves(node: Node): void
}

interface Lease {
  readonly task: TaskId
  readonly node: Node
}

export class Leases implements Upkeep {
  /** NONE before the first, and after they were given up with the framework. */
  job: JobId = NONE
  suppressed = false
  readonly #spec: LeasingSpec
  readonly #seat: SchedulerSeat
  readonly #world: World
  readonly #scheduler: MesosScheduler
  readonly #tenant: Tenant
  readonly #byTask = new Map<TaskId, Lease>()
  readonly #byName = new Map<string, Lease>()
  readonly #looks: number
  readonly #joins: number
  #hand: OutstandingOffer[] = []
  #named = 0

  constructor(spec: LeasingSpec, seat: SchedulerSeat, scheduler: MesosScheduler, tenant: Tenant) {
    const { cluster } = seat
    this.#spec = spec
    this.#seat = seat
    this.#world = cluster
    this.#scheduler = scheduler
    this.#tenant = tenant
    this.#looks = cluster.engine.on(() => this.#look())
    this.#joins = cluster.engine.on((task, generation) => this.#join(task, generation))
  }

  /** Asks for the nodes; once, and again after they were given up. */
  begin(): void {
    const { jobs, classes, probes, now } = this.#world
    const { nodes, nodeCpuMilli, nodeMemoryMiB } = this.#spec
    const batch = new JobBatch(1)
    batch.clear()
    const row = batch.add(now, NEVER)
    batch.jobClass[row] = classes.lastIndexOf(NODE_CLASS)
    batch.tasks[row] = nodes
    batch.cpuMilli[row] = nodeCpuMilli
    batch.memoryMiB[row] = nodeMemoryMiB
    this.job = jobs.add(batch, row, this.#seat.framework, 0, TaskState.Waiting)
    probes.jobArrived(this.job, now)
    this.#world.makeReady(this.job)
  }

  /** How many jobs, and tasks on machines, are leases. */
  get alive(): { readonly jobs: number; readonly tasks: number } {
    return this.job === NONE ? { jobs: 0, tasks: 0 } : { jobs: 1, tasks: this.#world.jobs.onRow(this.job) }
  }

  /** There are nodes to lease. */
  wanted(): void {
    if (!this.#scheduler.registered) return
    this.suppressed = false
    this.#seat.link.revive(this.#seat.framework)
  }

  /** The master knows the framework again. */
  reconnected(): void {
    if (this.#missing > 0) this.wanted()
    else this.settled()
  }

  /** All are leased. */
  settled(): void {
    if (this.suppressed || !this.#scheduler.registered || this.#missing > 0) return
    this.suppressed = true
    this.#seat.link.suppress(this.#seat.framework)
  }

  get #missing(): number {
    return this.job === NONE ? 0 : this.#world.jobs.unclaimed(this.job)
  }

  /** They are looked at when all that happens at this instant has happened. */
  receive(offers: readonly SomeOffers[]): void {
    this.#scheduler.measured.offersMade += countOf(offers)
    if (this.#hand.length === 0) this.#world.engine.atEndOfInstant(this.#looks, 0, 0)
    this.#hand.push(...openOffers(offers))
  }

  /** No offer counts any more. */
  clear(): void {
    this.#hand = []
  }

  #look(): void {
    const { link, framework } = this.#seat
    const offers = this.#hand.filter(({ open }) => open)
    this.#hand = []
    for (const offer of offers) {
      const claims = new Claims()
      for (let room = this.#roomIn(offer); room > 0 && this.#missing > 0; room--) {
        claims.addHeld(Number(offer.agent), this.job, this.#world.jobs)
        this.#world.jobs.claimed[this.job]!++
      }
      link.answer({ framework, offers: [offer], claims, refuseFor: DEFAULT_REFUSAL })
    }
  }

  /** So many nodes fit. */
  #roomIn({ resources: { quantities } }: OutstandingOffer): number {
    const { nodeCpuMilli, nodeMemoryMiB } = this.#spec
    const byCpu = Math.floor(quantities.get('cpus') / nodeCpuMilli)
    if (nodeMemoryMiB === 0) return byCpu
    return Math.min(byCpu, Math.floor(quantities.get('mem') / thousandths(nodeMemoryMiB)))
  }

  /** The task is a node that runs: it joins when it is ready. */
  running(task: TaskId): void {
    const { engine, tasks, now } = this.#world
    const at = Math.max(now, tasks.startedAt[task]! + this.#spec.nodeReadyAfter)
    engine.at(at, this.#joins, task, tasks.generation[task]!)
  }

  #join(task: TaskId, generation: number): void {
    const { tasks } = this.#world
    if (tasks.generation[task] !== generation || tasks.state[task] !== TaskState.Running) return
    const lease = { task, node: this.#nodeOf(task) }
    this.#byTask.set(task, lease)
    this.#byName.set(lease.node.name, lease)
    this.#tenant.nodeJoins(lease.node)
  }

  #nodeOf(task: TaskId): Node {
    const { machines, tasks } = this.#world
    const { name: framework, nodeCpuMilli, nodeMemoryMiB, maxPods } = this.#spec
    const name = `${framework}-node-${this.#named++}`
    return {
      name,
      labels: labelsOf(machines, tasks.machine[task]!).set(HOSTNAME, name),
      taints: [],
      unschedulable: false,
      allocatable: named(nodeCpuMilli, nodeMemoryMiB * MIB, undefined, new Map()),
      allocatablePods: maxPods,
      images: [],
    }
  }

  /** The task that is the node of this name, until it is known to be over; NONE. */
  taskOf(name: string): TaskId {
    return this.#byName.get(name)?.task ?? NONE
  }

  /** A node's task is over: there is to be another. */
  ended(task: TaskId): void {
    this.#leaves(task)
    this.#world.relaunch(this.job, 0)
  }

  /** The framework was given up, and its nodes with it. */
  givenUp(): void {
    for (const task of [...this.#byTask.keys()]) this.#leaves(task)
    this.job = NONE
  }

  #leaves(task: TaskId): void {
    const lease = this.#byTask.get(task)
    if (lease === undefined) return
    this.#byTask.delete(task)
    this.#byName.delete(lease.node.name)
    this.#tenant.nodeLeaves(lease.node)
  }
}
