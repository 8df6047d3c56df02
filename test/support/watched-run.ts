import { drive } from '../../bench/drive.ts'
import type { Workload } from '../../sim/contracts.ts'
import { NEVER, SECOND, seconds, type Time } from '../../sim/engine/time.ts'
import type { Result } from '../../sim/measure/result.ts'
import { type Concurrency, EVERY_LAUNCH, type JobBatch } from '../../sim/world/batch.ts'
import type { WrittenExtras } from '../../sim/world/extras.ts'
import { Machines } from '../../sim/world/machines.ts'
import type { SystemSpec } from '../../systems/generic/spec.ts'
import { Simulation, type SimulationSpec } from '../../systems/simulation.ts'

/** A job as a test writes it; times in seconds, cores as people count them. */
export interface WrittenJob {
  readonly id?: number
  readonly submit: number
  readonly run: number
  readonly estimate?: number
  readonly tasks?: number
  readonly cores?: number
  readonly memoryMiB?: number
  readonly jobClass?: number
  readonly gang?: boolean
  readonly priority?: number
  /** Mean time between failures of a running task. */
  readonly meanTimeToFailure?: number
  /** Every launch fails after so long. */
  readonly failsAfter?: number
  /** What one task asks for beyond cores and memory. */
  readonly extras?: WrittenExtras
  /** Number of the cron job that it is a run of, and what becomes of it beside another; allow unless given. */
  readonly cron?: number
  readonly concurrency?: Concurrency
  /** Number of the pipeline that the job is a stage of, and the places in the list of its parents. */
  readonly pipeline?: number
  readonly parents?: readonly number[]
}

/** A workload of the jobs as written, in their order; `id` is the place in the list unless given. */
export function workloadOf(jobs: readonly WrittenJob[], classes: readonly string[] = ['batch']): Workload {
  let next = 0
  const extras = jobs.flatMap(job => job.extras ?? [])
  return {
    name: 'written',
    classes,
    extras,
    read(batch: JobBatch) {
      batch.clear()
      while (next < jobs.length && !batch.full) {
        const job = jobs[next]!
        const row = batch.add(seconds(job.submit), job.run === NEVER ? NEVER : seconds(job.run))
        batch.id[row] = job.id ?? next
        batch.estimate[row] = job.run === NEVER ? NEVER : seconds(job.estimate ?? job.run)
        batch.tasks[row] = job.tasks ?? 1
        batch.cpuMilli[row] = 1000 * (job.cores ?? 1)
        batch.memoryMiB[row] = job.memoryMiB ?? 0
        batch.jobClass[row] = job.jobClass ?? 0
        batch.gang[row] = job.gang === true ? 1 : 0
        batch.priority[row] = job.priority ?? 0
        if (job.meanTimeToFailure !== undefined) batch.meanTimeToFailure[row] = seconds(job.meanTimeToFailure)
        if (job.failsAfter !== undefined) {
          batch.failingLaunches[row] = EVERY_LAUNCH
          batch.failsAfter[row] = seconds(job.failsAfter)
        }
        if (job.extras !== undefined) batch.extra[row] = extras.indexOf(job.extras) + 1
        if (job.cron !== undefined) batch.cron[row] = job.cron
        if (job.concurrency !== undefined) batch.concurrency[row] = job.concurrency
        if (job.pipeline !== undefined) batch.pipeline[row] = job.pipeline
        for (const parent of job.parents ?? []) batch.addParent(parent)
        next++
      }
      return batch.count
    },
  }
}

export interface WatchedRun {
  readonly simulation: Simulation
  readonly result: Result
  /** Seconds at which each task of a job started and ended, by job id, in order. */
  readonly starts: Map<number, number[]>
  readonly ends: Map<number, number[]>
}

/** Runs the jobs on machines of the given cores and notes when every task starts and ends. */
export async function watchedRun(
  system: SystemSpec,
  machines: Machines,
  workload: Workload,
  options: Partial<SimulationSpec> = {},
  arrivals?: readonly Time[],
): Promise<WatchedRun> {
  const spec: SimulationSpec = {
    system,
    seed: 'oak',
    warmup: 0,
    until: NEVER,
    slices: 100,
    check: true,
    hardware: { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER },
    ...options,
  }
  const simulation = new Simulation(spec, machines, workload, {}, arrivals)
  const { cluster } = simulation
  const starts = new Map<number, number[]>()
  const ends = new Map<number, number[]>()
  const note = (times: Map<number, number[]>, task: number) => {
    const id = cluster.jobs.id[cluster.tasks.job[task]!]!
    times.set(id, [...(times.get(id) ?? []), cluster.now / SECOND])
  }
  cluster.probes.add({
    taskStarted: task => note(starts, task),
    taskEnded: task => note(ends, task),
  })
  return { simulation, result: await drive(simulation), starts, ends }
}

/** So many machines with so many cores and MiB each. */
export function machinesOf(count: number, cores: number, memoryMiB = 1024): Machines {
  return new Machines(new Array<number>(count).fill(1000 * cores), new Array<number>(count).fill(memoryMiB))
}

/** The numbers of one row of a result. */
export function numbersOf(result: Result, scope = 'all', name = ''): Readonly<Record<string, number | null>> {
  return result.rows.find(row => row.scope === scope && row.name === name)!.numbers
}
