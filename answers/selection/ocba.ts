/**
 * How a budget of runs is divided among systems so that the best is found with the highest chance (Chen, Lin, Yücesan and Chick
 * 2000, Discrete Event Dynamic Systems 10:251–270; Chen and Lee 2010, Stochastic Simulation Optimization, 3.3).
 */
import cdf from '@stdlib/stats-base-dists-t-cdf'

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

/**
 * At least this is the chance that the system with the least mean is the best, if values are normal and independent:
 * 1 − Σ P((m_best − m_i) / √(s_best²/n_best + s_i²/n_i)) over the others (Bonferroni's bound, Chen and Lee 2010, 3.1). Where they have
 * the normal distribution, P is Student's, with the degrees of freedom of Welch (1947, Biometrika 34:28–35): variances are not
 * known, but estimated from runs that may be few.
 */
export function chanceOfBest(systems: readonly RunsSoFar[]): number {
  const best = systems.reduce((least, { mean }, i) => (mean < systems[least]!.mean ? i : least), 0)
  const first = systems[best]!
  const risk = systems.reduce((sum, { mean, variance, runs }, i) => {
    if (i === best) return sum
    const [ours, theirs] = [first.variance / first.runs, variance / runs]
    const spread = ours + theirs
    if (spread === 0) return mean > first.mean ? sum : sum + 0.5
    const freedom = spread ** 2 / (ours ** 2 / (first.runs - 1) + theirs ** 2 / (runs - 1))
    return sum + cdf((first.mean - mean) / Math.sqrt(spread), freedom)
  }, 0)
  return Math.max(0, 1 - risk)
}

const TINY = 1e-24

function ratiosOf(systems: readonly RunsSoFar[], best: number): number[] {
  const least = systems[best]!.mean
  // Equal means or no spread would divide by 0: the smallest distance and spread that doubles tell apart stand for them.
  const ratios = systems.map(({ mean, variance }, i) =>
    i === best ? 0 : Math.max(variance, TINY) / Math.max((mean - least) ** 2, TINY),
  )
  const squares = systems.reduce(
    (sum, { variance }, i) => sum + (i === best ? 0 : ratios[i]! ** 2 / Math.max(variance, TINY)),
    0,
  )
  ratios[best] = Math.sqrt(Math.max(systems[best]!.variance, TINY) * squares)
  return ratios
}
