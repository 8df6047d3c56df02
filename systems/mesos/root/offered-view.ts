/**
 * What a framework of the house sees of the offers that it has: all offers of an agent together, in the order in which agents come.
 */
import type { Machines } from '../../../sim/world/machines.ts'
import { View } from '../../../sim/world/views.ts'
import type { SomeOffers } from '../offer-round.ts'
import { ONE } from '../quantities.ts'
import { nameNumber } from '../resource-name.ts'

export class OfferedView {
  readonly #view: View
  /** Numbers of the names of what machines have besides. */
  readonly #kinds: readonly number[]

  constructor(machines: Machines) {
    this.#view = View.offered(machines)
    this.#kinds = machines.kinds.map(nameNumber)
  }

  /** A view of those that are open, for one decision; whoever had it before is done with it. */
  of(offers: readonly SomeOffers[]): View {
    const view = this.#view
    view.clear()
    for (const some of offers) {
      const { round, size } = some
      for (let i = 0; i < size; i++) {
        const place = some.place(i)
        if (!round.isOpen(place)) continue
        const machine = round.handleAt(place)
        const { cpus, mem, isPair, quantities } = round.resources[place]!
        view.include(machine, cpus, Math.floor(mem / ONE))
        if (!isPair)
          for (let kind = 0; kind < this.#kinds.length; kind++)
            view.freeAmounts[kind]![machine]! += quantities.of(this.#kinds[kind]!)
      }
    }
    return view
  }
}
