import { describe, expect, it } from 'vitest'
import type { CapacityAnswer } from '../../../answers/capacity/capacity.ts'
import { costOf, costWords } from '../../../answers/capacity/cost.ts'
import { frontierCharts, isDominated, type Offer } from '../../../answers/capacity/frontier.ts'
import { shared, typesOf, withMachines } from '../../../answers/capacity/machine-types.ts'
import type { HardwareSpec, Plan } from '../../../bench/plan.ts'
import { NEVER, SECOND } from '../../../sim/engine/time.ts'

const eur = (perHour: number) => ({ perHour, currency: 'EUR' })
const hardware: HardwareSpec = {
  machines: [
    { count: 6, cpuMilli: 4000, memoryMiB: 16_384, price: eur(0.2) },
    { count: 2, cpuMilli: 12_000, memoryMiB: 49_152, price: eur(0.57) },
  ],
  meanTimeToFailure: NEVER,
  meanTimeToRepair: SECOND,
}
const offer = (cost: number, waits: readonly (number | null)[]): Offer => ({
  label: '',
  style: 0,
  machines: 1,
  cost,
  waits,
})

describe('a cost', () => {
  it('is the sum of prices', () => {
    // 6 · 0.20 + 2 · 0.57.
    expect(costOf(hardware)).toEqual(eur(2.34))
    expect(costOf({ ...hardware, machines: [{ count: 1, cpuMilli: 1, memoryMiB: 1 }] })).toBeUndefined()
    expect([costWords(2, 'EUR'), costWords(0.125, '')]).toEqual(['2.00 EUR', '0.125'])
  })
})

describe('types of machines', () => {
  it('are each group alone, from as many as have all the cores, and their mix', () => {
    // 6 · 4 + 2 · 12 = 48 cores: 12 of the small machines, or 4 of the large ones.
    const types = typesOf({ runs: [{ spec: { hardware } }] } as unknown as Plan)
    expect(types.map(({ label, guess }) => [label, guess])).toEqual([
      ['1: 4 cores, 16 GiB', 12],
      ['2: 12 cores, 48 GiB', 4],
      ['mixed 6 : 2', 8],
    ])
    // 7 in 6 : 2 is 5.25 : 1.75, and the one that is left goes to the larger remainder.
    const { machines } = withMachines(hardware, types[2]!, 7)
    expect(machines.map(({ cpuMilli }) => cpuMilli / 1000)).toEqual([4, 4, 4, 4, 4, 12, 12])
    expect(costOf(withMachines(hardware, types[1]!, 3))).toEqual(eur(1.71))
  })

  it('share a count by largest remainder', () => {
    expect(shared(7, [6, 2])).toEqual([5, 2])
    expect(shared(1, [1, 1])).toEqual([1, 0])
    expect(shared(10, [1, 1, 1])).toEqual([4, 3, 3])
  })
})

describe('the chart of cost and wait', () => {
  const answer = (label: string, tested: readonly (readonly [number, readonly number[]])[]) =>
    ({
      axes: { machines: label },
      ...{ cost: eur(1), tested: tested.map(([cost, waits], i) => ({ value: i + 1, cost, waits })) },
    }) as unknown as CapacityAnswer
  const chart = (...answers: readonly CapacityAnswer[]) => frontierCharts(answers)[0]!
  const small = answer('small', [
    [1, [90, 100, 110]],
    [2, [2, 3, 4]],
  ])

  it('puts sizes under which nothing waits at a 0, and says so', () => {
    const { message, config } = chart(small, answer('large', [[3, [0, 0, 0]]]))
    expect(message).toContain('nothing waited stand at 0')
    const { y } = config.options['scales'] as { y: { zeroAt: number; min: number } }
    expect(y.zeroAt).toBe(y.min)
    const points = (config.data['datasets'] as { data: { y: number; zero?: true }[] }[]).flatMap(
      ({ data }) => data,
    )
    expect(points.filter(({ zero }) => zero)).toEqual([expect.objectContaining({ x: 3, y: y.zeroAt })])
  })

  it('says nothing of 0 where everything waits', () => {
    expect(chart(small, answer('large', [[3, [1, 1, 1]]])).message).not.toContain('stand at 0')
  })
})

describe('an offer', () => {
  const cheap = offer(1, [5, 6, 7])
  it('is dominated by one that costs no more and is shown to wait less', () => {
    // Differences 4, 4.1 and 3.9: mean 4, standard error 0.1 / √3, t = 69.
    const slow = offer(1, [9, 10.1, 10.9])
    expect(isDominated(slow, [cheap, slow])).toBe(true)
    expect(isDominated(cheap, [cheap, slow])).toBe(false)
  })

  it('is none that may wait as long, or costs less', () => {
    // Differences −1, 1 and 0.3 show nothing.
    const alike = offer(1, [4, 7, 7.3])
    expect(isDominated(alike, [cheap, alike])).toBe(false)
    const cheaper = offer(0.5, [50, 60, 70])
    expect(isDominated(cheaper, [cheap, cheaper])).toBe(false)
  })

  it('is judged on the seeds that both have, seed by seed', () => {
    // Of the dear one nothing was measured under the first seed; under the others both wait 6 and 7. By position 6 stood against 5.
    const dear = offer(2, [null, 6, 7])
    expect(isDominated(dear, [cheap, dear])).toBe(true)
    expect(isDominated(offer(2, [null, 6.5, 6.5]), [cheap])).toBe(false)
    expect(isDominated(offer(2, [1, null, null]), [offer(1, [null, 1, 1])])).toBe(false)
  })

  it('is dominated by one that waits the same and costs less', () => {
    const dear = offer(2, [5, 6, 7])
    expect(isDominated(dear, [cheap, dear])).toBe(true)
    expect(isDominated(cheap, [cheap, offer(1, [5, 6, 7])])).toBe(false)
  })
})
