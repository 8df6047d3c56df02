import { existsSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { execute } from '../../../bench/execute.ts'
import { ExperimentError } from '../../../bench/experiment/faults.ts'
import { readExperiment } from '../../../bench/experiment/read.ts'

const examples = readdirSync('examples').filter(name => name.endsWith('.yaml'))

describe.each(examples.filter(name => name !== 'replay.yaml'))('examples/%s', name => {
  test('has no faults, and the first of its runs runs', async () => {
    const { runs } = await readExperiment(`examples/${name}`)
    const { events, rows } = await execute(runs[0]!.spec)
    expect(events).toBeGreaterThan(1000)
    expect(rows.find(({ scope }) => scope === 'all')!.numbers['jobs_finished']).toBeGreaterThan(100)
  })
})

test('examples/four-architectures.yaml compares four architectures at three loads with ten seeds', async () => {
  const { runs, axes, seeds } = await readExperiment('examples/four-architectures.yaml')
  expect(axes).toEqual([
    { name: 'system', values: ['monolithic', 'offers', 'shared-state', 'sampling'] },
    { name: 'load', values: [0.6, 0.75, 0.9] },
  ])
  expect(seeds).toHaveLength(10)
  expect(runs).toHaveLength(120)
  expect(new Set(runs.map(({ id }) => id)).size).toBe(120)
})

test('examples/root-swap.yaml compares six choices at three loads with ten seeds, on the same jobs and deaths', async () => {
  const { runs, axes, seeds, scorecard } = await readExperiment('examples/root-swap.yaml')
  expect(axes[0]!.values).toEqual([
    'metronome-head',
    'metronome-0.1',
    'second-marathon',
    'chronos',
    'monolithic',
    'shared-state',
  ])
  expect(seeds).toHaveLength(10)
  expect(runs).toHaveLength(180)
  expect(scorecard).toHaveLength(8)
  const [first] = runs
  for (const { spec, axes } of runs) {
    expect(spec.hardware).toEqual(first!.spec.hardware)
    // Every scheduler dies once: those of frameworks that nobody hosts, hosted ones, and the root.
    const { root, frameworks } = spec.system
    const isOwn = axes['system'] === 'monolithic'
    for (const { process, hosting } of frameworks)
      expect([...(process?.failures ?? []), ...(hosting?.failures ?? [])]).toHaveLength(isOwn ? 0 : 1)
    const deaths = 'masterFailures' in root ? root.masterFailures : 'failures' in root ? root.failures : []
    expect(deaths).toHaveLength(1)
  }
})

test('examples/replay.yaml says that it wants a trace', async () => {
  const error = await readExperiment('examples/replay.yaml').catch(error => error)
  expect(error).toBeInstanceOf(ExperimentError)
  expect(error.message).toMatchInlineSnapshot(
    `"examples/replay.yaml:14:1: trace.file: found nothing, expected the path of a log in the Standard Workload Format; add file: to trace:, or run with --trace FILE"`,
  )
})

const logs = '../shared/traces/swf'
describe.skipIf(!existsSync(logs))(`examples/replay.yaml on the logs of ${logs}`, () => {
  const names = existsSync(logs) ? readdirSync(logs).filter(name => name.endsWith('.swf.gz')) : []

  test.each(names)('takes %s', async name => {
    const { runs } = await readExperiment('examples/replay.yaml', { trace: resolve(logs, name) })
    const machines = runs[0]!.spec.hardware.machines[0]!
    // MaxProcs of the header, else MaxNodes, eight to a machine.
    const processors: Readonly<Record<string, number>> = {
      'CTC-SP2-1996-3.1-cln.swf.gz': 338,
      'HPC2N-2002-2.2-cln.swf.gz': 240,
      'KTH-SP2-1996-2.1-cln.swf.gz': 100,
      'KTH-SP2-1996-2.swf.gz': 100,
      'LLNL-Atlas-2006-2.1-cln.swf.gz': 9216,
      'NASA-iPSC-1993-3.1-cln.swf.gz': 128,
      'OSC-Clust-2000-3.1-cln.swf.gz': 178,
      'SDSC-SP2-1998-4.2-cln.swf.gz': 128,
      'lublin_256.swf.gz': 256,
      'lublin_256_new2.swf.gz': 256,
    }
    expect(machines.count).toBe(Math.ceil(processors[name]! / 8))
  })
})
