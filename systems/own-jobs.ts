/**
 * Jobs that a framework makes itself, when its clock says so, beside those of the workload.
 */
import type { Random } from '../sim/chance/random.ts'
import type { Cluster } from '../sim/cluster.ts'
import { NEVER, type Time } from '../sim/engine/time.ts'
import { JobBatch } from '../sim/world/batch.ts'
import type { FrameworkId, JobId } from '../sim/world/handles.ts'
import { TaskState } from '../sim/world/lifecycle.ts'
import type { DistributionSpec } from '../workloads/spec.ts'
import { amount, type Variate } from '../workloads/synthetic/variate.ts'
import type { OptionsOf } from './options.ts'

/** One task, as it is asked for and as it will fare. */
export interface OwnTask {
  readonly cpuMilli: number
  readonly memoryMiB: number
  readonly duration: Time
  /** Mean time between failures while it runs; absent: it does not fail by itself. */
  readonly meanTimeToFailure?: Time
}

/** A run of a job that the framework was given by the experiment, or by a definition file. */
export interface OwnRun extends Omit<OwnTask, 'duration'> {
  /** Of every run; or drawn for each from a stream of its class, which is the job's alone. */
  readonly duration: Time | DistributionSpec
  /** Absent: the one that the framework counts its own jobs with. */
  readonly jobClass?: string
}

/** How an experiment writes it down. */
export const ownTaskOptions = {
  cpuMilli: { is: 'cpu', about: 'Cores of its task.' },
  memoryMiB: { is: 'memory', about: 'Memory of its task.' },
  duration: { is: 'duration', about: 'How long its task runs.' },
  meanTimeToFailure: {
    is: 'duration',
    never: true,
    optional: true,
    about: 'Mean time between failures of a running task.',
  },
} as const satisfies OptionsOf<OwnTask, object>

export class OwnJobs {
  readonly #cluster: Cluster
  readonly #framework: FrameworkId
  readonly #jobClass: number
  readonly #luck: Random
  readonly #batch = new JobBatch(1)
  /** By class. */
  readonly #durations = new Map<string, Variate>()
  #made = 0

  /** @param jobClass that they are counted with */
  constructor(cluster: Cluster, framework: FrameworkId, jobClass: number) {
    this.#cluster = cluster
    this.#framework = framework
    this.#jobClass = jobClass
    this.#luck = cluster.streams.stream(`own-jobs/${cluster.frameworks.names[framework]}`)
  }

  /** A job that arrives now; the framework knows of it. */
  add(run: OwnRun): JobId {
    const { cpuMilli, memoryMiB, meanTimeToFailure = NEVER, jobClass } = run
    const { jobs, probes, recorder, now, classes } = this.#cluster
    if (now >= recorder.warmup) recorder.openWindow(now)
    const batch = this.#batch
    batch.clear()
    const row = batch.add(now, this.#durationOf(run))
    batch.id[row] = ++this.#made
    batch.jobClass[row] = jobClass === undefined ? this.#jobClass : classes.indexOf(jobClass)
    batch.cpuMilli[row] = cpuMilli
    batch.memoryMiB[row] = memoryMiB
    batch.meanTimeToFailure[row] = meanTimeToFailure
    // Each has its turn in the stream, so that others keep their luck when one is set never to fail.
    const luck = this.#luck.below(2 ** 31)
    const isSafe = meanTimeToFailure === NEVER
    const job = jobs.add(batch, row, this.#framework, isSafe ? 0 : luck, TaskState.Waiting)
    probes.jobArrived(job, now)
    return job
  }

  #durationOf({ duration, jobClass = '' }: OwnRun): Time {
    if (typeof duration === 'number') return duration
    const known = this.#durations.get(jobClass)
    const draw = known ?? amount(duration, this.#cluster.streams.stream(`job-duration/${jobClass}`), 1)
    if (known === undefined) this.#durations.set(jobClass, draw)
    return draw()
  }
}

/** The class that a framework's own jobs are counted with: the first that it takes by name. */
export function ownClass(takes: readonly string[], { classes }: Cluster): number {
  const own = takes.find(name => classes.includes(name))
  return own === undefined ? 0 : classes.indexOf(own)
}
