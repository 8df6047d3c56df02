/**
 * How an experiment writes down the numbers that its finding weighs against each other.
 */
import * as z from 'zod'
import { groupNumbers } from '../../sim/measure/numbers.ts'
import { schedulerNumbers } from '../../sim/measure/scheduler-numbers.ts'
import { describe } from './faults.ts'
import { once } from './late-map.ts'
import { leaf, text } from './quantities.ts'

const definitions = [...groupNumbers, ...schedulerNumbers]

export const scorecardEntry = once(() =>
  z
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
    .meta({ id: 'scorecard' }),
)

export const scorecard = () =>
  z
    .array(scorecardEntry(), {
      error: 'found no list, expected numbers, such as [{ number: wait_first_mean_s }]',
    })
    .min(1)
    .optional()
    .describe(
      'Numbers that the finding weighs against each other: what is better, and what is worse, under each compared system. A list.',
    )

export type WrittenEntry = z.output<ReturnType<typeof scorecardEntry>>
