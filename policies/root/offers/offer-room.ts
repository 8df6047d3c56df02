import { NOTHING_MORE } from '../../../sim/world/extras.ts'
import type { View } from '../../../sim/world/views.ts'

/** Demands remembered as too large; a handful is enough, for most jobs ask for much the same. */
const REMEMBERED = 8

/**
 * Does any machine of an offer have room for one task? A framework sees at a glance that an offer is too small, and
 * thinks only about jobs that an offer could serve.
 *
 * While an offer is being used up it only shrinks: what was too large stays too large, and so does everything at least
 * as large, so most questions are answered without looking at the machines.
 */
export class OfferRoom {
  private readonly cpuMilli = new Float64Array(REMEMBERED)
  private readonly memoryMiB = new Float64Array(REMEMBERED)
  private readonly extra = new Int32Array(REMEMBERED)
  private count = 0

  /** Begins with another offer. */
  forget(): void {
    this.count = 0
  }

  has(view: View, cpuMilli: number, memoryMiB: number, extra: number): boolean {
    for (let i = 0; i < this.count; i++) {
      // What asks for more besides is at least as hard to place as what asks for the two alone.
      const isAsHard = this.extra[i] === NOTHING_MORE || this.extra[i] === extra
      if (isAsHard && cpuMilli >= this.cpuMilli[i]! && memoryMiB >= this.memoryMiB[i]!) return false
    }
    for (let i = 0; i < view.memberCount; i++) {
      if (view.fits(view.member(i), cpuMilli, memoryMiB, extra)) return true
    }
    if (this.count < REMEMBERED) {
      this.cpuMilli[this.count] = cpuMilli
      this.memoryMiB[this.count] = memoryMiB
      this.extra[this.count++] = extra
    }
    return false
  }
}
