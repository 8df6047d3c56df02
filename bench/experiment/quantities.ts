/**
 * The leaves of the schema: quantities with units, counts and names, as zod types that speak in sentences.
 */
import * as z from 'zod'
import { type Complaint, describe, sentence } from './faults.ts'
import { MOST_COUNTED } from './limits.ts'
import { asList } from './lone-entry.ts'
import { didYouMean, oneOf } from './nearest.ts'
import {
  type Bounds,
  type Reading,
  readAmount,
  readCpu,
  readDuration,
  readMemory,
  readNumber,
} from './units.ts'

export type Context = z.core.$RefinementCtx<unknown>

/** JSON Schema of a leaf, for editors. */
export type LeafSchema = {
  type?: string | string[]
  pattern?: string
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  exclusiveMaximum?: number
  enum?: unknown[]
  anyOf?: LeafSchema[]
}

/**
 * A type that reads one value itself. A list or map is refused as a wrong kind, not as a wrong value, so that a union
 * knows which of its options was meant.
 */
export function leaf<R>(read: (input: unknown) => R, schema: LeafSchema = {}) {
  const type = z.unknown().transform((input, context): Exclude<R, { readonly found: string }> => {
    const reading = read(input)
    if (!isComplaint(reading)) return reading as Exclude<R, { readonly found: string }>
    complain(context, input, reading)
    return z.NEVER
  })
  // As meta() does, without a copy of the type.
  z.globalRegistry.add(type, { ...schema })
  return type
}

function isComplaint(reading: unknown): reading is Complaint {
  return typeof reading === 'object' && reading !== null && 'found' in reading
}

/** Reports a complaint about this value to zod. */
export function complain(context: Context, input: unknown, complaint: Complaint): void {
  const message = sentence(complaint)
  const wrongKind = typeof input === 'object' && input !== null
  context.issues.push(
    wrongKind
      ? { code: 'invalid_type', expected: 'string', message, input }
      : { code: 'custom', message, input },
  )
}

/** One of several kinds of value. */
export function either<const T extends readonly z.ZodType[]>(expected: string, options: T) {
  return z.union(options, {
    error: ({ input }) => sentence({ found: describe(input), expected, remedy: asList(input, options) }),
  })
}

/** What a list looks like, for whoever wrote none, or one that is too short. */
export function listError(expected: string) {
  return (issue: { readonly input?: unknown }) => {
    const { input } = issue
    const found = !Array.isArray(input)
      ? 'no list'
      : input.length === 0
        ? 'an empty list'
        : `a list of ${input.length}`
    return sentence({ found, expected })
  }
}

export const durationPattern = '^\\s*[\\d.]+\\s*(us|ms|s|min|h|d)\\s*$'
export const memoryPattern = '^\\s*[\\d.]+\\s*(KiB|MiB|GiB|TiB)\\s*$'

export const duration = (bounds: Bounds = {}) =>
  leaf(input => readDuration(input, bounds), {
    type: 'string',
    pattern: bounds.never ? `${durationPattern}|^never$` : durationPattern,
  })

export const memory = (bounds: Bounds = {}) =>
  leaf(input => readMemory(input, bounds), { type: 'string', pattern: memoryPattern })

export const cpu = () => leaf(readCpu, { type: 'number', exclusiveMinimum: 0 })

/** How much of a named resource. */
export const amount = () => leaf(readAmount, { type: 'number', exclusiveMinimum: 0 })

export const number = () => leaf(input => readNumber(input), { type: 'number', exclusiveMinimum: 0 })

/** A whole number from `least` to `most`. */
export const whole = (least: number, most = MOST_COUNTED) =>
  leaf(input => readWhole(input, least, most), { type: 'integer', minimum: least, maximum: most })

export function readWhole(input: unknown, least: number, most = MOST_COUNTED): Reading {
  const isWhole = typeof input === 'number' && Number.isInteger(input)
  if (isWhole && input >= least && input <= most) return input
  const tooLarge = isWhole && input > most
  const expected =
    tooLarge || least < 0 ? `a whole number from ${least} to ${most}` : `a whole number of at least ${least}`
  return { found: describe(input), expected }
}

/** Text that is not empty; a number is taken as its text. `schema` says more of it to editors. */
export const text = (expected: string, schema: LeafSchema = { type: 'string' }) =>
  leaf(
    input =>
      typeof input === 'string' && input.trim() !== ''
        ? input.trim()
        : typeof input === 'number'
          ? String(input)
          : { found: describe(input), expected },
    schema,
  )

const POLICY_FILE = /\.(ts|mts|js|mjs)$/

/** Does the word name a policy file rather than a built-in policy? */
export function isPolicyFile(word: string): boolean {
  return POLICY_FILE.test(word)
}

const file: LeafSchema = { type: 'string', pattern: POLICY_FILE.source }

/** A built-in policy by name, or a policy file. */
export const policy = (names: readonly string[]) =>
  leaf(
    input => {
      if (typeof input === 'string' && (names.includes(input) || isPolicyFile(input))) return input
      const expected = `${oneOf([...names, 'a policy file (.ts or .js)'])}`
      return { found: describe(input), expected, remedy: didYouMean(String(input), names) }
    },
    names.length === 0 ? file : { anyOf: [{ enum: [...names] }, file] },
  )
