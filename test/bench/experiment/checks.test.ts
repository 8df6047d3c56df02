import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readExperiment } from '../../../bench/experiment/read.ts'
import { planWarnings } from '../../../bench/experiment/warnings.ts'
import { faultsOf, folderWith, plan, smallest } from './given.ts'

/** The smallest experiment with other jobs. */
const jobs = (text: string) => smallest.replace('{ interarrival: exponential 10 s, duration: 1 min }', text)

describe('the window', () => {
  test('ends after it begins', async () => {
    expect(await faultsOf(`${smallest}warm-up: 1 h\n`)).toMatchInlineSnapshot(
      `"x.yaml:7:10: warm-up: found a warm-up that does not end before the run, expected a warm-up shorter than until; shorten the warm-up or run for longer"`,
    )
    expect(await faultsOf(`${smallest}warm-up: [59 min, 60 min]\n`)).toMatchInlineSnapshot(
      `"x.yaml:7:19: warm-up: found a warm-up that does not end before the run, expected a warm-up shorter than until; shorten the warm-up or run for longer"`,
    )
  })

  test('has an end where the jobs have none', async () => {
    expect(await faultsOf(smallest.replace('1 h', 'never'))).toMatchInlineSnapshot(
      `"x.yaml:4:1: workload: found submissions without an end, expected a time at which they end; set until, or workload.submit-until"`,
    )
    const services = smallest
      .replace('workload:', 'workload:\n  submit-until: 1 h\n  services: { count: 3 }')
      .replace(/until: 1 h\n$/, '')
    expect(await faultsOf(services)).toMatchInlineSnapshot(
      `"x.yaml:1:1: until: found a run without an end with services, expected an end: services never stop; set until"`,
    )
  })
})

describe('tasks', () => {
  test('fit a machine, as far as that is known', async () => {
    expect(await faultsOf(jobs('{ interarrival: 10 s, duration: 1 min, cpu: 8 }'))).toMatchInlineSnapshot(
      `"x.yaml:5:3: workload.jobs: found tasks of class "batch" that fit no machine, expected tasks that fit: machines have up to 4 cores and 8 GiB; make the tasks smaller or the machines larger"`,
    )
    expect(
      await faultsOf(jobs('{ interarrival: 10 s, duration: 1 min, memory: uniform 9 GiB to 10 GiB }')),
    ).toMatchInlineSnapshot(
      `"x.yaml:5:3: workload.jobs: found tasks of class "batch" that fit no machine, expected tasks that fit: machines have up to 4 cores and 8 GiB; make the tasks smaller or the machines larger"`,
    )
    expect(await faultsOf(jobs('{ interarrival: 10 s, duration: 1 min, memory: exponential 100 GiB }'))).toBe(
      'no faults',
    )
    expect(
      await faultsOf(jobs('{ interarrival: 10 s, duration: 1 min, cpu: [4, 5] }')),
    ).toMatchInlineSnapshot(
      `"x.yaml:5:3: workload.jobs: found tasks of class "batch" that fit no machine, expected tasks that fit: machines have up to 4 cores and 8 GiB; make the tasks smaller or the machines larger"`,
    )
  })

  test('of a gang fit the cluster at once', async () => {
    // 10 machines of 4 cores and 8 GiB hold 3 tasks of 2.5 GiB each.
    const gang = (tasks: number) =>
      jobs(`{ interarrival: 10 s, duration: 1 min, memory: 2.5 GiB, tasks: ${tasks}, gang: true }`)
    expect(await faultsOf(gang(30))).toBe('no faults')
    expect(await faultsOf(gang(31))).toMatchInlineSnapshot(
      `"x.yaml:5:3: workload.jobs: found gangs of at least 31 tasks of class "batch", expected gangs that fit: the cluster has room for 30 such tasks at once; add machines, or set gang: false"`,
    )
  })

  test('of a log or model fit as its processors do', async () => {
    const lublin = (shape: string) =>
      `name: Lublin\nsystem: batch-easy\nmachines: { count: 10, cpu: 4, memory: 8 GiB }\nlublin: { jobs: 100, processors: 64${shape} }\n`
    expect(await faultsOf(lublin(''))).toMatchInlineSnapshot(
      `"x.yaml:4:1: lublin: found gangs of up to 64 tasks, expected gangs that fit: the cluster has room for 40 such tasks at once; add machines, set gang: false, or set processors: 40"`,
    )
    expect(await faultsOf(lublin(', gang: false'))).toBe('no faults')
    expect(await faultsOf(lublin(', cpu-per-processor: 0.5'))).toBe('no faults')
    expect(await faultsOf(lublin(', task-per: job'))).toMatchInlineSnapshot(
      `"x.yaml:4:1: lublin: found jobs of up to 64 processors as one task that fit no machine, expected tasks that fit: machines have up to 4 cores and 8 GiB; make the machines larger"`,
    )
    expect(await faultsOf(lublin(', memory-per-processor: 16 GiB'))).toMatchInlineSnapshot(
      `"x.yaml:4:1: lublin: found processors that fit no machine, expected tasks that fit: machines have up to 4 cores and 8 GiB; make the machines larger"`,
    )
  })
})

describe('the workload', () => {
  test('comes from exactly one source', async () => {
    const none = smallest.replace(/workload:\n.*\n/, '')
    expect(await faultsOf(none)).toMatchInlineSnapshot(
      `"x.yaml:1:1: found no jobs, expected exactly one of workload, trace, lublin and omega"`,
    )
    expect(await faultsOf(`${smallest}lublin: { jobs: 10, processors: 16 }\n`)).toMatchInlineSnapshot(
      `"x.yaml:7:1: lublin: found workload and lublin, expected exactly one of workload, trace, lublin and omega"`,
    )
    expect(await faultsOf(`${none}workload: {}\n`)).toMatchInlineSnapshot(
      `"x.yaml:5:1: workload: found a workload without jobs, expected services, definitions, manifests, jobs, cron, pipelines or pipeline-files"`,
    )
  })

  test('has a load only where arrivals are drawn', async () => {
    const text = smallest.replace(/workload:\n.*\n/, 'lublin: { jobs: 10, processors: 16 }\n')
    expect(await faultsOf(`${text}load: 0.5\n`)).toMatchInlineSnapshot(
      `"x.yaml:6:1: load: found a load beside lublin, expected a load only where there is a workload; vary lublin.interarrival-factor instead"`,
    )
  })
})

const swf = `; Version: 2.2
; MaxProcs: 10
1 0 -1 60 2 -1 -1 2 100 -1 1 1 1 -1 -1 -1 -1 -1
`
const replay = (extra: string) => `name: Replay
system: monolithic
machines: { count: from trace, cpu: 4, memory: 8 GiB }
trace: { file: log.swf, gang: false${extra} }
`

describe('a log', () => {
  const countOf = async (extra: string) =>
    (await plan(replay(extra), {}, { 'log.swf': swf })).runs[0]!.spec.hardware.machines[0]!.count

  test('gets as many machines as its processors need', async () => {
    // 10 processors, 4 cores and 8 GiB a machine: by cores 4 processors a machine, by 3 GiB each only 2.
    expect(await countOf('')).toBe(3)
    expect(await countOf(', memory-per-processor: 3 GiB')).toBe(5)
    expect(await countOf(', processors: 4')).toBe(1)
    expect(await countOf(', cpu-per-processor: 4')).toBe(10)
  })

  test('that does not tell its processors needs a count', async () => {
    const silent = { 'log.swf': swf.replace('; MaxProcs: 10\n', '') }
    expect(await faultsOf(replay(''), {}, silent)).toMatchInlineSnapshot(
      `"x.yaml:3:20: machines.count: found "from trace", but no MaxProcs or MaxNodes in the header of log.swf, expected a log that tells its processors; set trace.processors, or write the count"`,
    )
    expect(await faultsOf(replay(', processors: 10'), {}, silent)).toBe('no faults')
  })

  test('that is smaller than the machine is no fault, a machine smaller than the log’s is one for gangs', async () => {
    const text = replay('').replace('gang: false', 'gang: true').replace('from trace', '2')
    expect(await faultsOf(text, {}, { 'log.swf': swf })).toMatchInlineSnapshot(
      `"x.yaml:4:1: trace: found gangs of up to 10 tasks, expected gangs that fit: the cluster has room for 8 such tasks at once; add machines, set gang: false, or set processors: 8"`,
    )
    expect(
      await faultsOf(text.replace('gang: true', 'gang: true, processors: 8'), {}, { 'log.swf': swf }),
    ).toBe('no faults')
  })

  test('is missing, or no text', async () => {
    expect(await faultsOf(replay(''))).toMatchInlineSnapshot(
      `"x.yaml:4:16: trace.file: found no such file (log.swf), expected a log in the Standard Workload Format; correct the path"`,
    )
    expect(await faultsOf(replay(''), {}, { 'log.swf': 'PK\u0003\u0004' })).toMatchInlineSnapshot(
      `"x.yaml:4:16: trace.file: log.swf: found a zip archive, expected plain text or gzip"`,
    )
    expect(await faultsOf(replay('').replace('file: log.swf,', ''))).toMatchInlineSnapshot(
      `"x.yaml:4:1: trace.file: found nothing, expected the path of a log in the Standard Workload Format; add file: to trace:, or run with --trace FILE"`,
    )
    expect(await faultsOf(smallest.replace('count: 10', 'count: from trace'))).toMatchInlineSnapshot(
      `"x.yaml:3:20: machines.count: found "from trace" without a trace, expected a whole number of at least 1"`,
    )
  })
})

describe('a warning', () => {
  test('is given for more runs than one machine likes', async () => {
    const text = `${smallest}seeds: 300\nload: [0.2, 0.4, 0.6, 0.8]\n`
    expect(planWarnings(await plan(text))).toMatchInlineSnapshot(`
      [
        "1200 runs (1 system × 4 load × 300 seeds) may take long; fewer values or seeds, or --shard on several machines, make it shorter.",
      ]
    `)
  })

  test('is given for seeds that are too few to tell chance from difference', async () => {
    expect(planWarnings(await plan(`${smallest}seeds: 1\n`))).toMatchInlineSnapshot(`
      [
        "1 seed gives no confidence interval; seeds: 10 is a good start.",
      ]
    `)
    expect(planWarnings(await plan(smallest))).toEqual([])
  })
})

describe('options of the command line', () => {
  test('replace what the file says', async () => {
    const set = { 'root.order': 'priority', load: '[0.5, 0.9]', 'machines.count': '20' }
    const { seeds, axes, runs } = await plan(smallest, { seeds: 2, set })
    expect(seeds).toEqual(['1', '2'])
    expect(axes[1]).toEqual({ name: 'load', values: [0.5, 0.9] })
    expect(runs[3]!.spec).toMatchObject({
      system: { root: { order: 'priority' } },
      hardware: { machines: [{ count: 20 }] },
      workload: { load: 0.9 },
    })
  })

  test('are named by their faults, after those of the file', async () => {
    const set = { until: '2 hours', 'name.short': 'x', untill: '3 h', load: '[' }
    expect(await faultsOf(`${smallest}slices: 0\n`, { set, trace: 'log.swf' })).toMatchInlineSnapshot(`
      "x.yaml:7:9: slices: found 0, expected a whole number of at least 1
      --set name.short=x: found the key name.short, expected keys that exist: name is "Smallest", not a map
      --set load=[: found text that is not YAML, expected a value; quote it if it is text
      --trace log.swf: found an experiment with jobs of its own (workload), expected one with a trace; put trace: in the place of workload:, or run an experiment such as examples/replay.yaml
      --set until=2 hours: until: found "2 hours", expected a duration longer than 0 such as "10 s" or "2 h" or "never"; write "2 h"
      --set untill=3 h: untill: found an unknown key, expected one of 28 keys (docs/reference/experiment.md), such as until, name or question; did you mean "until"?"
    `)
  })

  test('give the trace of an experiment with a log, wherever it lies', async () => {
    const folder = folderWith({ 'other.swf': swf })
    const text = replay('').replace('file: log.swf,', '')
    const { runs, inputs } = await plan(text, { trace: `${folder}/other.swf` })
    expect(runs[0]!.spec.workload).toMatchObject({ file: expect.stringMatching(/other\.swf$/) })
    expect(Object.keys(inputs)).toEqual(['x.yaml', 'other.swf'])
  })

  test.skipIf(!existsSync('../shared/traces/swf'))('run a log without an experiment file', async () => {
    const trace = '../shared/traces/swf/KTH-SP2-1996-2.1-cln.swf.gz'
    const { name, axes, seeds, runs, inputs } = await readExperiment(undefined, { trace: resolve(trace) })
    expect({ name, axes, seeds, inputs: Object.keys(inputs) }).toEqual({
      name: 'Batch systems on KTH-SP2-1996-2.1-cln.swf.gz',
      axes: [{ name: 'system', values: ['batch-fcfs', 'batch-easy'] }],
      seeds: ['1'],
      inputs: ['KTH-SP2-1996-2.1-cln.swf.gz'],
    })
    expect(runs[0]!.spec.hardware.machines).toEqual([{ count: 100, cpuMilli: 1000, memoryMiB: 0 }])
    expect(runs[0]!.spec.workload).toMatchObject({ kind: 'swf', file: trace })
  })

  test('add a system with a policy file, like the first', async () => {
    const text = smallest.replace(
      'system: monolithic\n',
      'systems:\n  slow: { like: monolithic, root: { think: { per-job: 1 s } } }\n  offers: {}\n',
    )
    const folder = folderWith({ 'mine.ts': 'export const order = { compare: () => 0 }\n' })
    const { axes, runs } = await plan(text, { seeds: 1, policy: `${folder}/mine.ts` })
    expect(axes).toEqual([{ name: 'system', values: ['slow', 'offers', 'mine'] }])
    expect(runs[2]!.spec.system).toMatchObject({
      name: 'mine',
      root: { kind: 'monolithic', order: 'mine.ts', think: { default: { perJob: 1_000_000 } } },
    })
    expect(Object.keys(runs[2]!.spec.policyFiles)).toEqual(['mine.ts'])
    expect(runs[0]!.spec.policyFiles).toEqual({})
  })
})
