/**
 * What a framework of the house sees of the offers that it has: all offers of an agent together, in the order in which agents come.
 */
import type { Machines } from '../../../sim/world/machines.ts'
import { View } from '../../../sim/world/views.ts'
import type { OfferRound, SomeOffers } from '../offer-round.ts'
import { nameNumber } from '../resource-name.ts'
import type { Resources } from '../resources.ts'
import { CPUS } from './agent-resources.ts'

export class OfferedView {
  readonly #view: View
  /** Numbers of the names of what machines have besides. */
  readonly #kinds: readonly number[]

  constructor(machines: Machines) {
    this.#view = View.offered(machines)
    this.#kinds = machines.kinds.map(nameNumber)
  }

  /**
   * A view of those that are open, for one decision; whoever had it before is done with it. `revocable`: of the cores, those that
   * can be taken back; else those that cannot.
   */
  of(offers: readonly SomeOffers[], revocable = false): View {
    const view = this.#view
    view.clear()
    for (const some of offers) {
      const { round, size } = some
      if (some === round && round.isWhole && view.memberCount === 0) this.#showAll(round, revocable)
      else
        for (let i = 0; i < size; i++) {
          const place = some.place(i)
          if (round.isOpen(place)) this.#show(round, place, revocable)
        }
    }
    return view
  }

  /** All of a round, as they stand, which is quick; the order in which they are made is that of the view nevertheless. */
  #showAll(round: OfferRound, revocable: boolean): void {
    for (let place = 0; place < round.size; place++) this.#show(round, place, revocable)
    if (round.order !== null) this.#view.arrange(round.order)
  }

  #show(round: OfferRound, place: number, revocable: boolean): void {
    const view = this.#view
    const machine = round.handleAt(place)
    const offered = round.resources[place]!
    const resources = revocable ? usable(offered) : offered
    view.include(machine, resources.cpus, resources.wholeMem)
    if (resources.isPair) return
    for (let kind = 0; kind < this.#kinds.length; kind++)
      view.freeAmounts[kind]![machine]! += resources.quantities.of(this.#kinds[kind]!)
  }
}

/** What a framework uses that launches on revocable cores: those, and the rest as anybody. Mesos lets a task take cores of one kind. */
export const usable = (resources: Resources): Resources =>
  resources.filter(({ name, revocable }) => name !== CPUS || revocable)
