/**
 * Answers of schedulers on their way to the master, and what becomes of them: tasks are launched, offers go back.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import { Route } from '../../../sim/engine/mailbox.ts'
import { Verdict } from '../../../sim/world/claims.ts'
import type { FrameworkId, MachineId } from '../../../sim/world/handles.ts'
import { TaskOutcome, TaskState } from '../../../sim/world/lifecycle.ts'
import { countOf } from '../offer-round.ts'
import type { Agents } from './agents.ts'
import type { Answering } from './answering.ts'
import type { Holdings } from './holdings.ts'
import type { Leadership } from './leadership.ts'
import type { Locked } from './locked.ts'
import type { Answer, MesosScheduler } from './mesos-scheduler.ts'
import type { MessageKind } from './message-queue.ts'

/** An answer on its way to the master of a term. */
interface SentAnswer {
  readonly answer: Answer
  readonly term: number
  /** The driver knew that there was no master, and says itself that what was launched is lost. */
  readonly isDropped: boolean
}

export class Answers implements MessageKind {
  readonly #cluster: Cluster
  readonly #schedulers: readonly MesosScheduler[]
  readonly #leadership: Leadership
  readonly #answering: Answering
  readonly #agents: Agents
  readonly #holdings: Holdings
  readonly #locked: Locked
  /** On their way, by number. */
  readonly #sent = new Map<number, SentAnswer>()
  /** Those that a master took to its grave. */
  readonly #missing = new Set<Answer>()
  #next = 0
  readonly #arrives: number

  constructor(
    cluster: Cluster,
    schedulers: readonly MesosScheduler[],
    leadership: Leadership,
    answering: Answering,
    agents: Agents,
    holdings: Holdings,
    locked: Locked,
  ) {
    this.#cluster = cluster
    this.#schedulers = schedulers
    this.#leadership = leadership
    this.#answering = answering
    this.#agents = agents
    this.#holdings = holdings
    this.#locked = locked
    // A message for every offer that is answered.
    this.#arrives = cluster.mailbox.on(number =>
      leadership.deliver(this, number, 0, countOf(this.#sent.get(number)!.answer.offers)),
    )
  }

  send(answer: Answer): void {
    const isDropped = !this.#schedulers[answer.framework]!.registered
    this.#sent.set(this.#next, { answer, term: this.#leadership.term, isDropped })
    this.#cluster.mailbox.send(Route.Scheduler, this.#arrives, this.#next++, 0)
  }

  /** The answer has its turn: what was claimed in it is launched, the rest goes back. */
  handle(number: number): void {
    const { answer, term } = this.#sent.get(number)!
    if (term !== this.#leadership.term) {
      this.lost(number)
      return
    }
    this.#sent.delete(number)
    const { framework, claims, offers } = answer
    const scheduler = this.#schedulers[framework]!
    this.#locked.closes(framework, offers)
    const { held, declined } = this.#answering.settle(answer, this.#leadership.current!.master)
    scheduler.measured.offersDeclined += declined
    this.#judge(answer)
    const { machines, running, frameworks, tasks } = this.#cluster
    for (let i = 0; i < claims.count; i++) {
      claims.cpuMilli[i] = frameworks.ownCpuMilli(framework, claims.cpuMilli[i]!)
      if (claims.verdict[i] === Verdict.Accepted && machines.up[claims.machine[i]!] === 1)
        claims.apply(i, machines)
    }
    running.launch(claims)
    // Before the framework hears of its tasks: it may have one killed at once, and what that holds must be known by then.
    const { holder } = offers[0]!.round.seat
    for (let i = 0; i < held.length; i++)
      if (held[i] !== undefined) this.#holdings.launched(claims.task[i]!, held[i]!, holder)
    scheduler.settled(claims)
    for (let i = 0; i < held.length; i++) {
      if (held[i] === undefined || this.#agents.serves[claims.machine[i]!] === 1) continue
      // The launch reaches nobody; that comes out when the agent is given up, or comes back without the task.
      const task = claims.task[i]!
      if (tasks.state[task] !== TaskState.Ended) running.end(task, TaskOutcome.Lost)
    }
  }

  /** The answer reaches no master that knows its offers. Who launched something on them learns it when it asks for its tasks. */
  lost(number: number): void {
    const { answer, isDropped } = this.#sent.get(number)!
    this.#sent.delete(number)
    const { reconciliation } = this.#schedulers[answer.framework]!
    if (reconciliation === undefined || isDropped || answer.claims.count === 0) this.#comesToNothing(answer)
    else this.#missing.add(answer)
  }

  /** Has the framework launches of which nobody knows? */
  isMissing(framework: FrameworkId): boolean {
    for (const answer of this.#missing) if (answer.framework === framework) return true
    return false
  }

  /** The framework is told what it does not know to be lost: launches on machines of which the master can say so. */
  resolve(framework: FrameworkId, isKnown: (machine: MachineId) => boolean): void {
    const { probes, reasons } = this.#cluster
    for (const answer of [...this.#missing]) {
      const { claims } = answer
      if (answer.framework !== framework) continue
      if (claims.machine.slice(0, claims.count).some(machine => !isKnown(machine))) continue
      this.#missing.delete(answer)
      probes.reasonGiven(reasons.number('a launch was found lost by reconciliation'), claims.count)
      this.#comesToNothing(answer)
    }
  }

  #comesToNothing(answer: Answer): void {
    for (let i = 0; i < answer.claims.count; i++) answer.claims.verdict[i] = Verdict.Rescinded
    this.#judge(answer)
    this.#schedulers[answer.framework]!.settled(answer.claims)
  }

  /** Counts verdicts; what was refused stays pending. */
  #judge({ framework, claims }: Answer): void {
    const { jobs, probes } = this.#cluster
    const scheduler = this.#schedulers[framework]!
    const { measured } = scheduler
    for (let i = 0; i < claims.count; i++) {
      const job = claims.job[i]!
      const known = jobs.generation[job] === claims.generation[i]
      if (known) jobs.claimed[job]!--
      const verdict = claims.verdict[i]! as Verdict
      if (verdict === Verdict.Accepted) {
        measured.claimsAccepted++
        continue
      }
      measured.claimsRefused++
      probes.reasonGiven(verdict, 1)
      scheduler.refused(claims, i, known)
    }
  }
}
