/**
 * Mesos as the root of a simulation: a master that is elected and dies, agents that come and go, frameworks that answer offers,
 * and status updates that travel back.
 *
 * What is decided is decided by the files beside this one; here they are kept current, and messages are carried.
 */
import type { Taker } from '../../policies/root/offers/taker.ts'
import type { Cluster } from '../../sim/cluster.ts'
import type { RootScheduler } from '../../sim/contracts.ts'
import { NEVER, type Time } from '../../sim/engine/time.ts'
import type { Liveness } from '../../sim/hardware/liveness.ts'
import type { Remark } from '../../sim/measure/result.ts'
import type { FrameworkId, JobId, MachineId, TaskId } from '../../sim/world/handles.ts'
import type { MasterListener } from './master.ts'
import type { OfferRound } from './offer-round.ts'
import type { OutstandingOffer } from './outstanding-offers.ts'
import type { InverseOffer } from './protocol.ts'
import { forgetResources } from './resources.ts'
import { AgentResources } from './root/agent-resources.ts'
import { Agents } from './root/agents.ts'
import { Answering } from './root/answering.ts'
import { Answers } from './root/answers.ts'
import { Frameworks } from './root/frameworks.ts'
import { GenericScheduler } from './root/generic-scheduler.ts'
import { Holdings } from './root/holdings.ts'
import { InverseOffers } from './root/inverse-offers.ts'
import { Leader } from './root/leader.ts'
import { Leadership, type LeadershipListener } from './root/leadership.ts'
import { Locked } from './root/locked.ts'
import { MaintenanceWindows } from './root/maintenance-windows.ts'
import { Membership } from './root/membership.ts'
import { type Answer, answersOffers, type MasterLink, type MesosScheduler } from './root/mesos-scheduler.ts'
import { OfferCalls } from './root/offer-calls.ts'
import { OfferedView } from './root/offered-view.ts'
import { oversubscribe } from './root/oversubscription.ts'
import { quotaAgainst } from './root/quota-against.ts'
import { Reconciliations } from './root/reconciliations.ts'
import { Reconciling } from './root/reconciling.ts'
import { SentOffers } from './root/sent-offers.ts'
import { Starts } from './root/starts.ts'
import { UnreachableTasks } from './root/unreachable-tasks.ts'
import { Updates } from './root/updates.ts'
import { SerialActor } from './serial-actor.ts'
import { type MesosFrameworkSpec, type MesosSpec, rolesOf, weightsOf } from './spec.ts'

export interface MesosParts {
  readonly options: MesosSpec
  /** What decides for a framework; it calls `retries` when a job of its own wants to be tried again. */
  readonly takerOf: (framework: FrameworkId, retries: () => void) => Taker
  readonly frameworks: readonly MesosFrameworkSpec[]
  readonly liveness: Liveness
}

export class MesosRoot implements RootScheduler, MasterListener, MasterLink, LeadershipListener {
  readonly name = 'mesos'
  readonly schedulers: MesosScheduler[] = []
  readonly remarks = (): readonly Remark[] => this.schedulers.flatMap(each => each.remarks?.() ?? [])
  readonly withheld = (job: JobId) => quotaAgainst(job, this.#cluster, this.#parts, this.leadership)
  leadership!: Leadership
  updates!: Updates
  agents!: Agents
  actor!: SerialActor
  readonly #parts: MesosParts
  readonly #options: MesosSpec
  #cluster!: Cluster
  #holdings!: Holdings
  #frameworks!: Frameworks
  #membership!: Membership
  #unreachable!: UnreachableTasks
  #locked!: Locked
  #answers!: Answers
  #reconciliations!: Reconciliations
  #reconciling!: Reconciling
  #inverse!: InverseOffers
  #windows!: MaintenanceWindows
  #calls!: OfferCalls
  #offers!: SentOffers
  constructor(parts: MesosParts) {
    this.#parts = parts
    this.#options = parts.options
  }

  start(cluster: Cluster): void {
    forgetResources()
    const { engine, machines, streams, recorder } = cluster
    const options = this.#options
    this.#cluster = cluster
    this.actor = new SerialActor(recorder.warmup, cluster.until)
    recorder.master = this.actor
    const resources = new AgentResources(machines, options)
    this.#locked = new Locked(cluster)
    this.#holdings = new Holdings(cluster)
    const answering = new Answering(cluster, resources, this.#holdings)
    const random = streams.stream('mesos/allocator')
    const { frameworks } = this.#parts
    const weights = weightsOf(frameworks, options)
    const newLeader = () =>
      new Leader({ engine, random, options, weights, actor: this.actor, listener: this })
    const lives = options.masterMeanTimeToFailure === NEVER ? null : streams.stream('mesos/master')
    this.leadership = new Leadership(engine, options, lives, newLeader, this)
    this.#seatAll(cluster)
    const registrations = streams.stream('mesos/registration')
    const { schedulers, leadership } = this
    const keepsQuiet = options.era !== '1.0'
    this.#frameworks = new Frameworks(cluster, frameworks, schedulers, leadership, registrations, keepsQuiet)
    this.agents = new Agents(cluster, registrations, (machine, incarnation) =>
      leadership.deliver(this.#membership, machine, incarnation),
    )
    const starts = new Starts(cluster, this.agents, schedulers, leadership)
    const unreachable = new UnreachableTasks(
      cluster,
      options.era,
      this.agents,
      leadership,
      schedulers,
      frameworks,
    )
    this.#unreachable = unreachable
    // Starts are heard of only where they cost the master something, or somebody wants to know.
    if (this.#options.messageCost > 0 || schedulers.some(({ running }) => running !== undefined))
      cluster.probes.add({ taskStarted: task => starts.started(task) })
    this.updates = new Updates(cluster, this.agents, this.#holdings, leadership, starts, unreachable)
    cluster.running.carrier = this.updates
    this.#answers = new Answers(
      cluster,
      schedulers,
      leadership,
      answering,
      this.agents,
      this.#holdings,
      this.#locked,
    )
    const answers = this.#answers
    const reconciliations = new Reconciliations(
      cluster,
      this.agents,
      schedulers,
      leadership,
      answers,
      unreachable,
    )
    this.#reconciliations = reconciliations
    this.#reconciling = new Reconciling(cluster, schedulers, leadership, reconciliations, answers)
    this.#frameworks.onRegistered = framework => this.#reconciling.registered(framework)
    this.#membership = new Membership(
      cluster,
      options,
      this.agents,
      leadership,
      this.#holdings,
      this.updates,
      resources,
      unreachable,
    )
    this.#inverse = new InverseOffers(cluster, schedulers, leadership)
    this.#windows = new MaintenanceWindows(
      cluster,
      options.maintenance,
      leadership,
      this.#membership,
      this.#parts.liveness,
    )
    this.#membership.unavailableFrom = machine => this.#windows.unavailableFrom(machine)
    const oversubscription = oversubscribe(cluster, options, frameworks, this.agents, leadership, resources)
    if (oversubscription !== null)
      this.#membership.onRegistered = machine => oversubscription.registered(machine)
    this.#calls = new OfferCalls(cluster, schedulers, leadership)
    this.#offers = new SentOffers(cluster, schedulers)
    leadership.begin()
    this.#membership.begin()
    for (const framework of schedulers.keys()) {
      if (!cluster.frameworks.connected[framework]) continue
      this.#reconciling.begins(framework)
      this.#frameworks.register(framework, true)
    }
  }

  submit(job: JobId): void {
    this.#of(job).submit(job)
  }

  withdraw(job: JobId): void {
    this.#of(job).withdraw(job)
  }

  shrank(job: JobId): void {
    this.#of(job).shrank?.(job)
  }

  released(machine: MachineId, task: TaskId): void {
    this.#of(this.#cluster.tasks.job[task]!).released(machine, task)
  }

  machineChanged(machine: MachineId, up: boolean): void {
    if (up) this.#membership.machineUp(machine)
    else this.#membership.machineDown(machine)
  }

  frameworkChanged(framework: FrameworkId, connected: boolean): void {
    if (connected) this.#reconciling.begins(framework)
    else this.#reconciling.ends(framework)
    if (!connected) this.#frameworks.disconnected(framework)
    else if (this.leadership.current !== null) this.#frameworks.register(framework, false)
  }

  offered(framework: string, rounds: readonly OfferRound[]): void {
    const id = Number(framework)
    this.#locked.offered(id, rounds)
    this.leadership.note(1)
    this.#offers.send(id, rounds)
  }

  inverseOffered(offers: readonly InverseOffer[]): void {
    this.#inverse.send(offers)
  }

  rescinds(offers: readonly OutstandingOffer[]): void {
    for (const offer of offers) {
      const framework = Number(offer.framework)
      this.#locked.closes(framework, [offer])
      this.schedulers[framework]!.measured.offersRescinded++
    }
  }

  agentLost(agent: string): void {
    this.#membership.agentLost(Number(agent))
  }

  answer(answer: Answer): void {
    this.#answers.send(answer)
  }

  revive(framework: FrameworkId): void {
    this.#calls.revive(framework)
  }

  suppress(framework: FrameworkId): void {
    this.#calls.suppress(framework)
  }

  unsuppress(framework: FrameworkId): void {
    this.#calls.unsuppress(framework)
  }

  reconcile(framework: FrameworkId, tasks: readonly TaskId[]): void {
    this.#reconciliations.ask(framework, tasks)
  }

  answerInverse(framework: FrameworkId, offers: readonly InverseOffer[], refuseFor: Time): void {
    this.#inverse.answer(framework, offers, refuseFor)
  }

  forget(task: TaskId): void {
    this.updates.forget(task)
  }

  isGivenUp(machine: MachineId): boolean {
    return this.#unreachable.has(machine)
  }

  died(leader: Leader): void {
    const { probes, reasons } = this.#cluster
    probes.reasonGiven(reasons.number('a master died'), 1)
    probes.rootChanged(false)
    for (const round of leader.master.offers.rounds())
      this.#locked.closes(Number(round.seat.framework.id), [round])
    for (const scheduler of this.schedulers) scheduler.disconnected()
    this.#membership.masterDied()
  }

  elected(leader: Leader): void {
    this.#cluster.probes.rootChanged(true)
    this.#frameworks.seek()
    this.#membership.elected(leader)
    this.#windows.elected()
  }

  #of(job: JobId): MesosScheduler {
    return this.schedulers[this.#cluster.jobs.framework[job]!]!
  }

  /** Frameworks that answer offers themselves do; for the others there is a queue of jobs. */
  #seatAll(cluster: Cluster): void {
    const { suppress: suppresses, revive: revives, declineFilter: refuseFor } = this.#options
    const manners = { suppresses, revives, refuseFor, offered: new OfferedView(cluster.machines) }
    for (const [framework, owner] of cluster.frameworks.owners.entries()) {
      const spec = this.#parts.frameworks[framework]!
      cluster.frameworks.revocable[framework] = spec.revocable === true
      const seat = { cluster, framework, role: rolesOf(spec)[0]!, link: this }
      if (answersOffers(owner)) {
        this.schedulers.push(owner.schedulerOn(seat))
        continue
      }
      const taker = this.#parts.takerOf(framework, () => scheduler.wants())
      const scheduler = new GenericScheduler(seat, taker, manners, spec)
      this.schedulers.push(scheduler)
    }
  }
}
