/**
 * Capacity answers for queues of which Erlang's formula knows the truth: P(W > x) = C(c, a) · e^(−(c − a)x) with a mean service
 * time of 1. The runs are a loop of their own, so that there can be many; `switchyard plan` asks the same procedure.
 */
import { describe, expect, it } from 'vitest'
import type { Excess } from '../../answers/capacity/excess.ts'
import { hardestShown } from '../../answers/capacity/fixed-sequence.ts'
import { Streams } from '../../sim/chance/random.ts'

interface Queue {
  readonly offered: number
  readonly limit: number
  readonly late: number
  readonly jobs: number
  readonly from: number
  readonly to: number
}

/** Jobs late in each run, by number of servers from `from` to `to`; all numbers meet the same jobs. */
function pool({ offered, limit, jobs, from, to }: Queue, runs: number): Uint32Array[] {
  const late = Array.from({ length: to - from + 1 }, () => new Uint32Array(runs))
  const warmUp = Math.ceil(jobs / 10)
  const gaps = new Float64Array(jobs + warmUp)
  const services = new Float64Array(jobs + warmUp)
  for (let run = 0; run < runs; run++) {
    const random = new Streams(`capacity ${run}`).stream('jobs')
    for (let i = 0; i < gaps.length; i++) {
      gaps[i] = -Math.log(1 - random.uniform()) / offered
      services[i] = -Math.log(1 - random.uniform())
    }
    for (let servers = from; servers <= to; servers++)
      late[servers - from]![run] = lateJobs(gaps, services, servers, limit, warmUp)
  }
  return late
}

/** First come, first served: a job starts when the server that is free first is free. */
function lateJobs(
  gaps: Float64Array,
  services: Float64Array,
  servers: number,
  limit: number,
  warmUp: number,
): number {
  const free = new Float64Array(servers)
  let now = 0
  let late = 0
  for (let i = 0; i < gaps.length; i++) {
    now += gaps[i]!
    const start = Math.max(now, free[0]!)
    if (start - now > limit && i >= warmUp) late++
    replaceFirst(free, start + services[i]!)
  }
  return late
}

/** A heap whose first is the least: puts another value in its place. */
function replaceFirst(heap: Float64Array, value: number): void {
  let at = 0
  for (;;) {
    let child = 2 * at + 1
    if (child >= heap.length) break
    if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child++
    if (heap[child]! >= value) break
    heap[at] = heap[child]!
    at = child
  }
  heap[at] = value
}

/** One plan from runs of the pool: five to search with, and others to test with. */
async function planned(queue: Queue, late: readonly Uint32Array[], draw: () => number, seeds: number) {
  const runs = late[0]!.length
  const chosen = new Set<number>()
  while (chosen.size < seeds + 5) chosen.add(Math.floor(draw() * runs))
  const order = [...chosen]
  const families = { search: order.slice(0, 5), test: order.slice(5) }
  const { jobs, from, to } = queue
  return hardestShown({
    goals: 1,
    hardest: from,
    easiest: to,
    guess: Math.round(queue.offered * 1.1),
    searchSeeds: 5,
    looks: [seeds],
    alpha: 0.05,
    margin: 3,
    excess: async (position, family, count): Promise<Excess[][]> => [
      families[family].slice(0, count).map(run => {
        const value = late[position - from]![run]! / jobs - queue.late
        return { low: value, high: value }
      }),
    ],
  })
}

const hard: Queue = { offered: 100, limit: 0.1, late: 0.05, jobs: 20_000, from: 109, to: 125 }
const small: Queue = { offered: 20, limit: 0.1, late: 0.05, jobs: 5_000, from: 23, to: 36 }

describe('over 1,000 plans with 30 seeds, drawn from 1,000 runs a size', () => {
  it.each([
    ['113 servers are right and 112 miss by 0.045 points', hard, 113, 5.1],
    ['27 servers are right', small, 27, 0],
  ])('answers are too small at most 7.1 %% of the time: %s', async (_words, queue, truth, found) => {
    const late = pool(queue, 1000)
    const random = new Streams('plans').stream('draw')
    let tooSmall = 0
    let excess = 0
    for (let plan = 0; plan < 1000; plan++) {
      const { answer } = await planned(queue, late, () => random.uniform(), 30)
      if (answer! < truth) tooSmall++
      excess += answer! - truth
    }
    // The risk of 5 % and three standard errors of a share of 1,000.
    expect(tooSmall / 1000).toBeLessThanOrEqual(0.071)
    // What the docs say; a logarithm may differ in its last digit from one Node to another.
    expect(Math.abs(tooSmall / 10 - found)).toBeLessThanOrEqual(0.5)
    expect(excess / 1000).toBeLessThan(1)
  })
})

describe('the answers of Erlang’s table', () => {
  it.each([
    [13, 10, 1, 0.05, 20_000],
    [12, 8, 0.5, 0.05, 20_000],
    [27, 20, 0.1, 0.05, 100_000],
    [113, 100, 0.1, 0.05, 20_000],
    [115, 100, 0.05, 0.05, 40_000],
    [435, 400, 0.05, 0.01, 600_000],
  ])('%i servers for a load of %d and a limit of %d s', async (truth, offered, limit, late, jobs) => {
    const queue: Queue = { offered, limit, late, jobs, from: truth - 2, to: truth + 3 }
    const runs = pool(queue, 65)
    const random = new Streams('one plan').stream('draw')
    const { answer } = await planned(queue, runs, () => random.uniform(), 60)
    expect(answer).toBe(truth)
  })
})
