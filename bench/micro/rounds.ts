import type { Bench, FnReturnedObject } from 'tinybench'
import { cpuSeconds } from './measurement.ts'

/** The samples of each task of a bench, in milliseconds, by the task's name. */
export type Samples = ReadonlyMap<string, readonly number[]>

/** Options of every bench here: a round of a task is short, and starts with the garbage of the one before collected. */
export const round = {
  warmup: false,
  retainSamples: true,
  throws: true,
  setup: () => globalThis.gc?.(),
} as const

/**
 * Runs all tasks of the bench in turn, round after round, so that whatever slows the machine down for a while slows down
 * rivals alike. The first round warms up and is not counted.
 */
export async function inTurn(bench: Bench, rounds: number): Promise<Samples> {
  const samples = new Map<string, number[]>(bench.tasks.map(({ name }) => [name, []]))
  for (let i = 0; i <= rounds; i++) {
    bench.reset()
    await bench.run()
    if (i === 0) continue
    for (const { name, result } of bench.tasks) {
      if (result.state !== 'completed') throw new Error(`'${name}' did not complete: ${result.state}`)
      samples.get(name)!.push(...(result.latency.samples ?? []))
    }
  }
  return samples
}

/** Does the work once; the sample is its CPU time divided by the operations that it says it did. */
export function timed(work: () => number): FnReturnedObject {
  const before = cpuSeconds()
  const operations = work()
  const spent = 1000 * (cpuSeconds() - before)
  return { overriddenDuration: spent / operations, overriddenIterationCost: spent }
}
