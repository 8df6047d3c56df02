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

/** Stands for an agent that all refuse. */
const REFUSED = -1

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
      this.#ask(look)
      this.shuffle(look)
      for (let i = 0; i < look.count; i++)
        if (look.numbers[i] !== REFUSED) this.#divide(look.numbers[i]!, book)
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

  /**
   * Asks for agents that one may want at most, besides those who have just refused them: whether he takes it does not depend on what
   * others get, and is found sooner in the order of their numbers. Agents that nobody takes are part of the order of chance
   * nevertheless.
   */
  #ask({ numbers, count }: Look): void {
    const { state } = this
    const { columns } = this.agents
    for (let i = 0; i < count; i++) {
      const agent = numbers[i]!
      if (!columns.isPlain(agent)) continue
      const free = this.free(agent)
      if (!free.isOpen || !this.#isRefused(columns.refusers, agent, free)) continue
      columns.settle(agent, state)
      numbers[i] = REFUSED
    }
  }

  /** Do all who may want it refuse it, or is it too little? False where that depends on more than one. */
  #isRefused(refusers: Refusers, agent: number, free: Resources): boolean {
    const { wanting } = this
    if (!this.#tells(refusers, agent, free) || refusers.willingCount > 1) return false
    if (refusers.willingCount === 1 && this.#takes(wanting.seatOf(refusers.willing[0]!)!, agent, free))
      return false
    for (let i = 0; i < refusers.freshCount; i++) refusers.add(agent, refusers.fresh[i]!, free)
    return true
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

  /** Are those who may want it, or have just refused it, few who can be compared, or one? */
  #tells(refusers: Refusers, agent: number, free: Resources): boolean {
    const { wanting, ranks } = this
    if (!refusers.tell(agent, free, wanting)) return false
    const { willing, fresh, willingCount, freshCount } = refusers
    if (willingCount + freshCount > 1) return !wanting.isShared && ranks.areComparable
    return !wanting.isShared || wanting.seatOf(willingCount === 1 ? willing[0]! : fresh[0]!) !== null
  }

  /** Whoever takes something of the agent unsettles it; else it is not looked at again before something changes. */
  #divide(agent: number, book: OfferBook): void {
    const { columns } = this.agents
    columns.settle(agent, this.state)
    if (columns.isPlain(agent)) {
      const free = this.free(agent)
      if (free.isOpen && this.#tells(columns.refusers, agent, free)) {
        this.#goesWhole(columns.refusers, agent, free, book)
        return
      }
    }
    this.share(agent, book)
  }

  /**
   * All that is left of the agent goes to the next of the few who may want it, without a look at the others. In a separable
   * allocation.
   */
  #goesWhole(refusers: Refusers, agent: number, free: Resources, book: OfferBook): void {
    const { willing, willingCount } = refusers
    for (let left = willingCount; left > 0; left--) {
      const next = left === 1 ? this.wanting.seatOf(willing[0]!)! : this.#takeNext(willing, left)
      this.#passOver(refusers, next, agent, free)
      // Who is the only one was asked already.
      if (willingCount > 1 && !this.#takes(next, agent, free)) continue
      this.lend(agent, next, free)
      book.add(next, agent, free)
      return
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
  #takes(seat: Seat, agent: number, free: Resources): boolean {
    return this.isEnough(free, seat) && !seat.refusals.blocks(agent, free, free)
  }
}
