/**
 * The documents of a YAML text, as the library composes them, but for a depth at which it would fill the stack and end the
 * process: it takes the text apart in a loop, and calls itself for every level only when it composes.
 */
import {
  Composer,
  type CST,
  Document,
  type DocumentOptions,
  type LineCounter,
  type ParseOptions,
  Parser,
  type SchemaOptions,
  YAMLParseError,
} from 'yaml'
import { DEEPEST } from './json-scan.ts'

export type YamlOptions = ParseOptions & DocumentOptions & SchemaOptions & { lineCounter?: LineCounter }

/** Every document of the text; one that is too deep has an error (RESOURCE_EXHAUSTION) and is the last. */
export function yamlDocuments(text: string, options: YamlOptions): Document.Parsed[] {
  const composer = new Composer(options)
  const documents: Document.Parsed[] = []
  let tooDeepAt: number | undefined
  const tokens = new Parser(options.lineCounter?.addNewLine).parse(text)
  function* shallow() {
    for (const token of tokens) {
      tooDeepAt = offsetBelow(token)
      if (tooDeepAt !== undefined) return
      yield token
    }
  }
  for (const document of composer.compose(shallow(), true, text.length))
    documents.push(document as Document.Parsed)
  if (tooDeepAt === undefined) return documents
  const refused = new Document() as Document.Parsed
  const message = `more than ${DEEPEST} levels`
  refused.errors.push(new YAMLParseError([tooDeepAt, tooDeepAt + 1], 'RESOURCE_EXHAUSTION', message))
  return [refused]
}

/** The one document of the text; further ones are an error of it (MULTIPLE_DOCS), as of the library's `parseDocument`. */
export function yamlDocument(text: string, options: YamlOptions): Document.Parsed {
  const [first, second] = yamlDocuments(text, options)
  if (second !== undefined) {
    const pos: [number, number] = [second.range[0], second.range[1]]
    first!.errors.push(new YAMLParseError(pos, 'MULTIPLE_DOCS', 'Source contains multiple documents'))
  }
  return first!
}

/** Where a token has more levels than are read; undefined where it has not. */
function offsetBelow(token: CST.Token): number | undefined {
  const open: { token: CST.Token; depth: number }[] = [{ token, depth: 0 }]
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    const { token, depth } = entry
    if (depth > DEEPEST) return 'offset' in token ? token.offset : 0
    if ('items' in token) {
      for (const { key, value } of token.items) {
        if (key !== undefined && key !== null) open.push({ token: key, depth: depth + 1 })
        if (value !== undefined) open.push({ token: value, depth: depth + 1 })
      }
    } else if (token.type === 'document' && token.value !== undefined)
      open.push({ token: token.value, depth })
  }
  return undefined
}
