/**
 * Which of several systems is best, by the fully sequential procedure of Kim and Nelson (2001, ACM Transactions on Modeling and
 * Computer Simulation 11:251–273). All systems meet the same seeds, so differences are paired (common random numbers), and a
 * system is given up as soon as another is better beyond what chance explains.
 *
 * With probability 1 − alpha the system that is left is the best, if it is better than each other by the indifference or more;
 * where another is closer, it is one of those within the indifference.
 */
import { differenceSpread } from '../../reports/statistics/difference-spread.ts'
import { exactMean } from '../../reports/statistics/mean-interval.ts'
import type { NumberDefinition } from '../../sim/measure/result.ts'

export interface Selection {
  /** What a difference must be to matter, in the unit of the values; above 0. */
  readonly indifference: number
  /** The risk of a wrong answer, such as 0.05. */
  readonly alpha: number
  /** Seeds that every system is run with at first; 10 or more. */
  readonly firstSeeds: number
  /** True: a smaller mean is better. */
  readonly lowerIsBetter: boolean
  /** Of the values: counts meet by chance, see `differenceSpread`. */
  readonly unit: NumberDefinition['unit']
}

/** What h² and η are made of; exported because the paper prints them. */
export function constants(
  systems: number,
  { alpha, firstSeeds }: Pick<Selection, 'alpha' | 'firstSeeds'>,
): { readonly eta: number; readonly h2: number } {
  const eta = (((2 * alpha) / (systems - 1)) ** (-2 / (firstSeeds - 1)) - 1) / 2
  return { eta, h2: 2 * eta * (firstSeeds - 1) }
}

export interface Eliminated {
  readonly system: number
  /** After so many seeds, because of this one. */
  readonly seeds: number
  readonly by: number
}

export interface Selected {
  readonly best: number
  /** Those that were left when one was chosen; one unless the budget ended or all tolerance was used up. */
  readonly surviving: readonly number[]
  /** Of several that were left: each had the value of the others in every seed. */
  readonly same: boolean
  /** How it ended: one was left; the tolerances reached 0, so the best mean was taken; or no more seeds were allowed. */
  readonly because: 'one left' | 'within indifference' | 'no more seeds'
  /** Seeds of those that survived. */
  readonly seeds: number
  /** Runs of all systems together. */
  readonly runs: number
  /** Runs of each system. */
  readonly counts: readonly number[]
  readonly means: readonly number[]
  readonly eliminated: readonly Eliminated[]
}

/**
 * @param value the result of a system in the run of a seed, both counted from 0; asked once for each pair that is needed
 * @param mostSeeds how many seeds there may be
 */
export async function kimNelson(
  systems: number,
  selection: Selection,
  value: (system: number, seed: number) => Promise<number>,
  mostSeeds: number,
): Promise<Selected> {
  const { indifference: delta, firstSeeds, lowerIsBetter, unit } = selection
  const sign = lowerIsBetter ? 1 : -1
  const everyone = Array.from({ length: systems }, (_, i) => i)
  const values: number[][] = everyone.map(() => [])
  const run = async (alive: readonly number[], seed: number) => {
    const found = await Promise.all(alive.map(system => value(system, seed)))
    for (const [at, system] of alive.entries()) values[system]!.push(sign * found[at]!)
  }
  for (let seed = 0; seed < firstSeeds; seed++) await run(everyone, seed)

  const { h2 } = constants(systems, selection)
  const spread = everyone.map(i =>
    everyone.map(l => differenceSpread(unit, values[i]!, differences(values[i]!, values[l]!))),
  )
  const tolerance = (i: number, l: number, r: number) =>
    Math.max(0, (delta / (2 * r)) * ((h2 * spread[i]![l]!) / delta ** 2 - r))

  const eliminated: Eliminated[] = []
  let alive = everyone
  let r = firstSeeds
  for (;;) {
    const means = values.map(exactMean)
    const beater = (i: number) => alive.find(l => l !== i && means[i]! > means[l]! + tolerance(i, l, r))
    const kept = alive.filter(i => {
      const by = beater(i)
      if (by !== undefined) eliminated.push({ system: i, seeds: r, by })
      return by === undefined
    })
    alive = kept
    const decided = alive.every(i => alive.every(l => i === l || tolerance(i, l, r) === 0))
    const because =
      alive.length === 1
        ? 'one left'
        : decided
          ? 'within indifference'
          : r >= mostSeeds
            ? 'no more seeds'
            : undefined
    if (because !== undefined) {
      const best = alive.reduce((least, i) => (means[i]! < means[least]! ? i : least))
      const runs = values.reduce((sum, each) => sum + each.length, 0)
      return {
        best,
        surviving: alive,
        same:
          alive.length > 1 && alive.every(i => values[i]!.every((each, at) => each === values[best]![at])),
        because,
        seeds: r,
        runs,
        counts: values.map(({ length }) => length),
        means: means.map(mean => sign * mean),
        eliminated,
      }
    }
    await run(alive, r)
    r++
  }
}

function differences(left: readonly number[], right: readonly number[]): number[] {
  return left.map((value, i) => value - right[i]!)
}
