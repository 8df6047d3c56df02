import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SECOND } from '../../sim/engine/time.ts'
import { openWorkload } from '../../workloads/open.ts'
import type { JobShape } from '../../workloads/spec.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { jobs } from './synthetic/parts.ts'
import { readAll } from './synthetic/rows.ts'

const setting = { seed: 'oak', cpuMilli: 100_000 }
const shape: JobShape = {
  taskPer: 'processor',
  cpuMilliPerProcessor: 1000,
  memoryMiBPerProcessor: 0,
  gang: true,
}

describe('opening a workload', () => {
  it('opens a mix', async () => {
    const workload = await openWorkload({ kind: 'mix', parts: [jobs], until: 25 * SECOND }, setting)
    expect(workload.classes).toEqual(['batch'])
    expect((await readAll(workload)).map(row => row.submit / SECOND)).toEqual([10, 20])
  })

  it('opens the model of Lublin and Feitelson', async () => {
    const workload = await openWorkload(
      { kind: 'lublin', jobClass: 'hpc', jobs: 3, processors: 128, interarrivalFactor: 1, shape },
      setting,
    )
    expect(workload.classes).toEqual(['hpc'])
    expect(await readAll(workload)).toHaveLength(3)
  })

  it('opens a log in the Standard Workload Format', async () => {
    const file = join(temporaryFolder(), 'two-jobs.swf')
    const lines = [
      '; MaxProcs: 8',
      '1 0 -1 60 4 -1 -1 4 120 -1 1 1 -1 -1 -1 -1 -1 -1',
      '2 30 -1 90 8 -1 -1 8 90 -1 1 1 -1 -1 -1 -1 -1 -1',
    ]
    writeFileSync(file, `${lines.join('\n')}\n`)
    const workload = await openWorkload(
      {
        kind: 'swf',
        file,
        jobClass: 'hpc',
        shape,
        size: 'requested',
        overrun: 'keep',
        estimate: 'requested',
        missingEstimate: 'run-time',
        zeroRunTime: 'drop',
        interarrivalFactor: 1,
        fromFirstSubmit: true,
      },
      setting,
    )
    const rows = await readAll(workload)
    expect(rows.map(row => [row.submit / SECOND, row.tasks, row.duration / SECOND])).toEqual([
      [0, 4, 60],
      [30, 8, 90],
    ])
  })

  it('opens a job list of the Omega simulator', async () => {
    const file = join(temporaryFolder(), 'jobs.csv')
    const lines = [
      'workload,job_id,submit_s,num_tasks,task_duration_s,cpus_per_task,mem_gb_per_task',
      'Batch,1,1.5,3,60,0.5,1',
    ]
    writeFileSync(file, `${lines.join('\n')}\n`)
    const rows = await readAll(await openWorkload({ kind: 'omega-csv', file }, setting))
    expect(rows.map(row => [row.submit / SECOND, row.tasks, row.cpuMilli, row.memoryMiB])).toEqual([
      [1.5, 3, 500, 1024],
    ])
  })

  it('rejects with the faults of the specification', async () => {
    await expect(openWorkload({ kind: 'mix', parts: [], until: SECOND }, setting)).rejects.toThrow(
      'workload.parts: found none, expected at least one part.',
    )
  })
})
