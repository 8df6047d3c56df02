/**
 * Inverse offers on their way to schedulers, and what these answer.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import { Route } from '../../../sim/engine/mailbox.ts'
import type { Time } from '../../../sim/engine/time.ts'
import type { FrameworkId } from '../../../sim/world/handles.ts'
import type { InverseOffer } from '../protocol.ts'
import type { Leadership } from './leadership.ts'
import type { MesosScheduler } from './mesos-scheduler.ts'
import type { MessageKind } from './message-queue.ts'

interface InverseAnswer {
  readonly offers: readonly InverseOffer[]
  readonly refuseFor: Time
  readonly term: number
}

export class InverseOffers implements MessageKind {
  readonly #cluster: Cluster
  readonly #schedulers: readonly MesosScheduler[]
  readonly #leadership: Leadership
  /** On their way, by number. */
  readonly #offers = new Map<number, readonly InverseOffer[]>()
  readonly #answers = new Map<number, InverseAnswer>()
  #next = 0
  readonly #offersArrive: number
  readonly #answersArrive: number

  constructor(cluster: Cluster, schedulers: readonly MesosScheduler[], leadership: Leadership) {
    this.#cluster = cluster
    this.#schedulers = schedulers
    this.#leadership = leadership
    const { mailbox } = cluster
    this.#offersArrive = mailbox.on((framework, number) => {
      const offers = this.#offers.get(number)!
      this.#offers.delete(number)
      const scheduler = schedulers[framework]!
      if (scheduler.registered) scheduler.inverseOffered?.(offers)
    })
    this.#answersArrive = mailbox.on(number => leadership.deliver(this, number, 0))
  }

  /** The master sends them, all of one framework in one message. */
  send(offers: readonly InverseOffer[]): void {
    const byFramework = new Map<FrameworkId, InverseOffer[]>()
    for (const offer of offers) {
      const framework = Number(offer.framework)
      byFramework.set(framework, [...(byFramework.get(framework) ?? []), offer])
    }
    for (const [framework, own] of byFramework) {
      this.#leadership.note(1)
      this.#count('an inverse offer was sent', own.length)
      this.#offers.set(this.#next, own)
      this.#cluster.mailbox.send(Route.Scheduler, this.#offersArrive, framework, this.#next++)
    }
  }

  answer(framework: FrameworkId, offers: readonly InverseOffer[], refuseFor: Time): void {
    if (offers.length === 0 || !this.#schedulers[framework]!.registered) return
    this.#answers.set(this.#next, { offers, refuseFor, term: this.#leadership.term })
    this.#cluster.mailbox.send(Route.Scheduler, this.#answersArrive, this.#next++, 0)
  }

  /** The answer has its turn. A master that did not send the inverse offers knows nothing of them. */
  handle(number: number): void {
    const { offers, refuseFor, term } = this.#answers.get(number)!
    this.#answers.delete(number)
    if (term !== this.#leadership.term) return
    const { master } = this.#leadership.current!
    for (const { framework, agent } of offers) master.inverseAnswered(framework, agent, refuseFor)
  }

  lost(number: number): void {
    this.#answers.delete(number)
  }

  #count(reason: string, times: number): void {
    this.#cluster.probes.reasonGiven(this.#cluster.reasons.number(reason), times)
  }
}
