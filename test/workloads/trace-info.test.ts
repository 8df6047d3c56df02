import { existsSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { TraceInfo } from '../../workloads/trace-info.ts'
import { renderTraceInfo, traceInfo } from '../../workloads/trace-info.ts'
import { faultsOf, scratchFiles, swfLine } from './traces/logs.ts'

const write = scratchFiles()

const small = [
  '; Version: 2.2',
  '; Computer: Toy',
  '; MaxProcs: 10',
  swfLine({ id: 1, submit: 1000, run: 300, allocated: 4, requested: 5, asked: 600, user: 1 }).trim(),
  swfLine({ id: 2, submit: 1100, run: 90, allocated: 2, requested: 2, asked: 60, user: 2 }).trim(),
  '; note',
  swfLine({ id: 3, submit: 1050, run: 0, allocated: 1, user: 2 }).trim(),
  swfLine({ id: 4, submit: 1200, requested: 20, user: 1 }).trim(),
  '',
].join('\n')

type SwfTrace = Extract<TraceInfo, { format: 'swf' }>

async function swf(file: string): Promise<SwfTrace> {
  const info = await traceInfo(file)
  if (info.format !== 'swf') throw new Error(`taken for ${info.format}`)
  return info
}

const counts = (info: SwfTrace) =>
  Object.fromEntries(info.peculiar.map(({ reason, count }) => [reason, count]))

describe('the description of a log', () => {
  it('counts, measures and survives JSON', async () => {
    const info = await swf(write(small))
    expect(JSON.parse(JSON.stringify(info))).toEqual(info)
    expect(info).toMatchObject({
      header: { Version: ['2.2'], Computer: ['Toy'], MaxProcs: ['10'] },
      processors: 10,
      processorsFrom: 'MaxProcs',
      lines: 8,
      jobs: 4,
      usable: 2,
      malformed: { count: 0, shown: [] },
      firstSubmitS: 1000,
      lastSubmitS: 1200,
      users: 2,
      // Sizes 5, 2, 1, 20: sorted 1 2 5 20, the median at index ⌊3 × 0.5⌋ = 1, p90 and p99 at index 2.
      size: { count: 4, min: 1, p50: 2, p90: 5, p99: 5, max: 20, mean: 7 },
      runTimeS: { count: 3, min: 0, p50: 90, p90: 90, p99: 90, max: 300, mean: 130 },
      requestedTimeS: { count: 2, min: 60, p50: 60, max: 600, mean: 330 },
      // (300 × 5 + 90 × 2 + 0 × 1 + 0) processor seconds / (10 processors × 200 s).
      offeredLoad: 0.84,
    })
    expect(info.peculiar.map(({ reason, count, firstLine }) => [reason, count, firstLine])).toEqual([
      ['sizes-differ', 1, 4],
      ['overrun', 1, 5],
      ['no-requested', 1, 7],
      ['zero-run-time', 1, 7],
      ['no-estimate', 2, 7],
      ['inversion', 1, 7],
      ['no-allocated', 1, 8],
      ['too-large', 1, 8],
      ['no-run-time', 1, 8],
    ])
    expect(info.replay.map(({ reason, effect, count }) => [reason, effect, count])).toEqual([
      ['overrun', 'changed', 1],
      ['zero-run-time', 'dropped', 1],
      ['too-large', 'dropped', 1],
    ])
    expect(info.missing.map(({ field }) => field)).toEqual([3, 6, 7, 10, 13, 14, 15, 16, 17, 18])
  })

  it('counts what a replay cannot show: odd waits, dependencies, submissions before time 0', async () => {
    const text =
      '1 -5 -2 10 1 -1 -1 1 20 -1 1 1 -1 -1 -1 -1 -1 -1\n' +
      '2 10 -1 10 1 -1 -1 1 20 -1 1 1 -1 -1 -1 -1 -1 -1\n' +
      '3 10 0 10 1 -1 -1 1 20 -1 1 1 -1 -1 -1 -1 1 60\n'
    expect(counts(await swf(write(text)))).toEqual({ 'negative-submit': 1, 'negative-wait': 1, dependent: 1 })
  })

  it('is a page that one wants to read', async () => {
    const text = renderTraceInfo(await traceInfo(write(gzipSync(small))))
    expect(`\n${text.replace(/^\S*[\\/]/, '')}`).toMatchInlineSnapshot(`
      "
      log.swf: Standard Workload Format 2.2

      Machine             Toy
      Processors          10 (MaxProcs)
      Jobs                4 on 8 lines, 2 users
      Submissions         1,000 s to 1,200 s, 0.06 hours
      Offered load        0.840 of the machine

                            min  p50  p90  p99  max  mean
      Processors of a job     1    2    5    5   20     7
      Run time (s)            0   90   90   90  300   130
      Requested time (s)     60   60   60   60  600   330

      A replay with the default options runs 2 of 4 jobs:
        1  changed  run longer than the requested time (first on line 5)
        1  dropped  run time 0 (first on line 7)
        1  dropped  more processors than the machine has (first on line 8)

      Peculiar, each counted on its own:
        1  another number of processors allocated than requested (first on line 4)
        1  run longer than the requested time (first on line 5)
        1  no requested processors (0 or negative) (first on line 7)
        1  run time 0 (first on line 7)
        2  no requested time (0 or negative) (first on line 7)
        1  submitted before the job on the line above (first on line 7)
        1  no allocated processors (0 or negative) (first on line 8)
        1  larger than the machine in the header (first on line 8)
        1  negative run time (−1: never ran) (first on line 8)

      Missing in every job: wait time (3), average CPU time used (6), used memory (7), requested memory
        (10), group (13), executable (14), queue (15), partition (16), preceding job (17), think time (18)

      Advice:
        - 'size' matters: 1 job got another number of processors than requested.
        - 'missing-estimate' decides about 2 jobs without a requested time.
        - 'overrun' decides about 1 job that ran longer than requested: 'cut' ends them there, as a batch
          system does.
        - 'zero-run-time: one-second' keeps the 1 job with run time 0.
        - The log is not in order of submission: it is sorted when it is read, which needs all of it in
          memory (some 30 bytes a job).
        - The first job is submitted at 1,000 s: the clock starts there, or at 0 with 'from-first-submit:
          false'.
      "
    `)
  })

  it('names the lines that cannot be read, and goes on', async () => {
    const info = await swf(write(`${small}1 2 3\n`))
    expect(info.jobs).toBe(4)
    expect(info.malformed.count).toBe(1)
    expect(info.malformed.shown[0]).toMatch(/log\.swf:9: found 3 fields, expected 18: '1 2 3'$/)
    expect(info.advice[0]).toBe(
      'The log is refused until the 1 line that cannot be read is corrected or deleted.',
    )
    expect(renderTraceInfo(info)).toContain('Lines that cannot be read: 1\n')
  })

  it('says so where nothing can be measured', async () => {
    const info = await swf(write('; MaxProcs: 4\n'))
    expect([info.jobs, info.size, info.offeredLoad, info.firstSubmitS, info.missing]).toEqual([
      0,
      null,
      null,
      null,
      [],
    ])
  })
})

describe('the description of a job list of the Omega simulator', () => {
  it('measures each class', async () => {
    const header = 'workload,job_id,submit_s,num_tasks,task_duration_s,cpus_per_task,mem_gb_per_task'
    const info = await traceInfo(
      write(`${header}\nBatch,1,0,4,50,0.5,1\nBatch,2,40,2,100,0.5,1\nService,3,100,1,300,2,8\n`),
    )
    expect(JSON.parse(JSON.stringify(info))).toEqual(info)
    expect(info).toMatchObject({
      format: 'omega-csv',
      lines: 4,
      jobs: 3,
      firstSubmitS: 0,
      lastSubmitS: 100,
      classes: [
        // (4 × 50 + 2 × 100) × 0.5 core seconds over 100 s.
        {
          name: 'batch',
          jobs: 2,
          tasks: 6,
          offeredCores: 2,
          tasksPerJob: { min: 2, p50: 2, max: 4, mean: 3 },
        },
        { name: 'service', jobs: 1, tasks: 1, offeredCores: 6, memoryMiB: { mean: 8192 } },
      ],
      advice: ['It keeps 8 cores busy on average: give the cluster more than that.'],
    })
    expect(`\n${renderTraceInfo(info).replace(/^\S*[\\/]/, '')}`).toMatchInlineSnapshot(`
      "
      log.swf: job list of the Omega simulator

      Jobs                3 on 4 lines
      Submissions         0 s to 100 s, 0.03 hours

      Class batch: 2 jobs, 6 tasks, 2 cores busy on average
                              min    p50    p90    p99    max   mean
      Tasks of a job            2      2      2      2      4      3
      Duration (s)             50     50     50     50    100     75
      Cores of a task         0.5    0.5    0.5    0.5    0.5    0.5
      Memory (MiB)          1,024  1,024  1,024  1,024  1,024  1,024

      Class service: 1 job, 1 task, 6 cores busy on average
                              min    p50    p90    p99    max   mean
      Tasks of a job            1      1      1      1      1      1
      Duration (s)            300    300    300    300    300    300
      Cores of a task           2      2      2      2      2      2
      Memory (MiB)          8,192  8,192  8,192  8,192  8,192  8,192

      Advice:
        - It keeps 8 cores busy on average: give the cluster more than that.
      "
    `)
  })
})

describe('the format of a trace', () => {
  it('is told by its content, and the known ones are named where it is unknown', async () => {
    expect((await traceInfo(write('; only a comment\n', 'jobs.csv'))).format).toBe('swf')
    const known =
      "expected one of the known formats, plain or gzip: Standard Workload Format (18 numbers a line, comments after ';'); " +
      "job list of the Omega simulator (CSV with the header 'workload,job_id,submit_s,num_tasks,task_duration_s," +
      "cpus_per_task,mem_gb_per_task')"
    expect(await faultsOf(traceInfo(write('{"jobs": []}\n')))).toEqual([
      `log.swf: found '{"jobs": []}' as the first line, ${known}`,
    ])
    expect(await faultsOf(traceInfo(write('; c\n\ntime,job\n1,2\n')))).toEqual([
      `log.swf: found 'time,job' as the first line, ${known}`,
    ])
    expect(await faultsOf(traceInfo(write('\n\n')))).toEqual([
      `log.swf: found nothing but blank lines, ${known}`,
    ])
  })
})

const logs = '../shared/traces/swf'
describe.skipIf(!existsSync(logs))('archived logs', () => {
  // Jobs, span in days, processors, offered load and peculiarities as measured independently (traces/README.md).
  it.each([
    [
      'KTH-SP2-1996-2.1-cln',
      28476,
      332.91,
      100,
      0.701,
      214,
      { overrun: 475, 'sizes-differ': 219, 'no-size': 1 },
    ],
    ['SDSC-SP2-1998-4.2-cln', 59715, 729.35, 128, 0.834, 437, { 'no-run-time': 5671, 'no-estimate': 66 }],
    ['CTC-SP2-1996-3.1-cln', 77222, 339.11, 338, 0.842, 679, { overrun: 7174, 'no-requested': 77222 }],
    ['HPC2N-2002-2.2-cln', 202871, 1264.37, 240, 0.602, 257, { overrun: 14817 }],
    ['NASA-iPSC-1993-3.1-cln', 18239, 92.0, 128, 0.466, 69, { 'zero-run-time': 173, 'no-estimate': 18239 }],
    // The table counts 131 users there: unknown is one of them.
    [
      'LLNL-Atlas-2006-2.1-cln',
      43778,
      193.03,
      9216,
      0.704,
      130,
      { 'zero-run-time': 7178, 'no-allocated': 4588, 'no-estimate': 8233 },
    ],
    ['OSC-Clust-2000-3.1-cln', 36097, 677.12, 178, 0.128, 253, { 'no-estimate': 36097 }],
    ['KTH-SP2-1996-2', 28489, 339.86, 100, 0.689, 214, {}],
    ['lublin_256', 10000, 89.2, 256, 1.061, 0, { 'no-requested': 10000, 'no-estimate': 10000 }],
  ])('%s has %d jobs over %d days', async (log, jobs, days, processors, load, users, peculiar) => {
    const info = await swf(`${logs}/${log}.swf.gz`)
    expect([info.jobs, info.processors, info.users, info.malformed.count]).toEqual([
      jobs,
      processors,
      users,
      0,
    ])
    expect((info.lastSubmitS! - info.firstSubmitS!) / 86400).toBeCloseTo(days, 2)
    expect(info.offeredLoad).toBeCloseTo(load, 3)
    expect(counts(info)).toMatchObject(peculiar)
    expect(counts(info)['inversion']).toBeUndefined()
  })

  it('CTC-SP2 is advised to be read by its allocated sizes', async () => {
    const { advice } = await traceInfo(`${logs}/CTC-SP2-1996-3.1-cln.swf.gz`)
    expect(advice[0]).toBe(
      "Requested processors are −1 in every job: 'size: allocated' says what is used anyway.",
    )
  })

  it('OSC is advised to be compressed in time', async () => {
    const { advice } = await traceInfo(`${logs}/OSC-Clust-2000-3.1-cln.swf.gz`)
    expect(advice.at(-1)).toBe(
      "At this load hardly a job waits and policies cannot be told apart: 'interarrival-factor: 0.18' raises it to about 0.7.",
    )
  })
})
