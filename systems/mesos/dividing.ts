/**
 * How an allocation that is separable divides agents among several who want offers.
 *
 * What an agent can be offered depends on it and the frameworks alone, but whose turn it is depends on what others were given. So
 * agents are gone through three times: as they stand, to find out who may want them; in the order of chance, for whose turn it is; and
 * as they stand once more, to give out those that go to one. Nearly all that is asked of an agent is asked where they stand in line.
 */
import type { Lots } from '../../sim/chance/lots.ts'
import { Asking } from './asking.ts'
import { Division, MANY, NOBODY, SEVERAL } from './division.ts'
import type { Look } from './look.ts'
import type { OfferBook } from './offer-book.ts'
import type { OfferDraft } from './offer-draft.ts'
import { Standing } from './standing.ts'

export abstract class Dividing extends Asking {
  readonly #division = new Division()
  #book: OfferBook | null = null
  readonly #standing = new Standing(lent => {
    const seat = lent.to!
    this.ranks.lend(seat, lent)
    this.#book!.draftNumbered(seat.number).lockLent(lent)
  })

  /** What those who want it get of one agent; in a separable allocation. */
  protected abstract share(agent: number, book: OfferBook): void

  protected divide(look: Look, book: OfferBook, lots: Lots): void {
    const division = this.#division
    this.#book = book
    this.ask(look, division)
    division.arrange(lots)
    this.#giveInTurn(division, book)
    this.#lendAll(division, book)
    book.arrange(division.offers)
  }

  /** Agents are looked at in the order of chance: whose turn it is. Those that go to one are given out afterwards, and count already. */
  #giveInTurn(division: Division, book: OfferBook): void {
    const { order, takers, agents, left, count } = division
    const { wanting } = this
    const standing = this.#standing
    standing.begin(this.ranks, wanting, division.isContested)
    let areKnown = true
    let last = NOBODY
    let draft: OfferDraft | null = null
    for (let i = 0; i < count; i++) {
      const place = order[i]!
      let taker = takers[place]!
      if (taker === MANY) {
        standing.settle()
        areKnown = false
        this.agents.columns.settle(agents[place]!, this.state)
        this.share(agents[place]!, book)
        continue
      }
      if (!areKnown) standing.forget()
      areKnown = true
      if (taker === SEVERAL) {
        taker = this.#firstOf(division, place)
        takers[place] = taker
        if (taker === NOBODY) continue
      }
      // It is his turn; the offer is added later.
      if (taker !== last) draft = book.draftOf(wanting.seatOf(taker)!)
      last = taker
      draft!.comesNext(place)
      standing.lend(taker, left[place]!)
    }
    standing.settle()
  }

  /** The next of the few who may want the agent and takes it; nobody if none does. */
  #firstOf({ agents, left, listed, lists }: Division, place: number): number {
    const standing = this.#standing
    const { wanting } = this
    const from = listed[place]! + 1
    for (let behind = from + lists[from - 1]!; behind > from; behind--) {
      let first = from
      for (let i = from + 1; i < behind; i++) if (standing.isBefore(lists[i]!, lists[first]!)) first = i
      const next = lists[first]!
      if (this.takes(wanting.seatOf(next)!, agents[place]!, left[place]!)) return next
      lists[first] = lists[behind - 1]!
    }
    return NOBODY
  }

  /** Gives out the agents that go to one, as they stand. */
  #lendAll({ agents, takers, offers, left, count }: Division, book: OfferBook): void {
    const { state, wanting } = this
    const { columns } = this.agents
    let last = NOBODY
    let number = NOBODY
    let draft: OfferDraft | null = null
    for (let place = 0; place < count; place++) {
      const taker = takers[place]!
      if (taker === MANY) continue
      const agent = agents[place]!
      if (taker === NOBODY) {
        columns.settle(agent, state)
        continue
      }
      if (taker !== last) {
        last = taker
        number = wanting.seatOf(taker)!.number
        draft = book.draftNumbered(number)
      }
      columns.settleLent(agent, state, number)
      offers[place] = draft!.add(agent, left[place]!)
    }
  }
}
