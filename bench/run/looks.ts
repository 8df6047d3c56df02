/**
 * After how many seeds an experiment ends that adds them until a mean is known well enough. Every value of every axis meets the same
 * seeds, in their order, so what ends it follows from the results alone: not from the number of workers, nor from who finishes first.
 */
import type { Precision, RunRecord } from '../../reports/experiment-results.ts'
import { isWide } from '../../reports/precision/intervals.ts'
import { looks } from '../../reports/statistics/sequential.ts'

interface Planned {
  readonly seeds: readonly string[]
  readonly precision?: Precision
}

/** Numbers of seeds after which the results are looked at, rising; the only one is all seeds where none are added. */
export function looksOf({ seeds, precision }: Planned): number[] {
  return precision === undefined ? [seeds.length] : looks(precision.mostSeeds)
}

/** May it end with these records, which are those of all runs of so many first seeds? */
export function isEnough(
  { seeds, precision }: Planned,
  count: number,
  records: readonly RunRecord[],
): boolean {
  return precision === undefined || count === seeds.length || !isWide(precision, records)
}
