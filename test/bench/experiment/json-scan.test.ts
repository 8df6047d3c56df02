import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { DEEPEST, JsonPlaces, scanJson } from '../../../bench/experiment/json-scan.ts'

const sound = { brokenAt: undefined, tooDeepAt: undefined, twiceAt: [] }

describe('a JSON text', () => {
  test.each([
    ['', 0],
    ['{"a":1,}', 7],
    ['[1 2]', 3],
    ['{"a" 1}', 5],
    ['[1]]', 3],
    ['["a\nb"]', 1],
    ['"\\x"', 0],
    ['[01]', 2],
    ['{"a":1', 6],
    ['[}', 1],
    ['nul', 0],
  ])('%j breaks off at %i', (text, at) => {
    expect(scanJson(text)).toEqual({ ...sound, brokenAt: at })
  })

  it('is sound where the engine reads it, and only there', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      ' ',
      '\n',
      '"a"',
      '"\\u0041"',
      '1',
      '-',
      '.5',
      'e3',
      'true',
      'nul',
    )
    const any = fc.oneof(
      fc.json(),
      fc.array(pieces, { maxLength: 12 }).map(parts => parts.join('')),
    )
    fc.assert(
      fc.property(any, text => {
        let isRead = true
        try {
          JSON.parse(text)
        } catch {
          isRead = false
        }
        expect(scanJson(text).brokenAt === undefined).toBe(isRead)
      }),
    )
  })

  it('says of every key that its object has it already, however it is written', () => {
    expect(scanJson('{"a": {"a": 1}, "b": [{"a": 1}], "\\u0061": 2, "a": 3}').twiceAt).toEqual([33, 46])
  })

  it('may be as deep as real files are, and no deeper', () => {
    const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`
    expect(scanJson(nested(DEEPEST))).toEqual(sound)
    expect(scanJson(nested(DEEPEST + 1)).tooDeepAt).toBe(DEEPEST)
    expect(scanJson(nested(100_000)).tooDeepAt).toBe(DEEPEST)
    expect(scanJson(`{"a":${'{"a":'.repeat(100_000)}`).tooDeepAt).toBe(5 * DEEPEST)
  })

  it('may hold a string of any length', () => {
    expect(scanJson(JSON.stringify(`${'a'.repeat(2_000_000)}${'\n"'.repeat(1_000_000)}`))).toEqual(sound)
  })
})

describe('a part of a JSON text', () => {
  const text = '{ "a": [10, {"b": "x, ]"}, 30], "c": {} }'
  const places = new JsonPlaces(text)
  const at = (path: readonly (string | number)[], about?: 'key' | 'value') =>
    text.slice(places.offsetOf(path, about)).slice(0, 4)

  it('is found by its path', () => {
    expect(at([])).toBe('{ "a')
    expect(at(['a', 2])).toBe('30],')
    expect(at(['a', 1, 'b'])).toBe('"x, ')
    expect(at(['a', 1, 'b'], 'key')).toBe('"b":')
    expect(at(['c'], 'key')).toBe('"c":')
  })

  it('that is not there is where the last one on the way is', () => {
    expect(at(['a', 7])).toBe('[10,')
    expect(at(['c', 'd', 'e'])).toBe('{} }')
    expect(at(['a', 0, 'b'])).toBe('10, ')
  })

  it('starts where it is written, in any value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 2), (value, space) => {
        const written = JSON.stringify(value, null, space)
        const places = new JsonPlaces(written)
        const check = (part: unknown, path: (string | number)[]) => {
          const start = JSON.stringify(part, null, space).slice(0, 1)
          expect(written[places.offsetOf(path)]).toBe(start)
          if (typeof part !== 'object' || part === null) return
          for (const [key, inner] of Object.entries(part))
            check(inner, [...path, Array.isArray(part) ? Number(key) : key])
        }
        check(value, [])
      }),
    )
  })
})
