import type { Time } from '../../../sim/engine/time.ts'

/** Stretches kept apart; of more, the last grows. */
const ROOM = 16

/** Stretches of time in which more became free than there was, with at most so much free in each. */
export class Gains {
  count = 0
  readonly from = new Float64Array(ROOM)
  readonly to = new Float64Array(ROOM)
  readonly cpuMilli = new Float64Array(ROOM)
  readonly memoryMiB = new Float64Array(ROOM)

  note(from: Time, to: Time, cpuMilli: number, memoryMiB: number): void {
    if (from >= to) return
    if (this.count < ROOM) {
      const i = this.count++
      this.from[i] = from
      this.to[i] = to
      this.cpuMilli[i] = cpuMilli
      this.memoryMiB[i] = memoryMiB
      return
    }
    const i = ROOM - 1
    this.from[i] = Math.min(this.from[i]!, from)
    this.to[i] = Math.max(this.to[i]!, to)
    this.cpuMilli[i] = Math.max(this.cpuMilli[i]!, cpuMilli)
    this.memoryMiB[i] = Math.max(this.memoryMiB[i]!, memoryMiB)
  }

  clear(): void {
    this.count = 0
  }
}
