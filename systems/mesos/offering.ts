/**
 * How an allocation goes: which agents are looked at, in which order of chance, and what one framework gets that alone wants
 * offers. What several get is the era's own.
 */
import { Lots } from '../../sim/chance/lots.ts'
import type { Random } from '../../sim/chance/random.ts'
import { Dividing } from './dividing.ts'
import { loanOf } from './loans.ts'
import { Look } from './look.ts'
import { OfferBook } from './offer-book.ts'
import type { OfferListener } from './offer-listener.ts'
import type { AllocatorOptions } from './protocol.ts'
import type { Candidates } from './rounds.ts'
import type { Seat } from './seat.ts'

interface OfferingParts {
  readonly random: Random
  readonly listener: OfferListener
  readonly options: AllocatorOptions
}

export abstract class Offering extends Dividing {
  protected readonly options: AllocatorOptions
  /** Of the agents: the order in which an allocation gives them out. */
  protected readonly lots = new Lots()
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
      this.#drawLots()
      this.#giveToOne(wanting.first, look, book)
      book.arrangeBy(this.lots)
    } else {
      this.#drawLots()
      this.divide(look, book, this.lots)
    }
    this.ranks.settle()
    const rounds = book.close()
    if (rounds.length > 0) this.#listener.offered(rounds)
  }

  /** The agents come in an order of chance, another one whenever it is asked for. */
  protected shuffle(agents: Look): void {
    this.#drawLots()
    agents.arrange(this.lots)
  }

  /**
   * Whether lots are drawn follows from who is there, and not from what is known of refusals. Of one agent there is one order, but
   * sorters may draw who gets it.
   */
  #drawLots(): void {
    if (this.agents.count > 1 || !this.ranks.areComparable) this.lots.draw(this.#random)
  }

  /** Agents that nobody can be offered are left out: the lots of the others, and so their order, are the same without them. */
  readonly #isOfferable = (agent: number): boolean => {
    const { columns } = this.agents
    if (!columns.isUnseen(agent, this.state)) return false
    const free = this.free(agent)
    if (free.isEmpty || !columns.refusers.leaves(agent, free, this.wanting)) return false
    return this.isListed(agent)
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
      if (!areAllListed && !this.isListed(agent)) continue
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
          this.ranks.lend(seat, loanOf(free))
          draft.lockAll(free)
        }
      }
    }
    const [cpus, mem] = sums
    draft.lock(cpus!, mem!)
    if (loans > 0) this.ranks.lend(seat, { count: loans, cpus: cpus!, mem: mem!, others: null })
  }
}
