/**
 * What a document says at a place, whatever else stands in it.
 */
import type { Path } from './validation.ts'

/** The value at a path; undefined where the document says nothing. */
export function writtenAt(document: unknown, path: Path): unknown {
  let value = document
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<PropertyKey, unknown>)[key]
  }
  return value
}
