import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ExperimentError } from '../../../bench/experiment/faults.ts'
import { readExperiment } from '../../../bench/experiment/read.ts'
import { MINUTE, NEVER, SECOND } from '../../../sim/engine/time.ts'
import { faultsOf, folderWith, plan, smallest } from './given.ts'

describe('the smallest experiment', () => {
  test('is ten runs of one system that differ in their seeds', async () => {
    const { name, question, axes, seeds, baseline, headline, runs } = await plan(smallest)
    expect({ name, question, axes, seeds, baseline, headline }).toEqual({
      name: 'Smallest',
      question: 'Smallest',
      axes: [{ name: 'system', values: ['monolithic'] }],
      seeds: ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'],
      baseline: { axis: 'system', value: 'monolithic' },
      headline: { number: 'wait_first_mean_s', of: 'all' },
    })
    expect(runs.map(({ spec }) => spec.seed)).toEqual(seeds)
    expect(new Set(runs.map(({ spec }) => JSON.stringify({ ...spec, seed: '' }))).size).toBe(1)
  })

  test('says every default in its runs', async () => {
    const { spec } = (await plan(smallest)).runs[0]!
    expect(spec.hardware).toEqual({
      machines: [{ count: 10, cpuMilli: 4000, memoryMiB: 8192 }],
      meanTimeToFailure: NEVER,
      meanTimeToRepair: 60 * MINUTE,
    })
    expect(spec.workload).toEqual({
      kind: 'mix',
      parts: [
        {
          kind: 'jobs',
          jobClass: 'batch',
          interarrival: { kind: 'exponential', mean: 10 * SECOND },
          tasks: { kind: 'constant', value: 1 },
          duration: { kind: 'constant', value: MINUTE },
          cpuMilli: { kind: 'constant', value: 1000 },
          memoryMiB: { kind: 'constant', value: 0 },
          meanTimeToFailure: NEVER,
          gang: false,
          priority: 0,
        },
      ],
      until: 60 * MINUTE,
    })
    expect({ ...spec, system: spec.system.name, hardware: 0, workload: 0 }).toEqual({
      system: 'monolithic',
      hardware: 0,
      workload: 0,
      seed: '1',
      warmup: 0,
      until: 60 * MINUTE,
      slices: 120,
      check: false,
      policyFiles: {},
    })
  })

  test('leaves out the frameworks that would have no jobs', async () => {
    const { spec } = (await plan(smallest)).runs[0]!
    expect(spec.system.frameworks.map(({ name }) => name)).toEqual(['batch'])
  })
})

test('the hash of an input tells its content, under its name alone', async () => {
  const { inputs } = await plan(smallest)
  expect(inputs).toEqual({ 'x.yaml': createHash('sha256').update(smallest).digest('hex') })
})

test('all faults of a file are told at once, in its order', async () => {
  const text = `name: Broken
untill: 2 h
system: [monolithic, ofers, mine]
systems:
  mine: { like: offers, root: { conflict: fit, order: ezy, decline-filter: [0 s, 5 s] } }
seeds: 0
load: [0.5, -0.9, .nan, []]
machines: { count: 4.5, cpu: "16 cores", memory: 64 GB }
name: Twice
root: { think: { per-job: 100 } }
frameworks:
  services: { hosting: { by: pipelines } }
  pipelines: { hosting: { by: services } }
  extra: { kind: batch }
workload:
  services: { count: 3, memory: 1 GiB }
  jobs: { interarrival: exponentail 10 s, duration: 10 sec, gang: yes, taks: 3, memory: { uniform: { low: 3 GiB } } }
warm-up: 3 h
until: 2 h
baseline: monolitic
headline: { number: wait_frist_mean_s, of: clas:batch }
policy: nope.ts
slices:
`
  expect(await faultsOf(text)).toMatchInlineSnapshot(`
    "x.yaml:2:1: untill: found an unknown key, expected one of 28 keys (docs/reference/experiment.md), such as until, name or question; did you mean "until"?
    x.yaml:3:22: system: found "ofers", expected one of 32 systems (switchyard list), such as offers, dcos-1.8 or pyss-fcfs; did you mean "offers"?
    x.yaml:5:55: systems.mine.root.order: found "ezy", expected fifo, shortest-first, priority, easy, easy-shortest-first, conservative or a policy file (.ts or .js)
    x.yaml:5:76: systems.mine.root.decline-filter: found a list inside one of several systems, expected one value: other systems would run again for nothing; write one system for each value
    x.yaml:6:8: seeds: found 0, expected a whole number of at least 1, "until ±2 %", or a list of words
    x.yaml:7:13: load: found -0.9, expected a share above 0 and at most 1, such as 0.8 or 80%
    x.yaml:7:19: load: found .nan, expected a share above 0 and at most 1, such as 0.8 or 80%
    x.yaml:7:25: load: found an empty list, expected a share such as 0.8 or 80%, or a map with is or over, and of
    x.yaml:8:20: machines.count: found 4.5, expected a whole number of at least 1, or "from trace"
    x.yaml:8:30: machines.cpu: found "16 cores", expected a number of cores above 0 such as 16 or 0.5; write 16
    x.yaml:8:50: machines.memory: found "64 GB", expected an amount of memory such as "512 MiB" or "64 GiB"; write "64 GiB"
    x.yaml:9:1: found the key name for the second time, expected every key once; delete one of them
    x.yaml:10:27: root.think.per-job: found 100 without a unit, expected a duration such as "10 s" or "2 h"; write "100 s" if that is the unit
    x.yaml:12:30: frameworks.services.hosting.by: found services hosted by pipelines hosted by services, expected a framework that is hosted by none at the end; no scheduler of a circle could start first; take one hosting out
    x.yaml:14:3: frameworks.extra: found a framework that the system does not have, expected kind and takes with it; add them, or change one of services, batch or pipelines
    x.yaml:17:25: workload.jobs.interarrival: found "exponentail 10 s", expected a duration longer than 0 such as "10 s" or "2 h", or a distribution such as "exponential <mean>"; did you mean "exponential"?
    x.yaml:17:53: workload.jobs.duration: found "10 sec", expected a duration longer than 0 such as "10 s" or "2 h", or a distribution such as "exponential <mean>"; write "10 s"
    x.yaml:17:67: workload.jobs.gang: found "yes", expected true or false
    x.yaml:17:72: workload.jobs.taks: found an unknown key, expected class, interarrival, tasks, duration, fails, gang, cpu, memory, mean-time-to-failure, resources, needs or priority; did you mean "tasks"?
    x.yaml:17:91: workload.jobs.memory.uniform.high: found nothing, expected an amount of memory such as "512 MiB" or "64 GiB"; write a number and one of the units KiB, MiB, GiB, TiB
    x.yaml:18:10: warm-up: found a warm-up that does not end before the run, expected a warm-up shorter than until; shorten the warm-up or run for longer
    x.yaml:20:11: baseline: found "monolitic", expected a value of an axis: system (monolithic, ofers, mine); decline-filter (0 s, 5 s); load (0.5, -0.9, .nan, []); did you mean "monolithic"?
    x.yaml:21:21: headline.number: found "wait_frist_mean_s", expected a number of the result; \`switchyard list numbers\` shows them; did you mean "wait_first_mean_s"?
    x.yaml:21:44: headline.of: found "clas:batch", expected all, class:<name>, framework:<name> or scheduler:<name>
    x.yaml:22:9: policy: nope.ts: found no such file, expected a policy (.ts or .js); correct the path
    x.yaml:23:1: slices: found nothing, expected a whole number of at least 1"
  `)
})

describe('a file that is no experiment', () => {
  test('says what is wrong with its YAML', async () => {
    expect(await faultsOf('a: 1\nb:\n\tc: 3\nd: [1, 2\ne: "x\n')).toMatchInlineSnapshot(`
      "x.yaml:3:1: found a tab at the start of a line, expected spaces; YAML does not allow tabs there
      x.yaml:5:1: found a list that is not closed, expected "]" at its end; lines of it below the first are indented
      x.yaml:6:1: found a quotation mark that is not closed, expected another " at the end of the text"
    `)
    expect(await faultsOf('name: !secret x\n')).toMatchInlineSnapshot(
      `"x.yaml:1:7: found text that is not YAML, expected YAML; Unresolved tag: !secret"`,
    )
    expect(await faultsOf('name: *nowhere\n')).toMatchInlineSnapshot(
      `"x.yaml:1:1: found aliases that cannot be resolved, expected anchors before their aliases; Unresolved alias (the anchor must be set before the alias): nowhere"`,
    )
    expect(await faultsOf('')).toMatchInlineSnapshot(
      `"x.yaml:1:1: found an empty file, expected a map with keys such as name, system, machines and workload"`,
    )
    expect(await faultsOf('- a list\n')).toMatchInlineSnapshot(
      `"x.yaml:1:1: found a list, expected a map with keys such as name, system, machines and workload"`,
    )
    expect(await faultsOf('{}\n')).toMatchInlineSnapshot(`
      "x.yaml:1:1: system: found nothing, expected the name of a system; add system: or systems:
      x.yaml:1:1: name: found nothing, expected the name of the experiment
      x.yaml:1:1: found no jobs, expected exactly one of workload, trace, lublin and omega
      x.yaml:1:1: machines: found nothing, expected a map with count, cpu and memory, or a list of such maps"
    `)
  })

  test('does not exist, or is a folder', async () => {
    await expect(readExperiment('nowhere.yaml')).rejects.toThrowErrorMatchingInlineSnapshot(
      `[ExperimentError: nowhere.yaml: found no such file, expected an experiment (YAML)]`,
    )
    await expect(readExperiment('bench')).rejects.toThrowErrorMatchingInlineSnapshot(
      `[ExperimentError: bench: found a folder, expected an experiment (YAML)]`,
    )
    await expect(readExperiment(undefined)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[ExperimentError: switchyard run: found neither, expected an experiment file, or --trace FILE]`,
    )
  })
})

test('a long text in the place of an experiment is not printed whole', async () => {
  expect(await faultsOf('x'.repeat(1_000))).toMatchInlineSnapshot(
    `"x.yaml:1:1: found a file of plain text, expected a map with keys such as name, system, machines and workload"`,
  )
})

test('an error carries its faults as data', async () => {
  const folder = folderWith({ 'x.yaml': smallest.replace('1 min', '1 minute') })
  const error = await readExperiment(join(folder, 'x.yaml')).catch(error => error)
  expect(error).toBeInstanceOf(ExperimentError)
  expect(error.faults).toEqual([
    {
      place: { source: join(folder, 'x.yaml'), line: 5, column: 53 },
      key: 'workload.jobs.duration',
      sentence: expect.stringContaining('write "1 min"'),
    },
  ])
})

test('anchors and merge keys work, and faults in them are told where they stand', async () => {
  const text = smallest.replace(
    'jobs: { interarrival: exponential 10 s, duration: 1 min }',
    'jobs: [ &usual { interarrival: 10 s, duration: 1 min }, { <<: *usual, class: long, duration: 1 hour } ]',
  )
  expect(await faultsOf(text)).toMatchInlineSnapshot(
    `"x.yaml:5:96: workload.jobs.1.duration: found "1 hour", expected a duration longer than 0 such as "10 s" or "2 h", or a distribution such as "exponential <mean>"; write "1 h""`,
  )
  const { spec } = (await plan(text.replace('1 hour', '1 h'))).runs[0]!
  expect(spec.workload).toMatchObject({
    parts: [
      { jobClass: 'batch', interarrival: { value: 10 * SECOND }, duration: { value: MINUTE } },
      { jobClass: 'long', interarrival: { value: 10 * SECOND }, duration: { value: 60 * MINUTE } },
    ],
  })
})
