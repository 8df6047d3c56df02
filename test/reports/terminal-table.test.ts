import { describe, expect, it } from 'vitest'
import { terminalTable, wrapped } from '../../reports/terminal-table.ts'
import { experiment, fourArchitectures } from './example-results.ts'

describe('the tables in the terminal', () => {
  it('show every system at every load, with intervals and verdicts, in 100 columns', () => {
    const text = terminalTable(fourArchitectures())
    expect(text).toMatchInlineSnapshot(`
      "The mean wait of a batch job for its first task

                          batch: wait,
                           first task,  difference   95 % interval
      load  system            mean (s)         (s)             (s)      relative (%)  verdict
      ────  ────────────  ────────────  ──────────  ──────────────  ────────────────  ───────────────────
       0.5  monolithic     2.00 ± 0.32    baseline
       0.5  offers         3.00 ± 0.40       +1.00  +0.77 to +1.23  +50 (+37 to +66)  higher, worse
       0.5  shared-state   1.50 ± 0.40       −0.50  −0.73 to −0.27  −25 (−38 to −13)  lower, better
       0.5  sampling       2.00 ± 0.40        0.00  −0.23 to +0.23    0 (−12 to +12)  not distinguishable
       0.9  monolithic       8.0 ± 1.3    baseline
       0.9  offers          12.0 ± 1.6       +4.00  +3.08 to +4.92  +50 (+37 to +66)  higher, worse
       0.9  shared-state     6.0 ± 1.6       −2.00  −2.92 to −1.08  −25 (−38 to −13)  lower, better
       0.9  sampling         8.0 ± 1.6        0.00  −0.92 to +0.92    0 (−12 to +12)  not distinguishable

      ± and intervals are at 95 %, by Student's t over 4 seeds.
      Differences are to monolithic, seed by seed on the same jobs; verdicts allow for 3 comparisons at
      once (Holm 1979), intervals stand alone.

      Other numbers

                                                           batch:
                                        batch: wait,      bounded    pipeline            CPU locked
                                         first task,    slowdown,   response,  conflict   in offers
      load  system        CPU used (%)       p99 (s)         mean  mean (min)     ratio         (%)
      ────  ────────────  ────────────  ────────────  ───────────  ──────────  ────────  ──────────
       0.5  monolithic      50.0 ± 0.3    40.0 ± 6.5  1.20 ± 0.03  10.0 ± 0.2         0           0
       0.5  offers          48.0 ± 0.3    60.0 ± 8.0  1.30 ± 0.04  10.2 ± 0.2         –    12.5 ± 0
       0.5  shared-state    46.0 ± 0.3    30.0 ± 8.0  1.15 ± 0.04  10.4 ± 0.2  0.05 ± 0           0
       0.5  sampling        44.0 ± 0.3    40.0 ± 8.0  1.20 ± 0.04  10.6 ± 0.2         –           0
       0.9  monolithic      90.0 ± 0.3      160 ± 26  1.80 ± 0.13  40.0 ± 0.2         0           0
       0.9  offers          88.0 ± 0.3      240 ± 32  2.20 ± 0.16  40.2 ± 0.2         –    12.5 ± 0
       0.9  shared-state    86.0 ± 0.3      120 ± 32  1.60 ± 0.16  40.4 ± 0.2  0.20 ± 0           0
       0.9  sampling        84.0 ± 0.3      160 ± 32  1.80 ± 0.16  40.6 ± 0.2         –           0

                          lost after
                             failure
      load  system          (core-h)  tasks doomed
      ────  ────────────  ──────────  ────────────
       0.5  monolithic             0             0
       0.5  offers          0.25 ± 0         1 ± 0
       0.5  shared-state    0.50 ± 0         2 ± 0
       0.5  sampling        0.75 ± 0         3 ± 0
       0.9  monolithic             0             0
       0.9  offers          0.25 ± 0         1 ± 0
       0.9  shared-state    0.50 ± 0         2 ± 0
       0.9  sampling        0.75 ± 0         3 ± 0
      "
    `)
    expect(Math.max(...text.split('\n').map(line => line.length))).toBeLessThanOrEqual(100)
  })

  it('keep to the highest load where all would be too many rows', () => {
    const loads = [0.1, 0.3, 0.5, 0.7, 0.9]
    const results = experiment(
      [
        { name: 'system', values: ['a', 'b'] },
        { name: 'load', values: loads },
      ],
      ['oak', 'elm'],
      ({ system, load }, i) => ({
        'class:batch': { wait_first_mean_s: Number(load) * 100 + i + (system === 'b' ? 60 + 4 * i : 0) },
      }),
    )
    expect(terminalTable(results)).toMatchInlineSnapshot(`
      "The mean wait of a batch job for its first task at load 0.9

              batch: wait,
               first task,  difference          95 %
      system      mean (s)         (s)  interval (s)      relative (%)  verdict
      ──────  ────────────  ──────────  ────────────  ────────────────  ─────────────
      a         90.5 ± 6.4    baseline
      b           153 ± 32         +62    +37 to +87  +69 (+43 to +90)  higher, worse

      ± and intervals are at 95 %, by Student's t over 2 seeds.
      Differences are to a, seed by seed on the same jobs.
      "
    `)
  })

  it('say what one seed cannot', () => {
    const all = fourArchitectures()
    const one = { ...all, seeds: ['oak'], runs: all.runs.filter(run => run.seed === 'oak') }
    expect(terminalTable(one).split('\n\nOther numbers')[0]).toMatchInlineSnapshot(`
      "The mean wait of a batch job for its first task

                          batch: wait,
                           first task,  difference          95 %
      load  system            mean (s)         (s)  interval (s)  relative (%)  verdict
      ────  ────────────  ────────────  ──────────  ────────────  ────────────  ─────────────────────
       0.5  monolithic            1.75    baseline
       0.5  offers                2.63      +0.875             –             –  one seed: no interval
       0.5  shared-state          1.13      −0.625             –             –  one seed: no interval
       0.5  sampling              1.63      −0.125             –             –  one seed: no interval
       0.9  monolithic            7.00    baseline
       0.9  offers               10.50        +3.5             –             –  one seed: no interval
       0.9  shared-state          4.50        −2.5             –             –  one seed: no interval
       0.9  sampling              6.50        −0.5             –             –  one seed: no interval

      One seed gives no interval: a difference may be chance. Add seeds to the experiment for a verdict.
      Differences are to monolithic, seed by seed on the same jobs."
    `)
  })

  it('say which seeds were left out, and which verdicts only the interval alone would give', () => {
    // b to e differ from a by −1, −2, −3, −2 percentage points: p = 0.016277, too much for the smallest of five. f measured two seeds.
    const b = [0.09, 0.18, 0.27, 0.38]
    const table: Record<string, (number | null)[]> = {
      a: [0.1, 0.2, 0.3, 0.4],
      b,
      c: b,
      d: b,
      e: b,
      f: [null, 0.21, null, 0.41],
    }
    const results = experiment(
      [{ name: 'system', values: Object.keys(table) }],
      ['oak', 'elm', 'ash', 'yew'],
      ({ system }, i) => ({ all: { cpu_used_share: table[String(system)]![i]!, offers_made: i } }),
      { headline: { number: 'cpu_used_share', of: 'all' } },
    )
    expect(terminalTable(results)).toMatchInlineSnapshot(`
      "The share of all cores held by tasks

                                                    95 %
                                difference      interval
      system      CPU used (%)        (pp)          (pp)    relative (%)  verdict
      ──────  ────────────────  ──────────  ────────────  ──────────────  ─────────────────────
      a                25 ± 21    baseline
      b                23 ± 20        −2.0  −3.3 to −0.7  −8 (−29 to −4)  not distinguishable †
      c                23 ± 20        −2.0  −3.3 to −0.7  −8 (−29 to −4)  not distinguishable †
      d                23 ± 20        −2.0  −3.3 to −0.7  −8 (−29 to −4)  not distinguishable †
      e                23 ± 20        −2.0  −3.3 to −0.7  −8 (−29 to −4)  not distinguishable †
      f       30 ± 130 (n = 2)          +1     no spread               –  higher

      ± and intervals are at 95 %, by Student's t over 4 seeds.
      Differences are to a, seed by seed on the same jobs; verdicts allow for 5 comparisons at once (Holm
      1979), intervals stand alone.
      † The interval leaves 0 out, but with 5 comparisons at once that is not enough for a verdict.
      pp: percentage points.
      Left out, because a side measured nothing: f 2 of 4 seeds.
      "
    `)
  })

  it('leave out the relative difference, then break into blocks, rather than grow wider', () => {
    const renamed = fourArchitectures({ baseline: { axis: 'system', value: 'monolithic' } })
    const long = (name: unknown) => (name === 'offers' ? 'mesos-1.0-one-role-for-each' : (name as string))
    const results = {
      ...renamed,
      axes: renamed.axes.map(axis => ({ ...axis, values: axis.values.map(long) })),
      runs: renamed.runs.map(run => ({ ...run, axes: { ...run.axes, system: long(run.axes['system']) } })),
    }
    const text = terminalTable(results)
    expect(Math.max(...text.split('\n').map(line => line.length))).toBeLessThanOrEqual(100)
    expect(text.split('\n').slice(0, 8).join('\n')).toMatchInlineSnapshot(`
      "The mean wait of a batch job for its first task

                                         batch: wait,
                                          first task,  difference   95 % interval
      load  system                           mean (s)         (s)             (s)  verdict
      ────  ───────────────────────────  ────────────  ──────────  ──────────────  ───────────────────
       0.5  monolithic                    2.00 ± 0.32    baseline
       0.5  mesos-1.0-one-role-for-each   3.00 ± 0.40       +1.00  +0.77 to +1.23  higher, worse"
    `)
    const narrow = terminalTable(results, 60)
    expect(Math.max(...narrow.split('\n').map(line => line.length))).toBeLessThanOrEqual(60)
  })

  it('are empty where nothing ran', () => {
    expect(terminalTable(fourArchitectures({ runs: [] }))).toBe('')
  })
})

describe('breaking lines', () => {
  it('keeps words whole, even those longer than a line', () => {
    expect(wrapped('a refused claim leaves the machine', 9)).toEqual([
      'a refused',
      'claim',
      'leaves',
      'the',
      'machine',
    ])
    expect(wrapped('incomprehensibilities', 9)).toEqual(['incomprehensibilities'])
  })

  it('keeps a number on the line of its unit, and breaks before words', () => {
    expect(wrapped('within 0.15 % of 30 seeds', 11)).toEqual(['within', '0.15 % of', '30 seeds'])
    expect(wrapped('waits for 12 min', 12)).toEqual(['waits for', '12 min'])
  })
})
