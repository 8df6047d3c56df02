import { ZERO } from '../double.ts'
import { inSeconds, SECOND, type Time } from '../engine/time.ts'
import type { Series } from './result.ts'

/**
 * Levels of the whole cluster over time, as means over equal slices.
 *
 * The number of slices is fixed; when a run outlasts them, neighbouring slices are joined and each covers twice the
 * time. The integrals stay exact.
 */
export class Timeline {
  usedCpuMilli = ZERO
  usedMemoryMiB = ZERO
  lockedCpuMilli = ZERO
  lockedMemoryMiB = ZERO
  pendingTasks = ZERO
  /** Locked amounts integrated over the window, for the shares of scope 'all'. */
  lockedCpuIntegral = ZERO
  lockedMemoryIntegral = ZERO
  private last: Time = ZERO
  private slice = 0
  private sliceEnd: Time = ZERO
  private width: Time = ZERO
  /** What all slices together cover. */
  private span: Time = ZERO
  private readonly slices: number
  /** Of cores, memory, locked cores and pending tasks, by slice; of the one that goes on, up to when it began or was read. */
  private readonly integrals: Float64Array[]
  /** Of the slice that goes on: every change of a level adds to these. */
  private cpuIntegral = ZERO
  private memoryIntegral = ZERO
  private lockedIntegral = ZERO
  private pendingIntegral = ZERO

  /** `until` finite: slices of exactly until / slices; otherwise they begin at one second and double. */
  constructor(slices: number, until: Time) {
    this.slices = slices
    this.span = Number.isFinite(until) ? until : slices * SECOND
    this.width = this.span / slices
    this.sliceEnd = this.endOfSlice()
    this.integrals = Array.from({ length: 4 }, () => new Float64Array(slices))
  }

  /** Integrates the levels up to now; call before a level changes. */
  advance(now: Time): void {
    if (now === this.last) return
    while (now > this.sliceEnd) {
      this.integrate(this.sliceEnd)
      this.keep()
      if (this.slice + 1 === this.slices) this.join()
      else this.slice++
      this.resume()
      this.sliceEnd = this.endOfSlice()
    }
    this.integrate(now)
  }

  openWindow(now: Time): void {
    this.advance(now)
    this.lockedCpuIntegral = 0
    this.lockedMemoryIntegral = 0
  }

  /** The slices up to `end`, as shares of the capacity. */
  read(end: Time, cpuMilli: number, memoryMiB: number): Series {
    this.advance(end)
    this.keep()
    const share = (index: number, capacity: number) => {
      const shares: number[] = []
      for (let slice = 0; slice <= this.slice; slice++) {
        const from = slice * this.width
        const covered = Math.min(end, from + this.width) - from
        if (covered > 0) shares.push(capacity === 0 ? 0 : this.integrals[index]![slice]! / covered / capacity)
      }
      return shares
    }
    return {
      startS: 0,
      widthS: inSeconds(this.width),
      cpuUsedShare: share(0, cpuMilli),
      memoryUsedShare: share(1, memoryMiB),
      cpuLockedShare: share(2, cpuMilli),
      pendingTasks: share(3, 1),
    }
  }

  private integrate(to: Time): void {
    const elapsed = to - this.last
    this.last = to
    this.cpuIntegral += this.usedCpuMilli * elapsed
    this.memoryIntegral += this.usedMemoryMiB * elapsed
    this.lockedIntegral += this.lockedCpuMilli * elapsed
    this.pendingIntegral += this.pendingTasks * elapsed
    this.lockedCpuIntegral += this.lockedCpuMilli * elapsed
    this.lockedMemoryIntegral += this.lockedMemoryMiB * elapsed
  }

  private keep(): void {
    const { integrals, slice } = this
    integrals[0]![slice] = this.cpuIntegral
    integrals[1]![slice] = this.memoryIntegral
    integrals[2]![slice] = this.lockedIntegral
    integrals[3]![slice] = this.pendingIntegral
  }

  private resume(): void {
    const { integrals, slice } = this
    this.cpuIntegral = integrals[0]![slice]!
    this.memoryIntegral = integrals[1]![slice]!
    this.lockedIntegral = integrals[2]![slice]!
    this.pendingIntegral = integrals[3]![slice]!
  }

  /** The last slice ends with the span itself: slices × width may differ from it in the last bit. */
  private endOfSlice(): Time {
    return this.slice + 1 === this.slices ? this.span : (this.slice + 1) * this.width
  }

  /** An odd last slice has no neighbour yet: it becomes the first half of the slice that goes on. */
  private join(): void {
    const half = this.slices >> 1
    for (const integral of this.integrals) {
      for (let i = 0; i < half; i++) integral[i] = integral[2 * i]! + integral[2 * i + 1]!
      if (this.slices % 2 === 1) integral[half] = integral[this.slices - 1]!
      integral.fill(0, half + (this.slices % 2))
    }
    this.width *= 2
    this.span *= 2
    this.slice = half
  }
}
