/**
 * Orders of chance in which two numbers stand alike whichever others stand beside them: every number has a lot, and the order is that
 * of the lots. A shuffle (shuffle.ts) gives another order to all when one is left out.
 */
import type { Random } from './random.ts'

const ALL_32_BITS = 2 ** 32

/** Changes about half of the bits where one bit changes, and no two numbers into one (MurmurHash3's fmix32, Austin Appleby 2011). */
export function mixed(bits: number): number {
  let mix = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35)
  return mix ^ (mix >>> 16)
}

export class Lots {
  #mask = 0
  #turn = 0
  /** Scratch of `arrange`: lots and places in their order, the same by groups of lots, and where each group begins. */
  #lots = new Int32Array(16)
  #groupedLots = new Int32Array(16)
  #grouped = new Int32Array(16)
  #starts = new Int32Array(16)

  /** All numbers get other lots. */
  draw(random: Random): void {
    this.#mask = random.below(ALL_32_BITS) | 0
    this.#turn = random.below(ALL_32_BITS) | 0
  }

  /** 32 bits, other ones for every number of 32 bits. */
  of(number: number): number {
    return (mixed(number ^ this.#mask) + this.#turn) | 0
  }

  /**
   * Puts the first `count` of the places into the order of the lots that `numbers` have there. They are grouped by the leading bits
   * of their lots first, into about as many groups as there are places, so that the time goes with the count.
   */
  arrange(places: Int32Array, count: number, numbers: Int32Array): void {
    if (count < 2) return
    const bits = 32 - Math.clz32(count)
    const shift = 32 - bits
    const half = 1 << (bits - 1)
    this.#makeRoom(count, 2 * half)
    const lots = this.#lots
    const starts = this.#starts.fill(0, 0, 2 * half)
    for (let i = 0; i < count; i++) {
      const lot = this.of(numbers[places[i]!]!)
      lots[i] = lot
      starts[(lot >> shift) + half]!++
    }
    let start = 0
    for (let group = 0; group < 2 * half; group++) {
      const size = starts[group]!
      starts[group] = start
      start += size
    }
    const grouped = this.#grouped
    const groupedLots = this.#groupedLots
    for (let i = 0; i < count; i++) {
      const lot = lots[i]!
      const at = starts[(lot >> shift) + half]!++
      grouped[at] = places[i]!
      groupedLots[at] = lot
    }
    for (let i = 0; i < count; i++) {
      const lot = groupedLots[i]!
      let at = i
      for (; at > 0 && lots[at - 1]! > lot; at--) {
        lots[at] = lots[at - 1]!
        places[at] = places[at - 1]!
      }
      lots[at] = lot
      places[at] = grouped[i]!
    }
  }

  #makeRoom(places: number, groups: number): void {
    if (places > this.#lots.length) {
      this.#lots = new Int32Array(2 * places)
      this.#groupedLots = new Int32Array(2 * places)
      this.#grouped = new Int32Array(2 * places)
    }
    if (groups > this.#starts.length) this.#starts = new Int32Array(2 * groups)
  }
}
