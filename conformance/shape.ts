/**
 * What the fields of a question must be before a model is asked it: a malformed case is answered with a sentence.
 *
 * Shapes say kinds and ranges, and which fields there must be. Whether a field is known at all is the adapter's affair.
 */
import * as z from 'zod'
import { describe, sentence } from '../bench/experiment/faults.ts'
import { oneOf } from '../bench/experiment/nearest.ts'
import { leaf } from '../bench/experiment/quantities.ts'
import { validate } from '../bench/experiment/validation.ts'
import { SwitchyardError } from '../sim/errors.ts'

/** Beyond this a number is a slip of the keyboard: in seconds thirty thousand years, in milliseconds thirty. */
const MOST = 1e12
/** Of things that are counted one by one. */
const MOST_COUNTED = 100_000

type Json = Readonly<Record<string, unknown>>

const is = (expected: string, holds: (input: unknown) => boolean) =>
  leaf((input): unknown => (holds(input) ? { input } : { found: describe(input), expected }))

export const text = is('a text', input => typeof input === 'string')
/** Numbers are names too. */
export const name = is('a name', input => typeof input === 'string' || typeof input === 'number')
export const flag = is('true or false', input => typeof input === 'boolean')
export const word = (words: readonly string[]) =>
  is(oneOf(words), input => typeof input === 'string' && words.includes(input))

/** A number from `least` to `most`. */
export const number = (least = -MOST, most = MOST) =>
  is(
    least === -MOST ? `a number, at most ${most}` : `a number from ${least} to ${most}`,
    input => typeof input === 'number' && input >= least && input <= most,
  )

/** So many of something. */
export const count = (least = 0, most = MOST_COUNTED) =>
  is(
    `a whole number from ${least} to ${most}`,
    input => typeof input === 'number' && Number.isInteger(input) && input >= least && input <= most,
  )

export const list = (of: z.ZodType) => z.array(of)
export const texts = list(text)
/** From names to values. */
export const table = (of: z.ZodType) => z.record(z.string(), of)
/** Fields that there are, and that there may be. */
export const map = (there: Record<string, z.ZodType>, maybe: Record<string, z.ZodType> = {}) =>
  z.looseObject({
    ...Object.fromEntries(Object.entries(maybe).map(([key, shape]) => [key, shape.nullish()])),
    ...there,
  })
/** One of several kinds of value. */
export const either = (expected: string, ...shapes: readonly z.ZodType[]) =>
  is(expected, input => shapes.some(shape => shape.safeParse(input).success))

/**
 * @param at where the input stands, for messages
 * @throws SwitchyardError with all that is wrong with it.
 */
export function requireShape(shape: z.ZodType, input: unknown, at = 'input'): void {
  throwIfAny(faultsOf(shape, input, at))
}

function faultsOf(shape: z.ZodType, input: unknown, at: string): string[] {
  const faults = unreadable(input, [at])
  validate(shape, input, (path, said) => {
    faults.push(`${[at, ...path.map(String)].join('.')}: ${said}`)
  })
  return faults
}

function throwIfAny(faults: readonly string[]): void {
  if (faults.length > 0) throw new SwitchyardError(`${faults.join('; ')}; correct the case.`)
}

/** Keys that every object seems to have are read as no name. */
function unreadable(input: unknown, path: readonly string[]): string[] {
  if (typeof input !== 'object' || input === null) return []
  return Object.entries(input).flatMap(([key, value]) =>
    key === '__proto__'
      ? [`${[...path, key].join('.')}: ${sentence({ found: 'a key that is no name', expected: 'another' })}`]
      : unreadable(value, [...path, key]),
  )
}

/** The same for the steps of a script: each has the fields that its `op` needs. */
export function requireSteps(
  steps: readonly Json[],
  ops: Readonly<Record<string, readonly string[]>>,
  kinds: Readonly<Record<string, z.ZodType>>,
): void {
  const faults = steps.flatMap((step, i) => {
    const needed = typeof step['op'] === 'string' && Object.hasOwn(ops, step['op']) ? ops[step['op']]! : []
    const there = Object.fromEntries(needed.map(key => [key, kinds[key]!]))
    return faultsOf(map({ op: text, ...there }, kinds), step, `input.steps.${i}`)
  })
  throwIfAny(faults)
}

/** A sentence about fields of a map that are none of these; undefined where all are known. */
export function unknownIn(object: Json, known: readonly string[], at: string): string | undefined {
  const unknown = Object.keys(object).filter(key => !known.includes(key) && key !== 'note')
  if (unknown.length === 0) return undefined
  return `${at} has ${unknown.map(key => `\`${key}\``).join(', ')}, which is not modelled.`
}

/** A sentence about the first step with a field that no step has; undefined where all are known. */
export function unknownFields(
  steps: readonly Json[],
  kinds: Readonly<Record<string, z.ZodType>>,
): string | undefined {
  for (const [i, step] of steps.entries())
    for (const key of Object.keys(step))
      if (key !== 'op' && key !== 'note' && !Object.hasOwn(kinds, key))
        return `input.steps.${i} has \`${key}\`, which is not modelled.`
  return undefined
}
