/**
 * What a run says, as plain data that survives JSON. `reports/` sees nothing else of a run.
 */

/** Whom a row of numbers is about. */
export type Scope = 'all' | 'framework' | 'class' | 'scheduler'

/** Named numbers, in the order of the catalogue; null: there was nothing to measure (a mean of no jobs). */
export type Numbers = Readonly<Record<string, number | null>>

export interface ResultRow {
  readonly scope: Scope
  /** '' for scope 'all', else the framework's, class's or scheduler's name. */
  readonly name: string
  readonly numbers: Numbers
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
  /** Value at probabilities 0, 1/n, 2/n … 1. */
  readonly quantiles: readonly number[]
}

/** How often, and why, a task could not be placed or a claim was refused. */
export interface ReasonCount {
  readonly reason: string
  readonly count: number
}

export interface Result {
  /** Seconds of simulated time at the end, and the measured window inside it. */
  readonly endS: number
  readonly windowS: readonly [number, number]
  readonly events: number
  readonly rows: readonly ResultRow[]
  readonly series: Series
  readonly distributions: readonly Distribution[]
  readonly reasons: readonly ReasonCount[]
  /**
   * Random streams that were drawn from, see `Streams.drawn`. Empty: there is no chance in the run, and every seed gives
   * this result. Absent: not known.
   */
  readonly drawn?: readonly string[]
  /** Jobs of a trace that were dropped or changed on reading; absent when there were none. */
  readonly remarks?: readonly { readonly remark: string; readonly count: number }[]
}

/** One number that a result can hold: its unit, which direction is better, and what it means. */
export interface NumberDefinition {
  readonly name: string
  readonly unit: 's' | 'share' | 'count' | 'core-hours' | 'ratio' | 'tasks' | 'jobs'
  readonly better: 'lower' | 'higher' | 'neither'
  /** One sentence for the reference page. */
  readonly meaning: string
}
