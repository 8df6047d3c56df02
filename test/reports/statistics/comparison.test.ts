import { alea } from 'seedrandom'
import { describe, expect, it } from 'vitest'
import { compare, compareAll } from '../../../reports/statistics/comparison.ts'
import { experiment, resultOf } from '../example-results.ts'

const seeds = ['oak', 'elm', 'ash', 'yew']

/** Mean waits of a batch job in seconds, by system, one a seed; null: no batch job arrived. */
function waits(table: Readonly<Record<string, readonly (number | null)[]>>) {
  const systems = Object.keys(table)
  return experiment(
    [{ name: 'system', values: systems }],
    seeds.slice(0, table[systems[0]!]!.length),
    (axes, i) => ({
      'class:batch': { wait_first_mean_s: table[String(axes['system'])]![i]! },
    }),
  )
}

const compareWaits = (table: Readonly<Record<string, readonly (number | null)[]>>) =>
  compare(waits(table), 'wait_first_mean_s', 'class:batch')

describe('a comparison with the baseline', () => {
  it('takes differences seed by seed, so that what both meet cancels out', () => {
    // Differences −1, −2, −3, −2: mean −2, s = 0.816497, half width 3.182446 × s / 2 = 1.299228.
    // t = −2 / 0.408248 = −4.898979 with 3 degrees of freedom: p = 0.016277.
    const [only, ...others] = compareWaits({ monolithic: [10, 20, 30, 40], offers: [9, 18, 27, 38] })
    expect(others).toEqual([])
    expect(only).toMatchObject({ value: 'offers', baseline: 'monolithic', differences: [-1, -2, -3, -2] })
    expect(only).toMatchObject({ valueMean: 23, baselineMean: 25, excluded: 0, comparedAtOnce: 1 })
    expect(only!.difference.low).toBeCloseTo(-3.299228, 6)
    expect(only!.difference.high).toBeCloseTo(-0.700772, 6)
    expect(only!.p).toBeCloseTo(0.016277, 6)
    expect(only).toMatchObject({ verdict: 'lower', better: true })
  })

  it('knows from the catalogue which direction is better', () => {
    const results = experiment([{ name: 'system', values: ['a', 'b'] }], seeds, (axes, i) => {
      const more = axes['system'] === 'b' ? 1 : 0
      return { all: { available_share: 0.1 * i + more, busy_share: 0.1 * i + more, offers_made: i + more } }
    })
    expect(compareAll(results).map(each => [each.definition.name, each.verdict, each.better])).toEqual([
      ['available_share', 'higher', true],
      ['busy_share', 'higher', false],
      ['offers_made', 'higher', null],
    ])
  })

  it('pairs within one value of the other axes', () => {
    const results = experiment(
      [
        { name: 'system', values: ['a', 'b'] },
        { name: 'load', values: [0.5, 0.9] },
      ],
      seeds,
      axes => ({ all: { makespan_s: Number(axes['load']) * 10 + (axes['system'] === 'b' ? 1 : 0) } }),
    )
    expect(compareAll(results).map(each => [each.axes, each.baselineMean, each.valueMean])).toEqual([
      [{ load: 0.5 }, 5, 6],
      [{ load: 0.9 }, 9, 10],
    ])
  })

  it('leaves out and counts the seeds in which one side measured nothing', () => {
    const [only] = compareWaits({ monolithic: [10, null, 30, 40], offers: [9, 18, null, 38] })
    expect(only).toMatchObject({ differences: [-1, -2], excluded: 2, baselineMean: 25, valueMean: 23.5 })
  })

  it('counts a run that is missing as a side that measured nothing', () => {
    const whole = waits({ monolithic: [10, 20, 30], offers: [9, 18, 27] })
    const cut = { ...whole, runs: whole.runs.filter(run => run.id !== 'offers-elm') }
    expect(compare(cut, 'wait_first_mean_s', 'class:batch')[0]).toMatchObject({
      differences: [-1, -3],
      excluded: 1,
    })
  })

  it('gives no interval, no p-value and no verdict for one pair', () => {
    const [only] = compareWaits({ monolithic: [10], offers: [9] })
    expect(only).toMatchObject({
      verdict: 'no interval',
      p: null,
      adjustedP: null,
      relative: null,
      better: null,
    })
    expect(only!.difference).toEqual({ mean: -1, low: Number.NaN, high: Number.NaN, n: 1 })
  })

  it('gives no verdict where no pair is complete, and no comparison where nothing was measured', () => {
    expect(compareWaits({ monolithic: [null, null], offers: [9, 8] })[0]).toMatchObject({
      verdict: 'no interval',
      excluded: 2,
    })
    expect(compareWaits({ monolithic: [null, null], offers: [null, null] })).toEqual([])
  })

  it('calls systems that never differ not distinguishable, and a constant difference a difference', () => {
    const [same, shifted] = compareWaits({ monolithic: [1, 2, 3], same: [1, 2, 3], shifted: [2, 3, 4] })
    expect(same).toMatchObject({ verdict: 'not distinguishable', p: 1, alone: false })
    expect(same!.difference).toMatchObject({ mean: 0, low: 0, high: 0 })
    expect(shifted).toMatchObject({ verdict: 'higher', p: 0, better: false })
    expect(shifted!.difference).toMatchObject({ mean: 1, low: 1, high: 1 })
  })

  it("needs stronger evidence where several systems are compared at once, by Holm's procedure", () => {
    // p of offers alone is 0.016277 (above); among three it must be below 0.05 / 3 = 0.016667 as the smallest,
    // and 0.016277 × 3 = 0.048830 still is. Beside a smaller one, × 2 = 0.032553. Weaker ones fail:
    // differences −1, −2, −4, −1 have mean −2, s = 1.414214, t = −2.828427, p = 0.066276.
    const base = [10, 20, 30, 40]
    const [offers, weak, none] = compareWaits({
      monolithic: base,
      offers: [9, 18, 27, 38],
      weak: [9, 18, 26, 39],
      none: [11, 19, 31, 39],
    })
    expect(offers!.adjustedP).toBeCloseTo(0.04883, 6)
    expect([offers!.verdict, weak!.verdict, none!.verdict]).toEqual([
      'lower',
      'not distinguishable',
      'not distinguishable',
    ])
    expect(weak!.p).toBeCloseTo(0.066276, 6)
  })

  it('marks a difference that only its interval alone would show', () => {
    // Twice p = 0.016277: the smaller of a family of four needs 0.0125.
    const offers = [9, 18, 27, 38]
    const all = compareWaits({ monolithic: [10, 20, 30, 40], offers, b: offers, c: offers, d: offers })
    expect(all.map(each => each.comparedAtOnce)).toEqual([4, 4, 4, 4])
    expect(all[0]).toMatchObject({ verdict: 'not distinguishable', alone: true, better: null })
    expect(all[0]!.difference.high).toBeLessThan(0)
  })

  it('errs in at most one family of twenty, which uncorrected intervals do not', () => {
    // Four systems that are the same but for noise: 1 000 families of three; 50 false on average at most, deviation 6.9.
    const random = alea('yew')
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    let falseFamilies = 0
    let falseAlone = 0
    for (let i = 0; i < 1000; i++) {
      const family = compareWaits(
        Object.fromEntries(['m', 'a', 'b', 'c'].map(system => [system, seeds.map(() => 100 + normal())])),
      )
      if (family.some(each => each.better !== null)) falseFamilies++
      if (family.some(each => each.p! < 0.05)) falseAlone++
    }
    expect(falseFamilies).toBeLessThan(50 + 3 * 6.9)
    expect(falseFamilies).toBeGreaterThan(10)
    expect(falseAlone).toBeGreaterThan(80)
  })

  it('reads the unit of a number of a user from its name, and takes no side', () => {
    const results = experiment([{ name: 'system', values: ['a', 'b'] }], seeds, (axes, i) => ({
      all: { lag_p95_s: i + (axes['system'] === 'b' ? 1 : 0) },
    }))
    expect(compareAll(results)[0]).toMatchObject({
      definition: { name: 'lag_p95_s', unit: 's', better: 'neither' },
      verdict: 'higher',
      better: null,
    })
  })

  it('treats a number that is not finite as not measured', () => {
    const whole = waits({ monolithic: [10, 20], offers: [9, 18] })
    const broken = resultOf({ 'class:batch': { wait_first_mean_s: Number.POSITIVE_INFINITY } })
    const runs = whole.runs.map(run => (run.id === 'offers-elm' ? { ...run, result: broken } : run))
    expect(compare({ ...whole, runs }, 'wait_first_mean_s', 'class:batch')[0]).toMatchObject({
      differences: [-1],
      excluded: 1,
    })
  })
})
