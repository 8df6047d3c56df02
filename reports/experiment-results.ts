/**
 * Everything that a report may know: the results of an experiment's runs and where they came from.
 */
import type { Result } from '../sim/measure/result.ts'
import type { Within } from './statistics/sequential.ts'

export type AxisValue = string | number | boolean

export interface Axis {
  readonly name: string
  readonly values: readonly AxisValue[]
}

export interface RunRecord {
  readonly id: string
  readonly axes: Readonly<Record<string, AxisValue>>
  readonly seed: string
  readonly result: Result
}

/** What a number, or a difference, is expected to be. */
export type Expectation =
  /** Between two ends; absent: without an end. An end that is `open` does not belong to it. */
  | {
      readonly written: string
      readonly low?: { readonly value: number; readonly open: boolean }
      readonly high?: { readonly value: number; readonly open: boolean }
    }
  /** One of these verdicts on the difference. */
  | { readonly written: string; readonly verdicts: readonly ('lower' | 'higher' | 'not distinguishable')[] }

/** Values of axes, or lists of values, by axis. */
export type Places = Readonly<Record<string, AxisValue | readonly AxisValue[]>>

/** What somebody expects, written down before the first run, so that the results can say whether it held. */
export interface Hypothesis {
  /** A check is a value that must come out, by hand or from a source: where it does not, the model is in doubt. */
  readonly kind: 'hypothesis' | 'check'
  readonly says: string
  readonly number: string
  readonly of: string
  /** Where it is expected: everywhere, but for the axes that are named. */
  readonly at: Places
  /** What is taken off, seed by seed: the same number at the same place, but for these values; absent: nothing. */
  readonly minus?: Readonly<Record<string, AxisValue>>
  readonly expected: Expectation
  /** Where the expectation comes from. */
  readonly source?: string
}

/** Where the numbers come from. Nothing in it changes between two runs of the same inputs on the same version. */
export interface Provenance {
  readonly version: string
  /** sha256 by name: the experiment file, traces, policy files. */
  readonly inputs: Readonly<Record<string, string>>
  /** Words of the command line that changed what the experiment file says: `--seeds`, `30`; absent: none. */
  readonly options?: readonly string[]
  /** Names of the logs that jobs come from; absent: none. */
  readonly logs?: readonly string[]
  readonly seeds: readonly string[]
  readonly warmupS: number
  readonly untilS: number | null
}

/** How well a mean is to be known before no more seeds are added. */
export interface Precision {
  /** 'until ±2 %'. */
  readonly written: string
  readonly number: string
  readonly of: string
  /** Half the width that its 95 % interval may have, everywhere. */
  readonly within: Within
  /** So many seeds end it, whatever the intervals are. */
  readonly mostSeeds: number
}

/** A number of a scorecard. */
export interface ScorecardEntry {
  readonly number: string
  readonly of: string
  /** What people call it; absent: its heading. */
  readonly called?: string
  /** The smallest difference that matters: in the unit of the number, or as a share of the baseline; absent: any. */
  readonly matters?: { readonly value: number } | { readonly share: number }
  /** False: it is shown, and is no reason for or against anything. */
  readonly judged?: false
}

export interface ExperimentResults {
  readonly name: string
  readonly question: string
  readonly axes: readonly Axis[]
  readonly seeds: readonly string[]
  /** Seeds were added until a mean was known so well; absent: so many were asked for. */
  readonly precision?: Precision
  /** The axis that is compared (usually 'system'), and the value the others are paired with. */
  readonly baseline: { readonly axis: string; readonly value: AxisValue }
  /** The axis whose values are replicates, such as several logs: means are over them; absent: means are over seeds. */
  readonly meanOver?: string
  /** The number that the finding speaks of: a name of the catalogue, and a scope ('all', 'class:batch', 'framework:x'). */
  readonly headline: { readonly number: string; readonly of: string }
  /** Numbers that the finding weighs against each other, instead of speaking of the headline alone; absent: none. */
  readonly scorecard?: readonly ScorecardEntry[]
  /** Absent: none were written down. */
  readonly hypotheses?: readonly Hypothesis[]
  readonly provenance: Provenance
  /** One a seed; where nothing is drawn at random, one for all seeds, under the first. */
  readonly runs: readonly RunRecord[]
}
