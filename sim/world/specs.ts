import type { SpecId } from './handles.ts'
import { NONE } from './handles.ts'
import { longer } from './rows.ts'

/** Specs that nobody asks for now and that are kept, in case somebody asks again and finds what was derived from them. */
const KEPT_IDLE = 4096

/**
 * What identical tasks ask for: cores, memory, and whatever more by number (see extras.ts). Jobs that ask for the same share
 * a spec, so that what is worked out for one – where it may run, how good each machine is – serves all.
 *
 * A spec lives while a job has it, and some time longer; then its number is used again and `generation` grows.
 */
export class Specs {
  cpuMilli = new Float64Array(64)
  memoryMiB = new Float64Array(64)
  /** Number in the `ExtrasTable`. */
  extra = new Int32Array(64)
  generation = new Uint32Array(64)
  private jobs = new Int32Array(64)
  /** Specs in use or idle. */
  private count = 0
  /** Hash table of specs, open addressing, linear probing; a slot holds a spec or NONE. */
  private slots = new Int32Array(256).fill(NONE)
  /** Idle specs, a doubly linked list from the one that has been idle longest. */
  private idleNext = new Int32Array(64)
  private idlePrevious = new Int32Array(64)
  private idleFirst: SpecId = NONE
  private idleLast: SpecId = NONE
  private idleCount = 0

  /** The spec of one more job. */
  take(cpuMilli: number, memoryMiB: number, extra: number): SpecId {
    const mask = this.slots.length - 1
    let slot = hash(cpuMilli, memoryMiB, extra) & mask
    for (let spec = this.slots[slot]!; spec !== NONE; spec = this.slots[slot]!) {
      if (
        this.cpuMilli[spec] === cpuMilli &&
        this.memoryMiB[spec] === memoryMiB &&
        this.extra[spec] === extra
      ) {
        if (this.jobs[spec]!++ === 0) this.wake(spec)
        return spec
      }
      slot = (slot + 1) & mask
    }
    return this.add(cpuMilli, memoryMiB, extra)
  }

  /** A job with the spec is over. */
  release(spec: SpecId): void {
    if (--this.jobs[spec]! > 0) return
    this.idleCount++
    this.idleNext[spec] = NONE
    this.idlePrevious[spec] = this.idleLast
    if (this.idleLast === NONE) this.idleFirst = spec
    else this.idleNext[this.idleLast] = spec
    this.idleLast = spec
  }

  /** An idle spec is asked for again. */
  private wake(spec: SpecId): void {
    this.idleCount--
    const next = this.idleNext[spec]!
    const previous = this.idlePrevious[spec]!
    if (previous === NONE) this.idleFirst = next
    else this.idleNext[previous] = next
    if (next === NONE) this.idleLast = previous
    else this.idlePrevious[next] = previous
  }

  private add(cpuMilli: number, memoryMiB: number, extra: number): SpecId {
    const spec = this.idleCount > KEPT_IDLE ? this.reuse() : this.fresh()
    this.cpuMilli[spec] = cpuMilli
    this.memoryMiB[spec] = memoryMiB
    this.extra[spec] = extra
    this.jobs[spec] = 1
    this.insert(spec)
    return spec
  }

  private fresh(): SpecId {
    if (this.count === this.jobs.length) this.grow()
    return this.count++
  }

  /** The number of the spec that has been idle longest. */
  private reuse(): SpecId {
    const spec = this.idleFirst
    this.wake(spec)
    this.remove(spec)
    this.generation[spec]!++
    return spec
  }

  private insert(spec: SpecId): void {
    const mask = this.slots.length - 1
    let slot = hash(this.cpuMilli[spec]!, this.memoryMiB[spec]!, this.extra[spec]!) & mask
    while (this.slots[slot] !== NONE) slot = (slot + 1) & mask
    this.slots[slot] = spec
  }

  /** Takes the spec out of the hash table and closes the gap (Knuth, vol. 3, 6.4, algorithm R). */
  private remove(spec: SpecId): void {
    const { slots } = this
    const mask = slots.length - 1
    let gap = hash(this.cpuMilli[spec]!, this.memoryMiB[spec]!, this.extra[spec]!) & mask
    while (slots[gap] !== spec) gap = (gap + 1) & mask
    for (let next = (gap + 1) & mask; slots[next] !== NONE; next = (next + 1) & mask) {
      const other = slots[next]!
      const home = hash(this.cpuMilli[other]!, this.memoryMiB[other]!, this.extra[other]!) & mask
      if (((next - home) & mask) < ((next - gap) & mask)) continue
      slots[gap] = other
      gap = next
    }
    slots[gap] = NONE
  }

  private grow(): void {
    const capacity = this.jobs.length * 2
    this.cpuMilli = longer(this.cpuMilli, capacity)
    this.memoryMiB = longer(this.memoryMiB, capacity)
    this.extra = longer(this.extra, capacity)
    this.generation = longer(this.generation, capacity)
    this.jobs = longer(this.jobs, capacity)
    this.idleNext = longer(this.idleNext, capacity)
    this.idlePrevious = longer(this.idlePrevious, capacity)
    this.slots = new Int32Array(capacity * 4).fill(NONE)
    for (let spec = 0; spec < this.count; spec++) this.insert(spec)
  }
}

/** Mixes three numbers of any size into 32 bits; Math.imul and the multiplier 0x9e3779b1 as in Knuth's multiplicative hash. */
function hash(cpuMilli: number, memoryMiB: number, extra: number): number {
  const mixed = Math.imul(
    (cpuMilli | 0) ^ Math.imul(memoryMiB | 0, 0x85ebca6b) ^ Math.imul(extra, 0xc2b2ae35),
    0x9e3779b1,
  )
  return mixed ^ (mixed >>> 15)
}
