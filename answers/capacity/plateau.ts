/**
 * A size beyond which more of the setting brings a goal no closer.
 *
 * Some goals no number of machines reaches: tasks are away for longer than an availability allows, jobs take longer by themselves,
 * are still running when the run ends. They sent the search to the largest size that there is, whose runs cost more than all others
 * of a plan. Where four times the machines bring a goal less than a tenth closer, none of the sizes that remain will.
 */
import { exactMean } from '../../reports/statistics/mean-interval.ts'
import { type Excess, openRuns } from './excess.ts'
import { showsAboveZero } from './halls-t.ts'

/** What the search found at a position where goals fail: the excess of each goal in each run. */
export interface Failure {
  readonly position: number
  readonly excess: readonly (readonly Excess[])[]
}

export interface Plateau {
  /** The position that comes as close as one of four times as much. */
  readonly from: number
  /** Goals that come no closer. */
  readonly goals: readonly number[]
  /** Goals that are shown to be further away there. */
  readonly further: readonly number[]
}

const TIMES = 4
/** What has not shrunk to this share of itself over so much of the setting will not shrink to nothing over what remains. */
const NO_CLOSER = 0.9
/** The risk that a goal is taken to fail, or to be further away, that is not. */
const RISK = 0.05
const RISK_OF_FURTHER = 0.01

/** The last failure, compared with the nearest before it at a quarter of its position or less; undefined: all goals come closer. */
export function plateauOf(failures: readonly Failure[]): Plateau | undefined {
  const last = failures.at(-1)!
  const before = failures.findLast(({ position }) => position * TIMES <= last.position)
  if (before === undefined) return undefined
  const goals = last.excess.flatMap((excess, goal) =>
    isNoCloser(before.excess[goal]!, excess) ? [goal] : [],
  )
  if (goals.length === 0) return undefined
  const further = goals.filter(goal => {
    const rises = last.excess[goal]!.map(
      ({ low }, run) => low - (before.excess[goal]![run]?.low ?? Number.NaN),
    )
    return showsAboveZero(rises, RISK_OF_FURTHER)
  })
  return { from: before.position, goals, further }
}

function isNoCloser(before: readonly Excess[], after: readonly Excess[]): boolean {
  if (openRuns(after) > 0) return openRuns(before) > 0 && openRuns(after) >= openRuns(before)
  const lows = after.map(({ low }) => low)
  return showsAboveZero(lows, RISK) && exactMean(lows) > NO_CLOSER * exactMean(before.map(({ low }) => low))
}
