/**
 * What a run says, as plain data that survives JSON. `reports/` sees nothing else of a run.
 */
import type { LongWait } from './long-wait.ts'
import type { Metric } from './metric.ts'

export type { LongWait } from './long-wait.ts'

/** Whom a row of numbers is about. */
export type Scope = 'all' | 'framework' | 'class' | 'scheduler'

/** Named numbers, in the order of the catalogue; null: there was nothing to measure (a mean of no jobs). */
export type Numbers = Readonly<Record<string, number | null>>

export interface ResultRow {
  readonly scope: Scope
  /** '' for scope 'all', else the framework's, class's or scheduler's name. */
  readonly name: string
  readonly numbers: Numbers
  /** Names of the numbers of which only this is known: that they are not smaller. Absent: all are known. */
  readonly atLeast?: readonly string[]
}

/** Time-weighted means over equal slices of the run; every array has one entry a slice. */
export interface Series {
  /** Start of the first slice and width of each, in seconds. */
  readonly startS: number
  readonly widthS: number
  readonly cpuUsedShare: readonly number[]
  readonly memoryUsedShare: readonly number[]
  readonly cpuLockedShare: readonly number[]
  /** Tasks that were ready and not placed. */
  readonly pendingTasks: readonly number[]
}

/** Quantiles of one measurement over the jobs of one row's scope. */
export interface Distribution {
  readonly scope: Scope
  readonly name: string
  /** 'wait_first_s', 'wait_last_s', 'response_s', 'bounded_slowdown'. */
  readonly measure: string
  readonly count: number
  /** Value at probabilities 0, 1/n, 2/n … 1; where it is not known, the least that it can be. */
  readonly quantiles: readonly number[]
  /**
   * The most that each quantile can be, null where nothing limits it. A quantile is known where this is the same.
   * Absent: all are known.
   */
  readonly atMost?: readonly (number | null)[]
}

/**
 * How steady one measurement was along the run, by the moment at which jobs were submitted. Jobs known from below alone
 * count with the least that they can be.
 */
export interface Steadiness {
  readonly scope: Scope
  readonly name: string
  /** As in `Distribution`. */
  readonly measure: string
  /** Where MSER-5 would begin to measure, seconds of simulated time, and the mean from there on; null: too few jobs to tell. */
  readonly steadyFromS: number | null
  readonly steadyMean: number | null
  /** Jobs, and their mean, of up to twenty stretches of the window that follow each other, for batch means. */
  readonly batchJobs: readonly number[]
  readonly batchMeans: readonly number[]
}

/** What the jobs of a run ask for, as shares of the cluster: known before anything runs. */
export interface OfferedLoad {
  /** Null where the cluster has nothing of the resource, and nothing of it is asked for. */
  readonly cpu: number | null
  readonly memory: number | null
}

/** What jobs, or pipelines, can be counted by that took longer than a limit. */
export type LimitedMeasure =
  | 'wait_first_s'
  | 'wait_last_s'
  | 'response_s'
  | 'bounded_slowdown'
  | 'pipeline_response_s'
  | 'relaunch_s'

/** A limit to count by, in seconds or as a ratio, over the jobs of one scope. */
export interface Limit {
  readonly measure: LimitedMeasure
  readonly scope: 'all' | 'class' | 'framework'
  /** '' for scope 'all'. */
  readonly name: string
  readonly limit: number
}

/** Values beyond a limit. */
export interface Beyond extends Limit {
  /** All values. */
  readonly count: number
  /** Values above the limit, with those that are known from below alone and are above it already. */
  readonly beyond: number
  /** Values known from below alone that are not above it yet: how they would have ended nobody knows. */
  readonly unknown: number
}

/** How often, and why, a task could not be placed or a claim was refused. */
export interface ReasonCount {
  readonly reason: string
  readonly count: number
}

/** Jobs of the measured window that were given up or cancelled, by the failure that did it. */
export interface EndCause {
  /** `failed`: by a failure of their own; `cancelled`: by one elsewhere. */
  readonly end: 'failed' | 'cancelled'
  /** The reason of the failure, for people: 'a task failed', 'its framework was removed'. */
  readonly cause: string
  readonly jobs: number
}

/** What has become of an object of a manifest by the end of the run, which is not over. */
export interface Standing {
  /** Its class of jobs: `deployment/shop/web`. */
  readonly of: string
  /** Pods that it wants, and those of them that run. */
  readonly wanted: number
  readonly running: number
  /** What the others wait for, in the words of the system, with the most frequent first. */
  readonly waits: readonly { readonly reason: string; readonly pods: number }[]
}

/** What a system may have of its own, or be driven with from outside. */
export type Driven = 'cron jobs' | 'pipelines'

export interface Result {
  /** Seconds of simulated time at the end, and the measured window inside it. */
  readonly endS: number
  readonly windowS: readonly [number, number]
  readonly events: number
  readonly rows: readonly ResultRow[]
  readonly series: Series
  readonly distributions: readonly Distribution[]
  readonly steadiness: readonly Steadiness[]
  readonly reasons: readonly ReasonCount[]
  /** One entry for each limit that the run was asked to count by; absent: none. */
  readonly beyond?: readonly Beyond[]
  /** Add up to `jobs_failed` and `jobs_cancelled`; absent when there were none. */
  readonly causes?: readonly EndCause[]
  /** What the root counts besides, under the names of its original; absent: nothing. */
  readonly metrics?: readonly Metric[]
  /**
   * Random streams that were drawn from, see `Streams.drawn`. Empty: there is no chance in the run, and every seed gives
   * this result. Absent: not known.
   */
  readonly drawn?: readonly string[]
  /** Above 1, the queue grows for ever under any policy. Absent: it was not computed, as in runs of the library. */
  readonly offered?: OfferedLoad
  /** What a driver outside the cluster submits when it is due, since the system has no such thing; absent: nothing. */
  readonly driven?: readonly Driven[]
  /** Objects of manifests that are not over, in order of their classes; absent where there are no manifests. */
  readonly standings?: readonly Standing[]
  /** Longest first, one a job at most; absent where the root does not say. */
  readonly waits?: readonly LongWait[]
  /** What was done to jobs on reading them, and what the root says besides; absent where there is nothing to say. */
  readonly remarks?: readonly Remark[]
}

/** What was done to so many jobs of the source on reading it, or what has become of so many things of the run. */
export interface Remark {
  readonly remark: string
  readonly count: number
  /**
   * `definitions`, `brokers`, `defined jobs`: the remark is a list of fields that so many apps, brokers or jobs have and nothing honours. `pipelines`: it
   * is about so many stages of a pipeline file. `manifests`: so many objects are what it says; `manifest fields`: a list of what so
   * many of them say at most and nothing honours. `parts`: it is about so many parts of a workload. `drained pods`: why so
   * many pods are still on machines that were drained. `apps`: constraints that no machine meets, which keep so many apps from starting. Absent: it is about a trace.
   */
  readonly about?:
    | 'definitions'
    | 'brokers'
    | 'defined jobs'
    | 'manifests'
    | 'manifest fields'
    | 'pipelines'
    | 'parts'
    | 'drained pods'
    | 'apps'
}

/** One number that a result can hold: its unit, which direction is better, and what it means. */
export interface NumberDefinition {
  readonly name: string
  readonly unit: 's' | 'share' | 'count' | 'core-hours' | 'ratio' | 'tasks' | 'jobs'
  readonly better: 'lower' | 'higher' | 'neither'
  /** One sentence for the reference page. */
  readonly meaning: string
}
