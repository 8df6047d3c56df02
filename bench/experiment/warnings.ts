/**
 * What is no fault, but better known before an experiment starts.
 */
import type { Plan } from '../plan.ts'

/** From here on a sweep is likely to be meant for more than one machine. */
const MANY_RUNS = 1_000

/** One sentence for each doubt about a plan. */
export function planWarnings(plan: Plan): string[] {
  const warnings: string[] = []
  const { runs, axes, seeds } = plan
  if (runs.length > MANY_RUNS) {
    const product = [
      ...axes.map(({ name, values }) => `${values.length} ${name}`),
      `${seeds.length} seeds`,
    ].join(' × ')
    warnings.push(
      `${runs.length} runs (${product}) may take long; fewer values or seeds, or --shard on several machines, make it shorter.`,
    )
  }
  const chance = runs.some(({ spec }) => spec.workload.kind === 'mix' || spec.workload.kind === 'lublin')
  if (chance && seeds.length < 3) {
    warnings.push(
      `${seeds.length} ${seeds.length === 1 ? 'seed' : 'seeds'}: confidence intervals need at least 3; set seeds: 10.`,
    )
  }
  return warnings
}
