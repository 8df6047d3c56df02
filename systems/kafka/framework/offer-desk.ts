/**
 * Offers on Kafka's desk: each is given to one broker or declined.
 */
import type { Random } from '../../../sim/chance/random.ts'
import type { Time } from '../../../sim/engine/time.ts'
import type { MeasuredScheduler } from '../../../sim/measure/measured-scheduler.ts'
import type { Claims } from '../../../sim/world/claims.ts'
import { AgentBook } from '../../marathon/framework/agent-book.ts'
import { countOf, type SomeOffers } from '../../mesos/offer-round.ts'
import { type OutstandingOffer, openOffers } from '../../mesos/outstanding-offers.ts'
import { DEFAULT_REFUSAL } from '../../mesos/protocol.ts'
import type { SchedulerSeat } from '../../mesos/root/mesos-scheduler.ts'
import type { Broker } from '../broker.ts'
import type { KafkaCluster } from '../cluster.ts'
import { takeOffer } from '../offers.ts'
import { LiveOffer } from './live-offer.ts'
import type { Station } from './station.ts'

export class OfferDesk {
  readonly #seat: SchedulerSeat
  readonly #kafka: KafkaCluster
  readonly #measured: MeasuredScheduler
  readonly #stationOf: (broker: Broker) => Station
  readonly #agents: AgentBook
  readonly #random: Random
  readonly #looks: number
  /** Answers that Mesos has not handled, with the broker of each that launches one. */
  readonly #sent = new Map<Claims, Station | null>()
  #hand: OutstandingOffer[] = []

  constructor(
    seat: SchedulerSeat,
    kafka: KafkaCluster,
    measured: MeasuredScheduler,
    stationOf: (broker: Broker) => Station,
  ) {
    const { machines, streams, frameworks, engine } = seat.cluster
    this.#seat = seat
    this.#kafka = kafka
    this.#measured = measured
    this.#stationOf = stationOf
    this.#agents = new AgentBook(machines)
    this.#random = streams.stream(`kafka/${frameworks.names[seat.framework]}/declines`)
    this.#looks = engine.on(() => this.#look())
  }

  /** They are looked at when all that happens at this instant has happened. */
  receive(offers: readonly SomeOffers[]): void {
    this.#measured.offersMade += countOf(offers)
    if (this.#hand.length === 0) this.#seat.cluster.engine.atEndOfInstant(this.#looks, 0, 0)
    this.#hand.push(...openOffers(offers))
  }

  /** No offer counts any more. */
  clear(): void {
    this.#hand = []
  }

  /** The broker of an answer. */
  claimant(claims: Claims): Station {
    return this.#sent.get(claims)!
  }

  /** The same, and the answer is done with; null when it launched none. */
  takeAnswer(claims: Claims): Station | null {
    const station = this.#sent.get(claims)!
    this.#sent.delete(claims)
    return station
  }

  #look(): void {
    const { framework, link } = this.#seat
    const offers = this.#hand.filter(({ open }) => open)
    this.#hand = []
    for (const mesos of offers) {
      const live = new LiveOffer(mesos, this.#agents.agent(Number(mesos.agent)))
      const refuseFor = this.#give(live)
      const { claims, parts, station } = live
      this.#sent.set(claims, station)
      link.answer({ framework, offers: [mesos], claims, parts, refuseFor })
    }
  }

  /** Returns how long the offer, or the rest of it, is not wanted. Whoever asks after brokers launches none meanwhile. */
  #give(live: LiveOffer): Time {
    const { jobs, now } = this.#seat.cluster
    if (this.#kafka.isReconciling) return DEFAULT_REFUSAL
    const { brokers } = this.#kafka
    const taken = takeOffer(live.offer, brokers, now, this.#random.uniform())
    if (taken.broker === null) {
      if (brokers.some(({ shouldStart }) => shouldStart)) this.#measured.attemptsWithoutRoom++
      return taken.refuseFor
    }
    const station = this.#stationOf(taken.broker)
    live.launch(station, jobs)
    this.#kafka.launched(taken.broker, station.nextTask(), live.offer)
    this.#measured.transactionsOk++
    return DEFAULT_REFUSAL
  }
}
