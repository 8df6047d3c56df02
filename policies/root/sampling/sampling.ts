import type { Cluster } from '../../../sim/cluster.ts'
import type { OrderPolicy, RootScheduler, Rule, SharePolicy } from '../../../sim/contracts.ts'
import { Route } from '../../../sim/engine/mailbox.ts'
import { NEVER, type Time } from '../../../sim/engine/time.ts'
import { Claims, Verdict } from '../../../sim/world/claims.ts'
import {
  type FrameworkId,
  type JobId,
  type MachineId,
  NONE,
  type TaskId,
} from '../../../sim/world/handles.ts'
import { Feasible } from '../../place/feasible.ts'
import type { SchedulerParts } from '../scheduler/scheduler-parts.ts'
import { type PoolOptions, SchedulerPool, type SchedulerProcess } from '../scheduler/scheduler-pool.ts'
import { EarlyBinding } from './early-binding.ts'
import { Prober } from './prober.ts'
import { openRound, type ProbeRound, type Reservation } from './reservation.ts'
import { WorkerQueues } from './worker-queues.ts'

export interface SamplingOptions extends PoolOptions {
  /** Probes per task, rounded up over the job. */
  readonly probeRatio: number
  readonly binding: 'late' | 'early'
  readonly rules: readonly Rule[]
  readonly order: OrderPolicy
  readonly share: SharePolicy
  /** `wait`: a machine serves nobody before the reservation that came first; else what fits may pass what does not. */
  readonly whenBlocked: SchedulerParts['whenBlocked']
  /** Pause before a job probes again whose reservations can never start. */
  readonly retryAfter: Time
}

/**
 * Distributed sampling (Sparrow, Ousterhout et al., SOSP 2013): schedulers know nothing of the cluster; for a job of m
 * tasks they probe d·m machines at random.
 *
 * Late binding: each probe leaves a reservation in the machine's queue; when a task would fit, the machine asks the
 * scheduler for one and holds the room for a round trip; reservations beyond the m-th get nothing. A reservation behind
 * tasks that never end is given up, and the job probes again after a while. Early binding: the
 * probes' answers are a view, aged by the way back, on which the scheduler places and whose machines then judge.
 */
export class Sampling implements RootScheduler {
  readonly name = 'sampling'
  private readonly options: SamplingOptions
  private readonly feasible: Feasible
  private cluster!: Cluster
  private pool!: SchedulerPool
  private prober!: Prober
  private queues!: WorkerQueues
  private early: EarlyBinding | null = null
  private readonly launching = new Claims()
  /** Reservations that are in a message or hold room, by number; numbers are used again. */
  private readonly travelling: (Reservation | null)[] = []
  private readonly unused: number[] = []
  /** By job, where others may wait for it on a machine: what was sent for it, until it is over. */
  private readonly rounds: (ProbeRound[] | undefined)[] = []
  /** Machines that are to look at their queue at the end of this instant. */
  private waking = new Uint8Array(0)
  private thought = 0
  private reserves = 0
  private binds = 0
  private serves = 0
  private probesAgain = 0

  constructor(options: SamplingOptions) {
    this.options = options
    this.feasible = new Feasible(options.rules)
  }

  start(cluster: Cluster): void {
    this.cluster = cluster
    const { engine, mailbox } = cluster
    this.prober = new Prober(cluster, this.options.rules)
    this.queues = new WorkerQueues(cluster, this.options)
    this.pool = new SchedulerPool(cluster, this.options, process => this.begin(process))
    if (this.options.binding === 'early') {
      this.early = new EarlyBinding(cluster, this.pool, this.prober, this.options.probeRatio)
    }
    this.thought = engine.on((index, job) => this.probe(this.pool.processes[index]!, job))
    this.reserves = mailbox.on(number => this.arrive(this.take(number)))
    this.binds = engine.on(number => this.bind(this.take(number)))
    this.waking = new Uint8Array(cluster.machines.count)
    this.serves = engine.on(machine => {
      this.waking[machine] = 0
      this.ask(machine)
    })
    this.probesAgain = engine.on((job, generation) => {
      const { jobs } = cluster
      if (jobs.generation[job] === generation && jobs.isOpen(job) && jobs.unclaimed(job) > 0)
        this.pool.enqueue(job)
    })
  }

  submit(job: JobId): void {
    this.pool.submit(job)
  }

  withdraw(job: JobId): void {
    this.pool.withdraw(job)
  }

  shrank(job: JobId): void {
    this.pool.shrank(job)
  }

  jobStopped(job: JobId): void {
    this.leaveQueues(job)
  }

  jobEnded(job: JobId): void {
    this.leaveQueues(job)
  }

  released(machine: MachineId, task: TaskId): void {
    if (this.early !== null) this.pool.released(machine, task)
    else {
      this.serve(machine)
      // Jobs that wait here found no machine that a rule allows; they have not been told what became free.
      if (this.options.rules.length > 0) this.pool.changedAll()
    }
  }

  machineChanged(machine: MachineId, up: boolean): void {
    if (up) this.pool.changedAll()
    else for (const { round } of this.queues.drain(machine)) this.lose(round)
  }

  frameworkChanged(_framework: FrameworkId, connected: boolean): void {
    if (!connected) return
    this.pool.wakeAll()
    if (this.early !== null) return
    for (let machine = 0; machine < this.cluster.machines.count; machine++) this.serve(machine)
  }

  private begin(process: SchedulerProcess): void {
    const { engine } = this.cluster
    const job = this.pool.take(process, this.prober.blind)
    if (job !== NONE)
      engine.at(engine.now + process.scheduler.thinkTime(job), this.thought, process.index, job)
  }

  /** The scheduler has thought: it sends its probes and turns to the next job. */
  private probe(process: SchedulerProcess, job: JobId): void {
    const { jobs, mailbox, now } = this.cluster
    const { scheduler } = process
    if (this.early !== null) {
      this.early.probe(process, job)
      return
    }
    scheduler.measured.decided(process.since, now, false)
    if (this.pool.isCurrent(process, job)) {
      const tasks = jobs.unclaimed(job)
      const machines = this.prober.choose(job, Math.ceil(this.options.probeRatio * tasks))
      scheduler.measured.probesSent += machines.length
      if (machines.length === 0) scheduler.measured.attemptsWithoutRoom++
      else {
        scheduler.measured.transactionsOk++
        jobs.claimed[job]! += tasks
        const round = openRound(job, this.options.standings.turn[job]!, tasks, machines, jobs)
        if (this.queues.blocks) this.note(round)
        for (const machine of machines) {
          const reservation = { round, machine, entered: 0, outage: 0 }
          mailbox.send(Route.Machine, this.reserves, this.number(reservation), 0)
        }
      }
    }
    this.pool.settle(process, job, false)
  }

  private arrive(reservation: Reservation): void {
    const { machines } = this.cluster
    if (machines.up[reservation.machine] === 0) {
      this.lose(reservation.round)
      return
    }
    // Nobody answers, and nobody says so: it waits there until the crash is noticed.
    if (machines.silent[reservation.machine] === 1) this.queues.add(reservation)
    else if (this.queues.isHopeless(reservation)) this.giveUp(reservation.round)
    else {
      this.queues.add(reservation)
      this.serve(reservation.machine)
    }
  }

  /** Remembers the round, and those before it of which reservations are out. */
  private note(round: ProbeRound): void {
    const before = this.rounds[round.job] ?? []
    this.rounds[round.job] = [...before.filter(({ outstanding }) => outstanding > 0), round]
  }

  /** The job is over or about to be: reservations of it may be the first where they are, and nobody waits for them any more. */
  private leaveQueues(job: JobId): void {
    const rounds = this.rounds[job]
    if (rounds === undefined) return
    this.rounds[job] = undefined
    for (const { machines } of rounds)
      for (const machine of machines) if (this.queues.mayBlock(machine, job)) this.serve(machine)
  }

  /** The machine chooses among its reservations when all that happens at this instant has happened. */
  private serve(machine: MachineId): void {
    if (this.waking[machine] === 1) return
    this.waking[machine] = 1
    this.cluster.engine.atEndOfInstant(this.serves, machine, 0)
  }

  /** Lets reservations that fit ask for their tasks, first come first; the room is held until the answer is back. */
  private ask(machine: MachineId): void {
    const { machines, engine, mailbox } = this.cluster
    if (machines.silent[machine] === 1) return
    for (let next = this.queues.next(machine); next !== null; next = this.queues.next(machine)) {
      machines.take(machine, next.round.cpuMilli, next.round.memoryMiB, next.round.extra)
      next.outage = machines.outages[machine]!
      engine.at(engine.now + 2 * mailbox.latencyOf(Route.Machine), this.binds, this.number(next), 0)
    }
  }

  /** The machine's question came back: with a task, or with nothing left to do. */
  private bind({ round, machine, outage }: Reservation): void {
    const { jobs, machines, running, frameworks } = this.cluster
    const { launching } = this
    const { job } = round
    const held = machines.outages[machine] === outage
    const current = jobs.generation[job] === round.generation && jobs.isOpen(job)
    const wanted =
      current && round.unbound > 0 && frameworks.connected[jobs.framework[job]!]! && this.allows(machine, job)
    round.outstanding--
    if (!held || !wanted) {
      if (held) machines.give(machine, round.cpuMilli, round.memoryMiB, round.extra)
      if (current) this.probeAgain(round)
      this.serve(machine)
      return
    }
    round.unbound--
    jobs.claimed[job]!--
    launching.clear()
    launching.addHeld(machine, job, jobs)
    launching.verdict[0] = Verdict.Accepted
    this.pool.of(job).scheduler.measured.claimsAccepted++
    running.launch(launching, true)
    if (this.queues.isStirredByLaunch) this.serve(machine)
    if (jobs.estimate[job] !== NEVER || machines.silent[machine] === 1) return
    for (const reservation of this.queues.takeHopeless(machine)) this.giveUp(reservation.round)
  }

  /** The rules are asked when a probe is sent, and again now that the job may have tasks on the machine. */
  private allows(machine: MachineId, job: JobId): boolean {
    this.launching.clear()
    this.feasible.begin(this.prober.blind, job, this.launching, this.cluster)
    return this.feasible.noObjection(machine)
  }

  private lose(round: ProbeRound): void {
    const { jobs } = this.cluster
    round.outstanding--
    if (jobs.generation[round.job] === round.generation && jobs.isOpen(round.job)) this.probeAgain(round)
  }

  /** A reservation waits for what will never end. Its job may find better machines, but none of them is known to be free. */
  private giveUp(round: ProbeRound): void {
    const { jobs, engine } = this.cluster
    round.outstanding--
    if (jobs.generation[round.job] !== round.generation || !jobs.isOpen(round.job)) return
    if (this.releaseShort(round))
      engine.at(engine.now + this.options.retryAfter, this.probesAgain, round.job, round.generation)
  }

  private probeAgain(round: ProbeRound): void {
    if (this.releaseShort(round)) this.pool.enqueue(round.job)
  }

  /** A round with fewer reservations left than tasks is given back to the scheduler, as far as it is short. */
  private releaseShort(round: ProbeRound): boolean {
    const missing = round.unbound - round.outstanding
    if (missing <= 0) return false
    round.unbound -= missing
    this.cluster.jobs.claimed[round.job]! -= missing
    return true
  }

  private number(reservation: Reservation): number {
    const number = this.unused.pop() ?? this.travelling.length
    this.travelling[number] = reservation
    return number
  }

  private take(number: number): Reservation {
    const reservation = this.travelling[number]!
    this.travelling[number] = null
    this.unused.push(number)
    return reservation
  }
}
