/**
 * What the chosen value does when the workload grows: the same test, with the same seeds, on a larger workload.
 */
import type { MeanInterval } from '../../reports/statistics/mean-interval.ts'
import { stepped } from './axis.ts'
import type { Combination } from './combination.ts'
import { hardestShown, type Sequence, type Tested, Tests } from './fixed-sequence.ts'

/** The chosen value under a grown workload. */
export interface Grown extends Pick<Tested, 'side' | 'seeds'> {
  /** 0.1 for 10 %. */
  readonly growth: number
  readonly means: readonly MeanInterval[]
}

export interface Headroom {
  /** The growths that were asked for, in their order. */
  readonly grown: readonly Grown[]
  /** The largest growth that is shown to hold, and the next that was looked at, which is not; absent: nobody asked. */
  readonly most?: { readonly growth: number; readonly next: Grown | undefined }
}

/** Growth is looked for up to three times the workload, by the per cent. */
export const MOST_GROWTH = 2
const STEP = 0.01
const GUESS = 0.1

type Setting = Pick<Sequence, 'goals' | 'looks' | 'alpha' | 'margin' | 'searchSeeds'>

/** @param mostWanted Whether to look for the largest growth, too. */
export async function headroomOf(
  combination: Combination,
  value: number,
  growths: readonly number[],
  mostWanted: boolean,
  setting: Setting,
): Promise<Headroom> {
  const shownAt = async (growth: number, { side, seeds }: Tested): Promise<Grown> => ({
    growth,
    side,
    seeds,
    means: await combination.means({ value, growth }, 'test', seeds),
  })
  const tests = new Tests({
    ...setting,
    excess: (position, family, seeds) =>
      combination.excess({ value, growth: growths[position]! }, family, seeds),
  })
  const grown: Grown[] = []
  for (const [position, growth] of growths.entries())
    grown.push(await shownAt(growth, await tests.at(position)))
  if (!mostWanted) return { grown }

  const axis = stepped('growth', 0, MOST_GROWTH, STEP, 'low')
  const { answer, harder } = await hardestShown({
    ...setting,
    hardest: axis.hardest,
    easiest: axis.easiest,
    guess: axis.position(GUESS),
    excess: (position, family, seeds) =>
      combination.excess({ value, growth: axis.value(position) }, family, seeds),
  })
  // Without any growth the value holds: that is why it was chosen.
  const growth = answer === undefined ? 0 : axis.value(answer)
  const next = harder === undefined ? undefined : await shownAt(axis.value(harder.position), harder)
  return { grown, most: { growth, next } }
}
