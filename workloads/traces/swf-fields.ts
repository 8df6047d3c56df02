/**
 * The 18 fields of a line of the Standard Workload Format, version 2.2.
 *
 * Source: Chapin et al., "Benchmarks and standards for the evaluation of parallel job schedulers" (JSSPP 1999), and
 * the Parallel Workloads Archive's page of the format. −1 stands for "unknown" in every field.
 */

/** Positions in a line, from 0; the format's own numbers count from 1. */
export const SwfField = {
  JobNumber: 0,
  Submit: 1,
  Wait: 2,
  RunTime: 3,
  Allocated: 4,
  CpuTime: 5,
  UsedMemory: 6,
  Requested: 7,
  RequestedTime: 8,
  RequestedMemory: 9,
  Status: 10,
  User: 11,
  Group: 12,
  Executable: 13,
  Queue: 14,
  Partition: 15,
  Preceding: 16,
  ThinkTime: 17,
} as const

export const SWF_FIELDS = 18

export const swfFieldNames: readonly string[] = [
  'job number',
  'submit time',
  'wait time',
  'run time',
  'allocated processors',
  'average CPU time used',
  'used memory',
  'requested processors',
  'requested time',
  'requested memory',
  'status',
  'user',
  'group',
  'executable',
  'queue',
  'partition',
  'preceding job',
  'think time',
]

/** Seconds that fit into 2^53 µs: times beyond are not exact in a double. */
const LONGEST_SECONDS = Math.floor(Number.MAX_SAFE_INTEGER / 1e6)
const LARGEST_INT32 = 2 ** 31 - 1

/** The first of the fields that a job is made of and whose value cannot be one, or −1 if all are possible. */
export function impossibleField(fields: Float64Array): number {
  const number = fields[0]!
  if (number !== Math.floor(number) || number > Number.MAX_SAFE_INTEGER) return SwfField.JobNumber
  if (beyondTime(fields[1]!)) return SwfField.Submit
  if (beyondTime(fields[3]!)) return SwfField.RunTime
  if (beyondInt32(fields[4]!)) return SwfField.Allocated
  if (beyondInt32(fields[7]!)) return SwfField.Requested
  if (beyondTime(fields[8]!)) return SwfField.RequestedTime
  if (beyondInt32(fields[11]!)) return SwfField.User
  return -1
}

/** What a field should have held, for a message. */
export function expectedOf(field: number): string {
  switch (field) {
    case SwfField.JobNumber:
      return 'a whole number'
    case SwfField.Submit:
    case SwfField.RunTime:
    case SwfField.RequestedTime:
      return `seconds, at most ${LONGEST_SECONDS} (−1 if unknown)`
    case SwfField.Allocated:
    case SwfField.Requested:
    case SwfField.User:
      return `a whole number, at most ${LARGEST_INT32} (−1 if unknown)`
    default:
      return 'a number (−1 if unknown)'
  }
}

function beyondTime(seconds: number): boolean {
  return seconds > LONGEST_SECONDS || seconds < -LONGEST_SECONDS
}

function beyondInt32(value: number): boolean {
  return value !== Math.floor(value) || value > LARGEST_INT32 || value < -LARGEST_INT32
}
