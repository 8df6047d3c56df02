/**
 * Kubernetes on Mesos in a simulation: it leases nodes, which are tasks of Mesos, and its own scheduler puts pods on them.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import type { Framework } from '../../../sim/contracts.ts'
import { SwitchyardError } from '../../../sim/errors.ts'
import type { MeasuredScheduler } from '../../../sim/measure/measured-scheduler.ts'
import type { Claims } from '../../../sim/world/claims.ts'
import { type JobId, type MachineId, NONE, type TaskId } from '../../../sim/world/handles.ts'
import { TaskOutcome } from '../../../sim/world/lifecycle.ts'
import type { SomeOffers } from '../../mesos/offer-round.ts'
import type { MesosFramework, MesosScheduler, SchedulerSeat } from '../../mesos/root/mesos-scheduler.ts'
import { Leases } from './leases.ts'
import { Pods } from './pods.ts'
import type { LeasingSpec } from './spec.ts'

export class KubernetesOnMesos implements Framework, MesosFramework, MesosScheduler {
  readonly name: string
  role!: string
  measured!: MeasuredScheduler
  registered = false
  readonly #spec: LeasingSpec
  #cluster!: Cluster
  #leases!: Leases
  #pods!: Pods

  constructor(spec: LeasingSpec) {
    this.name = spec.name
    this.#spec = spec
  }

  schedulerOn(seat: SchedulerSeat): MesosScheduler {
    const { cluster, framework, role } = seat
    this.#cluster = cluster
    this.role = role
    this.measured = cluster.recorder.scheduler(this.name)
    this.#pods = new Pods({
      spec: this.#spec,
      world: cluster,
      framework,
      measured: this.measured,
      taskOf: name => this.#leases.taskOf(name),
    })
    this.#leases = new Leases(this.#spec, seat, this, this.#pods)
    cluster.upkeep.push(this.#leases)
    cluster.probes.add({ jobEnded: job => this.#forget(job) })
    return this
  }

  get suppressed(): boolean {
    return this.#leases.suppressed
  }

  /** @throws SwitchyardError for what it does not run: stages, gangs, and tasks that ask for what its nodes do not lease. */
  jobArrived(job: JobId): void {
    const { jobs, machines } = this.#cluster
    const what =
      jobs.pipeline[job] !== NONE
        ? 'is a stage of a pipeline'
        : jobs.gang[job] === 1
          ? 'is a gang'
          : machines.extras.get(jobs.extra[job]!).kinds.length > 0
            ? 'asks for more than cores and memory'
            : null
    if (what !== null)
      throw new SwitchyardError(
        `Job ${jobs.id[job]} ${what}, but framework '${this.name}' is a Kubernetes on Mesos, whose nodes lease cores and memory for pods that start one by one: let another framework take its class.`,
      )
    this.#cluster.makeReady(job)
  }

  submit(job: JobId): void {
    if (job === this.#leases.job) this.#leases.wanted()
    else this.#pods.submit(job)
  }

  withdraw(job: JobId): void {
    if (job !== this.#leases.job) this.#pods.withdraw(job)
  }

  receive(offers: readonly SomeOffers[]): void {
    this.#leases.receive(offers)
  }

  /** Its task is pending still. */
  refused(_claims: Claims, _index: number, _known: boolean): void {
    this.#leases.wanted()
  }

  settled(_claims: Claims): void {
    this.#leases.settled()
  }

  running(task: TaskId): void {
    this.#leases.running(task)
  }

  taskEnded(task: TaskId, outcome: TaskOutcome): void {
    const { jobs, tasks, ending } = this.#cluster
    const job = tasks.job[task]!
    if (job === this.#leases.job) {
      this.#leases.ended(task)
      return
    }
    if (outcome === TaskOutcome.Finished) {
      ending.finishTask(job)
      return
    }
    if (outcome === TaskOutcome.Failed) jobs.failures[job]!++
    this.#cluster.relaunch(job, 0)
  }

  /** What is over on a node, its kubelet tells. */
  released(_machine: MachineId, task: TaskId): void {
    this.#pods.released(task)
  }

  connected(suppressed: boolean): void {
    this.registered = true
    this.#leases.suppressed = suppressed
    if (this.#leases.job === NONE) this.#leases.begin()
    else this.#leases.reconnected()
    this.#pods.next()
  }

  /** Without a master pods go on to start; without its own scheduler none does. */
  disconnected(): void {
    this.registered = false
    this.#leases.clear()
  }

  #forget(job: JobId): void {
    if (job === this.#leases.job) this.#leases.givenUp()
    else this.#pods.forget(job)
  }
}
