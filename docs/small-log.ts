/**
 * The log that examples and documentation replay: small, and made by the project itself.
 */

import { HOUR, inSeconds, MINUTE, type Time } from '../sim/engine/time.ts'
import { JobBatch } from '../sim/world/batch.ts'
import { openLublin } from '../workloads/synthetic/lublin.ts'

const JOBS = 200
const PROCESSORS = 128
/** Every so many jobs, one is cancelled by its user before it starts, as in every real log. */
const CANCELLED = 50

/** What people ask for: round times, since that is what they type (Tsafrir, Etsion and Feitelson 2005). */
const askedFor: readonly Time[] = [
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  ...[1, 2, 4, 8, 12, 18, 24, 36, 48].map(hours => hours * HOUR),
]

const header = `; Version: 2.2
; Computer: a machine that does not exist
; Installation: made by Switchyard, npm run docs
; MaxJobs: ${JOBS}
; MaxRecords: ${JOBS}
; UnixStartTime: 0
; TimeZoneString: UTC
; MaxProcs: ${PROCESSORS}
; Note: Jobs of the model of Lublin and Feitelson (2003), seed "small", arriving twice as fast.
; Note: Requested times are run times rounded up to a time that people ask for.
; Note: Every ${CANCELLED}th job was cancelled before it started.
`

/** The text of examples/small.swf: 200 jobs in the Standard Workload Format, the same on every machine. */
export function smallLog(): string {
  const shape = {
    taskPer: 'processor',
    cpuMilliPerProcessor: 1000,
    memoryMiBPerProcessor: 0,
    gang: true,
  } as const
  const model = openLublin(
    { kind: 'lublin', jobClass: 'batch', jobs: JOBS, processors: PROCESSORS, interarrivalFactor: 0.5, shape },
    { seed: 'small', cpuMilli: PROCESSORS * 1000 },
  )
  const batch = new JobBatch(JOBS)
  // The model makes its jobs without waiting for anything; only readers of files are asynchronous.
  model.read(batch)
  const lines = Array.from({ length: batch.count }, (_, row) => line(batch, row))
  return `${header}${lines.join('\n')}\n`
}

function line(batch: JobBatch, row: number): string {
  const id = batch.id[row]!
  const submit = Math.floor(inSeconds(batch.submit[row]!))
  const processors = batch.tasks[row]!
  const duration = batch.duration[row]!
  const asked = inSeconds(askedFor.find(time => time >= duration) ?? askedFor.at(-1)!)
  const cancelled = id % CANCELLED === 0
  const run = cancelled ? -1 : Math.max(1, Math.round(inSeconds(duration)))
  const allocated = cancelled ? -1 : processors
  const status = cancelled ? 5 : 1
  return [id, submit, -1, run, allocated, -1, -1, processors, asked, -1, status, ...Array(7).fill(-1)].join(
    ' ',
  )
}
