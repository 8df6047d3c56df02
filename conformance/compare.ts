/**
 * Compares what was found with what a case expects.
 *
 * - A key that `expected` does not have is not compared.
 * - Numbers are equal within the case's `tolerance`, 1e-9 where it has none.
 * - `{oneOf: [a, b]}`, and a key `xOneOf` or `xAnyOf` that asks for `x`, accept any of the list; `{oneOf: {…}}` accepts
 *   for every key any of its list.
 */

/** Reals that differ less are equal. */
export const TOLERANCE = 1e-9

/** The first difference as half a sentence with its place; null when there is none. */
export function difference(expected: unknown, found: unknown, tolerance = TOLERANCE): string | null {
  return differs(expected, found, tolerance, '')
}

const ANY = /^(?:(.+)(?:AnyOf|OneOf)|anyOf|oneOf|AnyOf|OneOf)$/
const COMMENTS = new Set(['tolerance', 'note'])

function differs(expected: unknown, found: unknown, tolerance: number, at: string): string | null {
  if (typeof expected === 'number') {
    if (typeof found === 'number' && (found === expected || Math.abs(found - expected) <= tolerance))
      return null
    return say(expected, found, at)
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(found)) return say(expected, found, at)
    if (found.length !== expected.length)
      return `${place(at)}${found.length} entries where ${expected.length} were expected`
    return first(expected.map((value, i) => () => differs(value, found[i], tolerance, `${at}[${i}]`)))
  }
  if (typeof expected !== 'object' || expected === null)
    return expected === found ? null : say(expected, found, at)
  return first(
    Object.entries(expected).map(([key, value]) => () => {
      const any = ANY.exec(key)
      if (any !== null) return differsFromAll(value, found, any[1], tolerance, at)
      if (COMMENTS.has(key) && !isRecord(found, key)) return null
      if (!isObject(found)) return say(expected, found, at)
      return differs(value, Object.hasOwn(found, key) ? found[key] : undefined, tolerance, join(at, key))
    }),
  )
}

/** `choices` beside other keys are of the key that they name; alone, of the value itself. */
function differsFromAll(
  choices: unknown,
  found: unknown,
  key: string | undefined,
  tolerance: number,
  at: string,
): string | null {
  const value = key !== undefined && isObject(found) && Object.hasOwn(found, key) ? found[key] : found
  const where = key === undefined ? at : join(at, key)
  if (Array.isArray(choices)) {
    const chosen = isObject(value) && Object.hasOwn(value, 'oneOf') ? value['oneOf'] : value
    // Where several were found, as the shares of all nodes, each must be one of the list.
    const all = Array.isArray(chosen) && !choices.some(Array.isArray) ? chosen : [chosen]
    const isOneOf = (one: unknown) => choices.some(choice => differs(choice, one, tolerance, where) === null)
    if (all.length > 0 && all.every(isOneOf)) return null
    return `${place(where)}found ${show(chosen)}, expected any of ${show(choices)}`
  }
  if (!isObject(choices) || !isObject(value)) return say(choices, value, where)
  return first(
    Object.entries(choices).map(
      ([name, list]) =>
        () =>
          differsFromAll(list, value[name], undefined, tolerance, join(where, name)),
    ),
  )
}

function first(checks: readonly (() => string | null)[]): string | null {
  for (const check of checks) {
    const difference = check()
    if (difference !== null) return difference
  }
  return null
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isRecord = (value: unknown, key: string) => isObject(value) && Object.hasOwn(value, key)
const join = (at: string, key: string) => (at === '' ? key : `${at}.${key}`)
const place = (at: string) => (at === '' ? '' : `${at}: `)
const say = (expected: unknown, found: unknown, at: string) =>
  `${place(at)}found ${show(found)}, expected ${show(expected)}`

/** JSON, cut where it becomes too long for a line of a report. */
export function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value)
  return text.length <= 300 ? text : `${text.slice(0, 300)}…`
}
