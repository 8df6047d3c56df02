import { expect, test } from 'vitest'
import { yamlDocument } from '../../../bench/experiment/yaml-documents.ts'
import { syntaxFaults } from '../../../bench/experiment/yaml-syntax.ts'

/** What is said of a text, each after its offset. */
function said(text: string): string[] {
  const { errors, warnings } = yamlDocument(text, { prettyErrors: false, merge: true })
  return syntaxFaults([...errors, ...warnings], text).map(({ at, sentence }) => `${at}: ${sentence}`)
}

const noKey =
  'found a line without a key, expected "key: value"; add the key, or indent the line if it goes on with the value above'
const both =
  'found a value that goes on with "key: value", expected a text or a map, not both; quote a text that has ": " in it, or put the keys of a map in one column'

test.each([
  // A key below a value, which is two errors to the parser, and a second ": " in a line.
  ['name: Ok\n  question: x\n', `6: ${both}`],
  ["question: it's: x\n", `10: ${both}`],
  [
    'system: [a, b\nname: x\n',
    '14: found a list that is not closed, expected "]" at its end; lines of it below the first are indented',
  ],
  [
    'm: { a: 1\nname: x\n',
    '10: found a map that is not closed, expected "}" at its end; lines of it below the first are indented',
  ],
  ["name: 'x\n", "9: found a quotation mark that is not closed, expected another ' at the end of the text"],
  ['name: x\nrubbish\nsystem: y\n', `8: ${noKey}`],
  [
    'a:\n   b: 1\n  c: 2\n',
    '11: found a key in another column than those above it, expected the keys of a map in one column',
  ],
  ['m: { a: 1 b: 2 }\n', '8: found no comma before a key inside { }, expected { key: value, key: value }'],
  ['name: @x\n', '6: found a text that begins with @, expected quotation marks around it'],
  ['a: x\n---\nb: y\n', '5: found a second document after "---", expected one'],
  // What has no words of ours is in those of the library.
  [
    'a: [1]]\n',
    '6: found text that is not YAML, expected YAML; Unexpected flow-seq-end token in YAML stream: "]"',
  ],
])('%j', (text, fault) => {
  expect(said(text)).toEqual([fault])
})

test('one slip is told once, and every key that stands there twice', () => {
  expect(said('rubbish\nmore: 1\n')).toEqual([`0: ${noKey}`])
  const twice = 'found the key a for the second time, expected every key once; delete one of them'
  expect(said('x: { a: 1, a: 2 }\ny: { a: 1, a: 2 }\n')).toEqual([`11: ${twice}`, `29: ${twice}`])
})
