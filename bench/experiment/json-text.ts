/**
 * The text of a JSON file as a plain value, with the place in the text that each part of it came from.
 */
import { readFileSync } from 'node:fs'
import { sentence } from './faults.ts'
import { DEEPEST, JsonPlaces, scanJson } from './json-scan.ts'
import { LinePlaces } from './line-places.ts'
import type { Path } from './validation.ts'

export class JsonText {
  readonly file: string
  readonly value: unknown
  /** What is wrong with the text, each with its place: `app.json:3:5: found …`. With a fault there may be no value. */
  readonly faults: readonly string[]
  readonly #lines: LinePlaces
  readonly #places: JsonPlaces

  /** Reads the file; `text` stands for what it holds where that is known. */
  constructor(file: string, text: string = readFileSync(file, 'utf8')) {
    this.file = file
    const json = text.replace(/^\uFEFF/, '')
    this.#lines = new LinePlaces(json)
    this.#places = new JsonPlaces(json)
    const { brokenAt, tooDeepAt, twiceAt } = scanJson(json)
    if (tooDeepAt !== undefined) {
      const found = `more than ${DEEPEST} levels of lists or objects`
      this.faults = [`${this.#placeAt(tooDeepAt)}: ${sentence({ found, expected: `at most ${DEEPEST}` })}`]
    } else if (json.trim() === '') {
      this.faults = [`${file}:1:1: ${sentence({ found: 'an empty file', expected: 'JSON' })}`]
    } else if (brokenAt !== undefined) {
      const remedy = 'look for a comma, a bracket or a quotation mark there'
      this.faults = [
        `${this.#placeAt(brokenAt)}: ${sentence({ found: 'no JSON', expected: 'JSON', remedy })}`,
      ]
    } else {
      this.value = JSON.parse(json)
      this.faults = twiceAt.map(at => {
        const found = `${/^"[^"\n]*"/.exec(json.slice(at, at + 80))?.[0] ?? 'a key'} for the second time`
        return `${this.#placeAt(at)}: ${sentence({ found, expected: 'every key once', remedy: 'delete one of them' })}`
      })
    }
  }

  /** `file:line:column` of the part at the path, or of the last one on the way that exists. */
  placeOf(path: Path, about: 'key' | 'value' = 'value'): string {
    return this.#placeAt(this.#places.offsetOf(path, about))
  }

  #placeAt(offset: number): string {
    const { line, column } = this.#lines.of(offset)
    return `${this.file}:${line}:${column}`
  }
}
