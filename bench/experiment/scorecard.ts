/**
 * The numbers that a finding weighs against each other: how they are written, and what they mean.
 */
import * as z from 'zod'
import type { ScorecardEntry } from '../../reports/experiment-results.ts'
import { groupNumbers } from '../../sim/measure/numbers.ts'
import { schedulerNumbers } from '../../sim/measure/scheduler-numbers.ts'
import { checkHeadline, type ScopeNames } from './comparison.ts'
import { sizeOf } from './expectation.ts'
import { type Complaint, describe, sentence } from './faults.ts'
import { leaf, text } from './quantities.ts'
import { perCent } from './ratios.ts'
import type { Report } from './validation.ts'

const definitions = [...groupNumbers, ...schedulerNumbers]

const entry = z
  .strictObject({
    number: text('a number of the result', { enum: definitions.map(({ name }) => name) }).describe(
      'A number of the result.',
    ),
    of: text('all, class:<name>, framework:<name> or scheduler:<name>')
      .prefault('all')
      .describe('Whose: all, class:<name>, framework:<name> or scheduler:<name>.'),
    called: text('what people call the number')
      .optional()
      .describe('What people call it, such as launch latency; left out: its usual heading.'),
    matters: leaf(
      input =>
        typeof input === 'string' || typeof input === 'number'
          ? input
          : { found: describe(input), expected: 'a difference such as 1 s or 5%' },
      { type: ['string', 'number'] },
    )
      .optional()
      .describe(
        'The smallest difference that matters, such as 1 s; in per cent it is of the baseline, but of a share in percentage points. Left out: any.',
      ),
    judged: z
      .boolean({ error: 'found no truth value, expected true or false' })
      .prefault(true)
      .describe('false: the number is shown, and is no reason for or against anything.'),
  })
  .meta({ id: 'scorecard' })

export const scorecard = z
  .array(entry, { error: 'found no list, expected numbers, such as [{ number: wait_first_mean_s }]' })
  .min(1)
  .optional()
  .describe(
    'Numbers that the finding weighs against each other: what is better, and what is worse, under each compared system. A list.',
  )

export type WrittenEntry = z.output<typeof entry>

/** The entries of a scorecard; what is wrong with them is reported. */
export function scorecardOf(
  written: readonly WrittenEntry[],
  names: ScopeNames,
  report: Report,
): ScorecardEntry[] {
  return written.flatMap(({ number, of, called, matters, judged }, i) => {
    checkHeadline({ number, of }, names, report, ['scorecard', i])
    const least = matters === undefined ? undefined : leastDifference(matters, number)
    if (least !== undefined && 'found' in least) {
      report(['scorecard', i, 'matters'], sentence(least))
      return []
    }
    return [
      {
        number,
        of,
        ...(called === undefined ? {} : { called }),
        ...(least === undefined ? {} : { matters: least }),
        ...(judged ? {} : { judged: false as const }),
      },
    ]
  })
}

function leastDifference(
  written: string | number,
  number: string,
): NonNullable<ScorecardEntry['matters']> | Complaint {
  const unit = definitions.find(({ name }) => name === number)?.unit ?? 'ratio'
  const share = unit === 'share' ? undefined : perCent(written)
  if (share !== undefined) return { share }
  const value = sizeOf(String(written).trim(), unit)
  if (value !== undefined && value > 0) return { value }
  const example = unit === 's' ? '1 s' : unit === 'share' ? '1%' : '10'
  return {
    found: describe(written),
    expected: `a difference above 0 in the unit of ${number}, such as ${example}${unit === 'share' ? '' : ', or a share of the baseline, such as 5%'}`,
  }
}
