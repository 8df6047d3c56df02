/**
 * How an allocation that is separable divides agents among several who want offers.
 *
 * What an agent can be offered depends on it and the frameworks alone, but whose turn it is depends on what others were given. So
 * agents are gone through three times: as they stand, to find out who may want them; in the order of chance, for whose turn it is; and
 * as they stand once more, to give out those that go to one. Nearly all that is asked of an agent is asked where they stand in line.
 */
import type { Random } from '../../sim/chance/random.ts'
import { longer } from '../../sim/world/rows.ts'
import { Asking } from './asking.ts'
import { Division, NOBODY, OF_FEW, REFUSED, SEVERAL } from './division.ts'
import { Loans } from './loans.ts'
import type { Look } from './look.ts'
import type { OfferBook } from './offer-book.ts'
import type { OfferDraft } from './offer-draft.ts'
import type { Refusers } from './refusers.ts'
import type { Resources } from './resources.ts'
import type { Seat } from './seat.ts'

export abstract class Dividing extends Asking {
  readonly #division = new Division()
  /** Who was given the last agents; null where it was not one alone. */
  #receiver: Seat | null = null
  /** Loans to the receiver that do not count yet. */
  readonly #lent = new Loans<OfferDraft>()
  /** The number of the row of agents that one is given after each other. */
  #row = 0
  /** By number of refusals, the row in which its seat came before the receiver. */
  #ahead = new Int32Array(16)

  /** What those who want it get of one agent; in a separable allocation. */
  protected abstract share(agent: number, book: OfferBook): void

  protected divide(look: Look, book: OfferBook, random: Random): void {
    const division = this.#division
    this.ask(look, division)
    division.shuffle(random)
    this.#giveInTurn(division, book)
    this.#lendAll(division, book)
    book.arrange(division.offers)
  }

  /** Agents are looked at in the order of chance: whose turn it is. Those that go to one are given out afterwards, and count already. */
  #giveInTurn(division: Division, book: OfferBook): void {
    const { order, takers, agents, left, count } = division
    const { ranks } = this
    this.#turnTo(null)
    for (let i = 0; i < count; i++) {
      const place = order[i]!
      const taker = takers[place]!
      if (taker === REFUSED) continue
      if (taker >= 0) {
        if (this.#receiver === null || this.#receiver.number !== taker) this.#turnTo(ranks.numbered[taker]!)
        const seat = this.#receiver!
        if (division.fresh[place] !== NOBODY) this.#passOverFresh(division, place, seat)
        this.#lend(book.draftOf(seat), place, left[place]!)
      } else if (taker === OF_FEW) this.#giveToFirst(division, place, book)
      else {
        this.#turnTo(null)
        this.agents.columns.settle(agents[place]!, this.state)
        this.share(agents[place]!, book)
      }
    }
    this.#countLoans()
  }

  /** It is the turn of the offer, which is added later. */
  #lend(draft: OfferDraft, place: number, free: Resources): void {
    draft.comesNext(place)
    this.#lent.to = draft
    this.#lent.add(free)
  }

  #countLoans(): void {
    const lent = this.#lent
    if (lent.to === null) return
    this.ranks.lend(lent.to.seat, lent)
    lent.to.lockLent(lent)
    lent.clear()
  }

  #turnTo(seat: Seat | null): void {
    this.#countLoans()
    this.#receiver = seat
    this.#row++
  }

  /** Does who has this number come before the one whose turn it is? While that one alone gets something it stays so. */
  #isAhead(number: number, seat: Seat): boolean {
    if (seat !== this.#receiver) this.#turnTo(seat)
    else if (number < this.#ahead.length && this.#ahead[number] === this.#row) return true
    this.#countLoans()
    if (!this.ranks.comesBefore(this.wanting.seatOf(number)!, seat)) return false
    if (number >= this.#ahead.length) this.#ahead = longer(this.#ahead, 2 * number)
    this.#ahead[number] = this.#row
    return true
  }

  /** Those who have just refused the agent and come before who takes it are asked in vain. */
  #passOverFresh(division: Division, place: number, seat: Seat): void {
    const { refusers } = this.agents.columns
    const only = division.fresh[place]!
    if (only === SEVERAL) {
      const agent = division.agents[place]!
      refusers.tell(agent, division.left[place]!, this.wanting)
      this.#passOver(refusers, seat, agent, division.left[place]!)
    } else if (!this.#isAhead(only, seat)) division.fresh[place] = NOBODY
  }

  /** All that is left of the agent goes to the next of the few who may want it, without a look at the others. */
  #giveToFirst(division: Division, place: number, book: OfferBook): void {
    const { columns } = this.agents
    const { refusers } = columns
    const { willing } = refusers
    const agent = division.agents[place]!
    const free = division.left[place]!
    columns.settle(agent, this.state)
    refusers.tell(agent, free, this.wanting)
    for (let count = refusers.willingCount; count > 0; count--) {
      const next = this.#takeNext(willing, count)
      this.#passOver(refusers, next, agent, free)
      if (!this.takes(next, agent, free)) continue
      if (next !== this.#receiver) this.#turnTo(next)
      division.takers[place] = next.number
      this.#lend(book.draftOf(next), place, free)
      return
    }
    this.#passOver(refusers, null, agent, free)
  }

  /** Takes the one who comes before the others out of the first so many. */
  #takeNext(willing: Int32Array, count: number): Seat {
    const { wanting, ranks } = this
    let first = 0
    if (count > 1) this.#countLoans()
    let seat = wanting.seatOf(willing[0]!)!
    for (let i = 1; i < count; i++) {
      const other = wanting.seatOf(willing[i]!)!
      if (!ranks.comesBefore(other, seat)) continue
      first = i
      seat = other
    }
    willing[first] = willing[count - 1]!
    return seat
  }

  /** Those who have just refused the agent and come before the next are asked in vain. */
  #passOver(refusers: Refusers, next: Seat | null, agent: number, free: Resources): void {
    const { fresh, freshCount } = refusers
    for (let i = 0; i < freshCount; i++) {
      const number = fresh[i]!
      if (next === null || this.#isAhead(number, next)) refusers.add(agent, number, free)
    }
  }

  /** Gives out the agents that go to one, as they stand. */
  #lendAll({ agents, takers, fresh, offers, left, count }: Division, book: OfferBook): void {
    const { state } = this
    const { columns } = this.agents
    for (let place = 0; place < count; place++) {
      const taker = takers[place]!
      if (taker < 0) continue
      const agent = agents[place]!
      const free = left[place]!
      if (fresh[place]! >= 0) columns.refusers.add(agent, fresh[place]!, free)
      columns.settleLent(agent, state, taker)
      offers[place] = book.draftNumbered(taker).add(agent, free)
    }
  }
}
