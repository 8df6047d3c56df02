import type { Time } from '../../../sim/engine/time.ts'
import { type FrameworkId, type MachineId, NONE } from '../../../sim/world/handles.ts'
import type { Offer } from './offer.ts'

/** Room of a table that has filters at all. */
const FEWEST = 16

/**
 * What frameworks declined, and for how long: a filter holds back an offer that lies within what was declined (Mesos:
 * key framework and agent, blocks an offer iff the refused resources contain the offered ones). An offer of the whole
 * cluster is filtered as that of a machine `whole`.
 *
 * A framework that has declined little costs little: its filters are a hash table of machines, and become columns as long as
 * the cluster when that is no larger. Filters that are over are forgotten when room is needed.
 */
export class OfferFilters {
  /** Stands for all machines at once. */
  readonly whole: MachineId
  private readonly tables: (FilterTable | undefined)[]
  /** Times that each framework was revived. */
  private readonly revivals: Int32Array
  private readonly revived: (framework: FrameworkId) => void

  /** `revived` is told of every framework that is. */
  constructor(frameworks: number, machines: number, revived: (framework: FrameworkId) => void = () => {}) {
    this.revived = revived
    this.whole = machines
    this.tables = new Array<undefined>(frameworks).fill(undefined)
    this.revivals = new Int32Array(frameworks)
  }

  add(
    framework: FrameworkId,
    machine: MachineId,
    cpuMilli: number,
    memoryMiB: number,
    until: Time,
    now: Time,
  ): void {
    const table = this.tables[framework] ?? new FilterTable(this.whole + 1)
    this.tables[framework] = table
    table.set(machine, cpuMilli, memoryMiB, until, now)
  }

  /** Holds all back that is left of a folded offer, machine by machine. */
  addAll(offer: Offer, until: Time, now: Time): void {
    const { framework, machines } = offer
    for (let i = 0; i < machines.count; i++) {
      const machine = machines.machine[i]!
      if (offer.has(machine))
        this.add(framework, machine, machines.cpuMilli[i]!, machines.memoryMiB[i]!, until, now)
    }
  }

  /** Until when an offer of these amounts is held back; 0 where it is not. */
  heldUntil(
    framework: FrameworkId,
    machine: MachineId,
    cpuMilli: number,
    memoryMiB: number,
    now: Time,
  ): Time {
    const table = this.tables[framework]
    return table === undefined ? 0 : table.heldUntil(machine, cpuMilli, memoryMiB, now)
  }

  /** The framework wants everything again (Mesos: revive). */
  revive(framework: FrameworkId): void {
    this.revivals[framework]!++
    this.tables[framework]?.clear()
    this.revived(framework)
  }

  /** How often the framework was revived. */
  revivalsOf(framework: FrameworkId): number {
    return this.revivals[framework]!
  }
}

/** The filters of one framework, by machine: open addressing with linear probing, or one place a machine. */
class FilterTable {
  private readonly places: number
  private count = 0
  /** The machine of each slot, NONE: empty. Slot and machine are the same once there is one for each. */
  private machine: Int32Array
  private until: Float64Array
  private cpuMilli: Float64Array
  private memoryMiB: Float64Array

  constructor(places: number) {
    this.places = places
    const slots = Math.min(FEWEST, places)
    this.machine = new Int32Array(slots).fill(NONE)
    this.until = new Float64Array(slots)
    this.cpuMilli = new Float64Array(slots)
    this.memoryMiB = new Float64Array(slots)
  }

  heldUntil(machine: MachineId, cpuMilli: number, memoryMiB: number, now: Time): Time {
    if (this.count === 0) return 0
    const slot = this.slotOf(machine)
    if (this.machine[slot] !== machine) return 0
    const until = this.until[slot]!
    const isWithin = cpuMilli <= this.cpuMilli[slot]! && memoryMiB <= this.memoryMiB[slot]!
    return until > now && isWithin ? until : 0
  }

  set(machine: MachineId, cpuMilli: number, memoryMiB: number, until: Time, now: Time): void {
    if (2 * this.count >= this.machine.length && this.machine.length < this.places) this.makeRoom(now)
    const slot = this.slotOf(machine)
    if (this.machine[slot] === NONE) this.count++
    this.machine[slot] = machine
    this.until[slot] = until
    this.cpuMilli[slot] = cpuMilli
    this.memoryMiB[slot] = memoryMiB
  }

  clear(): void {
    this.machine.fill(NONE)
    this.count = 0
  }

  /** The slot of the machine, or the empty one where it would stand. */
  private slotOf(machine: MachineId): number {
    const slots = this.machine.length
    if (slots === this.places) return machine
    let slot = machine & (slots - 1)
    while (this.machine[slot] !== machine && this.machine[slot] !== NONE) slot = (slot + 1) & (slots - 1)
    return slot
  }

  /** Forgets what is over, and grows if that does not help. */
  private makeRoom(now: Time): void {
    const { machine, until, cpuMilli, memoryMiB } = this
    let live = 0
    for (let slot = 0; slot < machine.length; slot++) if (machine[slot] !== NONE && until[slot]! > now) live++
    let slots = machine.length
    while (4 * live >= slots) slots *= 2
    slots = Math.min(slots, this.places)
    this.machine = new Int32Array(slots).fill(NONE)
    this.until = new Float64Array(slots)
    this.cpuMilli = new Float64Array(slots)
    this.memoryMiB = new Float64Array(slots)
    this.count = live
    for (let slot = 0; slot < machine.length; slot++) {
      if (machine[slot] === NONE || until[slot]! <= now) continue
      const to = this.slotOf(machine[slot]!)
      this.machine[to] = machine[slot]!
      this.until[to] = until[slot]!
      this.cpuMilli[to] = cpuMilli[slot]!
      this.memoryMiB[to] = memoryMiB[slot]!
    }
  }
}
