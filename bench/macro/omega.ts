/**
 * The workloads of the Omega simulator's shipped experiments, whole, under its three architectures.
 */
import {
  type OmegaSettings,
  omegaMesos,
  omegaMonolithic,
  omegaSharedState,
} from '../../policies/systems/omega.ts'
import type { SystemSpec } from '../../policies/systems/spec.ts'
import type { Result } from '../../sim/result.ts'
import { HOUR, MILLISECOND, NEVER, SECOND, type Time } from '../../sim/time.ts'
import type { JobsPart, MixSpec } from '../../workloads/spec.ts'
import { execute } from '../execute.ts'
import type { MacroCase } from './cases.ts'

/** Jobs whose sizes and times are all exponential; a task holds one core. */
function jobs(
  jobClass: string,
  interarrival: Time,
  tasks: number,
  duration: Time,
  memoryMiB: number,
): JobsPart {
  return {
    kind: 'jobs',
    jobClass,
    interarrival: { kind: 'exponential', mean: interarrival },
    tasks: { kind: 'exponential', mean: tasks },
    duration: { kind: 'exponential', mean: duration },
    cpuMilli: { kind: 'constant', value: 1000 },
    memoryMiB: { kind: 'constant', value: memoryMiB },
    meanTimeToFailure: NEVER,
    gang: false,
    priority: 0,
  }
}

/** "example": 0.9 M tasks in a day, 3 % of 10 000 machines. */
const example: MixSpec = {
  kind: 'mix',
  parts: [
    jobs('batch', 10 * SECOND, 100, 100 * SECOND, 2048),
    jobs('service', 20 * SECOND, 10, 500 * SECOND, 2048),
  ],
  until: 24 * HOUR,
}

/** "synth": 0.2 M tasks in an hour, half of 250 machines, so that attempts fail and are repeated. */
const synth: MixSpec = {
  kind: 'mix',
  parts: [
    jobs('batch', 3 * SECOND, 100, 10 * SECOND, 1536),
    jobs('service', 5 * SECOND, 100, 10 * SECOND, 1536),
  ],
  until: HOUR,
}

/** C = 0.1 s and 1 s, L = 5 ms. */
const settings: OmegaSettings = {
  think: {
    batch: { perJob: 100 * MILLISECOND, perTask: 5 * MILLISECOND },
    service: { perJob: SECOND, perTask: 5 * MILLISECOND },
  },
  seed: 1,
  first: 'batch',
  replaysAgenda: true,
}

function simulate(system: Omit<SystemSpec, 'name'>, workload: MixSpec, machines: number): Promise<Result> {
  return execute({
    system: { ...system, name: 'omega' },
    hardware: {
      machines: [{ count: machines, cpuMilli: 4000, memoryMiB: 16_384 }],
      meanTimeToFailure: NEVER,
      meanTimeToRepair: NEVER,
    },
    workload,
    seed: 'oak',
    warmup: 0,
    until: workload.until,
    slices: 100,
    check: false,
    policyFiles: {},
  })
}

const architectures = [
  ['mono', 'monolithic', omegaMonolithic(settings), 1],
  ['shared', 'shared state', omegaSharedState(settings, 'fit', 'incremental'), 1.5],
  ['mesos', 'two-level', omegaMesos(settings), 2],
] as const

export const omegaCases: readonly MacroCase[] = architectures.flatMap(([short, name, system, cpuSeconds]) => [
  {
    name: `omega-${short}`,
    what: `Omega's synth hour on 250 machines, ${name}`,
    cpuSeconds: 0.5,
    memoryMB: 200,
    long: false,
    run: () => simulate(system, synth, 250),
  },
  {
    name: `omega-day-${short}`,
    what: `Omega's example day on 10 000 machines, ${name}`,
    cpuSeconds,
    memoryMB: 200,
    long: false,
    run: () => simulate(system, example, 10_000),
  },
])
