import { cpuSeconds } from './measurement.ts'

export const ROUNDS = 3

/**
 * CPU milliseconds of what is done. What it makes is collected before, the young only: a collection of everything throws away what
 * the first round has compiled, and would measure the compiler ever again.
 */
export async function costOf(work: () => Promise<unknown>): Promise<number> {
  globalThis.gc?.({ type: 'minor' })
  const before = cpuSeconds()
  await work()
  return 1000 * (cpuSeconds() - before)
}

/** Rounds that warm up, and rounds that count. */
export interface Rounds {
  readonly warmUp: number
  readonly counted: number
}

/** CPU milliseconds of several pieces of work, in turn, round after round. */
export async function costsOf(
  works: readonly (() => Promise<unknown>)[],
  { warmUp, counted }: Rounds = { warmUp: 1, counted: ROUNDS },
): Promise<number[][]> {
  const costs: number[][] = works.map(() => [])
  for (let round = 0; round < warmUp + counted; round++) {
    for (const [i, work] of works.entries()) {
      const cost = await costOf(work)
      if (round >= warmUp) costs[i]!.push(cost)
    }
  }
  return costs
}

/** Each cost in multiples of the one measured beside it. */
export function ratios(costs: readonly number[], floor: readonly number[]): number[] {
  return costs.map((cost, i) => cost / floor[i]!)
}

/** From the costs of a small and a large run to the exponent of the growth between them. */
export function exponents(small: readonly number[], large: readonly number[], factor: number): number[] {
  return large.map((cost, i) => Math.log(cost / small[i]!) / Math.log(factor))
}
