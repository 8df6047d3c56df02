import type { Excerpt } from './excerpt.ts'
import { NOTHING_MORE } from './extras.ts'
import { type MachineId, NONE } from './handles.ts'
import { giveExtras, hasRoom, type Machines, takeExtras } from './machines.ts'
import { longer } from './rows.ts'

const NO_MACHINES = new Int32Array(0)
/** Below one machine in so many, those in a view are few. */
const FEW = 8
const NO_MARKS = new Uint8Array(0)

/** What a decider is allowed to see of the cluster, by kind. */
export type ViewKind = 'live' | 'offered' | 'snapshot' | 'probed'

/**
 * A decider's view: what it believes to be free on which machines.
 *
 * A placement takes what it claims out of the view at once, so that one decision never uses a slot twice. Only the live
 * view is the truth itself; taking from it takes from the machines. An offered view holds resources that are locked for
 * its owner. A snapshot is a private copy that ages; a probed view knows a few machines only.
 */
export class View {
  /** 'live': the truth; 'offered': locked for its owner; 'snapshot': a copy that ages; 'probed': a few machines only. */
  readonly kind: ViewKind
  /** A comparison of texts is more than V8 always puts into who asks how much is free. */
  private readonly isLive: boolean
  /** The machines themselves, as they are. */
  readonly machines: Machines
  /** Thousandths of a core that each machine has free, as far as the scheduler knows. */
  readonly freeCpuMilli: Float64Array
  /** Mebibytes that each machine has free, as far as the scheduler knows. */
  readonly freeMemoryMiB: Float64Array
  /** Free named resources, by kind (see `Machines.kinds`). */
  readonly freeAmounts: readonly Float64Array[]
  /** Version of each machine when the view was taken. */
  readonly version: Uint32Array
  /** The machines in the view, in order of handle unless the view says otherwise; null: all of them. */
  members: Int32Array | null = null
  /** How many machines are in the view. */
  memberCount: number
  /** Touches of machines (see `Machines.touched`) that the view has taken account of; −1: it is to be copied whole. */
  private seen = -1
  /** Machines that the view itself has changed since it was copied. */
  private own: Int32Array<ArrayBuffer> = NO_MACHINES
  private ownCount = 0
  /** 1: a machine that `include` has put in. */
  private included = NO_MARKS
  /** Scratch of `arrange`. */
  private before: Int32Array<ArrayBuffer> = NO_MACHINES
  /** Sum of what is free in the view, thousandths of a core; not kept for a live view, see `freeCpu`. */
  totalCpuMilli = 0
  /** The same for memory, MiB; see `freeMemory`. */
  totalMemoryMiB = 0

  private constructor(kind: ViewKind, machines: Machines) {
    this.kind = kind
    this.machines = machines
    this.memberCount = machines.count
    const live = kind === 'live'
    this.isLive = live
    this.freeCpuMilli = live ? machines.freeCpuMilli : new Float64Array(machines.count)
    this.freeMemoryMiB = live ? machines.freeMemoryMiB : new Float64Array(machines.count)
    this.freeAmounts = live
      ? machines.freeAmounts
      : machines.kinds.map(() => new Float64Array(machines.count))
    this.version = live ? machines.version : new Uint32Array(machines.count)
    if (kind === 'offered' || kind === 'probed') {
      this.members = new Int32Array(machines.count)
      this.memberCount = 0
    }
  }

  /** The truth, always. */
  static live(machines: Machines): View {
    return new View('live', machines)
  }

  /** Nothing yet; `load` shows an offer in it. One serves all offers, one after the other. */
  static offered(machines: Machines): View {
    return new View('offered', machines)
  }

  /** What is free on all machines at once, locked; `refresh` fills it. */
  static offeredWhole(machines: Machines): View {
    const view = new View('offered', machines)
    view.members = null
    view.memberCount = machines.count
    return view
  }

  /** A private copy; `refresh` brings it up to date. */
  static snapshot(machines: Machines): View {
    return new View('snapshot', machines)
  }

  /** Nothing yet; `load` shows machines in it as they were when they answered. */
  static probed(machines: Machines): View {
    return new View('probed', machines)
  }

  /** Free cores in the view, thousandths. */
  get freeCpu(): number {
    return this.isLive ? this.machines.totalFreeCpuMilli : this.totalCpuMilli
  }

  /** Free memory in the view, MiB. */
  get freeMemory(): number {
    return this.isLive ? this.machines.totalFreeMemoryMiB : this.totalMemoryMiB
  }

  /** The i-th machine of the view. */
  member(index: number): MachineId {
    return this.members === null ? index : this.members[index]!
  }

  /** Is so much free in the view? `extra` is the number of what else is asked for (see extras.ts). */
  fits(machine: MachineId, cpuMilli: number, memoryMiB: number, extra: number = NOTHING_MORE): boolean {
    return (
      this.freeCpuMilli[machine]! >= cpuMilli &&
      this.freeMemoryMiB[machine]! >= memoryMiB &&
      (extra === NOTHING_MORE || hasRoom(this.freeAmounts, machine, this.machines.extras.get(extra)))
    )
  }

  take(machine: MachineId, cpuMilli: number, memoryMiB: number, extra: number = NOTHING_MORE): void {
    if (this.isLive) {
      this.machines.take(machine, cpuMilli, memoryMiB, extra)
      return
    }
    this.freeCpuMilli[machine]! -= cpuMilli
    this.freeMemoryMiB[machine]! -= memoryMiB
    this.totalCpuMilli -= cpuMilli
    this.totalMemoryMiB -= memoryMiB
    if (this.kind === 'snapshot') this.noteOwn(machine)
    if (extra !== NOTHING_MORE) takeExtras(this.freeAmounts, machine, this.machines.extras.get(extra))
  }

  give(machine: MachineId, cpuMilli: number, memoryMiB: number, extra: number = NOTHING_MORE): void {
    if (this.isLive) {
      this.machines.give(machine, cpuMilli, memoryMiB, extra)
      return
    }
    this.freeCpuMilli[machine]! += cpuMilli
    this.freeMemoryMiB[machine]! += memoryMiB
    this.totalCpuMilli += cpuMilli
    this.totalMemoryMiB += memoryMiB
    if (extra !== NOTHING_MORE) giveExtras(this.freeAmounts, machine, this.machines.extras.get(extra))
  }

  /**
   * Brings the truth of all machines into the view. A snapshot is taken again and again, and only machines that changed since
   * the last time, or that its owner has claimed on it, are copied.
   */
  refresh(): void {
    const { touched, touches } = this.machines
    if (this.seen < 0 || touches - this.seen >= touched.length) this.copyAll()
    else {
      for (let i = 0; i < this.ownCount; i++) this.copy(this.own[i]!)
      for (; this.seen < touches; this.seen++) this.copy(touched[this.seen & (touched.length - 1)]!)
    }
    this.ownCount = 0
    if (this.kind === 'snapshot') this.seen = touches
    this.totalCpuMilli = this.machines.totalFreeCpuMilli
    this.totalMemoryMiB = this.machines.totalFreeMemoryMiB
  }

  private copyAll(): void {
    this.freeCpuMilli.set(this.machines.freeCpuMilli)
    this.freeMemoryMiB.set(this.machines.freeMemoryMiB)
    for (const [kind, free] of this.freeAmounts.entries()) free.set(this.machines.freeAmounts[kind]!)
    this.version.set(this.machines.version)
  }

  private copy(machine: MachineId): void {
    const { freeCpuMilli, freeMemoryMiB, freeAmounts, version } = this.machines
    this.freeCpuMilli[machine] = freeCpuMilli[machine]!
    this.freeMemoryMiB[machine] = freeMemoryMiB[machine]!
    this.version[machine] = version[machine]!
    for (let kind = 0; kind < freeAmounts.length; kind++)
      this.freeAmounts[kind]![machine] = freeAmounts[kind]![machine]!
  }

  /** What is given back was taken before, so that a machine is noted once for both. */
  private noteOwn(machine: MachineId): void {
    if (this.ownCount === this.memberCount) {
      this.seen = -1
      return
    }
    if (this.ownCount === this.own.length) this.own = longer(this.own, Math.max(16, 2 * this.ownCount))
    this.own[this.ownCount++] = machine
  }

  /** Shows so much of a machine, or so much more; for an offered view. Named resources are for the caller to add. */
  include(machine: MachineId, cpuMilli: number, memoryMiB: number): void {
    if (this.included[machine] !== 1) {
      if (this.included === NO_MARKS) this.included = new Uint8Array(this.machines.count)
      this.included[machine] = 1
      this.members![this.memberCount++] = machine
      this.version[machine] = this.machines.version[machine]!
    }
    this.freeCpuMilli[machine]! += cpuMilli
    this.freeMemoryMiB[machine]! += memoryMiB
    this.totalCpuMilli += cpuMilli
    this.totalMemoryMiB += memoryMiB
  }

  /** Shows the machines of an excerpt, in their order; for an offered or probed view, which shows nothing so far. */
  load(excerpt: Excerpt): void {
    const { count, machine: machines, cpuMilli, memoryMiB, version, amounts } = excerpt
    const { freeCpuMilli, freeMemoryMiB, freeAmounts } = this
    const members = this.members!
    const kinds = freeAmounts.length
    let totalCpuMilli = 0
    let totalMemoryMiB = 0
    for (let i = 0; i < count; i++) {
      const machine = machines[i]!
      members[i] = machine
      freeCpuMilli[machine] = cpuMilli[i]!
      freeMemoryMiB[machine] = memoryMiB[i]!
      this.version[machine] = version[i]!
      for (let kind = 0; kind < kinds; kind++) freeAmounts[kind]![machine] = amounts[i * kinds + kind]!
      totalCpuMilli += cpuMilli[i]!
      totalMemoryMiB += memoryMiB[i]!
    }
    this.memberCount = count
    this.totalCpuMilli = totalCpuMilli
    this.totalMemoryMiB = totalMemoryMiB
  }

  /** Writes what it shows into the excerpt, in the order in which it stands here now, and shows nothing any more. */
  unload(excerpt: Excerpt): void {
    const { memberCount: count, freeCpuMilli, freeMemoryMiB, freeAmounts } = this
    const members = this.members!
    const kinds = freeAmounts.length
    excerpt.reserve(count)
    const { machine: machines, cpuMilli, memoryMiB, version, amounts } = excerpt
    for (let i = 0; i < count; i++) {
      const machine = members[i]!
      machines[i] = machine
      cpuMilli[i] = freeCpuMilli[machine]!
      memoryMiB[i] = freeMemoryMiB[machine]!
      version[i] = this.version[machine]!
      for (let kind = 0; kind < kinds; kind++) amounts[i * kinds + kind] = freeAmounts[kind]![machine]!
    }
    excerpt.count = count
    this.clear()
  }

  /** Puts its machines into another order: the i-th is the one that was at `order[i]`. For an offered view. */
  arrange(order: Int32Array): void {
    const members = this.members!
    if (this.before.length < members.length) this.before = new Int32Array(members.length)
    const { before, memberCount } = this
    for (let i = 0; i < memberCount; i++) before[i] = members[i]!
    for (let i = 0; i < memberCount; i++) members[i] = before[order[i]!]!
  }

  /** Shows nothing any more. Not for a view of all machines: the next `refresh` overwrites it. */
  clear(): void {
    if (this.memberCount * FEW > this.machines.count) this.clearAll()
    else this.clearMembers()
    this.memberCount = 0
    this.totalCpuMilli = 0
    this.totalMemoryMiB = 0
  }

  private clearAll(): void {
    this.freeCpuMilli.fill(0)
    this.freeMemoryMiB.fill(0)
    this.included.fill(0)
    for (const free of this.freeAmounts) free.fill(0)
  }

  private clearMembers(): void {
    for (let i = 0; i < this.memberCount; i++) {
      const machine = this.members![i]!
      this.freeCpuMilli[machine] = 0
      this.freeMemoryMiB[machine] = 0
      if (machine < this.included.length) this.included[machine] = 0
      for (const free of this.freeAmounts) free[machine] = 0
    }
  }

  /** The place of the machine in the view, NONE if it is not in it. */
  indexOf(machine: MachineId): number {
    if (this.members === null) return machine
    for (let i = 0; i < this.memberCount; i++) if (this.members[i] === machine) return i
    return NONE
  }
}
