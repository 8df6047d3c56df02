import type { Time } from '../../../sim/engine/time.ts'
import type { MachineId } from '../../../sim/world/handles.ts'
import type { Machines } from '../../../sim/world/machines.ts'

/**
 * Machines that nobody could be offered in any round since they were noted: while nothing becomes free or is taken on the machine
 * and no filter ends, only frameworks that want something anew have to be asked. (Pieces of a machine that somebody waits for
 * come back by becoming free.)
 *
 * `update` begins a round. In a round in which nobody asks for machines one by one, all are forgotten.
 */
export class PassedOver {
  private readonly machines: Machines
  /** 1: a machine that is passed over. One byte each, for a round looks at all of them in an order of chance. */
  private readonly noted: Uint8Array
  /** When the first filter of those who were asked ends. */
  private readonly until: Float64Array
  /** The first of these ends, at the earliest. */
  private earliest: Time = Number.POSITIVE_INFINITY
  /** Touches of machines (see `Machines.touched`) that were taken account of. */
  private seen: number

  constructor(machines: Machines) {
    this.machines = machines
    this.noted = new Uint8Array(machines.count)
    this.until = new Float64Array(machines.count)
    this.seen = machines.touches
  }

  /** Forgets machines that changed since the last round, and those of which a filter is over. */
  update(now: Time): void {
    const { touched, touches } = this.machines
    if (touches - this.seen >= touched.length) this.forgetAll()
    else for (; this.seen < touches; this.seen++) this.noted[touched[this.seen & (touched.length - 1)]!] = 0
    this.seen = touches
    if (this.earliest <= now) this.forgetOver(now)
  }

  forgetAll(): void {
    this.noted.fill(0)
    this.earliest = Number.POSITIVE_INFINITY
  }

  has(machine: MachineId): boolean {
    return this.noted[machine] === 1
  }

  /** Nobody could be offered the machine now; of a machine that is passed over already, those who want something anew. */
  note(machine: MachineId, until: Time): void {
    if (this.noted[machine] === 0 || until < this.until[machine]!) this.until[machine] = until
    if (until < this.earliest) this.earliest = until
    this.noted[machine] = 1
  }

  private forgetOver(now: Time): void {
    const { noted, until } = this
    this.earliest = Number.POSITIVE_INFINITY
    for (let machine = 0; machine < noted.length; machine++) {
      if (noted[machine] === 0) continue
      if (until[machine]! <= now) noted[machine] = 0
      else if (until[machine]! < this.earliest) this.earliest = until[machine]!
    }
  }
}
