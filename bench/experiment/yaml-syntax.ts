/**
 * What is wrong with the text of a YAML file, in words of people who write one now and then.
 */
import type { ErrorCode, YAMLError } from 'yaml'
import { sentence } from './faults.ts'
import { DEEPEST } from './json-scan.ts'

interface Words {
  readonly found: string
  readonly expected: string
  readonly remedy?: string
}

const noKey: Words = {
  found: 'a line without a key',
  expected: '"key: value"',
  remedy: 'add the key, or indent the line if it goes on with the value above',
}

/** What an error of the library means, given its message; those that are not here are told in the library's words. */
const meanings: { readonly [code in ErrorCode]?: (message: string) => Words | undefined } = {
  TAB_AS_INDENT: () => ({
    found: 'a tab at the start of a line',
    expected: 'spaces',
    remedy: 'YAML does not allow tabs there',
  }),
  BLOCK_AS_IMPLICIT_KEY: () => ({
    found: 'a value that goes on with "key: value"',
    expected: 'a text or a map, not both',
    remedy: 'quote a text that has ": " in it, or put the keys of a map in one column',
  }),
  MULTILINE_IMPLICIT_KEY: () => noKey,
  BLOCK_IN_FLOW: () => ({
    found: 'no comma before a key inside { }',
    expected: '{ key: value, key: value }',
  }),
  MULTIPLE_DOCS: () => ({ found: 'a second document after "---"', expected: 'one' }),
  BAD_INDENT: message => {
    const open = /^Flow (sequence|map) .* end with a (.)$/.exec(message)
    if (open !== null)
      return {
        found: `a ${open[1] === 'map' ? 'map' : 'list'} that is not closed`,
        expected: `"${open[2]}" at its end`,
        remedy: 'lines of it below the first are indented',
      }
    return message.startsWith('All mapping items')
      ? { found: 'a key in another column than those above it', expected: 'the keys of a map in one column' }
      : undefined
  },
  MISSING_CHAR: message => {
    const quote = /^Missing closing (["'])quote/.exec(message)?.[1]
    if (quote !== undefined)
      return {
        found: 'a quotation mark that is not closed',
        expected: `another ${quote} at the end of the text`,
      }
    return message.startsWith('Implicit map keys') ? noKey : undefined
  },
  BAD_SCALAR_START: message => {
    const start = / character (.)$/.exec(message)?.[1]
    return start === undefined
      ? undefined
      : { found: `a text that begins with ${start}`, expected: 'quotation marks around it' }
  },
}

interface SyntaxFault {
  /** Offset in the text. */
  readonly at: number
  readonly sentence: string
}

/**
 * The errors of a text, one for each place. Of those after which the rest is guessed, each sentence stands once: one slip makes the
 * parser stumble again and again.
 */
export function syntaxFaults(errors: readonly YAMLError[], text: string): SyntaxFault[] {
  const told = new Set<string | number>()
  return errors.flatMap(error => {
    const [at] = error.pos
    const words = syntaxSentence(error, text)
    if (told.has(at) || told.has(words)) return []
    told.add(at)
    if (error.code !== 'DUPLICATE_KEY') told.add(words)
    return [{ at, sentence: words }]
  })
}

/** An error of the library in a sentence, without its place. */
function syntaxSentence({ code, message, pos }: YAMLError, text: string): string {
  if (code === 'DUPLICATE_KEY') {
    const key = /^[^:\n]*/.exec(text.slice(pos[0]))![0].trim()
    return sentence({
      found: `the key ${key} for the second time`,
      expected: 'every key once',
      remedy: 'delete one of them',
    })
  }
  if (code === 'RESOURCE_EXHAUSTION')
    return sentence({ found: `${message} of lists or maps`, expected: `at most ${DEEPEST}` })
  const [reason = ''] = message.trim().split('\n')
  const words = meanings[code]?.(reason)
  if (words !== undefined) return sentence(words)
  // The parser repeats what it met, however long that is.
  const remedy = reason.length <= 120 ? reason : `${reason.slice(0, 120)} …`
  return sentence({ found: 'text that is not YAML', expected: 'YAML', remedy })
}
