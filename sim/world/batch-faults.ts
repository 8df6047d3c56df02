import { LAST, type Time } from '../engine/time.ts'
import type { JobBatch } from './batch.ts'

/** Of a batch with many faults, the first so many are told. */
const TOLD = 5

/**
 * What is wrong with a batch, one sentence a fault; empty if nothing is. Rows that were submitted before `since`, the
 * last submission of the batch before, are out of order. `extras` is how many the workload lists.
 *
 * A workload that keeps the promises of JobBatch has none; readers of files have told theirs by line before. Here they
 * would turn back the clock, make a task smaller than nothing, or let a pipeline wait for itself for ever.
 */
export function batchFaults(batch: JobBatch, since: Time, extras = 0): string[] {
  const faults: string[] = []
  let last = since
  for (let row = 0; row < batch.count && faults.length < TOLD; row++) {
    const submit = batch.submit[row]!
    if (!(submit >= last && submit <= LAST))
      faults.push(
        `${jobAt(batch, row)} is submitted at ${submit} µs, expected ${last} µs or later, in order of submission.`,
      )
    else last = submit
    if (!(batch.tasks[row]! >= 1)) faults.push(wrong(batch, row, 'tasks', 'at least 1'))
    if (!isAmount(batch.cpuMilli[row]!)) faults.push(wrong(batch, row, 'cpuMilli', 'a number from 0'))
    if (!isAmount(batch.memoryMiB[row]!)) faults.push(wrong(batch, row, 'memoryMiB', 'a number from 0'))
    if (!(batch.duration[row]! >= 0)) faults.push(wrong(batch, row, 'duration', 'a time from 0'))
    if (!(batch.estimate[row]! >= 0)) faults.push(wrong(batch, row, 'estimate', 'a time from 0'))
    if (!(batch.meanTimeToFailure[row]! > 0))
      faults.push(wrong(batch, row, 'meanTimeToFailure', 'a time above 0'))
    if (!(batch.failsAfter[row]! >= 0)) faults.push(wrong(batch, row, 'failsAfter', 'a time from 0'))
    if (!(batch.extra[row]! >= 0 && batch.extra[row]! <= extras))
      faults.push(wrong(batch, row, 'extra', `a number of what the workload lists, 0 to ${extras}`))
    parentFaults(batch, row, faults)
  }
  return faults
}

/** Parents stand before their children, so that whoever waits for himself, over whatever detours, waits for a later row. */
function parentFaults(batch: JobBatch, row: number, faults: string[]): void {
  const end = batch.parentStart[row + 1]!
  for (let at = batch.parentStart[row]!; at < end; at++) {
    const parent = batch.parents[at]!
    if (
      parent >= 0 &&
      parent < row &&
      batch.pipeline[row]! >= 0 &&
      batch.pipeline[parent] === batch.pipeline[row]
    )
      continue
    const known = parent >= 0 && parent < batch.count
    const who =
      parent === row
        ? 'itself'
        : known
          ? jobAt(batch, parent).replace('Job', 'job')
          : `row ${parent}, where there is none`
    const why =
      !known || batch.pipeline[parent] !== batch.pipeline[row]
        ? 'expected a stage of the same pipeline'
        : 'expected a stage that stands before it: stages that wait for each other in a circle never start'
    faults.push(`${jobAt(batch, row)} of pipeline ${batch.pipeline[row]} waits for ${who}; ${why}.`)
  }
}

function isAmount(value: number): boolean {
  return value >= 0 && value < Number.POSITIVE_INFINITY
}

function jobAt(batch: JobBatch, row: number): string {
  return `Job ${batch.id[row]} (row ${row})`
}

function wrong(
  batch: JobBatch,
  row: number,
  column:
    | 'tasks'
    | 'cpuMilli'
    | 'memoryMiB'
    | 'duration'
    | 'estimate'
    | 'meanTimeToFailure'
    | 'failsAfter'
    | 'extra',
  expected: string,
): string {
  return `${jobAt(batch, row)} has ${column} ${batch[column][row]}, expected ${expected}.`
}
