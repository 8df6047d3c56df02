/**
 * How an experiment writes down what it expects.
 */
import * as z from 'zod'
import { groupNumbers } from '../../sim/measure/numbers.ts'
import { schedulerNumbers } from '../../sim/measure/scheduler-numbers.ts'
import { describe } from './faults.ts'
import { once } from './late-map.ts'
import { either, leaf, listError, text } from './quantities.ts'
import { perCent } from './ratios.ts'

export const axisValue = () =>
  leaf(
    input =>
      typeof input === 'string' ||
      typeof input === 'boolean' ||
      (typeof input === 'number' && !Number.isNaN(input))
        ? (perCent(input) ?? input)
        : { found: describe(input), expected: 'a value of an axis' },
    { type: ['string', 'number', 'boolean'] },
  )

export const statement = once(() =>
  z
    .strictObject({
      says: text('a sentence').describe('What is expected, in words.'),
      number: text('a number of the result', {
        enum: [...groupNumbers, ...schedulerNumbers].map(({ name }) => name),
      })
        .optional()
        .describe('The number that it is about; left out: that of the headline.'),
      of: text('all, class:<name>, framework:<name> or scheduler:<name>')
        .optional()
        .describe('Whose; left out: as the headline says.'),
      at: z
        .record(
          z.string(),
          either('a value of the axis, or a list of values', [axisValue(), z.array(axisValue()).min(1)]),
        )
        .optional()
        .describe('Where: values of axes, such as { system: offers, load: 0.9 }; left out: everywhere.'),
      minus: z
        .record(z.string(), axisValue())
        .optional()
        .describe(
          'What is taken off, seed by seed: the number at the same place, but for these values of axes. Left out: nothing.',
        ),
      expected: leaf(
        input =>
          typeof input === 'string' || typeof input === 'number'
            ? input
            : { found: describe(input), expected: 'a value such as "at most 1 s" or "25 s to 40 s"' },
        { type: ['string', 'number'] },
      ).describe(
        'A value, two ends such as "25 s to 40 s", or a side such as "at most 1 s", "above 0"; of differences also lower, higher, not distinguishable, and these joined by "or".',
      ),
      source: text('where the expectation comes from')
        .optional()
        .describe('Where the expectation comes from: a source, or how it was worked out.'),
    })
    .meta({ id: 'hypothesis' }),
)

const list = {
  error: listError('statements such as [{ says: It starts at once., expected: at most 1 s }]'),
}

export const hypotheses = () =>
  z
    .array(statement(), list)
    .min(1, list)
    .optional()
    .describe(
      'What is expected, written down before the first run; reports say whether each held, did not hold, or cannot be told. A list.',
    )

export const expectedValues = () =>
  z
    .array(statement(), list)
    .min(1, list)
    .optional()
    .describe(
      'Values that must come out, worked out by hand or from a source: where one does not, the model is in doubt. A list.',
    )

export type Statement = z.output<ReturnType<typeof statement>>
