import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { openOmegaCsv } from '../../../workloads/traces/omega-csv.ts'
import { faultsOf, readAll, scratchFiles } from './logs.ts'

const write = scratchFiles()
const header = 'workload,job_id,submit_s,num_tasks,task_duration_s,cpus_per_task,mem_gb_per_task\n'
const list = `${header}Batch,1,0.9408930639943748,32,3.1436678591950686,1.0,1.5
Service,1201,1.5724473299963417,2,600,0.25,16
`

function open(content: string | Uint8Array, reading = {}) {
  return openOmegaCsv({ kind: 'omega-csv', file: write(content, 'jobs.csv') }, reading)
}

describe('a job list of the Omega simulator', () => {
  it('comes faster where its gaps are shorter', async () => {
    const file = write(list, 'jobs.csv')
    const jobs = await readAll(await openOmegaCsv({ kind: 'omega-csv', file, interarrivalFactor: 0.5 }))
    // Half of 0.940893 s and of 1.572447 s, in whole microseconds.
    expect(jobs.map(({ submitS }) => submitS)).toEqual([0.470447, 0.786224])
  })

  it('becomes jobs of the classes batch and service, in microseconds, thousandths and MiB', async () => {
    const workload = await open(list)
    expect(workload.classes).toEqual(['batch', 'service'])
    expect([workload.name, workload.jobs, workload.faults]).toEqual(['jobs.csv', 2, []])
    const common = { user: -1, gang: 0 }
    expect(await readAll(workload)).toEqual([
      // 1.5 GB × 1024 MiB.
      {
        id: 1,
        submitS: 0.940893,
        tasks: 32,
        runS: 3.143668,
        estimateS: 3.143668,
        cpuMilli: 1000,
        memoryMiB: 1536,
        jobClass: 0,
        ...common,
      },
      {
        id: 1201,
        submitS: 1.572447,
        tasks: 2,
        runS: 600,
        estimateS: 600,
        cpuMilli: 250,
        memoryMiB: 16384,
        jobClass: 1,
        ...common,
      },
    ])
  })

  it('reads the same from gzip, with CR LF, and wherever the reading is cut', async () => {
    const rows = await readAll(await open(list))
    for (let chunkBytes = 1; chunkBytes <= 64; chunkBytes++) {
      expect(await readAll(await open(gzipSync(list), { chunkBytes }))).toEqual(rows)
      expect(
        await readAll(await open(list.replaceAll('\n', '\r\n'), { chunkBytes, keepBytes: 0 }), 1),
      ).toEqual(rows)
    }
  })

  it('is sorted, and amounts are rounded but never to nothing; both are counted', async () => {
    const workload = await open(
      `${header}Batch,1,5,1,1e-7,0.7,0.0001\nBatch,2,3,1,1,0,0\nBatch,3,4,1,1,0.0004,1\n`,
    )
    const rows = await readAll(workload)
    expect(rows.map(row => [row.id, row.submitS, row.runS, row.cpuMilli, row.memoryMiB])).toEqual([
      [2, 3, 1, 0, 0],
      [3, 4, 1, 1, 1024],
      [1, 5, 1e-6, 700, 1],
    ])
    expect(
      workload.faults.map(({ reason, effect, count, firstLine }) => [reason, effect, count, firstLine]),
    ).toEqual([
      ['rounded', 'changed', 2, 2],
      ['out-of-order', 'changed', 2, 3],
    ])
  })

  it.each([
    ['Cron,1,0,1,1,1,1', "found 'Cron' in column workload, expected 'Batch' or 'Service'"],
    ['Batch,x,0,1,1,1,1', "found 'x' in column job_id, expected a whole number"],
    ['Batch,1,-1,1,1,1,1', "found '-1' in column submit_s, expected seconds, 0 to 9007199254"],
    ['Batch,1,,1,1,1,1', "found '' in column submit_s, expected seconds, 0 to 9007199254"],
    ['Batch,1,0,0,1,1,1', "found '0' in column num_tasks, expected a whole number, 1 to 2147483647"],
    [
      'Batch,1,0,1,0,1,1',
      "found '0' in column task_duration_s, expected seconds, more than 0 and at most 9007199254",
    ],
    ['Batch,1,0,1,1,NaN,1', "found 'NaN' in column cpus_per_task, expected cores, 0 or more"],
    ['Batch,1,0,1,1,1,Infinity', "found 'Infinity' in column mem_gb_per_task, expected gigabytes, 0 or more"],
    ['Batch,1,0,1,1,1', "found 6 columns, expected 7: 'Batch,1,0,1,1,1'"],
  ])('refuses the line %j', async (line, sentence) => {
    expect(await faultsOf(open(`${list}${line}\n`))).toEqual([
      `jobs.csv:4: ${sentence}`,
      'jobs.csv: correct or delete these lines; nothing was simulated',
    ])
  })

  it('is refused without its header, or without a job', async () => {
    expect(await faultsOf(open('a,b\n1,2\n'))).toEqual([
      `jobs.csv:1: found 'a,b', expected the header '${header.trim()}' of an Omega job list`,
    ])
    expect(await faultsOf(open(header))).toEqual([
      'jobs.csv: found a header and no job, expected at least one',
    ])
  })
})

const reference = '../shared/reference/omega'
describe.skipIf(!existsSync(reference))('reference job lists of the Omega simulator', () => {
  it.each(['example-86400s-wseed1.csv.gz', 'synth-3600s-wseed1.csv', 'synth-3600s-wseed2.csv'])(
    '%s is read as an ordinary CSV library reads it',
    async name => {
      const file = `${reference}/${name}`
      const bytes = readFileSync(file)
      const records: Record<string, string>[] = parse(name.endsWith('.gz') ? gunzipSync(bytes) : bytes, {
        columns: true,
      })
      const workload = await openOmegaCsv({ kind: 'omega-csv', file })
      expect(workload.faults).toEqual([])
      const rows = await readAll(workload)
      expect(
        rows.map(row => [
          row.id,
          row.jobClass,
          row.submitS,
          row.tasks,
          row.runS,
          row.cpuMilli,
          row.memoryMiB,
        ]),
      ).toEqual(
        records.map(record => [
          Number(record['job_id']),
          record['workload'] === 'Service' ? 1 : 0,
          Math.round(Number(record['submit_s']) * 1e6) / 1e6,
          Number(record['num_tasks']),
          Math.round(Number(record['task_duration_s']) * 1e6) / 1e6,
          Number(record['cpus_per_task']) * 1000,
          Number(record['mem_gb_per_task']) * 1024,
        ]),
      )
    },
  )
})
