import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { Workload } from '../../../sim/contracts.ts'
import { inSeconds } from '../../../sim/engine/time.ts'
import { JobBatch } from '../../../sim/world/batch.ts'
import type { SwfSpec, WorkloadSetting } from '../../../workloads/spec.ts'
import { TraceError } from '../../../workloads/traces/trace-faults.ts'

/** A folder that is gone after the test file; returns the function that writes a file into it and gives its path. */
export function scratchFiles(): (content: string | Uint8Array, name?: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  return (content, name = 'log.swf') => {
    const file = join(folder, name)
    writeFileSync(file, content)
    return file
  }
}

/** A cluster that is large enough for every log of these tests. */
export const setting: WorkloadSetting = { seed: 'oak', cpuMilli: 1e9 }

/** The log read plainly: one core a processor, times as they stand. */
export function swfSpec(file: string, options: Partial<SwfSpec> = {}): SwfSpec {
  return {
    kind: 'swf',
    file,
    jobClass: 'batch',
    shape: { taskPer: 'processor', cpuMilliPerProcessor: 1000, memoryMiBPerProcessor: 0, gang: true },
    size: 'requested',
    overrun: 'cut',
    estimate: 'requested',
    missingEstimate: 'run-time',
    zeroRunTime: 'drop',
    interarrivalFactor: 1,
    fromFirstSubmit: false,
    ...options,
  }
}

export interface JobRow {
  id: number
  submitS: number
  tasks: number
  runS: number
  estimateS: number
  cpuMilli: number
  memoryMiB: number
  user: number
  gang: number
  jobClass: number
}

/** All jobs of a workload, times in seconds. */
export async function readAll(workload: Workload, capacity = 4096): Promise<JobRow[]> {
  const batch = new JobBatch(capacity)
  const rows: JobRow[] = []
  while ((await workload.read(batch)) > 0) {
    for (let row = 0; row < batch.count; row++) {
      rows.push({
        id: batch.id[row]!,
        submitS: inSeconds(batch.submit[row]!),
        tasks: batch.tasks[row]!,
        runS: inSeconds(batch.duration[row]!),
        estimateS: inSeconds(batch.estimate[row]!),
        cpuMilli: batch.cpuMilli[row]!,
        memoryMiB: batch.memoryMiB[row]!,
        user: batch.user[row]!,
        gang: batch.gang[row]!,
        jobClass: batch.jobClass[row]!,
      })
    }
  }
  return rows
}

/** Columns (id, submit, processors, run time, estimate) that most tests are about. */
export function shortRows(rows: readonly JobRow[]): number[][] {
  return rows.map(({ id, submitS, tasks, runS, estimateS }) => [id, submitS, tasks, runS, estimateS])
}

/** The faults of a trace that must be refused, without the folder of the file. */
export async function faultsOf(opening: Promise<unknown>): Promise<string[]> {
  try {
    await opening
  } catch (error) {
    if (!(error instanceof TraceError)) throw error
    return error.message.split('\n').map(line => line.replace(/^\S*[\\/](?=[^\\/\s]+:)/, ''))
  }
  throw new Error('the trace was accepted')
}

/** One line of a log; −1 for everything that is not given. */
export function swfLine(job: {
  id: number
  submit: number
  run?: number
  allocated?: number
  requested?: number
  asked?: number
  user?: number
}): string {
  const { id, submit, run = -1, allocated = -1, requested = -1, asked = -1, user = -1 } = job
  return `${id} ${submit} -1 ${run} ${allocated} -1 -1 ${requested} ${asked} -1 1 ${user} -1 -1 -1 -1 -1 -1\n`
}
