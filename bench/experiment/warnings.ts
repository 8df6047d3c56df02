/**
 * What is no fault, but better known before an experiment starts.
 */
import type { Plan } from '../plan.ts'

/** From here on a sweep is likely to be meant for more than one machine. */
const MANY_RUNS = 1_000

/** Seeds below which an interval says little: Student's t at 95 % is 12.7 for two, 4.3 for three. */
const FEW_SEEDS = 3

/** One sentence for each doubt about a plan. */
export function planWarnings(plan: Plan): string[] {
  const warnings: string[] = []
  const { runs, axes, seeds, precision } = plan
  if (runs.length > MANY_RUNS) {
    const product = [
      ...axes.map(({ name, values }) => `${values.length} ${name}`),
      `${seeds.length} seeds`,
    ].join(' × ')
    warnings.push(
      precision === undefined
        ? `${runs.length} runs (${product}) may take long; fewer values or seeds, or --shard on several machines, make it shorter.`
        : `Up to ${runs.length} runs (${product}) may take long; a wider interval, or fewer seeds at most, make it shorter.`,
    )
  }
  const chance = runs.some(({ spec }) => spec.workload.kind === 'mix' || spec.workload.kind === 'lublin')
  if (chance && seeds.length < FEW_SEEDS) {
    warnings.push(
      seeds.length === 1
        ? '1 seed gives no confidence interval; seeds: 10 is a good start.'
        : `${seeds.length} seeds give wide confidence intervals; seeds: 10 is a good start.`,
    )
  }
  if (followsMachines(runs)) {
    warnings.push(
      'load is a share of each cluster, and the clusters differ in size: a larger one gets more jobs, so that all are equally full. ' +
        'To give every cluster the same jobs, say what it is a share of: load: { is: 80%, of: 40 machines }.',
    )
  }
  return warnings
}

/** Do clusters of different sizes get arrivals that follow their size? */
function followsMachines(runs: Plan['runs']): boolean {
  const cores = new Set<number>()
  for (const { spec } of runs) {
    const { workload, hardware } = spec
    if (workload.kind !== 'mix' || workload.load === undefined || workload.loadOfCpuMilli !== undefined)
      continue
    cores.add(hardware.machines.reduce((sum, { count, cpuMilli }) => sum + count * cpuMilli, 0))
  }
  return cores.size > 1
}
