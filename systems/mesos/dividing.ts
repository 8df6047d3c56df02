/**
 * How an allocation that is separable divides agents among several who want offers.
 *
 * What an agent can be offered depends on it and the frameworks alone, but whose turn it is depends on what others were given. So
 * agents are gone through three times: as they stand, to find out who may want them; in the order of chance, for whose turn it is; and
 * as they stand once more, to give out those that go to one. Nearly all that is asked of an agent is asked where they stand in line.
 */
import type { Random } from '../../sim/chance/random.ts'
import { Asking } from './asking.ts'
import { Division, LIST_HEAD, LISTED, NOBODY, OF_ALL, OF_FEW, REFUSED } from './division.ts'
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

  protected divide(look: Look, book: OfferBook, random: Random): void {
    const division = this.#division
    this.#book = book
    this.ask(look, division)
    division.shuffle(random)
    this.#giveInTurn(division, book)
    this.#lendAll(division, book)
    book.arrange(division.offers)
  }

  /** Agents are looked at in the order of chance: whose turn it is. Those that go to one are given out afterwards, and count already. */
  #giveInTurn(division: Division, book: OfferBook): void {
    const { order, takers, agents, left, fresh, count } = division
    const { wanting } = this
    const standing = this.#standing
    standing.begin(this.ranks, wanting)
    let areKnown = true
    let last = NOBODY
    let draft: OfferDraft | null = null
    for (let i = 0; i < count; i++) {
      const place = order[i]!
      let taker = takers[place]!
      if (taker === REFUSED) continue
      if (taker === OF_ALL) {
        standing.settle()
        areKnown = false
        this.agents.columns.settle(agents[place]!, this.state)
        this.share(agents[place]!, book)
        continue
      }
      if (!areKnown) standing.forget()
      areKnown = true
      if (taker === OF_FEW) {
        taker = this.#firstOf(division, place)
        if (taker === NOBODY) continue
        takers[place] = taker
      }
      const refusing = fresh[place]!
      if (refusing >= 0) {
        if (!standing.isAhead(refusing, taker)) fresh[place] = NOBODY
      } else if (refusing !== NOBODY) this.#passOver(division.lists, LISTED - refusing, taker)
      // It is his turn; the offer is added later.
      if (taker !== last) draft = book.draftOf(wanting.seatOf(taker)!)
      last = taker
      draft!.comesNext(place)
      standing.lend(taker, left[place]!)
    }
    standing.settle()
  }

  /** The next of the few who may want the agent and takes it; nobody if none does. */
  #firstOf({ agents, left, fresh, lists }: Division, place: number): number {
    const standing = this.#standing
    const { wanting } = this
    const at = LISTED - fresh[place]!
    const from = at + LIST_HEAD
    for (let behind = from + lists[at]!; behind > from; behind--) {
      let first = from
      for (let i = from + 1; i < behind; i++) if (standing.isBefore(lists[i]!, lists[first]!)) first = i
      const next = lists[first]!
      if (this.takes(wanting.seatOf(next)!, agents[place]!, left[place]!)) return next
      lists[first] = lists[behind - 1]!
    }
    return NOBODY
  }

  /** Leaves those of the list who have just refused the agent and come before who takes it: they are asked in vain. */
  #passOver(lists: Int32Array, at: number, taker: number): void {
    const standing = this.#standing
    const from = at + LIST_HEAD + lists[at]!
    const to = from + lists[at + 1]!
    let behind = from
    for (let i = from; i < to; i++) if (standing.isAhead(lists[i]!, taker)) lists[behind++] = lists[i]!
    lists[at + 1] = behind - from
  }

  /** Gives out the agents that go to one, as they stand. */
  #lendAll(division: Division, book: OfferBook): void {
    const { agents, takers, fresh, offers, left, count } = division
    const { state, wanting } = this
    const { columns } = this.agents
    let last = NOBODY
    let number = NOBODY
    let draft: OfferDraft | null = null
    for (let place = 0; place < count; place++) {
      const taker = takers[place]!
      if (taker === REFUSED || taker === OF_ALL) continue
      const agent = agents[place]!
      const free = left[place]!
      if (fresh[place] !== NOBODY) this.addRefusers(agent, free, fresh[place]!, division)
      if (taker === OF_FEW) {
        columns.settle(agent, state)
        continue
      }
      if (taker !== last) {
        last = taker
        number = wanting.seatOf(taker)!.number
        draft = book.draftNumbered(number)
      }
      columns.settleLent(agent, state, number)
      offers[place] = draft!.add(agent, free)
    }
  }
}
