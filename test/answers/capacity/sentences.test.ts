import { describe, expect, it } from 'vitest'
import type { Axis } from '../../../answers/capacity/axis.ts'
import type { CapacityAnswer, Shown } from '../../../answers/capacity/capacity.ts'
import { goalsOf } from '../../../answers/capacity/goals-of.ts'
import { answerSentences } from '../../../answers/capacity/sentences.ts'
import { meanInterval } from '../../../reports/statistics/mean-interval.ts'

const [goal] = goalsOf(['recovery_max_s <= 60 s'], [])
const goals = [goal!]
const axis: Axis = {
  key: 'machines.count',
  noun: 'machine',
  hardest: 1,
  easiest: 10,
  value: position => position,
  position: value => value,
}

/** A size of which these runs of 30 had something to measure. */
function shown(value: number, measured: readonly number[], side: Shown['side'] = 'below'): Shown {
  return {
    ...{ position: value, value, side, seeds: 30 },
    goals: [{ side, mean: 0, open: 0 }],
    means: [meanInterval(measured)],
  }
}

function told(tested: readonly Shown[], more: Partial<CapacityAnswer> = {}): string[] {
  const answer: CapacityAnswer = {
    ...{ axes: {}, tested, anomalies: [], exact: false, replication: 'generated' as const },
    ...{ answer: 5, value: 5, searched: 5, seedsToTell: undefined, harder: undefined, easiest: undefined },
    ...more,
  }
  return answerSentences(goals, axis, answer, { alpha: 0.05, indifference: 0 })
}

const times = (n: number, value: (i: number) => number) => Array.from({ length: n }, (_, i) => value(i))

describe('the sentences of a plan', () => {
  it('say what seeds show that all say the same', () => {
    // None of 30 is another: 1 − 0.05^(1/30) = 0.0950, which is less than one of 10 and more than one of 11.
    expect(
      told([
        shown(
          5,
          times(30, () => 25),
        ),
      ]),
    ).toContain(
      'All 30 seeds say the same of recovery_max_s <= 60 s; with 95 % confidence, no more than one run of 10 says another thing.',
    )
    const exact = told(
      [
        shown(
          5,
          times(30, () => 25),
        ),
      ],
      { exact: true },
    )
    expect(exact.join()).not.toContain('say the same')
    const varied = told([
      shown(
        5,
        times(30, i => 25 + i),
      ),
    ])
    expect(varied.join()).not.toContain('say the same')
  })

  it('say how many runs had something to measure where others had nothing', () => {
    expect(
      told([
        shown(
          5,
          times(24, i => 25 + i),
        ),
      ]),
    ).toContain('At 5 machines 24 of 30 runs had something to measure recovery_max_s <= 60 s by.')
    const harder = shown(4, [25, 26], 'undecided')
    expect(
      told(
        [
          harder,
          shown(
            5,
            times(30, i => i),
          ),
        ],
        { harder },
      ),
    ).toContain(
      'At 4 machines 2 of 30 runs had something to measure recovery_max_s <= 60 s by, and the test takes 20: give more --seeds, or an experiment in which it happens more often.',
    )
  })
})
