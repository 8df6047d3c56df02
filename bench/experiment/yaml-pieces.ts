/**
 * Large YAML taken apart before it is parsed: a stream into its documents, and the list of a dump into its items. The trees
 * that the library makes take sixty times the memory of their text, so there is one of them at a time.
 */

/** A part of a text. Offsets and lines are from the start of the text, lines from 1. */
export interface Piece {
  readonly text: string
  readonly line: number
}

const MARKER = /^---(?=[ \t\r\n]|$)/
/** A line of space, or with a comment or a directive. */
const SILENT = /[ \t\r]*(?:[#%].*)?(?:\n|$)/y

/** The documents of a stream, without their markers; those that hold nothing but space and comments are left out. */
export function documentPieces(text: string): Piece[] {
  const pieces: Piece[] = []
  const add = (start: number, end: number, line: number) => {
    const part = text.slice(start, end)
    if (saysSomething(part)) pieces.push({ text: part, line })
  }
  let start = 0
  let line = 1
  let startLine = 1
  for (let at = 0; at < text.length; ) {
    const end = lineEnd(text, at)
    if (text.startsWith('---', at) && MARKER.test(text.slice(at, at + 4))) {
      add(start, at, startLine)
      // What stands behind a marker belongs to its document.
      start = at + 3
      startLine = line
    }
    at = end
    line++
  }
  add(start, text.length, startLine)
  return pieces
}

/** A document whose key `items` has a list: what is around the list, and its items, each a list of one. */
export interface ListPieces {
  readonly around: string
  readonly items: readonly Piece[]
}

/**
 * Takes the list of a document apart where it is written as `kubectl` writes it: a block list below a key `items` of the
 * outermost map. Undefined for any other document. Lines of a list that is further out than its key do not exist, and neither
 * does a text in an item that begins where its hyphen stands, so lines tell the items apart.
 */
export function listPieces({ text, line }: Piece): ListPieces | undefined {
  const head = /^items:[ \t]*\r?\n/m.exec(text)
  if (head === null) return undefined
  const first = head.index + head[0].length
  const hyphen = /^ *- /.exec(text.slice(first, first + 200))
  if (hyphen === null) return undefined
  const indent = hyphen[0].length - 2
  const items: Piece[] = []
  let number = line + linesIn(text.slice(0, first))
  let start = -1
  let startLine = 0
  let at = first
  for (; at < text.length; number++) {
    const end = lineEnd(text, at)
    const depth = depthOf(text, at, end)
    if (depth !== null && depth <= indent) {
      if (start >= 0) items.push({ text: text.slice(start, at), line: startLine })
      start = -1
      if (depth < indent || text[at + indent] !== '-') break
      start = at
      startLine = number
    }
    at = end
  }
  if (start >= 0) items.push({ text: text.slice(start, at), line: startLine })
  return { around: `${text.slice(0, first)}${text.slice(at)}`, items }
}

function saysSomething(text: string): boolean {
  for (let at = 0; at < text.length; at = SILENT.lastIndex) {
    SILENT.lastIndex = at
    if (!SILENT.test(text)) return true
  }
  return false
}

/** Spaces before the first other character; null for a line that is empty or a comment. */
function depthOf(text: string, at: number, end: number): number | null {
  let first = at
  while (text[first] === ' ') first++
  return first >= end || text[first] === '\n' || text[first] === '\r' || text[first] === '#'
    ? null
    : first - at
}

/** The start of the next line. */
function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end + 1
}

function linesIn(text: string): number {
  let lines = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++
  return lines
}
