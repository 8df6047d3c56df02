import { describe, expect, it } from 'vitest'
import type { Excess } from '../../../answers/capacity/excess.ts'
import { hardestShown, type Sequence } from '../../../answers/capacity/fixed-sequence.ts'

/** Excesses that alternate around a mean by `spread`: their side is known by hand. */
function around(mean: number, seeds: number, spread = 1): Excess[] {
  return Array.from({ length: seeds }, (_, i) => {
    const value = mean + (i % 2 === 0 ? spread : -spread)
    return { low: value, high: value }
  })
}

function sequence(
  mean: (position: number, family: string) => number,
  more: Partial<Sequence> = {},
): Sequence {
  return {
    goals: 1,
    hardest: 1,
    easiest: 1000,
    guess: 10,
    searchSeeds: 4,
    looks: [30],
    alpha: 0.05,
    margin: 3,
    excess: async (position, family, seeds) => [around(mean(position, family), seeds)],
    ...more,
  }
}

describe('the hardest position that is shown to hold', () => {
  // 30 values around m ± 1 have the standard deviation √(30/29) = 1.017; a mean of m is shown to be at most 0 from
  // m ≤ −1.699 · 1.017 / √30 = −0.3155 on: t(0.95, 29) = 1.699.
  it('is found by a search with its own seeds and tests from above', async () => {
    // 27 − position: 0 at 27, which the search takes; tests begin at 30 and stop at 27, whose mean of 0 shows nothing.
    const found = await hardestShown(sequence(position => 27 - position))
    expect(found.searched).toBe(27)
    expect(found.tested.map(({ position, side }) => [position, side])).toEqual([
      [30, 'below'],
      [29, 'below'],
      [28, 'below'],
      [27, 'undecided'],
    ])
    expect(found.answer).toBe(28)
    expect(found.harder?.position).toBe(27)
  })

  it('says how many seeds would tell of the next harder one', async () => {
    // At 27 the mean is −0.1: T = 0.1 / 1.017 = 0.0983, and √n · T ≥ t(0.95, n − 1) from n = 282 on.
    const found = await hardestShown(sequence(position => 26.9 - position))
    expect(found.answer).toBe(28)
    expect(found.seedsToTell).toBeGreaterThan(275)
    expect(found.seedsToTell).toBeLessThan(290)
  })

  it('begins twice as far above where the first test fails', async () => {
    // The search is misled to 27, the truth is 32: 30 fails, 33 holds.
    const found = await hardestShown(
      sequence((position, family) => (family === 'search' ? 27 : 32) - position),
    )
    expect(found.tested.map(({ position }) => position)).toEqual([30, 33, 32])
    expect(found.answer).toBe(33)
  })

  it('adds seeds while a position is undecided, each look with its part of the risk', async () => {
    // With a mean of −0.2 30 seeds show nothing, 120 do: −0.2 · √120 / 1.004 = −2.18 ≤ −t(1 − 0.05/3, 119) = −2.15.
    const found = await hardestShown(
      sequence(position => (position === 27 ? -0.2 : 27 - position), { looks: [30, 60, 120] }),
    )
    expect(found.tested.find(({ position }) => position === 27)).toMatchObject({ side: 'below', seeds: 120 })
    expect(found.answer).toBe(27)
    expect(found.harder).toMatchObject({ position: 26, side: 'above', seeds: 30 })
  })

  it('needs every goal', async () => {
    const found = await hardestShown(
      sequence(() => 0, {
        goals: 2,
        excess: async (position, _family, seeds) => [
          around(20 - position, seeds),
          around(24 - position, seeds),
        ],
      }),
    )
    expect(found.answer).toBe(25)
    expect(found.harder?.goals.map(({ side }) => side)).toEqual(['below', 'undecided'])
  })

  it('is none where not even the easiest holds', async () => {
    const found = await hardestShown(sequence(() => 1))
    expect(found).toMatchObject({ answer: undefined, searched: undefined, tested: [] })
  })

  it('costs no more with several goals than with the one that asks for the most', async () => {
    /** Runs that a plan makes: a position, a family and a seed are run once. */
    const costOf = async (...means: readonly ((position: number) => number)[]) => {
      const made = new Set<string>()
      const found = await hardestShown(
        sequence(() => 0, {
          goals: means.length,
          excess: async (position, family, seeds) => {
            for (let seed = 1; seed <= seeds; seed++) made.add(`${position} ${family} ${seed}`)
            return means.map(mean => around(mean(position), seeds))
          },
          hasRoom: async position => position > 30,
        }),
      )
      return { answer: found.answer, plateau: found.plateau, runs: made.size }
    }
    const [low, high] = [(position: number) => 20 - position, (position: number) => 24 - position]
    // 24 is found at 10, 11, 13, 17, 25, 21, 23 and 24 with 4 seeds each, and tested at 27 to 24 with 30: 8 · 4 + 4 · 30.
    expect(await costOf(high)).toMatchObject({ answer: 25, runs: 152 })
    expect(await costOf(low, high)).toMatchObject({ answer: 25, runs: 152 })
    // A goal that is 3 away everywhere ends the search at 41, which is four times 10: 10, 11, 13, 17, 25 and 41.
    const plateau = { from: 10, goals: [0], further: [] }
    expect(await costOf(() => 3)).toEqual({ answer: undefined, plateau, runs: 24 })
    expect(await costOf(() => 3, high)).toEqual({ answer: undefined, plateau, runs: 24 })
  })

  it('is looked for beyond a plateau where tasks wait for room there, or the goal may be reached', async () => {
    // A gang of 300 machines starts on none of the smaller sizes: it is as far away at 41 as at 10.
    const gang = (position: number) => (position < 300 ? 3 : -3)
    const crowded = await hardestShown(sequence(gang, { hasRoom: async position => position >= 300 }))
    expect(crowded).toMatchObject({ answer: 300, searched: 300 })
    // A tenth closer at 41 is 0.9 of 3 and more: 3 · 10 / 41 = 0.73.
    const closer = await hardestShown(
      sequence(position => (position < 300 ? 30 / position : -3), { hasRoom: async () => true }),
    )
    expect(closer.answer).toBe(300)
    // 4 excesses of 0.4 ± 1 have a standard deviation of 1.15 and a t of 0.69, below t(0.95, 3) = 2.35: that is chance.
    const near = await hardestShown(
      sequence(position => (position < 300 ? 0.4 : -3), { hasRoom: async () => true }),
    )
    expect(near.answer).toBe(300)
  })

  it('cannot be shown by runs of which nobody knows the excess', async () => {
    const found = await hardestShown(
      sequence(() => 0, {
        excess: async (position, _family, seeds) => [
          around(20 - position, seeds).map(({ low }, i) => ({
            low,
            high: i === 0 && position < 40 ? Number.POSITIVE_INFINITY : low,
          })),
        ],
      }),
    )
    expect(found.answer).toBe(40)
    expect(found.harder?.goals[0]).toMatchObject({ side: 'undecided', open: 1 })
  })

  it('is shown by no fewer than 20 runs that had something to measure, be they all the same', async () => {
    /** Every run is 2 on the good side from 20 on, and `measured` of 30 have something to measure; of 60, twice as many. */
    const rare = (measured: number, more: Partial<Sequence> = {}) =>
      hardestShown(
        sequence(() => 0, {
          easiest: 30,
          excess: async (position, family, seeds) => [
            around(position < 20 ? 2 : -2, family === 'search' ? seeds : (measured * seeds) / 30, 0.1),
          ],
          ...more,
        }),
      )
    expect(await rare(20)).toMatchObject({ answer: 20 })
    const few = await rare(19)
    expect(few).toMatchObject({ answer: undefined, searched: 20 })
    expect(few.tested.every(({ side }) => side === 'undecided')).toBe(true)
    // With twice the seeds 38 have something to measure.
    expect(await rare(19, { looks: [30, 60] })).toMatchObject({ answer: 20 })
  })

  it('says how many seeds would tell where some of them have nothing to measure', async () => {
    // 12 of 30 runs are on the good side at 9: 20 are enough for the test, of 20 · 30 / 12 = 50 seeds.
    const found = await hardestShown(
      sequence(() => 0, {
        guess: 10,
        excess: async (position, family, seeds) => [
          position >= 10
            ? around(-2, seeds, 0.1)
            : around(family === 'search' ? 2 : -2, family === 'search' ? seeds : (12 * seeds) / 30, 0.1),
        ],
      }),
    )
    expect(found).toMatchObject({ answer: 10, seedsToTell: 50, harder: { position: 9, side: 'undecided' } })
  })

  it('tells of an easier position that did worse', async () => {
    const found = await hardestShown(sequence(position => (position === 30 ? -2 : 27 - position)))
    // 29 has −2 as well; 30 is no worse than it. Make 30 worse: −1.5 against −2.
    expect(found.anomalies).toEqual([])
    const worse = await hardestShown(sequence(position => (position === 30 ? -1.5 : 27 - position)))
    expect(worse.anomalies).toEqual([{ easier: 30, harder: 29, goal: 0 }])
  })

  it('tells of none where chance may have made the difference', async () => {
    // 30 has −0.9 and −2.9 in turn, on average −1.9, and 29 always −2: a difference of 0.1 with a standard error of 1/√30 = 0.18 or so.
    const found = await hardestShown({
      ...sequence(position => 27 - position),
      excess: async (position, _family, seeds) => [
        Array.from({ length: seeds }, (_, run) => {
          const value = position === 30 ? -1.9 + (run % 2 === 0 ? 1 : -1) : 27 - position
          return { low: value, high: value }
        }),
      ],
    })
    expect(found.tested.map(({ position }) => position)).toEqual(expect.arrayContaining([29, 30]))
    expect(found.anomalies).toEqual([])
  })
})
