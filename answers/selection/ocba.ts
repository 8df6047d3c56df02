/**
 * How a budget of runs is divided among systems so that the best is found with the highest chance (Chen, Lin, Yücesan and Chick
 * 2000, Discrete Event Dynamic Systems 10:251–270; Chen and Lee 2010, Stochastic Simulation Optimization, 3.3).
 */

export interface RunsSoFar {
  readonly mean: number
  readonly variance: number
  readonly runs: number
}

/**
 * More runs for each system, `budget` in all, smaller means being better. The runs of all systems together, the new ones and
 * those so far, are divided as
 *
 * - N_i : N_j = (s_i / d_i)² : (s_j / d_j)², with d the distance of a mean from the best one, and
 * - N_best = s_best · √(Σ N_i² / s_i²) over the others;
 *
 * a system that has more runs than its part keeps them, and the others share what is left. Parts of runs are rounded
 * down, and the best takes what that leaves.
 */
export function ocba(systems: readonly RunsSoFar[], budget: number): number[] {
  const best = systems.reduce((least, { mean }, i) => (mean < systems[least]!.mean ? i : least), 0)
  const ratios = ratiosOf(systems, best)
  const had = systems.map(({ runs }) => runs)
  const total = had.reduce((sum, runs) => sum + runs, budget)

  let open = systems.map(() => true)
  let parts: number[] = []
  for (;;) {
    const held = had.reduce((sum, runs, i) => sum + (open[i] ? 0 : runs), 0)
    const weight = ratios.reduce((sum, ratio, i) => sum + (open[i] ? ratio : 0), 0)
    parts = had.map((runs, i) => (open[i] ? ((total - held) * ratios[i]!) / weight : runs))
    const next = open.map((is, i) => is && parts[i]! > had[i]!)
    if (next.every((is, i) => is === open[i]) || !next.some(is => is)) break
    open = next
  }
  const more = parts.map((part, i) => (open[i] ? Math.floor(part) - had[i]! : 0))
  const given = more.reduce((sum, each) => sum + each, 0)
  more[best]! += budget - given
  return more
}

function ratiosOf(systems: readonly RunsSoFar[], best: number): number[] {
  const least = systems[best]!.mean
  const ratios = systems.map(({ mean, variance }, i) => (i === best ? 0 : variance / (mean - least) ** 2))
  const squares = systems.reduce(
    (sum, { variance }, i) => sum + (i === best ? 0 : ratios[i]! ** 2 / variance),
    0,
  )
  ratios[best] = Math.sqrt(systems[best]!.variance * squares)
  return ratios
}
