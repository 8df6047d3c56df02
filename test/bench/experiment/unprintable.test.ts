import { describe, expect, test } from 'vitest'
import { unprintable } from '../../../bench/experiment/unprintable.ts'
import { faultsOf, smallest } from './given.ts'

describe('text that can be shown', () => {
  test('has letters of any script, pictures, tabs and line ends', () => {
    expect(unprintable('Zürich – 東京 🚂\tone\r\ntwo\u00a0')).toBe(undefined)
  })

  test.each([
    ['a bell', '\u0007', 'U+0007'],
    ['what begins a colour of a terminal', 'x\u001b[31m', 'U+001B'],
    ['delete', '\u007f', 'U+007F'],
    ['a control character above ASCII', '\u009b', 'U+009B'],
    ['half of a pair', 'a\ud800b', 'U+D800'],
    ['what is no character', '\uffff', 'U+FFFF'],
  ])('has not %s', (_what, text, code) => {
    expect(unprintable(text)).toBe(code)
  })
})

test('an experiment is told of each place, in keys, values and options', async () => {
  const text = `${smallest}name: "Odd \\e[31m"\nquestion: "Is \\a it?"\nsystems:\n  "a\\u0001": { like: monolithic }\n`
  expect(await faultsOf(text, { set: { 'root.order': '"\\e"' } })).toMatchInlineSnapshot(`
    "x.yaml:7:1: found the key name for the second time, expected every key once; delete one of them
    x.yaml:7:7: found the character U+001B, which cannot be shown, expected text without control characters
    x.yaml:8:11: found the character U+0007, which cannot be shown, expected text without control characters
    x.yaml:10:3: found the character U+0001, which cannot be shown, expected text without control characters
    --set root.order="\\e": found the character U+001B, which cannot be shown, expected text without control characters"
  `)
})
