/**
 * The text of a JSON file as a plain value, with the place in the text that each part of it came from.
 */
import { readFileSync } from 'node:fs'
import { isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { sentence } from './faults.ts'
import type { Path } from './validation.ts'

export class JsonText {
  readonly file: string
  readonly value: unknown
  /** What is wrong with the text, each with its place: `app.json:3:5: found …`. With a fault there may be no value. */
  readonly faults: readonly string[]
  readonly #root: Node | null
  readonly #lines = new LineCounter()

  constructor(file: string) {
    this.file = file
    const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
    // JSON is YAML too, and that reader knows where everything stands.
    const document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false })
    this.#root = document.contents
    const twice = document.errors.filter(({ code }) => code === 'DUPLICATE_KEY')
    this.faults = twice.map(({ pos }) => {
      const key = /^"[^"\n]*"/.exec(text.slice(pos[0]))?.[0] ?? 'a key'
      const remedy = 'delete one of them'
      return `${this.#placeAt(pos[0])}: ${sentence({ found: `${key} for the second time`, expected: 'every key once', remedy })}`
    })
    try {
      this.value = JSON.parse(text)
    } catch (error) {
      const at = document.errors.find(({ code }) => code !== 'DUPLICATE_KEY')?.pos[0] ?? positionIn(error)
      const where = at === undefined ? file : this.#placeAt(at)
      const remedy = 'look for a comma, a bracket or a quotation mark there'
      this.faults = [
        text.trim() === ''
          ? `${file}:1:1: ${sentence({ found: 'an empty file', expected: 'JSON' })}`
          : `${where}: ${sentence({ found: 'no JSON', expected: 'JSON', remedy })}`,
      ]
    }
  }

  /** `file:line:column` of the part at the path, or of the last one on the way that exists. */
  placeOf(path: Path, about: 'key' | 'value' = 'value'): string {
    let node: unknown = this.#root
    let offset = startOf(node) ?? 0
    for (const [depth, key] of path.entries()) {
      if (isMap(node)) {
        const pair = node.items.find(each => String(each.key) === String(key))
        if (pair === undefined) break
        const onKey = about === 'key' && depth === path.length - 1
        offset = startOf(onKey ? pair.key : pair.value) ?? offset
        node = pair.value
      } else if (isSeq(node) && node.items[Number(key)] !== undefined) {
        node = node.items[Number(key)]
        offset = startOf(node) ?? offset
      } else break
    }
    return this.#placeAt(offset)
  }

  #placeAt(offset: number): string {
    const { line, col } = this.#lines.linePos(offset)
    return `${this.file}:${Math.max(line, 1)}:${Math.max(col, 1)}`
  }
}

/** Where the engine says that it stopped reading, as it does of what YAML allows and JSON does not. */
function positionIn(error: unknown): number | undefined {
  const position = /at position (\d+)/.exec(String(error))?.[1]
  return position === undefined ? undefined : Number(position)
}

const startOf = (node: unknown) => (node as Node | null)?.range?.[0]
