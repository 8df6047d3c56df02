/**
 * Words for values that a policy made. Nothing about them can be relied on: to be printed can throw, and an error of the
 * policy's own realm is no instance of ours.
 */
import { types } from 'node:util'

const UNPRINTABLE = 'something that cannot be printed'

/** What reading gives, or undefined where it throws: a getter, a proxy, a `toString` of the policy's own. */
function read<T>(from: () => T): T | undefined {
  try {
    return from()
  } catch {
    return undefined
  }
}

/** The message of an error, any other value as text; undefined if it cannot be printed. */
function textOf(thrown: unknown): string | undefined {
  const text = read(() => (types.isNativeError(thrown) ? thrown.message : String(thrown)))
  return typeof text === 'string' ? text : undefined
}

/** What was thrown, for a message: as it is, in one line or several. */
export function printed(thrown: unknown): string {
  return textOf(thrown) ?? UNPRINTABLE
}

/** What was thrown, in quotation marks and on one line. */
export function quoted(thrown: unknown): string {
  const text = textOf(thrown)
  return text === undefined ? UNPRINTABLE : JSON.stringify(text.split('\n')[0])
}

/** The stack of an error, '' where there is none to be had. */
export function stackOf(thrown: unknown): string {
  const stack = read(() => (types.isNativeError(thrown) ? thrown.stack : undefined))
  return typeof stack === 'string' ? stack : ''
}

/** A value as people write it in code, on one line. */
export function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'bigint') return `${value}n`
  if (types.isPromise(value)) return 'a promise'
  if (typeof value !== 'object' || value === null) return String(value)
  const list = read(() => Array.isArray(value)) === true
  return read(() => JSON.stringify(value)) ?? (list ? 'a list' : 'an object')
}
