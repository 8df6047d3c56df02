/**
 * An experiment after reading: plain data, one entry a run, ready to be sent to a worker.
 */
import type { Hypothesis, Precision, ScorecardEntry } from '../reports/experiment-results.ts'
import type { SimulationSpec } from '../systems/simulation.ts'
import type { WorkloadSpec } from '../workloads/spec.ts'

/** What a machine costs an hour, in a currency by any name ('' where none is written). */
export interface Price {
  readonly perHour: number
  readonly currency: string
}

/** Identical machines; an experiment lists one or more groups, numbered in order. */
export interface MachineGroup {
  readonly count: number
  readonly cpuMilli: number
  readonly memoryMiB: number
  /** Thousandths of named resources that each machine has. */
  readonly resources?: Readonly<Record<string, number>>
  /** The value of each attribute, or how many values the machines take in turn. */
  readonly attributes?: Readonly<Record<string, string | { readonly inTurn: number }>>
  readonly price?: Price
}

export type HardwareSpec = SimulationSpec['hardware'] & { readonly machines: readonly MachineGroup[] }

/** What one run is, completely: nothing else influences its result. */
export interface RunSpec extends SimulationSpec {
  readonly hardware: HardwareSpec
  readonly workload: WorkloadSpec
  /** Bundled policy files by the path that the system names, with the bundle's code. */
  readonly policyFiles: Readonly<Record<string, { readonly hash: string; readonly code: string }>>
}

export type AxisValue = string | number | boolean

export interface PlannedRun {
  /** Stable: the same axes and seed give the same id in every process. Safe as a file name. */
  readonly id: string
  readonly axes: Readonly<Record<string, AxisValue>>
  readonly spec: RunSpec
}

export interface Plan {
  readonly name: string
  readonly question: string
  /** In the order of the file; every value of every axis. */
  readonly axes: readonly { readonly name: string; readonly values: readonly AxisValue[] }[]
  /** With a precision: as many as there may be. */
  readonly seeds: readonly string[]
  /** Seeds are added, in their order, until a mean is known so well; absent: all are run. */
  readonly precision?: Precision
  /** The value of one axis that all others are compared with. */
  readonly baseline: { readonly axis: string; readonly value: AxisValue }
  /** The axis whose values are replicates that means are over, such as several logs; absent: the seeds are. */
  readonly meanOver?: string
  /** The number the finding speaks of, and of which scope ('all', or 'class:batch'). */
  readonly headline: { readonly number: string; readonly of: string }
  /** Numbers that the finding weighs against each other; absent: it speaks of the headline. */
  readonly scorecard?: readonly ScorecardEntry[]
  /** Absent: none. */
  readonly hypotheses?: readonly Hypothesis[]
  readonly runs: readonly PlannedRun[]
  /** Words of the command line that changed what the file says, files by name; absent: none. */
  readonly options?: readonly string[]
  /** sha256 of the experiment file, traces and policy files, by name. */
  readonly inputs: Readonly<Record<string, string>>
}
