/**
 * What a framework of the house sees of the offers that it has: all offers of an agent together, in the order in which agents come.
 */
import type { Machines } from '../../../sim/world/machines.ts'
import { View } from '../../../sim/world/views.ts'
import type { SomeOffers } from '../offer-round.ts'
import { ONE } from '../quantities.ts'
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
      for (let i = 0; i < size; i++) {
        const place = some.place(i)
        if (!round.isOpen(place)) continue
        const machine = round.handleAt(place)
        const offered = round.resources[place]!
        const resources = revocable ? usable(offered) : offered
        view.include(machine, resources.cpus, Math.floor(resources.mem / ONE))
        if (!resources.isPair)
          for (let kind = 0; kind < this.#kinds.length; kind++)
            view.freeAmounts[kind]![machine]! += resources.quantities.of(this.#kinds[kind]!)
      }
    }
    return view
  }
}

/** What a framework uses that launches on revocable cores: those, and the rest as anybody. Mesos lets a task take cores of one kind. */
export const usable = (resources: Resources): Resources =>
  resources.filter(({ name, revocable }) => name !== CPUS || revocable)
