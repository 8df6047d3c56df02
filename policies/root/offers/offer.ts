import type { Cluster } from '../../../sim/cluster.ts'
import type { Time } from '../../../sim/engine/time.ts'
import { Claims } from '../../../sim/world/claims.ts'
import { Excerpt } from '../../../sim/world/excerpt.ts'
import { type FrameworkId, type MachineId, NONE } from '../../../sim/world/handles.ts'
import { View } from '../../../sim/world/views.ts'
import type { OfferPieces } from './offer-pieces.ts'

/**
 * Resources that are locked for one framework until it answers, and what it makes of them.
 *
 * The amounts are out of the machines from `lock` to `close`; whatever was not claimed goes back then. While the offer is
 * out it remembers its machines alone; to be decided on it is unfolded into a view.
 */
export class Offer {
  /** Its number at the desk, for timers and messages. */
  readonly number: number
  readonly slice: 'machine' | 'cluster'
  readonly claims = new Claims()
  framework: FrameworkId = 0
  open = false
  /** Its framework is thinking about it; it is not used again before the answer is in. */
  answering = false
  /** When it is taken back if it is not answered. */
  expiresAt: Time = 0
  /** Grows when the offer is closed, so that timers and messages for the one before are stale. */
  generation = 0
  lockedCpuMilli = 0
  lockedMemoryMiB = 0
  /** With slice `machine`: its machines and what is left of them, while it is folded. */
  readonly machines: Excerpt
  private readonly cluster: Cluster
  private readonly pieces: OfferPieces
  /** With slice `machine` the desk's, which shows one offer at a time; else the offer's own, as long as the cluster. */
  private readonly view: View
  /** Machines of the view that were down, or went down while offered: nothing of theirs is left to use or give back. */
  private readonly lost = new Set<MachineId>()

  /** `view` shows its machines while it is unfolded; absent: it holds all machines at once (slice `cluster`). */
  constructor(cluster: Cluster, number: number, pieces: OfferPieces, view?: View) {
    this.cluster = cluster
    this.number = number
    this.pieces = pieces
    this.slice = view === undefined ? 'cluster' : 'machine'
    this.view = view ?? View.offeredWhole(cluster.machines)
    this.machines = new Excerpt(cluster.machines)
  }

  /** Starts an offer to the framework; nothing is in it yet. */
  begin(framework: FrameworkId): void {
    this.framework = framework
    this.open = true
    this.claims.clear()
    this.machines.clear()
    this.lost.clear()
    this.pieces.opened(framework)
    this.lockedCpuMilli = 0
    this.lockedMemoryMiB = 0
  }

  /** Locks everything that is free on the machine; for slice `machine`. */
  lock(machine: MachineId): void {
    const { machines } = this.cluster
    const cpuMilli = machines.freeCpuMilli[machine]!
    const memoryMiB = machines.freeMemoryMiB[machine]!
    this.machines.add(machine)
    machines.takeEverything(machine)
    this.pieces.leave(machine)
    this.count(cpuMilli, memoryMiB)
  }

  /** Locks everything that is free on all machines; for slice `cluster`. */
  lockAll(): void {
    const { machines } = this.cluster
    this.view.refresh()
    machines.takeAll()
    if (machines.down > 0) {
      for (let machine = 0; machine < machines.count; machine++)
        if (machines.up[machine] === 0) this.lost.add(machine)
    }
    this.count(this.view.freeCpu, this.view.freeMemory)
  }

  private count(cpuMilli: number, memoryMiB: number): void {
    const { frameworks, recorder, now } = this.cluster
    this.lockedCpuMilli += cpuMilli
    this.lockedMemoryMiB += memoryMiB
    frameworks.offeredCpuMilli[this.framework]! += cpuMilli
    frameworks.offeredMemoryMiB[this.framework]! += memoryMiB
    recorder.timeline.advance(now)
    recorder.timeline.lockedCpuMilli += cpuMilli
    recorder.timeline.lockedMemoryMiB += memoryMiB
  }

  /** The view of what is left of the offer. One offer is unfolded at a time; `fold` or `close` ends it. */
  unfold(): View {
    if (this.slice === 'machine') this.view.load(this.machines)
    return this.view
  }

  /** Remembers what the view shows now. */
  fold(): void {
    if (this.slice === 'machine') this.view.unload(this.machines)
  }

  /** The machine went down: what was locked on it is gone. Not while the offer is unfolded. */
  lose(machine: MachineId): void {
    if (!this.open || this.lost.has(machine)) return
    if (this.slice === 'machine') {
      const place = this.machines.indexOf(machine)
      if (place === NONE) return
      this.machines.empty(place)
      this.lost.add(machine)
      return
    }
    this.lost.add(machine)
    this.view.take(machine, this.view.freeCpuMilli[machine]!, this.view.freeMemoryMiB[machine]!)
    for (const free of this.view.freeAmounts) free[machine] = 0
  }

  has(machine: MachineId): boolean {
    return !this.lost.has(machine)
  }

  /** How many of its machines went down. */
  get lostCount(): number {
    return this.lost.size
  }

  /** Takes over all that another offer to the same framework has locked, which is closed by it; both folded, of slice `machine`. */
  absorb(other: Offer): void {
    const { machines } = this
    const places = new Map<MachineId, number>()
    for (let i = 0; i < machines.count; i++) places.set(machines.machine[i]!, i)
    for (let i = 0; i < other.machines.count; i++) {
      const machine = other.machines.machine[i]!
      const place = places.get(machine)
      if (place !== undefined) this.pieces.comeBack(machine)
      if (other.lost.has(machine)) {
        if (place !== undefined) continue
        this.lost.add(machine)
        machines.addEmpty(machine)
        continue
      }
      this.lost.delete(machine)
      if (place === undefined) machines.addFrom(other.machines, i)
      else machines.join(place, other.machines, i)
    }
    this.lockedCpuMilli += other.lockedCpuMilli
    this.lockedMemoryMiB += other.lockedMemoryMiB
    other.end()
  }

  /** Gives the resources of a claim that is not accepted back to the unfolded offer, to go back to the machine with the rest. */
  refuse(i: number): void {
    const { claims } = this
    const machine = claims.machine[i]!
    if (this.has(machine))
      this.view.give(machine, claims.cpuMilli[i]!, claims.memoryMiB[i]!, claims.extra[i]!)
  }

  /** Unlocks what is left of the unfolded offer; it may be used again. */
  close(): void {
    const { frameworks, recorder, now } = this.cluster
    this.giveBack()
    frameworks.offeredCpuMilli[this.framework]! -= this.lockedCpuMilli
    frameworks.offeredMemoryMiB[this.framework]! -= this.lockedMemoryMiB
    recorder.timeline.advance(now)
    recorder.timeline.lockedCpuMilli -= this.lockedCpuMilli
    recorder.timeline.lockedMemoryMiB -= this.lockedMemoryMiB
    this.end()
  }

  private end(): void {
    this.open = false
    this.generation++
    this.pieces.closed(this.framework)
  }

  /** Gives what is left in the view back; of a machine that was lost, that is nothing. */
  private giveBack(): void {
    const { machines } = this.cluster
    const { view } = this
    if (this.slice === 'cluster') {
      for (const machine of this.lost) {
        view.freeCpuMilli[machine] = 0
        view.freeMemoryMiB[machine] = 0
        for (const free of view.freeAmounts) free[machine] = 0
      }
      machines.giveAll(view.freeCpuMilli, view.freeMemoryMiB, view.freeCpu, view.freeMemory, view.freeAmounts)
      return
    }
    for (let i = 0; i < view.memberCount; i++) {
      const machine = view.member(i)
      machines.giveEverything(machine, view)
      this.pieces.comeBack(machine)
    }
    view.clear()
  }
}
