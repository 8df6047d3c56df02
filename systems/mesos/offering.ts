/**
 * How an allocation goes: which agents are looked at, in which order of chance, and what one framework gets that alone wants
 * offers. What several get is the era's own.
 */
import type { Random } from '../../sim/chance/random.ts'
import { Ledger } from './ledger.ts'
import { Look } from './look.ts'
import { OfferBook } from './offer-book.ts'
import type { OfferListener } from './offer-listener.ts'
import type { AllocatorOptions } from './protocol.ts'
import type { Resources } from './resources.ts'
import type { Candidates } from './rounds.ts'
import type { Seat } from './seat.ts'
import { NOBODY, SEVERAL } from './wanting.ts'

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

  constructor({ random, listener, options }: OfferingParts) {
    super()
    this.options = options
    this.#random = random
    this.#listener = listener
  }

  /** Does what an agent can be offered depend on it and the frameworks alone, and on nothing that all agents have together? */
  protected abstract get isSeparable(): boolean
  /** An allocation that is not separable, over agents that it shuffles: takes with `offer`. */
  protected abstract allocate(agents: Look, book: OfferBook): void
  /** What those who want it get of one agent; in a separable allocation. */
  protected abstract share(agent: number, book: OfferBook): void
  /** Is it enough to be worth an offer to the framework in its role? */
  protected abstract isEnough(resources: Resources, seat: Seat): boolean

  /** One allocation of these agents. */
  protected offerAll(candidates: Candidates): void {
    const { wanting } = this
    if (wanting.isEmpty) return
    const look = this.#look
    const book = this.#book
    this.agents.toLookAt(candidates, this.state, this.isSeparable, look)
    look.filter(this.#isOfferable)
    if (!this.isSeparable) this.allocate(look, book)
    else {
      // Whoever takes something of an agent unsettles it; the others are not looked at again before something changes.
      for (let i = 0; i < look.count; i++) this.agents.columns.settle(look.numbers[i]!, this.state)
      // What one alone gets of each agent does not depend on the others, so that only the order of the offers is left to chance.
      const isAlone = wanting.count === 1
      if (!isAlone) this.shuffle(look)
      for (let i = 0; i < look.count; i++)
        if (!this.#goesWhole(look.numbers[i]!, book)) this.share(look.numbers[i]!, book)
      if (isAlone) book.shuffle(this.#random)
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
    const { columns, byNumber } = this.agents
    if (columns.isSettled(agent, this.state) || !columns.isActivated(agent)) return false
    const free = this.free(agent)
    if (free.isEmpty || columns.willing(agent, free, this.wanting) === NOBODY) return false
    return this.whitelist === null || this.whitelist.has(byNumber[agent]!.id)
  }

  /**
   * All that is left of the agent goes to the only one who may want it, without a look at shares; false where that does not
   * decide it. Nobody is ranked for it, so what he gets is counted together. In a separable allocation.
   */
  #goesWhole(agent: number, book: OfferBook): boolean {
    const { columns } = this.agents
    if (!columns.isPlain(agent)) return false
    const free = this.free(agent)
    const only = columns.willing(agent, free, this.wanting)
    if (only === NOBODY) return true
    if (only === SEVERAL || !free.isOpen) return false
    const seat = this.wanting.seatOf(only)
    if (seat === null) return false
    if (!this.isEnough(free, seat) || seat.refusals.blocks(agent, free, free)) return true
    this.lend(agent, seat, free)
    book.add(seat, agent, free)
    return true
  }
}
