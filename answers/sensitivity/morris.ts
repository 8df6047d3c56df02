/**
 * Screening by elementary effects (Morris 1991, Technometrics 33:161–174).
 *
 * Each of k inputs lies between 0 and 1. A trajectory begins at a point of a grid and changes one input after the other, in an
 * order drawn at random, each by the same step up or down; so k + 1 points give one effect of every input, each seen from another
 * place. The mean over trajectories of the absolute effects, mu*, says how much an input matters (Campolongo, Cariboni and Saltelli
 * 2007, Environmental Modelling & Software 22:1509–1518); their standard deviation, sigma, how much that depends on where the
 * others stand, or on where it stands itself.
 */
import { exactMean, variance } from '../../reports/statistics/mean-interval.ts'
import type { Random } from '../../sim/chance/random.ts'
import { shuffled } from '../../sim/chance/shuffle.ts'

/** Levels of the grid; Morris takes an even number, so that every level is met equally often. */
const LEVELS = 4

/** The step of an input: p / (2 (p − 1)) of its range, 2/3 for four levels (Morris 1991, section 3). */
export const STEP = LEVELS / (2 * (LEVELS - 1))

export interface Trajectory {
  /** k + 1 points of k inputs, each from 0 to 1. */
  readonly points: readonly (readonly number[])[]
  /** Which input changed on the way to each point but the first. */
  readonly changed: readonly number[]
}

export interface Effects {
  /** Mean effect of an input over its whole range, in the unit of the output. */
  readonly mu: number
  /** Mean of the absolute effects. */
  readonly muStar: number
  /** Standard deviation of the effects; 0 for fewer than two. */
  readonly sigma: number
  /** How many effects there are: one a trajectory, but for those with an end at which nothing was measured. */
  readonly n: number
}

export function trajectories(inputs: number, count: number, random: Random): Trajectory[] {
  return Array.from({ length: count }, () => trajectory(inputs, random))
}

function trajectory(inputs: number, random: Random): Trajectory {
  const from: number[] = []
  const to: number[] = []
  for (let i = 0; i < inputs; i++) {
    const low = random.below(LEVELS / 2) / (LEVELS - 1)
    const rises = random.below(2) === 0
    // Level by level, for low + STEP is 1 but for rounding.
    const high = (Math.round(low * (LEVELS - 1)) + LEVELS / 2) / (LEVELS - 1)
    from.push(rises ? low : high)
    to.push(rises ? high : low)
  }
  const changed = shuffled(inputs, random)
  const points = [from]
  for (const input of changed) points.push(points.at(-1)!.map((value, i) => (i === input ? to[i]! : value)))
  return { points, changed }
}

/**
 * The effects of every input.
 *
 * @param outputs of every point of every trajectory, in their order; NaN where nothing was measured
 */
export function effectsOf(
  inputs: number,
  walked: readonly Trajectory[],
  outputs: readonly (readonly number[])[],
): Effects[] {
  const found: number[][] = Array.from({ length: inputs }, () => [])
  for (const [t, { points, changed }] of walked.entries())
    for (const [i, input] of changed.entries()) {
      const moved = points[i + 1]![input]! - points[i]![input]!
      const effect = (outputs[t]![i + 1]! - outputs[t]![i]!) / moved
      if (Number.isFinite(effect)) found[input]!.push(effect)
    }
  return found.map(effects => ({
    mu: exactMean(effects),
    muStar: exactMean(effects.map(Math.abs)),
    sigma: effects.length < 2 ? 0 : Math.sqrt(variance(effects)),
    n: effects.length,
  }))
}
