/**
 * One value against the schema: zod finds the faults, this file says them in sentences.
 */
import * as z from 'zod'
import { describe, sentence } from './faults.ts'
import { asList } from './lone-entry.ts'
import { didYouMean, oneOfMany } from './nearest.ts'

// To write code for every map and to compile it takes longer than to check the few values of an experiment.
z.config({ jitless: true })

export type Path = readonly PropertyKey[]

/** Told of every fault: where in the value, the sentence, and whether it is about the key or what stands there. */
export type Report = (path: Path, sentence: string, about?: 'key' | 'value') => void

/** The keys of a map. */
export interface Keys {
  /** Absent: all that the schema knows. */
  readonly names?: readonly string[]
  /** What has them, and where they all stand. */
  readonly of: string
}

/** The keys of the map at a place. */
export type KeysAt = (path: Path) => Keys

/** The value as the schema reads it, or undefined after reporting everything that is wrong with it. */
export function validate<T extends z.ZodType>(
  schema: T,
  value: unknown,
  report: Report,
  keysAt: KeysAt = () => ({ of: '' }),
): z.output<T> | undefined {
  const result = schema.safeParse(value, { error: wording })
  if (result.success) return result.data
  for (const issue of result.error.issues) tell(issue, [], report, keysAt)
  return undefined
}

/** Every section that is without fault, so that what goes together is checked even where something else is wrong. */
export function soundSections<S extends Readonly<Record<string, z.ZodType>>>(
  shape: S,
  value: Readonly<Record<string, unknown>>,
): { [K in keyof S]?: z.output<S[K]> } {
  const sound: Record<string, unknown> = {}
  for (const [key, schema] of Object.entries(shape)) {
    const result = schema.safeParse(value[key])
    if (result.success) sound[key] = result.data
  }
  return sound as { [K in keyof S]?: z.output<S[K]> }
}

/** Of each entry of a list, what is without fault; of no list, nothing. */
export function soundEntries<S extends Readonly<Record<string, z.ZodType>>>(
  shape: S,
  value: unknown,
): { [K in keyof S]?: z.output<S[K]> }[] {
  return Array.isArray(value)
    ? value.map(each => (typeof each === 'object' && each !== null ? soundSections(shape, each) : {}))
    : []
}

/** Sentences for what the leaves of the schema do not say themselves. */
function wording(issue: z.core.$ZodRawIssue): string {
  const found = describe(issue.input)
  switch (issue.code) {
    case 'unrecognized_keys':
      // The keys that are allowed; `tell` makes one sentence for each that is not.
      return keysOf(issue.inst).join(' ')
    case 'invalid_value': {
      const values = (issue.values as readonly unknown[]).map(String)
      const written = String(issue.input)
      const expected = oneOfMany(written, values, 'words')
      return sentence({ found, expected, remedy: didYouMean(written, values) })
    }
    case 'too_small':
      return sentence({ found, expected: 'at least one value' })
    case 'invalid_type': {
      if (issue.expected === 'boolean') return sentence({ found, expected: 'true or false' })
      if (issue.expected === 'array')
        return sentence({ found, expected: 'a list', remedy: asList(issue.input, [issue.inst]) })
      const keys = keysOf(issue.inst)
      return sentence({
        found,
        expected: keys.length === 0 ? 'a map' : `a map with keys such as ${keys.slice(0, 4).join(', ')}`,
      })
    }
    default:
      return sentence({ found, expected: 'something else' })
  }
}

function keysOf(schema: unknown): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
}

function tell(issue: z.core.$ZodIssue, above: Path, report: Report, keysAt: KeysAt): void {
  const path = [...above, ...issue.path]
  if (issue.code === 'unrecognized_keys') {
    const { names = issue.message.split(' '), of } = keysAt(path)
    for (const key of issue.keys) {
      const expected = oneOfMany(key, names, `keys${of}`)
      report(
        [...path, key],
        sentence({ found: 'an unknown key', expected, remedy: didYouMean(key, names) }),
        'key',
      )
    }
    return
  }
  const meant = issue.code === 'invalid_union' ? meantOption(issue.errors) : undefined
  if (meant === undefined) report(path, issue.message)
  else for (const inner of meant) tell(inner, path, report, keysAt)
}

/**
 * The option of a union that was meant: of those that did not refuse the value as a whole for being of the wrong kind,
 * the one with the fewest faults.
 */
function meantOption(options: z.core.$ZodIssue[][]): z.core.$ZodIssue[] | undefined {
  const wrongKind = ({ code, path }: z.core.$ZodIssue) => code === 'invalid_type' && path.length === 0
  const [first, second] = options
    .filter(issues => !issues.some(wrongKind))
    .sort((a, b) => a.length - b.length)
  return first?.length === second?.length ? undefined : first
}
