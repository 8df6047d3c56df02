import type { Cluster } from '../../../sim/cluster.ts'
import type { Time } from '../../../sim/engine/time.ts'
import { Claims } from '../../../sim/world/claims.ts'
import type { FrameworkId, MachineId } from '../../../sim/world/handles.ts'
import { View } from '../../../sim/world/views.ts'
import type { OfferPieces } from './offer-pieces.ts'

/**
 * Resources that are locked for one framework until it answers: its view of the cluster, and what it makes of it.
 *
 * The amounts are out of the machines from `lock` to `close`; whatever was not claimed goes back then.
 */
export class Offer {
  readonly view: View
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
  private readonly cluster: Cluster
  /** Machines of the view that were down, or went down while offered: nothing of theirs is left to use or give back. */
  private readonly lost = new Set<MachineId>()
  readonly slice: 'machine' | 'cluster'
  private readonly pieces: OfferPieces

  /** With slice `cluster` it holds all machines at once, and costs three passes over columns of memory. */
  constructor(cluster: Cluster, slice: 'machine' | 'cluster', pieces: OfferPieces) {
    this.cluster = cluster
    this.slice = slice
    this.pieces = pieces
    this.view = slice === 'cluster' ? View.offeredWhole(cluster.machines) : View.offered(cluster.machines)
  }

  /** Starts an offer to the framework; nothing is in it yet. */
  begin(framework: FrameworkId): void {
    this.framework = framework
    this.open = true
    this.claims.clear()
    if (this.slice === 'machine') this.view.clear()
    this.lost.clear()
    this.pieces.opened(framework)
    this.lockedCpuMilli = 0
    this.lockedMemoryMiB = 0
  }

  /** Locks everything that is free on the machine. */
  lock(machine: MachineId): void {
    this.view.include(machine)
    const cpuMilli = this.view.freeCpuMilli[machine]!
    const memoryMiB = this.view.freeMemoryMiB[machine]!
    this.cluster.machines.takeEverything(machine)
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

  /** The machine went down: what was locked on it is gone. */
  lose(machine: MachineId): void {
    if (!this.open || this.lost.has(machine) || this.view.indexOf(machine) < 0) return
    this.lost.add(machine)
    const cpuMilli = this.view.freeCpuMilli[machine]!
    // It was down already when everything was locked, and was up for a while.
    if (cpuMilli < 0) return
    this.view.take(machine, cpuMilli, this.view.freeMemoryMiB[machine]!)
    for (const free of this.view.freeAmounts) free[machine] = 0
  }

  has(machine: MachineId): boolean {
    return !this.lost.has(machine)
  }

  /** Takes over all that another offer to the same framework has locked, which is closed by it; for slice `machine`. */
  absorb(other: Offer): void {
    for (let i = 0; i < other.view.memberCount; i++) {
      const machine = other.view.member(i)
      const cpuMilli = other.view.freeCpuMilli[machine]!
      const memoryMiB = other.view.freeMemoryMiB[machine]!
      const known = this.view.indexOf(machine) >= 0
      if (known) this.pieces.comeBack(machine)
      if (other.lost.has(machine)) {
        if (!known) this.lost.add(machine)
        if (!known) this.view.includeAmounts(machine, 0, 0)
        continue
      }
      this.lost.delete(machine)
      if (known) this.view.give(machine, cpuMilli, memoryMiB)
      else this.view.includeAmounts(machine, cpuMilli, memoryMiB)
    }
    this.lockedCpuMilli += other.lockedCpuMilli
    this.lockedMemoryMiB += other.lockedMemoryMiB
    other.end()
  }

  /** Gives the resources of a claim that is not accepted back to the offer, to go back to the machine with the rest. */
  refuse(i: number): void {
    const { claims } = this
    const machine = claims.machine[i]!
    if (this.has(machine))
      this.view.give(machine, claims.cpuMilli[i]!, claims.memoryMiB[i]!, claims.extra[i]!)
  }

  /** Unlocks what is left; the offer may be used again. */
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
  }
}
