/**
 * A small plan of real runs, written by hand: two architectures, two seeds, some seconds of simulated batch jobs.
 */
import type { Plan, PlannedRun } from '../../../bench/plan.ts'
import { MINUTE, NEVER, SECOND, seconds } from '../../../sim/engine/time.ts'
import { systems } from '../../../systems/catalogue.ts'
import type { MixSpec } from '../../../workloads/spec.ts'

const workload: MixSpec = {
  kind: 'mix',
  until: 5 * MINUTE,
  parts: [
    {
      kind: 'jobs',
      jobClass: 'batch',
      interarrival: { kind: 'exponential', mean: 2 * SECOND },
      tasks: { kind: 'uniform', low: 1, high: 4 },
      duration: { kind: 'exponential', mean: 20 * SECOND },
      cpuMilli: { kind: 'constant', value: 1000 },
      memoryMiB: { kind: 'constant', value: 512 },
      meanTimeToFailure: NEVER,
      gang: false,
      priority: 0,
    },
  ],
}

export function smallPlan(
  seeds: readonly string[] = ['oak', 'elm'],
  names: readonly string[] = ['monolithic', 'shared-state'],
): Plan {
  const runs = names.flatMap(name =>
    seeds.map(
      (seed): PlannedRun => ({
        id: `${name}-${seed}`,
        axes: { system: name },
        spec: {
          system: { ...systems[name]!, name },
          hardware: {
            machines: [{ count: 8, cpuMilli: 4000, memoryMiB: 8192 }],
            meanTimeToFailure: NEVER,
            meanTimeToRepair: MINUTE,
          },
          workload,
          seed,
          warmup: seconds(30),
          until: 6 * MINUTE,
          slices: 10,
          check: false,
          policyFiles: {},
        },
      }),
    ),
  )
  return {
    name: 'small',
    question: 'Does the architecture matter on eight machines?',
    axes: [{ name: 'system', values: names }],
    seeds,
    baseline: { axis: 'system', value: names[0]! },
    headline: { number: 'wait_first_mean_s', of: 'all' },
    runs,
    inputs: { 'small.yaml': '0'.repeat(64) },
  }
}
