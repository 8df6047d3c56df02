/**
 * Whole runs whose cost is worth knowing, each in a process of its own: what is simulated, and what it should cost.
 */

import { exponential } from '../../sim/chance/distributions.ts'
import { Streams } from '../../sim/chance/random.ts'
import type { Workload } from '../../sim/contracts.ts'
import { NEVER, SECOND, type Time } from '../../sim/engine/time.ts'
import type { Result } from '../../sim/measure/result.ts'
import type { JobBatch } from '../../sim/world/batch.ts'
import { Machines } from '../../sim/world/machines.ts'
import { systems } from '../../systems/catalogue.ts'
import type { SystemSpec } from '../../systems/generic/spec.ts'
import { Simulation } from '../../systems/simulation.ts'
import { drive } from '../drive.ts'
import { mesosDay } from './mesos-day.ts'

/** One whole run and what it is to cost, start-up of the process apart. */
export interface MacroCase {
  readonly name: string
  readonly what: string
  readonly cpuSeconds: number
  readonly memoryMB: number
  /** Only with --full. */
  readonly long: boolean
  readonly run: () => Promise<Result>
}

const SEED = 'oak'

/** A system that decides without thinking and sends messages without latency: what is left is the engine. */
function instant(
  order: SystemSpec['root']['order'],
  place: SystemSpec['root']['place'],
  whenBlocked: 'wait' | 'pass',
): SystemSpec {
  const { root, ...rest } = systems['batch-fcfs']!
  return {
    ...rest,
    name: `${order} ${place}`,
    root: { ...root, order, place, whenBlocked } as SystemSpec['root'],
  }
}

function simulate(system: SystemSpec, machines: Machines, workload: Workload): Promise<Result> {
  const hardware = { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER }
  const spec = { system, seed: SEED, warmup: 0, until: NEVER, slices: 100, check: false, hardware }
  return drive(new Simulation(spec, machines, workload))
}

/** Jobs that arrive as a Poisson process and run exponential times, one core each. */
function poisson(jobs: number, interarrival: Time, duration: Time, tasks: number): Workload {
  const streams = new Streams(SEED)
  const arrivals = streams.stream('arrivals')
  const durations = streams.stream('durations')
  let left = jobs
  let now = 0
  return {
    name: 'poisson',
    classes: ['batch'],
    read(batch: JobBatch) {
      batch.clear()
      while (left > 0 && !batch.full) {
        left--
        now += Math.round(exponential(arrivals, interarrival))
        batch.tasks[batch.add(now, Math.max(1, Math.round(exponential(durations, duration))))] = tasks
      }
      return batch.count
    },
  }
}

async function lublin(jobs: number): Promise<Result> {
  const { openWorkload } = await import('../../workloads/open.ts')
  const workload = await openWorkload(
    {
      kind: 'lublin',
      jobClass: 'batch',
      jobs,
      processors: 256,
      interarrivalFactor: 1,
      shape: { taskPer: 'job', cpuMilliPerProcessor: 1000, memoryMiBPerProcessor: 0, gang: false },
    },
    { seed: SEED, cpuMilli: 256_000 },
  )
  return simulate(instant('easy', 'first-fit', 'wait'), new Machines([256_000], [0]), workload)
}

/** The Omega simulator's exponential workload: mean seconds between jobs, tasks a job and seconds a task, by class. */
interface OmegaShape {
  readonly machines: number
  readonly seconds: number
  readonly batch: readonly [number, number, number]
  readonly service: readonly [number, number, number]
  readonly memoryMiB: number
}

/** 250 machines, an hour, about 184 000 tasks (omega.md §3.3). */
const smallCell: OmegaShape = {
  machines: 250,
  seconds: 3600,
  batch: [3, 100, 10],
  service: [5, 100, 10],
  memoryMiB: 1536,
}
/** 10 000 machines, a day, about 900 000 tasks (omega.md §1.7, "example"). */
const exampleDay: OmegaShape = {
  machines: 10_000,
  seconds: 86_400,
  batch: [10, 100, 100],
  service: [20, 10, 500],
  memoryMiB: 2048,
}

async function omega(
  name: string,
  { machines, seconds: length, batch, service, memoryMiB }: OmegaShape,
): Promise<Result> {
  const { openWorkload } = await import('../../workloads/open.ts')
  const exponentially = (mean: number) => ({ kind: 'exponential', mean }) as const
  const part = (jobClass: string, [gap, tasks, duration]: readonly [number, number, number]) =>
    ({
      kind: 'jobs',
      jobClass,
      interarrival: exponentially(gap * SECOND),
      tasks: exponentially(tasks),
      duration: exponentially(duration * SECOND),
      cpuMilli: { kind: 'constant', value: 1000 },
      memoryMiB: { kind: 'constant', value: memoryMiB },
      meanTimeToFailure: NEVER,
      gang: false,
      priority: 0,
    }) as const
  const until = length * SECOND
  const workload = await openWorkload(
    { kind: 'mix', parts: [part('batch', batch), part('service', service)], until },
    { seed: SEED, cpuMilli: 4000 * machines },
  )
  // First in, first out among simultaneous timers: replaying the original's heap is for comparisons with its runs.
  const { quirks, ...rest } = systems[name]!
  const system = { ...rest, name, quirks: { ...quirks, replaysAgenda: false } }
  const cell = new Machines(new Array<number>(machines).fill(4000), new Array<number>(machines).fill(16_384))
  const hardware = { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER }
  const spec = { system, seed: SEED, warmup: 0, until, slices: 100, check: false, hardware }
  return drive(new Simulation(spec, cell, workload))
}

export const macroCases: readonly MacroCase[] = [
  {
    name: 'mm1',
    what: 'M/M/1, 1 M customers as jobs through the whole simulation',
    cpuSeconds: 2,
    memoryMB: 200,
    long: false,
    run: () =>
      simulate(
        instant('fifo', 'first-fit', 'wait'),
        new Machines([1000], [0]),
        poisson(1_000_000, SECOND, 0.7 * SECOND, 1),
      ),
  },
  {
    name: 'lublin-10k',
    what: '10 000 Lublin jobs, EASY',
    cpuSeconds: 0.6,
    memoryMB: 120,
    long: false,
    run: () => lublin(10_000),
  },
  {
    name: 'lublin-1m',
    what: '1 M Lublin jobs, EASY',
    cpuSeconds: 3,
    memoryMB: 250,
    long: false,
    run: () => lublin(1_000_000),
  },
  {
    name: 'omega-250',
    what: 'Omega cell of 250 machines, 184 k tasks, shared state',
    cpuSeconds: 0.5,
    memoryMB: 200,
    long: false,
    run: () => omega('omega-fit-inc', smallCell),
  },
  {
    name: 'omega-day-monolithic',
    what: 'Omega example day, 10 000 machines, 0.9 M tasks: monolithic',
    cpuSeconds: 1,
    memoryMB: 200,
    long: false,
    run: () => omega('omega-mono-multi', exampleDay),
  },
  {
    name: 'omega-day-shared-state',
    what: 'the same: shared state',
    cpuSeconds: 1.5,
    memoryMB: 200,
    long: false,
    run: () => omega('omega-fit-inc', exampleDay),
  },
  {
    name: 'omega-day-two-level',
    what: 'the same: two-level',
    cpuSeconds: 2,
    memoryMB: 200,
    long: false,
    run: () => omega('omega-mesos', exampleDay),
  },
  {
    name: 'mesos-day',
    what: 'Mesos at head, 10 000 agents, 50 frameworks that suppress, 1 M launches in a day',
    cpuSeconds: 20,
    memoryMB: 500,
    long: true,
    run: () =>
      drive(
        mesosDay({
          system: 'mesos-head',
          agents: 10_000,
          frameworks: 50,
          suppress: true,
          refusal: 5 * SECOND,
          until: 86_400 * SECOND,
        }),
      ),
  },
  {
    name: 'cell-25m',
    what: '25 M tasks on 12 500 machines, next fit',
    cpuSeconds: 60,
    memoryMB: 300,
    long: true,
    // 12 500 machines of 16 cores; 1 M jobs of 25 tasks of 1 000 s every 0.15625 s hold 160 000 of 200 000 cores.
    run: () =>
      simulate(
        instant('fifo', 'next-fit', 'pass'),
        new Machines(new Array<number>(12_500).fill(16_000), new Array<number>(12_500).fill(65_536)),
        poisson(1_000_000, 156_250, 1000 * SECOND, 25),
      ),
  },
]
