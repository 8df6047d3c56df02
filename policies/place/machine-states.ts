import { type MachineId, NONE } from '../../sim/world/handles.ts'
import type { Machines } from '../../sim/world/machines.ts'
import { longer } from '../../sim/world/rows.ts'
import { Specs } from '../../sim/world/specs.ts'

/** Members that a state may list beyond those that it has, before the list is made anew. */
const STALE = 32

/**
 * Machines by how large they are and what is free on them, cores and memory: for whom only that counts, one machine of a state
 * speaks for all. `update` looks at machines that changed since it was called last.
 */
export class MachineStates {
  /** How many states there are. */
  count = 0
  /** The states, in no order. */
  private states = new Int32Array(64)
  /** How many touches of machines (see `Machines.touched`) it has taken account of. */
  private seen = Number.NEGATIVE_INFINITY
  /** Numbers of what is free together with the number of the size. */
  private readonly numbers = new Specs()
  private readonly sizes = new Specs()
  /** By machine: its size and its state. */
  private sizeOf = new Int32Array(0)
  private stateOf = new Int32Array(0)
  /** By state: its place among the states, how many machines are in it, and a heap of them, with some that have left. */
  private place = new Int32Array(64)
  private members = new Int32Array(64)
  private readonly heaps: number[][] = []

  /** Takes account of what changed. */
  update(machines: Machines): void {
    const { touched, touches } = machines
    if (this.stateOf.length !== machines.count) this.begin(machines)
    if (touches - this.seen >= touched.length) {
      for (let machine = 0; machine < machines.count; machine++) this.move(machine, machines)
      this.seen = touches
      return
    }
    for (; this.seen < touches; this.seen++) this.move(touched[this.seen & (touched.length - 1)]!, machines)
  }

  /** The first machine of the i-th state. */
  first(i: number): MachineId {
    const state = this.states[i]!
    const heap = this.heaps[state]!
    while (this.stateOf[heap[0]!] !== state) pop(heap)
    return heap[0]!
  }

  private begin(machines: Machines): void {
    this.stateOf = new Int32Array(machines.count).fill(NONE)
    this.sizeOf = new Int32Array(machines.count)
    for (let machine = 0; machine < machines.count; machine++)
      this.sizeOf[machine] = this.sizes.take(machines.cpuMilli[machine]!, machines.memoryMiB[machine]!, 0)
  }

  private move(machine: MachineId, { freeCpuMilli, freeMemoryMiB }: Machines): void {
    const from = this.stateOf[machine]!
    const to = this.numbers.take(freeCpuMilli[machine]!, freeMemoryMiB[machine]!, this.sizeOf[machine]!)
    if (to === from) {
      this.numbers.release(to)
      return
    }
    this.enter(machine, to)
    if (from !== NONE) this.leave(from)
  }

  private enter(machine: MachineId, state: number): void {
    if (state >= this.members.length) {
      this.place = longer(this.place, 2 * state)
      this.members = longer(this.members, 2 * state)
    }
    const heap = this.heaps[state] ?? []
    this.heaps[state] = heap
    this.stateOf[machine] = state
    if (this.members[state]!++ === 0) {
      heap.length = 0
      if (this.count === this.states.length) this.states = longer(this.states, 2 * this.count)
      this.place[state] = this.count
      this.states[this.count++] = state
    }
    if (heap.length > 2 * this.members[state]! + STALE) this.tidy(state)
    push(heap, machine)
  }

  /** One machine less is in the state. */
  private leave(state: number): void {
    this.numbers.release(state)
    if (--this.members[state]! > 0) return
    const last = this.states[--this.count]!
    this.states[this.place[state]!] = last
    this.place[last] = this.place[state]!
  }

  /** Leaves out of the heap who has left, and who is there twice. */
  private tidy(state: number): void {
    const heap = this.heaps[state]!
    const present = [...new Set(heap)].filter(machine => this.stateOf[machine] === state)
    heap.length = 0
    // What is sorted is a heap.
    for (const machine of present.sort((a, b) => a - b)) heap.push(machine)
  }
}

/** Puts a machine into a binary heap, smallest first. */
function push(heap: number[], machine: MachineId): void {
  let i = heap.push(machine) - 1
  while (i > 0) {
    const parent = (i - 1) >> 1
    if (heap[parent]! <= machine) break
    heap[i] = heap[parent]!
    i = parent
  }
  heap[i] = machine
}

/** Takes the smallest out of several. */
function pop(heap: number[]): void {
  const machine = heap.pop()!
  const { length } = heap
  let i = 0
  for (;;) {
    let child = 2 * i + 1
    if (child >= length) break
    if (child + 1 < length && heap[child + 1]! < heap[child]!) child++
    if (heap[child]! >= machine) break
    heap[i] = heap[child]!
    i = child
  }
  heap[i] = machine
}
