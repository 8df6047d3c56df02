import type { FrameworkId, MachineId } from '../../../sim/world/handles.ts'

/**
 * Which machines have pieces in offers, so that pieces come together again.
 *
 * While part of a machine is in an offer, more of it may become free and be offered on its own. What a framework declined
 * is not offered to it again before the other pieces are back: else, with offers out for longer than the allocator's
 * interval and no filter, each piece would come back when the other has just left, and a task that needs both would wait
 * for ever.
 */
export class OfferPieces {
  /** Pieces of the machine that are in offers. */
  private readonly out: Int32Array
  /** Frameworks that declined a piece of the machine while others were out. */
  private readonly declined = new Map<MachineId, Set<FrameworkId>>()
  /** Offers of the framework that are not answered. */
  private readonly openOffers: Int32Array

  constructor(frameworks: number, machines: number) {
    this.out = new Int32Array(machines)
    this.openOffers = new Int32Array(frameworks)
  }

  opened(framework: FrameworkId): void {
    this.openOffers[framework]!++
  }

  closed(framework: FrameworkId): void {
    this.openOffers[framework]!--
  }

  /** Does the framework have offers that are not answered? */
  hasOpen(framework: FrameworkId): boolean {
    return this.openOffers[framework]! > 0
  }

  /** Is a piece of the machine in an offer? */
  isOut(machine: MachineId): boolean {
    return this.out[machine]! > 0
  }

  /** A piece of the machine leaves in an offer. */
  leave(machine: MachineId): void {
    this.out[machine]!++
  }

  /** A piece of the machine is back, or is one with another. */
  comeBack(machine: MachineId): void {
    if (--this.out[machine]! === 0 && this.declined.size > 0) this.declined.delete(machine)
  }

  /** The framework declines a piece of the machine that is still out. */
  decline(framework: FrameworkId, machine: MachineId): void {
    if (this.out[machine]! <= 1) return
    const by = this.declined.get(machine)
    if (by === undefined) this.declined.set(machine, new Set([framework]))
    else by.add(framework)
  }

  /** Has the framework declined a piece of the machine of which others are not back yet? */
  waitsForRest(framework: FrameworkId, machine: MachineId): boolean {
    return this.declined.size > 0 && this.declined.get(machine)?.has(framework) === true
  }
}
