/**
 * Offers on their way from the master to schedulers. Those that are taken back meanwhile do not arrive.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import { Route } from '../../../sim/engine/mailbox.ts'
import type { FrameworkId } from '../../../sim/world/handles.ts'
import { type OfferRound, openOf } from '../offer-round.ts'
import type { MesosScheduler } from './mesos-scheduler.ts'

export class SentOffers {
  readonly #cluster: Cluster
  /** By number. */
  readonly #sent = new Map<number, readonly OfferRound[]>()
  #next = 0
  readonly #arrives: number

  constructor(cluster: Cluster, schedulers: readonly MesosScheduler[]) {
    this.#cluster = cluster
    this.#arrives = cluster.mailbox.on((framework, number) => {
      const rounds = this.#sent.get(number)!.filter(({ left }) => left > 0)
      this.#sent.delete(number)
      const offers = rounds.map(round => openOf(round))
      if (offers.length > 0 && schedulers[framework]!.registered) schedulers[framework]!.receive(offers)
    })
  }

  send(framework: FrameworkId, rounds: readonly OfferRound[]): void {
    this.#sent.set(this.#next, rounds)
    this.#cluster.mailbox.send(Route.Scheduler, this.#arrives, framework, this.#next++)
  }
}
