/**
 * The text of JSON, from its first character to its last: where it breaks off, which keys stand there twice, and where each
 * part of it stands. Nothing here calls itself, so that the depth of a text is no danger.
 */
import type { Path } from './validation.ts'

/** Levels of brackets and braces that are read. Real files have less than thirty; readers call themselves for each. */
export const DEEPEST = 200

const ESCAPE = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const SPACE = /[ \t\r\n]*/y

export interface JsonScan {
  /** Where the text stops being JSON; undefined where it does not. */
  readonly brokenAt: number | undefined
  /** Where there are more than `DEEPEST` levels; undefined where there are not. */
  readonly tooDeepAt: number | undefined
  /** Of every key that its object has already. */
  readonly twiceAt: readonly number[]
}

/** Every offset is from the start of the text. */
export function scanJson(text: string): JsonScan {
  const twiceAt: number[] = []
  // Of every open object its keys; null for a list.
  const open: (Set<string> | null)[] = []
  let at = skip(SPACE, text, 0)
  let expects: 'value' | 'key' | 'after' = 'value'
  let isFirst = false
  const broken = (brokenAt: number) => ({ brokenAt, tooDeepAt: undefined, twiceAt })
  for (;;) {
    const char = text[at]
    if (isFirst && (char === '}' || char === ']') && (char === '}') === (open.at(-1) !== null)) {
      open.pop()
      at++
      expects = 'after'
    } else if (expects === 'key') {
      const end = stringEnd(text, at)
      if (end === at) return broken(at)
      const keys = open.at(-1)!
      const key = textOf(text.slice(at, end))
      if (keys.has(key)) twiceAt.push(at)
      keys.add(key)
      const colon = skip(SPACE, text, end)
      if (text[colon] !== ':') return broken(colon)
      at = colon + 1
      expects = 'value'
    } else if (expects === 'value' && (char === '{' || char === '[')) {
      if (open.length === DEEPEST) return { brokenAt: undefined, tooDeepAt: at, twiceAt }
      open.push(char === '{' ? new Set() : null)
      at = skip(SPACE, text, at + 1)
      expects = char === '{' ? 'key' : 'value'
      isFirst = true
      continue
    } else if (expects === 'value') {
      const end = char === '"' ? stringEnd(text, at) : skip(SCALAR, text, at)
      if (end === at) return broken(at)
      at = end
      expects = 'after'
    } else if (open.length === 0) {
      return at === text.length ? { brokenAt: undefined, tooDeepAt: undefined, twiceAt } : broken(at)
    } else if (char === ',') {
      at++
      expects = open.at(-1) === null ? 'value' : 'key'
    } else if (char === (open.at(-1) === null ? ']' : '}')) {
      open.pop()
      at++
    } else return broken(at)
    isFirst = false
    at = skip(SPACE, text, at)
  }
}

/** Finds parts of a text that `scanJson` found sound. */
export class JsonPlaces {
  readonly #text: string
  /** Of lists, where their entries start: whoever asks for one entry mostly asks for others. */
  readonly #entries = new Map<number, readonly number[]>()

  constructor(text: string) {
    this.#text = text
  }

  /** Where the part at the path starts, or the last one on the way that exists; of the last key itself, `about` it. */
  offsetOf(path: Path, about: 'key' | 'value' = 'value'): number {
    const text = this.#text
    let at = skip(SPACE, text, 0)
    for (const [depth, part] of path.entries()) {
      if (text[at] === '{') {
        const found = this.#member(at, String(part))
        if (found === undefined) break
        at = about === 'key' && depth === path.length - 1 ? found.key : found.value
      } else if (text[at] === '[') {
        const entry = this.#entriesOf(at)[Number(part)]
        if (entry === undefined) break
        at = entry
      } else break
    }
    return at
  }

  #member(open: number, name: string): { key: number; value: number } | undefined {
    const text = this.#text
    let at = skip(SPACE, text, open + 1)
    while (text[at] === '"') {
      const end = stringEnd(text, at)
      const value = skip(SPACE, text, skip(SPACE, text, end) + 1)
      if (textOf(text.slice(at, end)) === name) return { key: at, value }
      at = this.#next(value)
    }
    return undefined
  }

  #entriesOf(open: number): readonly number[] {
    const known = this.#entries.get(open)
    if (known !== undefined) return known
    const entries: number[] = []
    let at = skip(SPACE, this.#text, open + 1)
    while (this.#text[at] !== ']') {
      entries.push(at)
      const next = this.#next(at)
      if (next === at) break
      at = next
    }
    this.#entries.set(open, entries)
    return entries
  }

  /** The start of what follows the value and its comma, or the bracket that closes what holds them. */
  #next(value: number): number {
    const text = this.#text
    let depth = 0
    let at = value
    do {
      const char = text[at]
      if (char === '"') at = stringEnd(text, at)
      else if (char === '{' || char === '[') {
        depth++
        at++
      } else if (char === '}' || char === ']') {
        depth--
        at++
      } else if (char === ',' || char === ':') at++
      else at = skip(SCALAR, text, at)
      at = skip(SPACE, text, at)
    } while (depth > 0)
    return text[at] === ',' ? skip(SPACE, text, at + 1) : at
  }
}

/** The end of what the pattern takes at the offset; the offset itself where it takes nothing. */
function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}

/** Behind the string that starts at the offset; the offset itself where none does. A loop, for strings may be long. */
function stringEnd(text: string, start: number): number {
  if (text[start] !== '"') return start
  let at = start + 1
  for (;;) {
    const code = text.charCodeAt(at)
    if (code === 0x22) return at + 1
    if (code === 0x5c) {
      const end = skip(ESCAPE, text, at + 1)
      if (end === at + 1) return start
      at = end
    } else if (code >= 0x20) at++
    // A control character, or the end of the text (NaN).
    else return start
  }
}

/** A key as it is meant: `"\u0061"` is `a`. */
function textOf(quoted: string): string {
  return quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1)
}
