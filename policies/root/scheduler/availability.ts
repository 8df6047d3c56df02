import { NEVER, type Time } from '../../../sim/engine/time.ts'
import { longer } from '../../../sim/world/rows.ts'
import { BlockOrder } from './block-order.ts'
import { type Steps, Stretches } from './stretches.ts'

/** Steps that a block holds at most. */
const ROOM = 64

/**
 * How much will be free, from now on: a staircase over time that plans lower and ends raise. Amounts are sums over
 * the whole cluster, as if it were one machine.
 *
 * The steps lie in blocks of up to 64, each with the least and the most that is free in it: a search leaves out blocks in
 * which nothing fits, or for too short a time, and runs through those in which everything does, and a step that comes in moves the
 * rest of one block.
 */
export class Availability {
  private readonly steps: Steps = {
    time: new Float64Array(0),
    cpu: new Float64Array(0),
    memory: new Float64Array(0),
  }
  /** By block: how many steps, and the least and the most that is free. */
  private used = new Int32Array(0)
  private leastCpu = new Float64Array(0)
  private mostCpu = new Float64Array(0)
  private leastMemory = new Float64Array(0)
  private mostMemory = new Float64Array(0)
  /** The blocks in order of time. */
  private readonly blocks = new BlockOrder()
  private readonly stretches = new Stretches(this.steps)
  /** The most that is free anywhere in the time of the last `add`. */
  mostCpuAdded = 0
  mostMemoryAdded = 0

  constructor(cpuMilli: number, memoryMiB: number) {
    this.reset(0, cpuMilli, memoryMiB)
  }

  /** From `now` on so much is free, for ever. */
  reset(now: Time, cpuMilli: number, memoryMiB: number): void {
    this.blocks.clear()
    this.stretches.reset(cpuMilli, memoryMiB)
    const block = this.newBlock(0)
    this.put(block, 0, now, cpuMilli, memoryMiB)
    this.used[block] = 1
    this.summarise(block)
  }

  /** Forgets what was before `now`. */
  advance(now: Time): void {
    const { time } = this.steps
    const { blocks } = this
    while (blocks.end - blocks.first > 1 && time[blocks.ids[blocks.first + 1]! * ROOM]! <= now)
      blocks.removeAt(blocks.first)
    const block = blocks.ids[blocks.first]!
    let over = 0
    while (over + 1 < this.used[block]! && time[block * ROOM + over + 1]! <= now) over++
    if (over > 0) {
      this.shift(block, over, 0)
      this.summarise(block)
    }
    if (time[block * ROOM]! < now) time[block * ROOM] = now
  }

  /** So much more, or less where it is negative, is free from `from` until `to`, which is NEVER for ever. */
  add(from: Time, to: Time, cpuMilli: number, memoryMiB: number): void {
    if (from >= to || (cpuMilli === 0 && memoryMiB === 0)) return
    if (to !== NEVER) this.split(to)
    this.split(from)
    const { time, cpu, memory } = this.steps
    this.mostCpuAdded = Number.NEGATIVE_INFINITY
    this.mostMemoryAdded = Number.NEGATIVE_INFINITY
    let place = this.blockOf(from)
    let at = this.stepOf(this.blocks.ids[place]!, from)
    for (; place < this.blocks.end; place++, at = 0) {
      const block = this.blocks.ids[place]!
      const last = block * ROOM + this.used[block]!
      for (let i = block * ROOM + at; i < last; i++) {
        if (time[i]! >= to) {
          this.summarise(block)
          this.join(from)
          this.join(to)
          return
        }
        cpu[i]! += cpuMilli
        memory[i]! += memoryMiB
        if (cpu[i]! > this.mostCpuAdded) this.mostCpuAdded = cpu[i]!
        if (memory[i]! > this.mostMemoryAdded) this.mostMemoryAdded = memory[i]!
      }
      this.summarise(block)
    }
    this.join(from)
  }

  /**
   * The earliest moment from `from` on at which so much is free for `length`, or up to `until` if that comes sooner; `until`
   * if there is none before it. NEVER, where `until` is, when so much is not free for so long at any time. What comes at `before`
   * or later is of no use, and may be told as `until`.
   */
  earliest(from: Time, until: Time, length: Time, cpuMilli: number, memoryMiB: number, before = until): Time {
    const { time, cpu, memory } = this.steps
    this.stretches.search(cpuMilli, memoryMiB, length)
    let place = this.blockOf(from)
    let since: Time = -1
    for (; place < this.blocks.end; place++) {
      const block = this.blocks.ids[place]!
      const begin = block * ROOM
      if (since >= 0 && time[begin]! >= Math.min(since + length, until)) return since
      if (since < 0 ? time[begin]! >= before : time[begin]! >= until) return until
      if (this.mostCpu[block]! < cpuMilli || this.mostMemory[block]! < memoryMiB) {
        since = -1
      } else if (this.leastCpu[block]! >= cpuMilli && this.leastMemory[block]! >= memoryMiB) {
        if (since < 0) since = Math.max(from, time[begin]!)
      } else {
        const last = begin + this.used[block]!
        let i = begin
        if (time[last - 1]! < until && this.stretches.rulesOut(block, since, begin, last)) {
          // Only what is free at the end of the block may go on after it.
          since = -1
          for (i = last; i > begin && cpu[i - 1]! >= cpuMilli && memory[i - 1]! >= memoryMiB; ) i--
        }
        for (; i < last; i++) {
          if (since >= 0 && time[i]! >= Math.min(since + length, until)) return since
          if (since < 0 ? time[i]! >= before : time[i]! >= until) return until
          if (cpu[i]! < cpuMilli || memory[i]! < memoryMiB) since = -1
          else if (since < 0) since = Math.max(from, time[i]!)
        }
      }
    }
    return since >= 0 ? since : until
  }

  /** The first moment after `now` at which what is free changes; NEVER if it does not. */
  nextChange(now: Time): Time {
    const { time } = this.steps
    for (let place = this.blockOf(now); place < this.blocks.end; place++) {
      const block = this.blocks.ids[place]!
      for (let i = block * ROOM; i < block * ROOM + this.used[block]!; i++)
        if (time[i]! > now) return time[i]!
    }
    return NEVER
  }

  /** The staircase as [time, thousandths of a core, MiB], for tests and for looking at. */
  read(): [Time, number, number][] {
    const { time, cpu, memory } = this.steps
    const all: [Time, number, number][] = []
    for (let place = this.blocks.first; place < this.blocks.end; place++) {
      const block = this.blocks.ids[place]!
      for (let i = block * ROOM; i < block * ROOM + this.used[block]!; i++)
        all.push([time[i]!, cpu[i]!, memory[i]!])
    }
    return all
  }

  /** Place of the block in which the moment lies. */
  private blockOf(moment: Time): number {
    const { time } = this.steps
    let low = this.blocks.first
    let high = this.blocks.end - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (time[this.blocks.ids[middle]! * ROOM]! <= moment) low = middle
      else high = middle - 1
    }
    return low
  }

  /** Number, in the block, of the step on which the moment lies. */
  private stepOf(block: number, moment: Time): number {
    const { time } = this.steps
    let low = 0
    let high = this.used[block]! - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (time[block * ROOM + middle]! <= moment) low = middle
      else high = middle - 1
    }
    return low
  }

  /** Makes a step begin at the moment. */
  private split(moment: Time): void {
    const place = this.blockOf(moment)
    let block = this.blocks.ids[place]!
    let at = this.stepOf(block, moment)
    if (this.steps.time[block * ROOM + at]! >= moment) return
    if (this.used[block] === ROOM) {
      const half = ROOM / 2
      const next = this.newBlock(place + 1)
      const columns = this.steps
      for (const column of [columns.time, columns.cpu, columns.memory]) {
        column.copyWithin(next * ROOM, block * ROOM + half, (block + 1) * ROOM)
      }
      this.used[block] = half
      this.used[next] = ROOM - half
      this.summarise(block)
      this.summarise(next)
      if (at >= half) {
        block = next
        at -= half
      }
    }
    // As much is free there as on the step before: the block's least and most stay.
    this.shift(block, at + 1, at + 2)
    const before = block * ROOM + at
    this.put(block, at + 1, moment, this.steps.cpu[before]!, this.steps.memory[before]!)
  }

  /** Takes the step out that begins at the moment, if it is as high as the one before. */
  private join(moment: Time): void {
    if (moment === NEVER) return
    const { time, cpu, memory } = this.steps
    const place = this.blockOf(moment)
    const block = this.blocks.ids[place]!
    const at = this.stepOf(block, moment)
    const i = block * ROOM + at
    if (time[i] !== moment) return
    let before = i - 1
    if (at === 0) {
      if (place === this.blocks.first) return
      const previous = this.blocks.ids[place - 1]!
      before = previous * ROOM + this.used[previous]! - 1
    }
    if (cpu[before] !== cpu[i] || memory[before] !== memory[i]) return
    if (this.used[block] === 1) {
      this.blocks.removeAt(place)
      return
    }
    this.shift(block, at + 1, at)
    this.summarise(block)
  }

  /** Moves the steps of the block from `from` on to `to`, and counts them. */
  private shift(block: number, from: number, to: number): void {
    const { time, cpu, memory } = this.steps
    const begin = block * ROOM
    const end = begin + this.used[block]!
    time.copyWithin(begin + to, begin + from, end)
    cpu.copyWithin(begin + to, begin + from, end)
    memory.copyWithin(begin + to, begin + from, end)
    this.used[block]! += to - from
  }

  private put(block: number, at: number, moment: Time, cpuMilli: number, memoryMiB: number): void {
    const i = block * ROOM + at
    this.steps.time[i] = moment
    this.steps.cpu[i] = cpuMilli
    this.steps.memory[i] = memoryMiB
  }

  private summarise(block: number): void {
    const { cpu, memory } = this.steps
    this.stretches.forget(block)
    const begin = block * ROOM
    let leastCpu = cpu[begin]!
    let mostCpu = leastCpu
    let leastMemory = memory[begin]!
    let mostMemory = leastMemory
    for (let i = begin + 1; i < begin + this.used[block]!; i++) {
      if (cpu[i]! < leastCpu) leastCpu = cpu[i]!
      else if (cpu[i]! > mostCpu) mostCpu = cpu[i]!
      if (memory[i]! < leastMemory) leastMemory = memory[i]!
      else if (memory[i]! > mostMemory) mostMemory = memory[i]!
    }
    this.leastCpu[block] = leastCpu
    this.mostCpu[block] = mostCpu
    this.leastMemory[block] = leastMemory
    this.mostMemory[block] = mostMemory
  }

  /** An empty block at a place among the others. */
  private newBlock(place: number): number {
    const block = this.blocks.insert(place)
    if (block >= this.used.length) this.grow(Math.max(8, this.used.length * 2))
    this.used[block] = 0
    return block
  }

  private grow(blocks: number): void {
    const { steps } = this
    steps.time = longer(steps.time, blocks * ROOM)
    steps.cpu = longer(steps.cpu, blocks * ROOM)
    steps.memory = longer(steps.memory, blocks * ROOM)
    this.used = longer(this.used, blocks)
    this.stretches.grow(blocks)
    this.leastCpu = longer(this.leastCpu, blocks)
    this.mostCpu = longer(this.mostCpu, blocks)
    this.leastMemory = longer(this.leastMemory, blocks)
    this.mostMemory = longer(this.mostMemory, blocks)
  }
}
