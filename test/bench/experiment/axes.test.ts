import { describe, expect, test } from 'vitest'
import { runId } from '../../../bench/experiment/run-id.ts'
import { faultsOf, plan, smallest } from './given.ts'

const with2 = (extra: string) => `${smallest}${extra}`

describe('a list where one value is expected', () => {
  test('is an axis, and every combination of values and seeds is a run, the last axis turning fastest', async () => {
    const { axes, runs } = await plan(
      with2('seeds: [oak, elm]\nload: [0.5, 0.9]\n').replace(
        'system: monolithic',
        'system: [monolithic, offers]',
      ),
    )
    expect(axes).toEqual([
      { name: 'system', values: ['monolithic', 'offers'] },
      { name: 'load', values: [0.5, 0.9] },
    ])
    expect(runs.map(({ id }) => id)).toEqual([
      'system-monolithic_load-0.5_seed-oak',
      'system-monolithic_load-0.5_seed-elm',
      'system-monolithic_load-0.9_seed-oak',
      'system-monolithic_load-0.9_seed-elm',
      'system-offers_load-0.5_seed-oak',
      'system-offers_load-0.5_seed-elm',
      'system-offers_load-0.9_seed-oak',
      'system-offers_load-0.9_seed-elm',
    ])
    expect(runs[6]!.axes).toEqual({ system: 'offers', load: 0.9 })
    expect(runs[6]!.spec.system.root.kind).toBe('offers')
    expect(runs[6]!.spec.workload).toMatchObject({ load: 0.9 })
  })

  test('may stand anywhere, and is named by its last key', async () => {
    const { axes, runs } = await plan(with2('seeds: 1\nroot: { think: { per-job: [10 ms, 1 s] } }\n'))
    expect(axes[1]).toEqual({ name: 'per-job', values: ['10 ms', '1 s'] })
    expect(runs.map(({ spec }) => spec.system.root.think.default.perJob)).toEqual([10_000, 1_000_000])
  })

  test('is named by its whole path where two end in the same key', async () => {
    const text = with2(
      'root: { think: { per-job: [10 ms, 1 s], classes: { batch: { per-job: [0 s, 1 ms] } } } }\n',
    )
    const { axes } = await plan(text)
    expect(axes.map(({ name }) => name)).toEqual([
      'system',
      'root.think.per-job',
      'root.think.classes.batch.per-job',
    ])
  })

  test('may hold distributions, which reports show as one line', async () => {
    const text = smallest.replace(
      'duration: 1 min',
      'duration: [1 min, { lognormal: { mean: 1 min, cv: 2 } }]',
    )
    const { axes, runs } = await plan(`${text}seeds: 1\n`)
    expect(axes[1]!.values).toEqual(['1 min', '{ lognormal: { mean: 1 min, cv: 2 } }'])
    expect(runs[1]!.spec.workload).toMatchObject({
      parts: [{ duration: { kind: 'lognormal', mean: 60_000_000, cv: 2 } }],
    })
  })

  test('may vary the machines of one group', async () => {
    const text = smallest.replace(
      'machines: { count: 10, cpu: 4, memory: 8 GiB }',
      'machines: [{ count: [10, 20], cpu: 4, memory: 8 GiB }, { count: 1, cpu: 64, memory: 1 TiB }]',
    )
    const { axes, runs } = await plan(`${text}seeds: 1\n`)
    expect(axes[1]).toEqual({ name: 'count', values: [10, 20] })
    expect(runs.map(({ spec }) => spec.hardware.machines.map(({ count }) => count))).toEqual([
      [10, 1],
      [20, 1],
    ])
  })

  test('may vary a step that machines go through before a task runs', async () => {
    const text = smallest.replace(
      'memory: 8 GiB }',
      'memory: 8 GiB, start-up: { image: [2 s, exponential 8 s], network: 500 ms } }',
    )
    const { axes, runs } = await plan(`${text}seeds: 1\n`)
    expect(axes[1]).toMatchObject({ name: 'image', values: ['2 s', 'exponential 8 s'] })
    const network = { name: 'network', takes: { kind: 'constant', value: 500_000 } }
    expect(runs.map(({ spec }) => spec.hardware.startUp)).toEqual([
      [{ machines: 10, steps: [{ name: 'image', takes: { kind: 'constant', value: 2_000_000 } }, network] }],
      [
        {
          machines: 10,
          steps: [{ name: 'image', takes: { kind: 'exponential', mean: 8_000_000 } }, network],
        },
      ],
    ])
  })

  test('is not what a list of events of machines is, although the time to notice a crash may be one', async () => {
    const text = `${smallest}machine-failures: { detection: [0 s, 30 s], eviction: 5 min }
machine-events: [{ at: 1 h, machine: 2, to: 3, event: drain }, { at: 2 h, machine: 10, event: crash }]
seeds: 1
`
    const { axes, runs } = await plan(text)
    expect(axes.slice(1)).toEqual([{ name: 'detection', values: ['0 s', '30 s'] }])
    expect(runs.map(({ spec }) => spec.hardware.detection)).toEqual([undefined, 30_000_000])
    expect(runs[0]!.spec.hardware).toMatchObject({
      eviction: 300_000_000,
      events: [
        { at: 3_600_000_000, machine: 1, event: 'drain' },
        { at: 3_600_000_000, machine: 2, event: 'drain' },
        { at: 7_200_000_000, machine: 9, event: 'crash' },
      ],
    })
  })

  test('of a list of events names no machine that there is not', async () => {
    const text = `${smallest}machine-events:
  - { at: 1 h, machine: 11, event: crash }
  - { at: 1 h, machine: 4, to: 11, event: crash }
  - { at: 1 h, machine: 4, to: 3, event: crash }
`
    expect(await faultsOf(text)).toMatchInlineSnapshot(`
      "x.yaml:8:25: machine-events.0.machine: found machine 11 of 10, expected a machine from 1 to 10
      x.yaml:9:32: machine-events.1.to: found machine 11 of 10, expected a machine from 1 to 10
      x.yaml:10:32: machine-events.2.to: found machines 4 to 3, expected the first before the last; swap them"
    `)
  })

  test('is a list where a list is meant', async () => {
    const text = with2(
      'frameworks: { batch: { takes: [batch, "*"] } }\nroot: { rules: [{ max-per-machine: 2 }] }\n',
    )
    const { axes, runs } = await plan(text)
    expect(axes).toHaveLength(1)
    expect(runs[0]!.spec.system.root.rules).toEqual([{ name: 'max-per-machine', count: 2 }])
  })

  test('is refused where nothing can be compared', async () => {
    expect(
      await faultsOf(
        with2('load: []\nroot: []\nbaseline: [a]\nheadline: { of: [all] }\nslices: [[1, 2], 3, 3]\n'),
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:7:7: load: found an empty list, expected a share such as 0.8 or 80%, or a map with is or over, and of
      x.yaml:8:7: root: found an empty list, expected a map with keys such as order, place, spread, rules
      x.yaml:9:11: baseline: found a list, expected a value of an axis, or { axis: …, value: … }
      x.yaml:10:17: headline.of: found a list, expected all, class:<name>, framework:<name> or scheduler:<name>
      x.yaml:11:9: slices: found 3 twice in a list, expected every value once; delete one
      x.yaml:11:10: slices: found a list, expected a whole number of at least 1"
    `)
  })

  test('inside one of several systems is refused, since the others would run again for nothing', async () => {
    const systems = 'systems:\n  mine: { like: offers, root: { interval: [1 s, 5 s] } }\n'
    const one = smallest.replace('system: monolithic\n', systems)
    expect((await plan(one)).axes.map(({ name }) => name)).toEqual(['system', 'interval'])
    expect(
      await faultsOf(one.replace('systems:', 'system: [mine, monolithic]\nsystems:')),
    ).toMatchInlineSnapshot(
      `"x.yaml:4:43: systems.mine.root.interval: found a list inside one of several systems, expected one value: other systems would run again for nothing; write one system for each value"`,
    )
  })
})

test('without system:, all systems that are defined are compared, in the place of their definitions', async () => {
  const systems = 'load: [0.5, 0.6]\nsystems:\n  monolithic: {}\n  fast: { like: monolithic }\n'
  const { axes } = await plan(smallest.replace('system: monolithic\n', systems))
  expect(axes).toEqual([
    { name: 'load', values: [0.5, 0.6] },
    { name: 'system', values: ['monolithic', 'fast'] },
  ])
})

test('a seed that stands there twice would be the same run twice', async () => {
  expect(await faultsOf(`${smallest}seeds: [oak, 1, elm, "1"]\n`)).toMatchInlineSnapshot(
    `"x.yaml:7:22: seeds.3: found "1" for the second time, expected every seed once"`,
  )
})

test('more combinations than can be checked are refused at once', async () => {
  const list = (n: number) => `[${Array.from({ length: n }, (_, i) => i + 1).join(', ')}]`
  expect(await faultsOf(with2(`load: ${list(101)}\nslices: ${list(100)}\n`))).toMatchInlineSnapshot(
    `"x.yaml:1:1: found 101000 runs (1 system × 101 load × 100 slices × 10 seeds), expected at most 10000; split the experiment"`,
  )
})

describe('the name of a run', () => {
  test('is the same in every process', () => {
    expect(runId({ system: 'offers', load: 0.9 }, 'oak')).toBe('system-offers_load-0.9_seed-oak')
  })

  test('is safe as a file name everywhere, and still its own', () => {
    const names = [
      runId({ policy: 'a/b.ts' }, '1'),
      runId({ policy: 'a b.ts' }, '1'),
      runId({ policy: 'A-b.ts' }, '1'),
      runId({ duration: '{ lognormal: { mean: 1 min, cv: 2 } }' }, '1'),
      runId({ long: 'x'.repeat(300) }, '1'),
      runId({ long: 'x'.repeat(300) }, '2'),
    ]
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^[a-z0-9._-]{1,129}$/)
    expect(names[0]).toMatchInlineSnapshot(`"policy-a-b.ts_seed-1-f61c2152"`)
  })
})
