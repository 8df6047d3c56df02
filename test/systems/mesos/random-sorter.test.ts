import { describe, expect, it } from 'vitest'
import { Streams } from '../../../sim/chance/random.ts'
import { RandomSorter, weightedShuffle } from '../../../systems/mesos/random-sorter.ts'
import { parseResources } from '../../../systems/mesos/resource-text.ts'

const random = () => new Streams('oak').stream('shuffle')

it('a heavy item comes first as often as it weighs', () => {
  // 3 of 4; 0.75 ± 0.04 in 2000 draws is four standard errors.
  const stream = random()
  let first = 0
  for (let i = 0; i < 2000; i++)
    if (weightedShuffle(['heavy', 'light'], [3, 1], stream)[0] === 'heavy') first++
  expect(Math.abs(first / 2000 - 0.75)).toBeLessThan(0.04)
})

it('all items are there, and those of equal keys in the order that they had', () => {
  const items = Array.from({ length: 20 }, (_, i) => i)
  expect(
    weightedShuffle(
      items,
      items.map(() => 1),
      random(),
    ).sort((a, b) => a - b),
  ).toEqual(items)
  // Without end each weighs nothing else than the others.
  expect(
    weightedShuffle(
      items,
      items.map(() => Number.POSITIVE_INFINITY),
      random(),
    ),
  ).toEqual(items)
})

describe('the random sorter', () => {
  const DRAWS = 2000

  /** b, and two below a, which weighs three times as much. */
  function sorter() {
    const sorter = new RandomSorter(random())
    for (const client of ['a/x', 'a/y', 'b']) {
      sorter.add(client, client)
      sorter.activate(client)
    }
    sorter.updateWeight('a', 3)
    return sorter
  }

  /** How often each comes first, as a share of all draws. */
  function firsts(sorter: RandomSorter): (client: string) => number {
    const counts = new Map<string, number>()
    for (let i = 0; i < DRAWS; i++) {
      const [first] = sorter.order().list()
      counts.set(first!, (counts.get(first!) ?? 0) + 1)
    }
    return client => (counts.get(client) ?? 0) / DRAWS
  }

  it('shares the weight of a path among those below it', () => {
    const share = firsts(sorter())
    // 3 of 4, in halves; four standard errors are 0.044 and 0.039.
    expect(Math.abs(share('a/x') - 3 / 8)).toBeLessThan(0.044)
    expect(Math.abs(share('a/y') - 3 / 8)).toBeLessThan(0.044)
    expect(Math.abs(share('b') - 1 / 4)).toBeLessThan(0.039)
  })

  it('shares it anew when one of them rests, and leaves out a path on which all do', () => {
    const all = sorter()
    all.deactivate('a/y')
    expect(all.order().list().sort()).toEqual(['a/x', 'b'])
    expect(Math.abs(firsts(all)('a/x') - 3 / 4)).toBeLessThan(0.039)
    all.deactivate('a/x')
    expect(all.order().list()).toEqual(['b'])
    all.activate('a/x')
    all.activate('a/y')
    expect(all.order().list().sort()).toEqual(['a/x', 'a/y', 'b'])
    all.remove('a/x')
    expect(Math.abs(firsts(all)('a/y') - 3 / 4)).toBeLessThan(0.039)
  })

  it('knows dominant shares by weight', () => {
    const all = sorter()
    all.whole.addAgent(0, parseResources('cpus:100;mem:100'))
    all.allocated(all.client('a/x'), 0, parseResources('cpus:6;mem:3'))
    // 6 of 100; above it the weight of 3 counts.
    expect([all.share('a/x'), all.share('b')]).toEqual([0.06, 0])
    expect(all.allocationQuantities()).toEqual(all.allocationQuantities('a/x'))
  })
})
