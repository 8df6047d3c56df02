import type { Time } from '../../../sim/engine/time.ts'
import { NONE } from '../../../sim/world/handles.ts'
import { longer } from '../../../sim/world/rows.ts'

/** Amounts of a column told apart: halves of the most that can be free, down to anything at all. */
const LEVELS = 12

/** Steps of a staircase: when each begins, and how much is free on it. */
export interface Steps {
  time: Float64Array<ArrayBuffer>
  cpu: Float64Array<ArrayBuffer>
  memory: Float64Array<ArrayBuffer>
}

/**
 * How long so much is free at a stretch, block by block: whoever needs it for longer need not look into the block. Of cores
 * and memory that decides of which more is needed, in shares of all; amounts are rounded down to the nearest level, so that what is
 * ruled out is ruled out for more as well. Worked out where it is asked for, and kept until the block changes.
 */
export class Stretches {
  private readonly steps: Steps
  private most = { cpu: 0, memory: 0 }
  /** By block: a bit for each level of cores, then of memory, that is worked out. */
  private known = new Int32Array(0)
  /**
   * By block and level: the longest stretch up to the begin of the last step, and the moment when that ends with which the block
   * begins.
   */
  private longest = new Float64Array(0)
  private headEnd = new Float64Array(0)
  /** What is searched for: its column, its level among those of both, the amount of the level, and for how long. */
  private column: 'cpu' | 'memory' = 'cpu'
  private level = NONE
  private amount = 0
  private lasts: Time = 0

  constructor(steps: Steps) {
    this.steps = steps
  }

  /** So much can be free. */
  reset(cpu: number, memory: number): void {
    this.most = { cpu, memory }
    this.known.fill(0)
  }

  grow(blocks: number): void {
    this.known = longer(this.known, blocks)
    this.longest = longer(this.longest, blocks * 2 * LEVELS)
    this.headEnd = longer(this.headEnd, blocks * 2 * LEVELS)
  }

  /** The block changed. */
  forget(block: number): void {
    this.known[block] = 0
  }

  /** From now on `rulesOut` is about so much for so long. */
  search(cpuMilli: number, memoryMiB: number, lasts: Time): void {
    const { most } = this
    const isMemory = memoryMiB * most.cpu > cpuMilli * most.memory
    this.column = isMemory ? 'memory' : 'cpu'
    this.lasts = lasts
    const wanted = isMemory ? memoryMiB : cpuMilli
    let level = 0
    let amount = most[this.column]
    for (; level < LEVELS - 1 && amount > wanted; level++) amount /= 2
    this.amount = level === LEVELS - 1 ? Number.MIN_VALUE : amount
    this.level = wanted <= 0 ? NONE : isMemory ? LEVELS + level : level
  }

  /**
   * Does all that is free in the block, some of it since `since` already (−1: none), run short too soon, but for what is free at
   * its end? The block's steps are those from `begin` to before `end`.
   */
  rulesOut(block: number, since: Time, begin: number, end: number): boolean {
    if (this.level === NONE) return false
    const at = block * 2 * LEVELS + this.level
    if ((this.known[block]! & (1 << this.level)) === 0) {
      this.measure(at, begin, end)
      this.known[block]! |= 1 << this.level
    }
    return this.longest[at]! < this.lasts && (since < 0 || this.headEnd[at]! - since < this.lasts)
  }

  private measure(at: number, begin: number, end: number): void {
    const { time } = this.steps
    const free = this.steps[this.column]
    let longest = 0
    let from = begin
    let headEnd = NONE
    for (let i = begin; i < end; i++) {
      // Who needs more than the amount may run short on the last step.
      if (free[i]! >= this.amount && i < end - 1) continue
      const length = time[i]! - time[from]!
      if (length > longest) longest = length
      if (headEnd === NONE) headEnd = i
      from = i + 1
    }
    this.longest[at] = longest
    this.headEnd[at] = time[headEnd]!
  }
}
