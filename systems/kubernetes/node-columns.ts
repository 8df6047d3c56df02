/**
 * What nodes have and hold of CPU and memory, in columns by slot: filters and scores of these two read them a million times.
 */
import type { NodeInfo } from './node-info.ts'

/** What a node has of a resource, and what of it is taken. */
export interface AmountColumns {
  all: Float64Array<ArrayBuffer>
  used: Float64Array<ArrayBuffer>
  /** With the defaults of scoring. */
  scored: Float64Array<ArrayBuffer>
}

export class NodeColumns {
  /** In milli-CPU. */
  readonly cpu = emptyColumns()
  /** In bytes. */
  readonly memory = emptyColumns()
  /** How many more pods the kubelet would take. */
  room = new Float64Array(64)

  set({ slot, node, pods, allocatable, requested, nonZeroRequested }: NodeInfo): void {
    if (slot >= this.room.length) this.#grow(slot + 1)
    const { cpu, memory } = this
    cpu.all[slot] = allocatable.cpuMilli
    cpu.used[slot] = requested.cpuMilli
    cpu.scored[slot] = nonZeroRequested.cpuMilli
    memory.all[slot] = allocatable.memoryBytes
    memory.used[slot] = requested.memoryBytes
    memory.scored[slot] = nonZeroRequested.memoryBytes
    this.room[slot] = node.allocatablePods - pods.length
  }

  #grow(length: number): void {
    for (const columns of [this.cpu, this.memory]) {
      columns.all = longer(columns.all, length)
      columns.used = longer(columns.used, length)
      columns.scored = longer(columns.scored, length)
    }
    this.room = longer(this.room, length)
  }
}

function emptyColumns(): AmountColumns {
  return { all: new Float64Array(64), used: new Float64Array(64), scored: new Float64Array(64) }
}

function longer(column: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  const copy = new Float64Array(Math.max(length, 2 * column.length))
  copy.set(column)
  return copy
}
