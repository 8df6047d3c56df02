/**
 * Who hears what is wrong with definitions, and what of them no model honours.
 */

/** Keys and places in lists, from the outermost on. */
export type Path = readonly (string | number)[]

/** A fault without its place. */
export interface Complaint {
  readonly found: string
  readonly expected: string
  /** What to do; left out where the expectation says it already. */
  readonly remedy?: string
  /** Words of which one may have been meant. */
  readonly among?: readonly string[]
}

export interface DefinitionReport {
  /** `about`: whether the key is at fault or what stands there. */
  wrong(at: Path, complaint: Complaint, about?: 'key' | 'value'): void
  /** A fault that somebody else has put into words. */
  said(at: Path, sentence: string): void
  /**
   * A field that says something, by its name without places in lists: `healthChecks.path`. `isModelled`: the models
   * honour it.
   */
  field(name: string, isModelled: boolean): void
}

/** A value as people write it in JSON, in a few words. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object') return 'an object'
  const text = JSON.stringify(value)
  return text.length <= 80 ? text : `${text.slice(0, 80)} …`
}

/** `a, b or c`. */
export function anyOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}
