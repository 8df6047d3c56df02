import { describe, expect, it } from 'vitest'
import { claim } from '../../../reports/charts/claim.ts'
import { experiment } from '../example-results.ts'

const four = { name: 'system', values: ['a', 'b', 'c', 'd'] }

/** Titles of the cores in use, with these shares by system and seed. */
function used(
  shares: Readonly<Record<string, readonly number[]>>,
  axis = four,
  bounds: readonly string[] = [],
  drawn?: readonly string[],
  number = 'cpu_used_share',
): string {
  const seeds = ['oak', 'elm', 'ash'].slice(0, Object.values(shares)[0]!.length)
  const results = experiment([axis], seeds, axes => ({ all: { [number]: 0 }, ...axes }) as never, {})
  const runs = results.runs.map(run => {
    const share = shares[String(run.axes[axis.name])]![seeds.indexOf(run.seed)]!
    const atLeast = bounds.includes(String(run.axes[axis.name])) ? [number] : []
    const rows = run.result.rows.map(row => ({
      ...row,
      atLeast,
      numbers: { ...row.numbers, [number]: share },
    }))
    const result = { ...run.result, rows: rows.slice(0, 1) }
    return { ...run, result: drawn === undefined ? result : { ...result, drawn } }
  })
  return claim({ ...results, runs }, number, 'all')
}

describe('the title of a chart', () => {
  // Differences to a of 0.001, −0.001 and 0.002: mean 0.00067, half width 0.0038, less than 2.5 % of 0.88.
  it('says that nothing differs where the paired intervals are next to nothing', () => {
    const a = [0.87, 0.88, 0.89]
    const near = [0.871, 0.879, 0.892]
    expect(used({ a, b: near, c: near, d: near })).toBe(
      'The share of all cores held by tasks is about 88\u00a0% under all four',
    )
    expect(used({ a, b: a, c: a, d: a })).toBe(
      'The share of all cores held by tasks is 88\u00a0% under all four',
    )
  })

  // The means are as near, but the seeds scatter: differences of 0.2, −0.2 and 0.003.
  it('does not say so where means look equal and the intervals are wide', () => {
    const a = [0.8, 0.8, 0.8]
    const wide = [1, 0.6, 0.803]
    expect(used({ a, b: wide, c: wide, d: wide })).toBe(
      'No difference in the share of all cores held by tasks is certain (means from 80 to 80.1\u00a0%)',
    )
  })

  // Rows beside bars are in the unit of their median, 100 s: 300 s are 5 min, and 308 s in the row. 4,000 s would be thousands.
  it('has one unit for times that are near each other, as the rows beside the bars have', () => {
    const near = { a: [100, 101, 102], b: [300, 308, 316], c: [100, 101, 102], d: [100, 101, 102] }
    expect(used(near, four, [], undefined, 'wait_first_mean_s')).toMatch(
      / b \(308\u00a0s\) than under a \(101\u00a0s\)/,
    )
    const apart = { ...near, b: [3900, 4000, 4100] }
    expect(used(apart, four, [], undefined, 'wait_first_mean_s')).toMatch(
      / b \(66\.7\u00a0min\) than under a \(101\u00a0s\)/,
    )
  })

  // Waits of exactly 0 s beside means of 0.101 s: no digits tell more of 0.
  it('writes 0 without decimals', () => {
    const some = [0.1, 0.101, 0.102]
    const none = [0, 0, 0]
    expect(used({ a: some, b: none, c: some, d: some }, four, [], undefined, 'wait_first_mean_s')).toMatch(
      / b \(0\u00a0s\) than under a \(101\u00a0ms\)/,
    )
  })

  // Means of 0 and of (0.002 + 0.021 + 0.0151) / 3 = 0.0127; the interval of the differences holds 0.
  it('writes numbers without a unit whole', () => {
    const none = [0, 0, 0]
    expect(
      used({ a: none, b: [0.002, 0.021, 0.0151], c: none, d: none }, four, [], undefined, 'conflict_ratio'),
    ).toBe(
      'No difference in the ratio of transactions with a conflict to those without is certain (means from 0 to 0.0127)',
    )
  })

  // Differences of 0.003, 0.0031 and 0.0029 are small and certain.
  it('names the difference that is certain, however small, with digits that show it', () => {
    const a = [0.87, 0.88, 0.89]
    const more = [0.873, 0.8831, 0.8929]
    expect(used({ a, b: more, c: a, d: a })).toBe(
      'The share of all cores held by tasks is higher under b (88.3\u00a0%) than under a (88.0\u00a0%); not told apart from it: c and d',
    )
    const little = a.map(share => share + 0.00004)
    expect(used({ a, b: little, c: more, d: more })).toBe(
      'The share of all cores held by tasks is higher under c (88.3\u00a0%), d (88.3\u00a0%) and b (88.004\u00a0%) than under a (88.000\u00a0%)',
    )
  })

  it('sets the number of those that it does not name apart from what they are compared with', () => {
    const five = { name: 'system', values: ['a', 'b', 'c', 'd', 'e'] }
    const a = [0.1, 0.11, 0.12]
    const above = (by: number): number[] => a.map(share => share + by)
    expect(used({ a, b: above(0.1), c: above(0.2), d: above(0.3), e: above(0.4) }, five)).toBe(
      'The share of all cores held by tasks is higher under e (51\u00a0%), d (41\u00a0%), c (31\u00a0%) and 1 more, than under a (11\u00a0%)',
    )
  })

  it('makes no claim of one run each', () => {
    expect(used({ a: [0.5], b: [0.7], c: [0.6], d: [0.6] })).toBe(
      'The share of all cores held by tasks is between 50\u00a0% under a and 70\u00a0% under b in the one run of each',
    )
    expect(used({ a: [0.5], b: [0.7] }, { name: 'system', values: ['a', 'b'] })).toBe(
      'The share of all cores held by tasks is 50\u00a0% under a and 70\u00a0% under b in the one run of each',
    )
  })

  it('marks a bound, and gives no verdict that bounds cannot bear', () => {
    const two = { name: 'system', values: ['a', 'b'] }
    const low = [0.5, 0.51, 0.52]
    const high = [0.7, 0.71, 0.72]
    // The larger is at least so large: it is higher in any case.
    expect(used({ a: low, b: high }, two, ['b'])).toBe(
      'The share of all cores held by tasks is higher under b (≥\u00a071\u00a0%) than under a (51\u00a0%)',
    )
    // The smaller may be as large as the other.
    expect(used({ a: low, b: high }, two, ['a'])).toBe(
      'No verdict on the share of all cores held by tasks: ≥\u00a051\u00a0% under a and 71\u00a0% under b',
    )
  })

  it('names what is exactly the same, where nothing is drawn at random', () => {
    expect(used({ a: [0.5], b: [0.7], c: [0.5], d: [0.7] }, four, [], [])).toBe(
      'The share of all cores held by tasks is higher under b (70\u00a0%) and d (70\u00a0%) than under a (50\u00a0%); the same: c',
    )
  })

  it('speaks of other axes by their names', () => {
    const order = { name: 'order', values: ['fifo', 'easy', 'sjf'] }
    const base = [0.5, 0.6, 0.7]
    const up = base.map(share => share + 0.1)
    expect(used({ fifo: base, easy: up, sjf: up }, order)).toBe(
      'The share of all cores held by tasks is higher with order easy (70\u00a0%) and sjf (70\u00a0%) than with order fifo (60\u00a0%)',
    )
    expect(used({ fifo: base, easy: base, sjf: base }, order)).toBe(
      'The share of all cores held by tasks is 60\u00a0% with all three values of order',
    )
  })
})
