/**
 * The text of a manifest file as documents, each with the places of its parts.
 */
import { type Document, isCollection, LineCounter, visit } from 'yaml'
import type { Path } from '../../systems/kubernetes/manifest/fields.ts'
import { JsonText } from './json-text.ts'
import { templateFault } from './template-text.ts'
import { yamlDocuments } from './yaml-documents.ts'
import { documentPieces, listPieces, type Piece } from './yaml-pieces.ts'
import { aliasSentence, MOST_ALIASES, offsetIn } from './yaml-places.ts'
import { syntaxFaults } from './yaml-syntax.ts'

/** A document, or an item of one. */
export interface TextDocument {
  readonly value: unknown
  /** Of the file, from 1; undefined where it has only one. */
  readonly number: number | undefined
  /** `file:line:column` */
  placeOf(at: Path, about?: 'key' | 'value'): string
}

export interface ManifestText {
  readonly documents: readonly TextDocument[]
  /** What is wrong with the text, each with its place. */
  readonly faults: readonly string[]
  /** An alias in it lacks its anchor, which may stand in another part. */
  readonly lacksAnchor?: true
}

/** Reads JSON or YAML, by what the text begins with. */
export function readManifestText(file: string, written: string): ManifestText {
  const text = written.replace(/^\uFEFF/, '')
  if (/^\s*[{[]/.test(text)) {
    const json = new JsonText(file, text)
    const value = { value: json.value, number: undefined, placeOf: json.placeOf.bind(json) }
    // A map in braces that is no JSON may be YAML.
    if (json.value !== undefined || /\.json$/i.test(file))
      return { documents: json.value === undefined ? [] : [value], faults: json.faults }
  }
  const pieces = documentPieces(text)
  const read = pieces.map((piece, i) => readPiece(file, piece, pieces.length === 1 ? undefined : i + 1))
  return {
    documents: read.flatMap(({ documents }) => documents),
    faults: read.flatMap(({ faults }) => faults),
  }
}

function readPiece(file: string, piece: Piece, number: number | undefined): ManifestText {
  return readItems(file, piece, number) ?? readWhole(file, piece, number)
}

/** The items of a list one by one; undefined where the document is no list, or an item needs what stands in another. */
function readItems(file: string, piece: Piece, number: number | undefined): ManifestText | undefined {
  const list = listPieces(piece)
  if (list === undefined) return undefined
  const around = readWhole(file, { ...piece, text: list.around }, number)
  const kind = (around.documents[0]?.value as { kind?: unknown } | null | undefined)?.kind
  if (around.faults.length > 0 || typeof kind !== 'string' || !kind.endsWith('List')) return undefined
  const documents: TextDocument[] = []
  const faults: string[] = []
  for (const item of list.items) {
    const { documents: read, faults: ofItem, lacksAnchor } = readWhole(file, item, number)
    if (lacksAnchor) return undefined
    faults.push(...ofItem)
    const [only] = read
    if (only === undefined) continue
    if (!Array.isArray(only.value)) return undefined
    documents.push({ ...only, value: only.value[0], placeOf: (at, about) => only.placeOf([0, ...at], about) })
  }
  return { documents, faults }
}

function readWhole(file: string, piece: Piece, number: number | undefined): ManifestText {
  const { document, placeAt } = parsed(file, piece)
  const faults = syntaxFaults([...document.errors, ...document.warnings], piece.text).map(
    ({ at, sentence }) => said(placeAt(at), number, sentence),
  )
  const isReadable = document.errors.every(({ code }) => code === 'DUPLICATE_KEY')
  const template = isReadable && !hasCollectionKey(document, piece.text) ? undefined : templateIn(piece)
  if (template !== undefined)
    return { documents: [], faults: [said(`${file}:${template.place}`, number, template.sentence)] }
  if (!isReadable || document.warnings.length > 0) return { documents: [], faults }
  try {
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES })
    // Parsed once more for a place: few are asked for, and the tree is large.
    const placeOf = (at: Path, about?: 'key' | 'value') => {
      const again = parsed(file, piece)
      return again.placeAt(offsetIn(again.document, at, about))
    }
    return { documents: [{ value, number, placeOf }], faults }
  } catch (error) {
    return {
      documents: [],
      faults: [...faults, said(placeAt(0), number, aliasSentence(error))],
      lacksAnchor: true,
    }
  }
}

function parsed(file: string, { text, line }: Piece) {
  const lines = new LineCounter()
  const [document] = yamlDocuments(text, { lineCounter: lines, prettyErrors: false, merge: true })
  const placeAt = (offset: number) => {
    const { line: inside, col } = lines.linePos(offset)
    return `${file}:${line + Math.max(inside, 1) - 1}:${Math.max(col, 1)}`
  }
  return { document: document!, placeAt }
}

/** `{{ .Values.x }}` may be read, as a map whose key is a map; manifests have no such keys. */
function hasCollectionKey(document: Document, text: string): boolean {
  if (!text.includes('{{')) return false
  let has = false
  visit(document, {
    Pair: (_, { key }) => {
      has ||= isCollection(key)
      return has ? visit.BREAK : undefined
    },
  })
  return has
}

function templateIn({
  text,
  line,
}: Piece): { readonly place: string; readonly sentence: string } | undefined {
  const fault = templateFault(text, 'Kubernetes manifests')
  return fault && { place: `${line + fault.line - 1}:${fault.column}`, sentence: fault.sentence }
}

/** A sentence with its place, and the number of the document where there are several. */
export function said(place: string, number: number | undefined, sentence: string): string {
  return `${place}: ${number === undefined ? '' : `document ${number}: `}${sentence}`
}
