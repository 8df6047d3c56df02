/**
 * A workload, written down. All durations are `Time` (µs). `open.ts` turns it into a `Workload`.
 *
 * Random workloads draw from streams named after their part, so that two policies meet the same jobs.
 */
import type { Workload } from '../sim/contracts.ts'
import type { Time } from '../sim/engine/time.ts'
import type { Concurrency } from '../sim/world/batch.ts'
import type { WrittenExtras } from '../sim/world/extras.ts'

/** A distribution of a positive quantity; times in µs, everything else in its own unit. */
export type DistributionSpec =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  /** By mean and coefficient of variation, which people know, rather than mu and sigma. */
  | { readonly kind: 'lognormal'; readonly mean: number; readonly cv: number }

/** Failures that come in any case, once it is drawn that they do: the same under every system. */
export interface FailsSpec {
  /** Share of the jobs, or of the runs of a stage, whose tasks fail so; from 0 to 1. */
  readonly share: number
  /** How long a task runs until then, at the latest until just before its end. */
  readonly after: DistributionSpec
  /** So many launches of the job fail, and no later ones; absent: every launch, for the failure is permanent. */
  readonly launches?: number
}

/** Independent jobs that arrive as a Poisson process (or with any other inter-arrival distribution). */
export interface JobsPart {
  readonly kind: 'jobs'
  readonly jobClass: string
  /** Inter-arrival time of jobs at load 1; see `MixSpec.load`. */
  readonly interarrival: DistributionSpec
  /** Tasks of a job, rounded up to at least 1. */
  readonly tasks: DistributionSpec
  readonly duration: DistributionSpec
  readonly cpuMilli: DistributionSpec
  readonly memoryMiB: DistributionSpec
  /** Mean time between failures of a running task; NEVER: no failures. */
  readonly meanTimeToFailure: Time
  /** Absent: no failures but those. */
  readonly fails?: FailsSpec
  readonly gang: boolean
  readonly priority: number
  /** What one task asks for beyond cores and memory; absent: nothing. */
  readonly extras?: WrittenExtras
}

/** Services: jobs that are all there at the start (spread over `within`) and stay until the end. */
export interface ServicesPart {
  readonly kind: 'services'
  /** It stands for an app of a definition file, whose id is its class. */
  readonly isApp?: true
  /** It stands for an object of a Kubernetes manifest, whose class it has alone; its tasks may ask for no cores at all. */
  readonly ofObject?: true
  readonly jobClass: string
  /** How many services; each arrives at a uniform moment of [0, within]. */
  readonly count: number
  readonly within: Time
  readonly instances: DistributionSpec
  readonly cpuMilli: DistributionSpec
  readonly memoryMiB: DistributionSpec
  readonly meanTimeToFailure: Time
  readonly priority: number
  /** What one task asks for beyond cores and memory; absent: nothing. */
  readonly extras?: WrittenExtras
}

/** Random layered pipelines: stages in layers, each stage with 1…`parents` parents in the layer before. */
export interface PipelinesPart {
  readonly kind: 'pipelines'
  readonly jobClass: string
  readonly interarrival: DistributionSpec
  /** Layers, and stages in a layer, rounded up to at least 1. */
  readonly layers: DistributionSpec
  readonly width: DistributionSpec
  readonly parents: number
  readonly tasks: DistributionSpec
  readonly duration: DistributionSpec
  readonly cpuMilli: DistributionSpec
  readonly memoryMiB: DistributionSpec
  readonly meanTimeToFailure: Time
  /** Of each stage on its own; absent: no failures but those. */
  readonly fails?: FailsSpec
  readonly priority: number
  /** What one task asks for beyond cores and memory; absent: nothing. */
  readonly extras?: WrittenExtras
}

/** A stage of a pipeline that is written down. */
export interface StageSpec {
  /** Unique in its pipeline; streams are named after it. */
  readonly name: string
  /** Places of its parents in the list of stages, all before its own. */
  readonly parents: readonly number[]
  /** Rounded up to at least 1. */
  readonly tasks: DistributionSpec
  /** Of one task; a constant may be 0, as in recorded workflows. */
  readonly duration: DistributionSpec
  readonly cpuMilli: DistributionSpec
  readonly memoryMiB: DistributionSpec
  /** Mean time between failures of a running task; NEVER: no failures; absent: as the part says. */
  readonly meanTimeToFailure?: Time
  /** Absent: no failures but those. */
  readonly fails?: FailsSpec
  readonly gang: boolean
  /** What one task asks for beyond cores and memory; absent: nothing. */
  readonly extras?: WrittenExtras
}

/** When the runs of a pipeline or cron job begin, `most` at most; absent: no limit but the end of submissions. */
export type RunTimes =
  /** By the clock: the first, and one every so often from then on; NEVER: only the first. No load changes them. */
  | { readonly kind: 'fixed'; readonly first: Time; readonly every: Time; readonly most?: number }
  /** At these moments, in order: a schedule that goes by the calendar. No load changes them. */
  | { readonly kind: 'listed'; readonly times: readonly Time[]; readonly most?: number }
  /** One inter-arrival time after the other, at load 1. */
  | { readonly kind: 'drawn'; readonly interarrival: DistributionSpec; readonly most?: number }

/** Runs of one pipeline that is written down, stage by stage. */
export interface WrittenPipelinePart {
  readonly kind: 'pipeline-files'
  readonly jobClass: string
  /** Name of the file that it was read from, for messages. */
  readonly file: string
  /** Parents before children. */
  readonly stages: readonly StageSpec[]
  readonly runs: RunTimes
  /** Of stages that do not say theirs. */
  readonly meanTimeToFailure: Time
  readonly priority: number
  /** What of the file is not simulated, and of how many stages; see `Workload.remarks`. */
  readonly remarks: readonly { readonly remark: string; readonly count: number }[]
}

/** A cron job: jobs that are alike and begin by the clock. */
export interface CronPart {
  readonly kind: 'cron'
  /** As of services. One that begins once is a job of its own, and no run of a cron job. */
  readonly ofObject?: true
  readonly jobClass: string
  readonly runs: RunTimes & { readonly kind: 'fixed' | 'listed' }
  /** What becomes of a run that is due while the one before is going on. */
  readonly concurrency: Concurrency
  readonly tasks: DistributionSpec
  readonly duration: DistributionSpec
  readonly cpuMilli: DistributionSpec
  readonly memoryMiB: DistributionSpec
  readonly meanTimeToFailure: Time
  /** Absent: no failures but those. */
  readonly fails?: FailsSpec
  readonly gang: boolean
  readonly priority: number
  /** What one task asks for beyond cores and memory; absent: nothing. */
  readonly extras?: WrittenExtras
}

export type Part = JobsPart | ServicesPart | PipelinesPart | WrittenPipelinePart | CronPart

/** Several parts at once, merged by time of submission. */
export interface MixSpec {
  readonly kind: 'mix'
  readonly parts: readonly Part[]
  /** Submissions end here. */
  readonly until: Time
  /**
   * Offered load of all parts together, as a share of the cluster's cores: services hold what they hold, and the
   * arrival rates of the other parts are scaled by one factor so that mean cores demanded / cores = load.
   * Absent: inter-arrival times are taken as written.
   */
  readonly load?: number
  /** Cores, in thousandths, that `load` is a share of; absent: those of the run's cluster. */
  readonly loadOfCpuMilli?: number
  /** Arrivals come so many times as often, after `load`, and services but those of objects have so many times the instances; absent: 1. */
  readonly growth?: number
  /** What is to be said of how the jobs were read; absent: nothing. */
  readonly remarks?: NonNullable<Workload['remarks']>
}

/** The model of Lublin and Feitelson (2003) for rigid jobs on a parallel machine. */
export interface LublinSpec {
  readonly kind: 'lublin'
  readonly jobClass: string
  readonly jobs: number
  /** Processors of the machine: the largest job. */
  readonly processors: number
  /** Multiplies every inter-arrival time. */
  readonly interarrivalFactor: number
  readonly shape: JobShape
}

/** How the processors of a parallel job become tasks. */
export interface JobShape {
  /** `processor`: one task a processor; `job`: one task that holds them all (a machine that is one partition). */
  readonly taskPer: 'processor' | 'job'
  readonly cpuMilliPerProcessor: number
  readonly memoryMiBPerProcessor: number
  /** All tasks of a job start together or not at all. */
  readonly gang: boolean
}

/** A log in the Standard Workload Format; the options are those of models/trace-formats.md §1, each named. */
export interface SwfSpec {
  readonly kind: 'swf'
  readonly file: string
  readonly jobClass: string
  readonly shape: JobShape
  /** `requested`: field 8, else 5; `allocated`: field 5, else 8; `larger`: the larger of both. */
  readonly size: 'requested' | 'allocated' | 'larger'
  /** A run longer than its estimate: `cut` at the estimate (as a batch system kills it) or `keep`. */
  readonly overrun: 'cut' | 'keep'
  /** The estimate that schedulers see. `run-time` is clairvoyant. */
  readonly estimate: 'requested' | 'run-time' | 'twice-requested'
  /** Jobs without an estimate: use the run time, or drop them. */
  readonly missingEstimate: 'run-time' | 'drop'
  /** Jobs with run time 0: drop them, or run them this long. */
  readonly zeroRunTime: 'drop' | 'one-second'
  /** Only jobs submitted from here on and before there, by the clock of the log (field 2); absent: no such limit. */
  readonly from?: Time
  readonly to?: Time
  /** Starts at a moment drawn uniformly from this first stretch of what is left; earlier jobs are dropped. */
  readonly startWithin?: Time
  /** Starts with the n-th usable job, from 1; absent: with the first. */
  readonly firstJob?: number
  /** Only the first n usable jobs from there on; absent: all. */
  readonly jobs?: number
  /** Draws whole weeks, or users, of what is left anew, with replacement; see redrawn-jobs.ts. Absent: as they are. */
  readonly resample?: 'weeks' | 'users'
  /** Draws so many times as many users as the log has, beside `resample: users`; absent: 1. */
  readonly userFactor?: number
  /** Every job is submitted up to this much later, uniformly; absent: at its own time. */
  readonly jitter?: Time
  /** Processors of the machine (jobs larger than this are dropped and counted); absent: MaxProcs of the header, else MaxNodes. */
  readonly processors?: number
  /** Multiplies the gaps between submissions: below 1 raises the load. */
  readonly interarrivalFactor: number
  /** Start the clock at the first submission. */
  readonly fromFirstSubmit: boolean
}

/** Job list written by the Omega simulator: workload, job_id, submit_s, num_tasks, task_duration_s, cpus_per_task, mem_gb_per_task. */
export interface OmegaCsvSpec {
  readonly kind: 'omega-csv'
  readonly file: string
  /** Multiplies the gaps between submissions; absent: 1. */
  readonly interarrivalFactor?: number
}

export type WorkloadSpec = MixSpec | LublinSpec | SwfSpec | OmegaCsvSpec

/** What a workload must know of the run it is for. */
export interface WorkloadSetting {
  readonly seed: string
  /** Cores of the whole cluster, in thousandths; for `load`. */
  readonly cpuMilli: number
}
