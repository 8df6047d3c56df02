/**
 * Kafka on Mesos in a simulation: tasks of jobs are brokers of one cluster, and it answers Mesos' offers itself.
 *
 * Every decision is made by the files beside this one; here their books are kept current from what happens.
 */
import type { Cluster } from '../../sim/cluster.ts'
import type { Framework } from '../../sim/contracts.ts'
import type { MeasuredScheduler } from '../../sim/measure/measured-scheduler.ts'
import type { Claims } from '../../sim/world/claims.ts'
import { type FrameworkId, type JobId, type MachineId, NONE, type TaskId } from '../../sim/world/handles.ts'
import { TaskOutcome } from '../../sim/world/lifecycle.ts'
import type { SomeOffers } from '../mesos/offer-round.ts'
import type { MesosFramework, MesosScheduler, SchedulerSeat } from '../mesos/root/mesos-scheduler.ts'
import { Broker } from './broker.ts'
import { KafkaCluster, type Order, RECONCILIATION_INTERVAL } from './cluster.ts'
import { settingsOf } from './framework/broker-of-job.ts'
import { OfferDesk } from './framework/offer-desk.ts'
import type { KafkaOptions } from './framework/options.ts'
import { Station } from './framework/station.ts'
import { OfferFlow } from './offers.ts'

export class Kafka implements Framework, MesosFramework, MesosScheduler {
  readonly name: string
  role!: string
  measured!: MeasuredScheduler
  registered = false
  readonly #options: KafkaOptions
  readonly #kafka = new KafkaCluster([])
  readonly #stations = new Map<Broker, Station>()
  readonly #byTask = new Map<TaskId, Station>()
  /** Tasks whose start was told before the answer that launched them was settled: messages may take no time. */
  readonly #early = new Set<TaskId>()
  #flow = new OfferFlow()
  #seat!: SchedulerSeat
  #cluster!: Cluster
  #framework: FrameworkId = NONE
  #desk!: OfferDesk
  #asksAgain = 0
  #reports = 0
  /** Grows with every reconciliation, so that timers of those before are known. */
  #reconciliation = 0
  #added = 0
  /** Its own process died, and with it what it has not stored. */
  #hasDied = false

  constructor(name: string, options: KafkaOptions) {
    this.name = name
    this.#options = options
  }

  schedulerOn(seat: SchedulerSeat): MesosScheduler {
    const { cluster, framework, role } = seat
    this.#seat = seat
    this.#cluster = cluster
    this.#framework = framework
    this.role = role
    this.measured = cluster.recorder.scheduler(this.name)
    this.#desk = new OfferDesk(seat, this.#kafka, this.measured, broker => this.#stations.get(broker)!)
    this.#asksAgain = cluster.engine.on(reconciliation => {
      if (reconciliation !== this.#reconciliation) return
      if (this.registered) this.#follow(this.#kafka.reconcileAgain())
      this.#askLater()
    })
    cluster.frameworks.readyAfter[framework] = this.#options.readyAfter
    this.#reports = cluster.engine.on((task, generation) => {
      const station = this.#byTask.get(task)
      const isCurrent = cluster.tasks.generation[task] === generation
      if (station !== undefined && isCurrent && this.registered) this.#runs(station)
    })
    cluster.probes.add({ jobEnded: job => this.#forget(job) })
    return this
  }

  get suppressed(): boolean {
    return this.#flow.isSuppressed
  }

  /** Its tasks are added as brokers, and started. */
  jobArrived(job: JobId): void {
    const { jobs } = this.#cluster
    const settings = settingsOf(job, this.#options, this.name, this.#cluster)
    for (let task = 0; task < jobs.tasks[job]!; task++) {
      const broker = new Broker({ ...settings, id: this.#added++ })
      this.#stations.set(broker, new Station(broker, job))
      this.#kafka.add(broker)
      this.#kafka.start(broker)
    }
    this.#cluster.makeReady(job)
    this.#flow.revived()
    if (this.registered) this.#seat.link.revive(this.#framework)
  }

  receive(offers: readonly SomeOffers[]): void {
    this.#desk.receive(offers)
  }

  /** Mesos could not launch it: to Kafka a broker that failed. */
  refused(claims: Claims, _index: number, known: boolean): void {
    const { broker } = this.#desk.claimant(claims)
    if (!known || !this.#stations.has(broker)) return
    this.#kafka.ended(broker, this.#cluster.now)
    this.#countGivenUp(broker)
    this.#settle()
  }

  settled(claims: Claims): void {
    const station = this.#desk.takeAnswer(claims)
    const task = claims.count > 0 ? claims.task[0]! : NONE
    if (station === null || task === NONE || !this.#stations.has(station.broker)) return
    station.task = task
    this.#byTask.set(task, station)
    if (this.#early.delete(task)) this.running(task)
  }

  running(task: TaskId): void {
    const station = this.#byTask.get(task)
    if (station === undefined) {
      this.#early.add(task)
      return
    }
    const { engine, tasks, now } = this.#cluster
    const { readyAfter } = this.#options
    if (tasks.startedAt[task]! + readyAfter > now)
      engine.at(now + readyAfter, this.#reports, task, tasks.generation[task]!)
    else this.#runs(station)
  }

  /** Its broker reports that it runs. */
  #runs({ broker }: Station): void {
    if (broker.task!.state !== 'running') this.#follow(this.#kafka.running(broker, broker.task!.id))
    this.#settle()
  }

  taskEnded(task: TaskId, outcome: TaskOutcome): void {
    const { jobs, ending, now } = this.#cluster
    const station = this.#byTask.get(task)!
    const { broker, job } = station
    this.#byTask.delete(task)
    station.task = NONE
    if (outcome === TaskOutcome.Finished) {
      // Whoever added it takes it away when its time is over.
      this.#stations.delete(broker)
      this.#kafka.remove(broker)
      ending.finishTask(job)
    } else {
      this.#kafka.ended(broker, now)
      if (outcome === TaskOutcome.Failed) jobs.failures[job]!++
      this.#cluster.relaunch(job, 0)
      this.#countGivenUp(broker)
    }
    this.#settle()
  }

  /** One that is given up is wanted still, and nobody starts it. */
  #countGivenUp(broker: Broker): void {
    const { probes, reasons } = this.#cluster
    if (!broker.active) probes.reasonGiven(reasons.number('a broker had no tries left'), 1)
  }

  /** Brokers that are to start wait for offers, which are asked for when something has happened to one of them. */
  submit(_job: JobId): void {}

  withdraw(_job: JobId): void {}

  /** Kafka learns of ends when it is told. */
  released(_machine: MachineId, _task: TaskId): void {}

  connected(): void {
    this.registered = true
    if (this.#hasDied) this.#flow = new OfferFlow()
    // Asked once, it waits for answers.
    const isAsking = this.#kafka.isReconciling && !this.#hasDied
    this.#hasDied = false
    if (isAsking) return
    this.#reconciliation++
    this.#follow(this.#kafka.reconcile())
    this.#askLater()
  }

  disconnected(): void {
    this.registered = false
    this.#hasDied ||= !this.#cluster.frameworks.connected[this.#framework]!
    this.#desk.clear()
  }

  #askLater(): void {
    if (!this.#kafka.isReconciling) return
    const { engine, now } = this.#cluster
    engine.at(now + RECONCILIATION_INTERVAL, this.#asksAgain, this.#reconciliation, 0)
  }

  #follow(orders: readonly Order[]): void {
    for (const order of orders) {
      const stations = [...this.#byTask.values()]
      if (order.kind === 'kill') {
        const station = stations.find(({ broker }) => broker.task?.id === order.task)
        if (station !== undefined) this.#cluster.running.kill(station.task, TaskOutcome.Killed)
      } else {
        const asked = stations.filter(
          ({ broker }) => order.tasks.length === 0 || order.tasks.includes(broker.task!.id),
        )
        this.#seat.link.reconcile(
          this.#framework,
          asked.map(({ task }) => task),
        )
      }
    }
  }

  /** After every word from Mesos: are offers wanted? */
  #settle(): void {
    if (!this.registered) return
    const wish = this.#flow.settle(this.#kafka.brokers)
    if (wish === 'suppress') this.#seat.link.suppress(this.#framework)
    else if (wish === 'revive') this.#seat.link.revive(this.#framework)
  }

  /** The job is over. */
  #forget(job: JobId): void {
    for (const [broker, station] of this.#stations) {
      if (station.job !== job) continue
      this.#stations.delete(broker)
      this.#kafka.remove(broker)
      // The number of a task that is over may be that of another by now.
      if (this.#byTask.get(station.task) === station) this.#byTask.delete(station.task)
    }
  }
}
