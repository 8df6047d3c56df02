/**
 * What a framework of the house sees of the offers that it has: all offers of an agent together, in the order in which agents come.
 */
import { Excerpt } from '../../../sim/world/excerpt.ts'
import type { MachineId } from '../../../sim/world/handles.ts'
import type { Machines } from '../../../sim/world/machines.ts'
import { View } from '../../../sim/world/views.ts'
import type { OutstandingOffer } from '../outstanding-offers.ts'
import { ONE } from '../quantities.ts'
import { nameNumber } from '../resource-name.ts'
import type { Resources } from '../resources.ts'
import { CPUS, MEM } from './agent-resources.ts'

const CPUS_NUMBER = nameNumber(CPUS)
const MEM_NUMBER = nameNumber(MEM)
const NOWHERE = -1

export class OfferedView {
  readonly #view: View
  readonly #scratch: Excerpt
  /** Numbers of the names of what machines have besides. */
  readonly #kinds: readonly number[]
  /** Where in the scratch a machine stands. */
  readonly #places: Int32Array

  constructor(machines: Machines) {
    this.#view = View.offered(machines)
    this.#scratch = new Excerpt(machines)
    this.#kinds = machines.kinds.map(nameNumber)
    this.#places = new Int32Array(machines.count).fill(NOWHERE)
  }

  /**
   * A view for one decision; whoever had it before is done with it. `revocable`: of the cores, those that can be taken back;
   * else those that cannot.
   */
  of(offers: readonly OutstandingOffer[], revocable = false): View {
    const scratch = this.#scratch
    const places = this.#places
    scratch.clear()
    for (const { agent, resources } of offers) {
      const machine: MachineId = Number(agent)
      let place = places[machine]!
      if (place === NOWHERE) {
        place = scratch.count
        places[machine] = place
        scratch.addEmpty(machine)
      }
      const { quantities } = revocable ? usable(resources) : resources
      scratch.cpuMilli[place]! += quantities.of(CPUS_NUMBER)
      scratch.memoryMiB[place]! += Math.floor(quantities.of(MEM_NUMBER) / ONE)
      for (let i = 0; i < this.#kinds.length; i++)
        scratch.amounts[place * this.#kinds.length + i]! += quantities.of(this.#kinds[i]!)
    }
    for (let i = 0; i < scratch.count; i++) places[scratch.machine[i]!] = NOWHERE
    this.#view.clear()
    this.#view.load(scratch)
    return this.#view
  }
}

/** What a framework uses that launches on revocable cores: those, and the rest as anybody. Mesos lets a task take cores of one kind. */
export const usable = (resources: Resources): Resources =>
  resources.filter(({ name, revocable }) => name !== CPUS || revocable)
