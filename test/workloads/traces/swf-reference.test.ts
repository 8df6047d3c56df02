import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { SwfSpec } from '../../../workloads/spec.ts'
import { openSwf } from '../../../workloads/traces/swf.ts'
import { readAll, setting, swfSpec } from './logs.ts'

const logs = '../shared/traces/swf'
const schedules = '../shared/reference/batch'

/** Columns job_id,submit,procs,run_time,estimate of a reference schedule, which holds its exact inputs. */
function referenceJobs(name: string): number[][] {
  const [, ...lines] = gunzipSync(readFileSync(`${schedules}/${name}.csv.gz`))
    .toString()
    .trim()
    .split('\n')
  return lines.map(line => {
    const [id, submit, , run, processors, estimate] = line.split(',').map(Number)
    return [id!, submit!, processors!, run!, estimate!]
  })
}

async function jobsOf(log: string, options: Partial<SwfSpec> = {}): Promise<number[][]> {
  const workload = await openSwf(swfSpec(`${logs}/${log}.swf.gz`, options), setting)
  const rows = await readAll(workload)
  expect(rows).toHaveLength(workload.jobs)
  return rows.map(({ id, submitS, tasks, runS, estimateS }) => [id, submitS, tasks, runS, estimateS])
}

/** The "strong filter" of the experiments of Gaussier et al. (SC '15) with PySS. */
const strong = { size: 'requested', overrun: 'cut', missingEstimate: 'drop' } as const

describe.skipIf(!existsSync(logs) || !existsSync(schedules))('archived logs and reference schedules', () => {
  it('the strong filter of PySS keeps exactly the 28481 jobs of KTH-SP2', async () => {
    const jobs = await jobsOf('KTH-SP2-1996-2', strong)
    expect(jobs).toHaveLength(28481)
    expect(jobs).toEqual(referenceJobs('starts-kth-orig-easy-req'))
  })

  it('doubled and clairvoyant estimates change nothing but the estimate', async () => {
    const jobs = referenceJobs('starts-kth-orig-easy-req')
    const doubled = jobs.map(([id, submit, size, run, asked]) => [id, submit, size, run, 2 * asked!])
    expect(await jobsOf('KTH-SP2-1996-2', { ...strong, estimate: 'twice-requested' })).toEqual(doubled)
    const clairvoyant = jobs.map(([id, submit, size, run]) => [id, submit, size, run, run])
    expect(await jobsOf('KTH-SP2-1996-2', { ...strong, estimate: 'run-time' })).toEqual(clairvoyant)
  })

  it('run times where there are no estimates keep exactly the 18066 jobs of NASA-iPSC', async () => {
    const jobs = await jobsOf('NASA-iPSC-1993-3.1-cln')
    expect(jobs).toHaveLength(18066)
    expect(jobs).toEqual(referenceJobs('starts-nasa-easy-req'))
  })

  it('all 10000 jobs of the Lublin model are usable; its machine is in MaxNodes', async () => {
    const jobs = await jobsOf('lublin_256')
    expect(jobs).toHaveLength(10000)
    expect(jobs).toEqual(referenceJobs('starts-lublin1-easy-req'))
  })

  // Counts of reference/batch/metrics.jsonl.
  it.each([
    ['KTH-SP2-1996-2.1-cln', strong, 28467],
    ['SDSC-SP2-1998-4.2-cln', strong, 53999],
    ['OSC-Clust-2000-3.1-cln', {}, 35592],
  ])('%s with %j has as many usable jobs as in the reference runs', async (log, options, count) => {
    expect(await jobsOf(log, options)).toHaveLength(count)
  })
})
