/**
 * How an allocation goes: which agents are looked at, in which order of chance, and what one framework gets that alone wants
 * offers. What several get is the era's own.
 */
import type { Random } from '../../sim/chance/random.ts'
import { Ledger } from './ledger.ts'
import { Look } from './look.ts'
import { OfferBook } from './offer-book.ts'
import type { OfferListener } from './offer-listener.ts'
import type { AllocatorOptions, MinAllocatable } from './protocol.ts'
import type { Refusers } from './refusers.ts'
import type { Resources } from './resources.ts'
import type { Candidates } from './rounds.ts'
import type { Seat } from './seat.ts'

interface OfferingParts {
  readonly random: Random
  readonly listener: OfferListener
  readonly options: AllocatorOptions
}

export abstract class Offering extends Ledger {
  protected readonly options: AllocatorOptions
  protected whitelist: ReadonlySet<string> | null = null
  readonly #random: Random
  readonly #listener: OfferListener
  readonly #look = new Look()
  readonly #book = new OfferBook(this.agents)
  /** Scratch: cores and memory that are lent. In a column, since a large number elsewhere may be an object for each sum. */
  readonly #sums = new Float64Array(2)

  constructor({ random, listener, options }: OfferingParts) {
    super()
    this.options = options
    this.#random = random
    this.#listener = listener
  }

  /** An allocation that is not separable, over agents that it shuffles: takes with `offer`. */
  protected abstract allocate(agents: Look, book: OfferBook): void
  /** What those who want it get of one agent; in a separable allocation. */
  protected abstract share(agent: number, book: OfferBook): void
  /** Amounts of which one must be there to be worth an offer to the framework in its role. */
  protected abstract leastFor(seat: Seat): MinAllocatable

  /** Is it enough to be worth an offer? */
  protected isEnough(resources: Resources, seat: Seat): boolean {
    return resources.suffice(this.leastFor(seat))
  }

  /** One allocation of these agents. */
  protected offerAll(candidates: Candidates): void {
    const { wanting } = this
    if (wanting.isEmpty) return
    const look = this.#look
    const book = this.#book
    this.agents.toLookAt(candidates, this.state, this.isSeparable, look)
    if (!this.isSeparable) {
      look.filter(this.#isOfferable)
      this.allocate(look, book)
    } else if (wanting.count === 1) {
      // What one alone gets of each agent does not depend on the others, so that only the order of the offers is left to chance.
      this.#giveToOne(wanting.first, look, book)
      book.shuffle(this.#random)
    } else {
      look.filter(this.#isOfferable)
      this.shuffle(look)
      for (let i = 0; i < look.count; i++) this.#divide(look.numbers[i]!, book)
    }
    this.ranks.settle()
    const rounds = book.close()
    if (rounds.length > 0) this.#listener.offered(rounds)
  }

  protected shuffle(agents: Look): void {
    agents.shuffle(this.#random)
  }

  /** Agents that nobody can be offered are not shuffled: the order of the others is the same chance without them. */
  readonly #isOfferable = (agent: number): boolean => {
    const { columns } = this.agents
    if (!columns.isUnseen(agent, this.state)) return false
    const free = this.free(agent)
    if (free.isEmpty || !columns.refusers.leaves(agent, free, this.wanting)) return false
    return this.#isListed(agent)
  }

  #isListed(agent: number): boolean {
    return this.whitelist === null || this.whitelist.has(this.agents.byNumber[agent]!.id)
  }

  /** All agents that one may want who alone wants offers. */
  #giveToOne(seat: Seat, { numbers, count }: Look, book: OfferBook): void {
    const { state, wanting } = this
    const { columns } = this.agents
    const areAllListed = this.whitelist === null
    const least = this.leastFor(seat)
    const mayRefuse = !seat.refusals.isEmpty
    const draft = book.draftOf(seat)
    const sums = this.#sums.fill(0)
    let loans = 0
    for (let i = 0; i < count; i++) {
      const agent = numbers[i]!
      const free = columns.unseen(agent, state) ?? this.free(agent)
      if (free.isEmpty || (mayRefuse && !columns.refusers.leaves(agent, free, wanting))) continue
      if (!areAllListed && !this.#isListed(agent)) continue
      if (!free.isOpen || !columns.isPlain(agent)) {
        columns.settle(agent, state)
        this.share(agent, book)
      } else if (!free.suffice(least) || (mayRefuse && seat.refusals.blocks(agent, free, free))) {
        columns.settle(agent, state)
      } else {
        columns.settleLent(agent, state, seat.number)
        draft.add(agent, free)
        if (free.isPair) {
          loans++
          sums[0]! += free.cpus
          sums[1]! += free.mem
        } else {
          this.ranks.lend(seat, free)
          draft.lockAll(free)
        }
      }
    }
    const [cpus, mem] = sums
    draft.lock(cpus!, mem!)
    if (loans > 0) this.ranks.lendPairs(seat, loans, cpus!, mem!)
  }

  /** Whoever takes something of the agent unsettles it; else it is not looked at again before something changes. */
  #divide(agent: number, book: OfferBook): void {
    this.agents.columns.settle(agent, this.state)
    if (!this.#goesWhole(agent, book)) this.share(agent, book)
  }

  /**
   * All that is left of the agent goes to the next of those who may want it, without a look at the others; false where that does
   * not decide it. In a separable allocation.
   */
  #goesWhole(agent: number, book: OfferBook): boolean {
    const { wanting } = this
    const { columns } = this.agents
    if (!columns.isPlain(agent)) return false
    const free = this.free(agent)
    if (!free.isOpen) return false
    const { refusers } = columns
    const areFew = refusers.tell(agent, free, wanting)
    const { willing, willingCount, freshCount } = refusers
    const count = willingCount + freshCount
    if (count > 1) {
      if (!areFew || wanting.isShared || !this.ranks.areComparable) return false
      this.#goesToNext(refusers, agent, free, book)
    } else if (willingCount === 1) {
      const seat = wanting.seatOf(willing[0]!)
      if (seat === null) return false
      this.#goesTo(seat, agent, free, book)
    } else if (freshCount === 1) {
      const number = refusers.fresh[0]!
      if (wanting.seatOf(number) === null) return false
      refusers.add(agent, number, free)
    }
    return true
  }

  /** The same where several may want it, or have just refused it. */
  #goesToNext(refusers: Refusers, agent: number, free: Resources, book: OfferBook): void {
    const { willing, willingCount } = refusers
    for (let left = willingCount; left > 0; left--) {
      const next = this.#takeNext(willing, left)
      this.#passOver(refusers, next, agent, free)
      if (this.#goesTo(next, agent, free, book)) return
    }
    this.#passOver(refusers, null, agent, free)
  }

  /** Takes the one who comes before the others out of the first so many. */
  #takeNext(willing: Int32Array, count: number): Seat {
    const { wanting, ranks } = this
    let first = 0
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
    const { wanting, ranks } = this
    const { fresh, freshCount } = refusers
    for (let i = 0; i < freshCount; i++) {
      const number = fresh[i]!
      if (next === null || ranks.comesBefore(wanting.seatOf(number)!, next)) refusers.add(agent, number, free)
    }
  }

  /** False where it is too little, or refused. */
  #goesTo(seat: Seat, agent: number, free: Resources, book: OfferBook): boolean {
    if (!this.isEnough(free, seat) || seat.refusals.blocks(agent, free, free)) return false
    this.lend(agent, seat, free)
    book.add(seat, agent, free)
    return true
  }
}
