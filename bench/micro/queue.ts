import { Bench } from 'tinybench'
import { Streams } from '../../sim/chance/random.ts'
import { EventQueue } from '../../sim/engine/queue.ts'
import { SECOND, type Time } from '../../sim/engine/time.ts'
import { inTurn, round, type Samples, timed } from './rounds.ts'

/** What a queue must offer to be measured. */
interface Queue {
  time: Time
  kind: number
  a: number
  b: number
  push(time: Time, kind: number, a: number, b: number): void
  pop(): boolean
}

const operationsPerSample = 20_000
const pendings = [1_000, 100_000, 1_000_000]
/** A power of two, so that walking round the table is a mask. */
const increments = exponentialIncrements(1 << 16, 10 * SECOND)

/**
 * The event queue against a plain binary heap, as the hold model (Vaucher and Duval 1975): in steady state, pop one
 * event and push one, an exponential increment later. A sample is the mean CPU time of one pop and push, in milliseconds.
 */
export async function queueSuite(): Promise<Samples> {
  const bench = new Bench({ name: 'event queue, hold model', time: 200, ...round })
  for (const pending of pendings) {
    addHold(bench, `event queue, ${pending} pending`, pending, () => new EventQueue())
    addHold(bench, `binary heap, ${pending} pending`, pending, () => new BinaryHeap())
  }
  return inTurn(bench, 5)
}

function addHold(bench: Bench, name: string, pending: number, create: () => Queue): void {
  let queue: Queue | undefined
  let turn = 0
  const sample = () => {
    turn = hold(queue!, operationsPerSample, turn)
    return operationsPerSample
  }
  bench.add(name, () => timed(sample), {
    async: false,
    beforeAll() {
      if (queue !== undefined) return
      queue = create()
      for (let i = 0; i < pending; i++) queue.push(increments[i & (increments.length - 1)]!, i & 7, i, -i)
      // Every event moves once, so that memory is as scattered as in a long run.
      turn = hold(queue, 2 * pending, 0)
    },
  })
}

function hold(queue: Queue, operations: number, start: number): number {
  const mask = increments.length - 1
  let turn = start
  for (let i = 0; i < operations; i++) {
    queue.pop()
    turn = (turn + 1) & mask
    queue.push(queue.time + increments[turn]!, queue.kind, queue.a, queue.b)
  }
  return turn
}

function exponentialIncrements(count: number, mean: Time): Float64Array {
  const random = new Streams('queue').stream('increments')
  return Float64Array.from({ length: count }, () => Math.round(-Math.log(1 - random.uniform()) * mean))
}

/** The rival: a binary heap over parallel typed arrays, ordered by (time, sequence number). */
class BinaryHeap implements Queue {
  time: Time = 0
  kind = 0
  a = 0
  b = 0
  private count = 0
  private pushed = 0
  private times = new Float64Array(64)
  private numbers = new Float64Array(64)
  private kinds = new Uint8Array(64)
  private as = new Int32Array(64)
  private bs = new Int32Array(64)

  push(time: Time, kind: number, a: number, b: number): void {
    if (this.count === this.times.length) this.grow()
    const times = this.times
    let hole = this.count++
    while (hole > 0) {
      const parent = (hole - 1) >> 1
      if (times[parent]! <= time) break
      this.move(parent, hole)
      hole = parent
    }
    this.write(hole, time, this.pushed++, kind, a, b)
  }

  pop(): boolean {
    if (this.count === 0) return false
    const { times, numbers } = this
    this.time = times[0]!
    this.kind = this.kinds[0]!
    this.a = this.as[0]!
    this.b = this.bs[0]!
    const last = --this.count
    const time = times[last]!
    const number = numbers[last]!
    let hole = 0
    for (;;) {
      let child = 2 * hole + 1
      if (child >= last) break
      if (child + 1 < last && this.before(child + 1, times[child]!, numbers[child]!)) child++
      if (!this.before(child, time, number)) break
      this.move(child, hole)
      hole = child
    }
    this.move(last, hole)
    return true
  }

  private before(slot: number, time: Time, number: number): boolean {
    const own = this.times[slot]!
    return own < time || (own === time && this.numbers[slot]! < number)
  }

  private move(from: number, to: number): void {
    this.write(to, this.times[from]!, this.numbers[from]!, this.kinds[from]!, this.as[from]!, this.bs[from]!)
  }

  private write(slot: number, time: Time, number: number, kind: number, a: number, b: number): void {
    this.times[slot] = time
    this.numbers[slot] = number
    this.kinds[slot] = kind
    this.as[slot] = a
    this.bs[slot] = b
  }

  private grow(): void {
    const capacity = this.times.length * 2
    const { times, numbers, kinds, as, bs } = this
    this.times = new Float64Array(capacity)
    this.times.set(times)
    this.numbers = new Float64Array(capacity)
    this.numbers.set(numbers)
    this.kinds = new Uint8Array(capacity)
    this.kinds.set(kinds)
    this.as = new Int32Array(capacity)
    this.as.set(as)
    this.bs = new Int32Array(capacity)
    this.bs.set(bs)
  }
}
