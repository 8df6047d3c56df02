import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import type { Measurement } from '../../../bench/micro/measurement.ts'
import { type Pair, rowRatios } from '../../../bench/micro/pairs.ts'

const row = (name: string, value: number, unit: Measurement['unit']): Measurement => ({
  name,
  value,
  unit,
  samples: [value],
})

/** One pair of a cost that is `times` as large here. */
const cost = (times: number): Pair => [{ s: [row('a', 2, 'ms')] }, { s: [row('a', 2 * times, 'ms')] }]

describe('two builds that are measured in turn', () => {
  it('differ by the geometric mean of their ratios, within an interval', () => {
    // Logarithms of 2 and 8 have the mean of that of 4 and are each ln 2 from it: s / √2 = ln 2, and t(0.975, 1) = 12.7062.
    const [found] = rowRatios([cost(2), cost(8)])
    expect(found).toMatchObject({ suite: 's', name: 'a', pairs: 2, verdict: 'alike' })
    expect(found!.ratio).toBeCloseTo(4, 12)
    expect(Math.log2(found!.low)).toBeCloseTo(2 - 12.7062, 4)
    expect(Math.log2(found!.high)).toBeCloseTo(2 + 12.7062, 4)
  })

  it('are slower or faster when the whole interval is beyond three per cent', () => {
    expect(rowRatios([cost(1.04), cost(1.04)])[0]!.verdict).toBe('slower')
    expect(rowRatios([cost(1.02), cost(1.02)])[0]!.verdict).toBe('alike')
    expect(rowRatios([cost(0.96), cost(0.96)])[0]!.verdict).toBe('faster')
    // Nothing is said after one pair.
    expect(rowRatios([cost(9)])[0]!.verdict).toBe('alike')
  })

  it('have a rate turned into a cost, and only rows that both have', () => {
    const before = { s: [row('rate', 6, 'k/s'), row('gone', 1, 'ms'), row('growth', 1, 'exponent')] }
    const after = { s: [row('rate', 3, 'k/s'), row('new', 1, 'ms'), row('growth', 2, 'exponent')] }
    const found = rowRatios([[before, after]])
    expect(found.map(({ name }) => name)).toEqual(['rate'])
    expect(found[0]!.ratio).toBeCloseTo(2, 12)
  })

  it('have parts of rows told apart by the row that they belong to', () => {
    const rows = (first: number, second: number) => ({
      s: [
        row('a', 1, 'CPU-s'),
        row('  memory', first, 'MB'),
        row('b', 1, 'CPU-s'),
        row('  memory', second, 'MB'),
      ],
    })
    const found = rowRatios([[rows(10, 10), rows(20, 40)]])
    expect(found.map(({ name, ratio }) => [name, Math.round(ratio)])).toEqual([
      ['a', 1],
      ['a: memory', 2],
      ['b', 1],
      ['b: memory', 4],
    ])
  })

  it('must both be built', () => {
    const words = ['dist/bench/micro/main.js', '--against', 'docs', '--anyway', 'queue']
    const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' })
    expect(status).toBe(2)
    expect(stderr).toBe(
      '--against docs: found no dist/bench/micro/main.js, expected a clone of Switchyard that is built, such as a git worktree of an earlier commit after npm ci.\n',
    )
  })

  it('are of one build and one number of pairs', () => {
    const twice = [
      '--against',
      'docs',
      '--pairs',
      '3',
      '--against',
      'test',
      '--pairs',
      '4',
      '--anyway',
      '--anyway',
    ]
    const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/bench/micro/main.js', ...twice], {
      encoding: 'utf8',
    })
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr:
        '--against: found docs and test, expected one of them.\n--pairs: found 3 and 4, expected one of them.\n',
    })
  })
})
