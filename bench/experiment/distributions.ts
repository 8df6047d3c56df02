/**
 * Distributions in an experiment, as text or as a map.
 */
import * as z from 'zod'
import type { DistributionSpec } from '../../workloads/spec.ts'
import { type Complaint, describe } from './faults.ts'
import { once } from './late-map.ts'
import { didYouMean } from './nearest.ts'
import {
  complain,
  cpu,
  duration,
  durationPattern,
  either,
  type LeafSchema,
  leaf,
  memory,
  memoryPattern,
  number,
} from './quantities.ts'
import { ratio, readRatio } from './ratios.ts'
import { type Reading, readCpu, readDuration, readMemory, readNumber } from './units.ts'

/**
 * A distribution of a quantity: a plain value is a constant; `exponential 10 s`, `uniform 1 s to 5 s` and
 * `lognormal 5 min cv 2` are short for the maps.
 */
function distribution(quantity: z.ZodType<number>, read: (input: unknown) => Reading, plain: LeafSchema) {
  const short = leaf(input => readDistribution(input, read), {
    ...plain,
    pattern: `${plain.pattern ?? '^[\\d.]+$'}|^(exponential|uniform|lognormal) `,
    type: plain.type === 'string' ? 'string' : [plain.type as string, 'string'],
  })
  const long = z
    .strictObject({
      constant: quantity.optional().describe('Always this value.'),
      exponential: quantity.optional().describe('Exponential with this mean.'),
      uniform: z
        .strictObject({
          low: quantity.describe('Smallest value.'),
          high: quantity.describe('Largest value.'),
        })
        .optional()
        .describe('Uniform between two values.'),
      lognormal: z
        .strictObject({
          mean: quantity.describe('Mean.'),
          cv: ratio().describe('Coefficient of variation: standard deviation / mean.'),
        })
        .optional()
        .describe('Log-normal, by mean and coefficient of variation.'),
    })
    .transform((map, context): DistributionSpec => {
      const kinds = Object.keys(map).filter(key => map[key as keyof typeof map] !== undefined)
      const expected = 'exactly one of constant, exponential, uniform and lognormal'
      if (kinds.length !== 1) {
        complain(context, undefined, {
          found: kinds.length === 0 ? 'an empty map' : kinds.join(' and '),
          expected,
        })
        return z.NEVER
      }
      if (map.constant !== undefined) return { kind: 'constant', value: map.constant }
      if (map.exponential !== undefined) return { kind: 'exponential', mean: map.exponential }
      if (map.lognormal !== undefined) return { kind: 'lognormal', ...map.lognormal }
      const { low, high } = map.uniform!
      if (low <= high) return { kind: 'uniform', low, high }
      complain(context, undefined, {
        found: 'a low above its high',
        expected: 'low ≤ high',
        remedy: 'swap them',
      })
      return z.NEVER
    })
  return either('a value or a distribution such as { exponential: … }', [short, long])
}

function readDistribution(input: unknown, read: (input: unknown) => Reading): DistributionSpec | Complaint {
  const [word = '', ...rest] = typeof input === 'string' ? input.trim().split(/\s+/) : []
  const form = Object.hasOwn(distributions, word) ? distributions[word] : undefined
  if (form === undefined) {
    const reading = read(input)
    if (typeof reading === 'number') return { kind: 'constant', value: reading }
    const meant = /^[a-z]/i.test(word) ? didYouMean(word, Object.keys(distributions)) : undefined
    return {
      ...reading,
      expected: `${reading.expected}, or a distribution such as "exponential <mean>"`,
      remedy: meant ?? reading.remedy,
    }
  }
  return form(rest.join(' '), input as string, read)
}

type Form = (rest: string, input: string, read: (input: unknown) => Reading) => DistributionSpec | Complaint

const distributions: Readonly<Record<string, Form>> = {
  exponential: (rest, _, read) => {
    const mean = read(bare(rest))
    return typeof mean === 'number' ? { kind: 'exponential', mean } : mean
  },
  uniform: (rest, input, read) => {
    const [low, high] = pair(rest, ' to ', read)
    if (low === undefined || high === undefined)
      return { found: describe(input), expected: '"uniform <low> to <high>"' }
    if (typeof low !== 'number') return low
    if (typeof high !== 'number') return high
    return low <= high
      ? { kind: 'uniform', low, high }
      : { found: describe(input), expected: 'low ≤ high', remedy: 'swap them' }
  },
  lognormal: (rest, input, read) => {
    const [meanText, cvText] = rest.split(' cv ')
    if (meanText === undefined || cvText === undefined) {
      return { found: describe(input), expected: '"lognormal <mean> cv <coefficient of variation>"' }
    }
    const mean = read(bare(meanText))
    if (typeof mean !== 'number') return mean
    const cv = readRatio(bare(cvText), 'a coefficient of variation above 0')
    return typeof cv === 'number' ? { kind: 'lognormal', mean, cv } : cv
  },
}

function pair(rest: string, between: string, read: (input: unknown) => Reading): (Reading | undefined)[] {
  return rest.split(between).map(part => read(bare(part)))
}

/** YAML has made numbers of plain numbers already; inside a short form it has not. */
function bare(text: string): unknown {
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text
}

export const durationDistribution = once(() =>
  distribution(duration(), input => readDuration(input), {
    type: 'string',
    pattern: durationPattern,
  }).meta({ id: 'distribution-of-durations' }),
)

export const memoryDistribution = once(() =>
  distribution(memory({ zero: true }), input => readMemory(input, { zero: true }), {
    type: 'string',
    pattern: memoryPattern,
  }).meta({ id: 'distribution-of-memory' }),
)

export const cpuDistribution = once(() =>
  distribution(cpu(), readCpu, { type: 'number' }).meta({ id: 'distribution-of-cores' }),
)

export const numberDistribution = once(() =>
  distribution(number(), input => readNumber(input), { type: 'number' }).meta({
    id: 'distribution-of-numbers',
  }),
)
