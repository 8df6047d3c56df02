/**
 * The floor of a scheduling cycle of Kubernetes: one loop over columns that knows CPU, memory and a number of pods, and nothing
 * else: NodeResourcesFit, LeastAllocated and BalancedAllocation of the default profile for every node and pod, without any memory
 * of the pod before. It decides what the model decides for pods that ask for nothing else.
 */

/** Amounts in milli-CPU and bytes. */
export interface Size {
  readonly cpu: number
  readonly memory: number
  /** Of a pod, as LeastAllocated takes it: with a default where it asks for nothing. Absent: the same. */
  readonly scoredCpu?: number
  readonly scoredMemory?: number
}

export class CycleFloor {
  /** Nodes that the last pod would have fitted on, of those that were looked at. */
  feasible = 0
  /** Where the next search begins. */
  start = 0
  readonly #cpu: Float64Array
  readonly #memory: Float64Array
  readonly #usedCpu: Float64Array
  readonly #usedMemory: Float64Array
  readonly #scoredCpu: Float64Array
  readonly #scoredMemory: Float64Array
  readonly #pods: Int32Array
  readonly #room: number

  /** `room`: how many pods fit on a node. */
  constructor(nodes: readonly Size[], room: number) {
    this.#cpu = Float64Array.from(nodes, ({ cpu }) => cpu)
    this.#memory = Float64Array.from(nodes, ({ memory }) => memory)
    this.#usedCpu = new Float64Array(nodes.length)
    this.#usedMemory = new Float64Array(nodes.length)
    this.#scoredCpu = new Float64Array(nodes.length)
    this.#scoredMemory = new Float64Array(nodes.length)
    this.#pods = new Int32Array(nodes.length)
    this.#room = room
  }

  /** The first of the best among the first `wanted` that fit, from `start` on; it is taken. */
  place(size: Size, wanted: number): number {
    const { cpu: askedCpu, memory: askedMemory } = size
    const { scoredCpu: askedScoredCpu = askedCpu, scoredMemory: askedScoredMemory = askedMemory } = size
    const [cpu, memory, usedCpu, usedMemory] = [this.#cpu, this.#memory, this.#usedCpu, this.#usedMemory]
    const [scoredCpu, scoredMemory] = [this.#scoredCpu, this.#scoredMemory]
    const isBalanced = askedCpu > 0 || askedMemory > 0
    const nodes = cpu.length
    let best = -1
    let highest = -1
    let found = 0
    let looked = 0
    let at = this.start
    for (; looked < nodes; looked++) {
      const node = at
      at = at + 1 === nodes ? 0 : at + 1
      const allCpu = cpu[node]!
      const allMemory = memory[node]!
      const nextCpu = usedCpu[node]! + askedCpu
      const nextMemory = usedMemory[node]! + askedMemory
      if (nextCpu > allCpu || nextMemory > allMemory || this.#pods[node]! >= this.#room) continue
      if (found === wanted) break
      found++
      const freeCpu = allCpu - scoredCpu[node]! - askedScoredCpu
      const freeMemory = allMemory - scoredMemory[node]! - askedScoredMemory
      const sharesFree =
        (freeCpu < 0 ? 0 : Math.floor((freeCpu * 100) / allCpu)) +
        (freeMemory < 0 ? 0 : Math.floor((freeMemory * 100) / allMemory))
      const uneven = Math.abs((nextCpu / allCpu - nextMemory / allMemory) / 2)
      const score = (sharesFree >> 1) + (isBalanced ? Math.floor((1 - uneven) * 100) : 0)
      if (score < highest || (score === highest && node > best)) continue
      highest = score
      best = node
    }
    this.start = (this.start + looked) % nodes
    this.feasible = found
    if (best >= 0) this.change(best, size, 1)
    return best
  }

  /** `by` 1: a pod comes; −1: one goes. */
  change(node: number, { cpu, memory, scoredCpu = cpu, scoredMemory = memory }: Size, by: 1 | -1): void {
    this.#usedCpu[node]! += by * cpu
    this.#usedMemory[node]! += by * memory
    this.#scoredCpu[node]! += by * scoredCpu
    this.#scoredMemory[node]! += by * scoredMemory
    this.#pods[node]! += by
  }
}
