/**
 * The text of an experiment as a plain value, with the place in the text that each part of it came from.
 */
import { basename } from 'node:path'
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, visit } from 'yaml'
import { type FileSort, isExperiment, sortsOf } from '../../systems/definition-file/file-sort.ts'
import { describe, ExperimentError, type Fault, type Place, sentence } from './faults.ts'
import { templateFault } from './template-text.ts'
import { unprintable, unprintableSentence } from './unprintable.ts'
import type { Path } from './validation.ts'
import { yamlDocument } from './yaml-documents.ts'
import { aliasSentence, isEmpty, MOST_ALIASES, startOf } from './yaml-places.ts'
import { syntaxFaults } from './yaml-syntax.ts'

/** A value from the command line that takes the place of what the file says. */
export interface Override {
  /** The option as it was given: `--seeds 5`. */
  readonly option: string
  readonly path: readonly string[]
  readonly value: unknown
}

/** What a document should be, for messages. */
export interface DocumentSort {
  readonly expected: string
  /** What its text should hold. */
  readonly map: string
}

const EXPERIMENT: DocumentSort = {
  expected: 'an experiment (YAML)',
  map: 'a map with keys such as name, system, machines and workload',
}

export class ExperimentDocument {
  readonly file: string
  readonly value: Record<string, unknown>
  /** Faults of the text that leave it readable: keys that stand there twice, characters that cannot be shown. */
  readonly faults: readonly Fault[]
  readonly #root: Node
  readonly #resolve: (node: unknown) => unknown
  readonly #lines: LineCounter
  readonly #overrides: Override[] = []

  /**
   * Reads YAML 1.2 with merge keys.
   *
   * @throws ExperimentError with every fault of the syntax, since what follows a broken line cannot be judged.
   */
  constructor(file: string, text: string, { expected, map }: DocumentSort = EXPERIMENT) {
    this.file = file
    this.#lines = new LineCounter()
    const log = logFormat(text)
    if (log === undefined && text.slice(0, 8192).includes('\0'))
      throw this.#refusal(sentence({ found: 'a file that is not text', expected }))
    if (log !== undefined) {
      const remedy = `write an experiment with trace: { file: ${basename(file)} }, or run \`switchyard run examples/replay.yaml --trace ${file}\``
      throw this.#refusal(sentence({ found: `a log (${log})`, expected, remedy }))
    }
    const document = yamlDocument(text, { lineCounter: this.#lines, prettyErrors: false, merge: true })
    const faults = syntaxFaults([...document.errors, ...document.warnings], text).map(fault =>
      this.#fault(fault),
    )
    const readable =
      document.errors.every(({ code }) => code === 'DUPLICATE_KEY') && document.warnings.length === 0
    if (!readable) throw this.#templateRefusal(text, expected) ?? new ExperimentError(faults)
    const value = this.#plain(document)
    const foreign = expected === EXPERIMENT.expected ? foreignSortOf(value) : undefined
    if (foreign !== undefined)
      throw this.#refusal(sentence({ found: foreign.title, expected, remedy: foreign.remedy }))
    if (typeof value !== 'object' || value === null || Array.isArray(value) || document.contents === null) {
      const found = value === null ? 'an empty file' : kindOf(value)
      throw this.#refusal(sentence({ found, expected: map }))
    }
    this.value = value as Record<string, unknown>
    if (expected !== EXPERIMENT.expected && isExperiment(this.value)) {
      const remedy = `\`switchyard run ${file}\` runs it`
      throw this.#refusal(sentence({ found: EXPERIMENT.expected, expected, remedy }))
    }
    this.faults = [...faults, ...this.#unprintable(document)]
    this.#root = document.contents
    this.#resolve = node => (isAlias(node) ? node.resolve(document) : node)
  }

  #unprintable(document: Document): Fault[] {
    const faults: Fault[] = []
    visit(document, {
      Scalar: (_key, { value, range }) => {
        const code = typeof value === 'string' ? unprintable(value) : undefined
        if (code === undefined) return
        const { line, col } = this.#lines.linePos(range?.[0] ?? 0)
        const place = { source: this.file, line, column: col }
        faults.push({ place, key: '', sentence: unprintableSentence(code) })
      },
    })
    return faults
  }

  #plain(document: Document): unknown {
    try {
      return document.toJS({ maxAliasCount: MOST_ALIASES })
    } catch (error) {
      throw this.#refusal(aliasSentence(error))
    }
  }

  #templateRefusal(text: string, expected: string): ExperimentError | undefined {
    const fault = templateFault(text, expected)
    if (fault === undefined) return undefined
    const { line, column, sentence } = fault
    return new ExperimentError([{ place: { source: this.file, line, column }, key: '', sentence }])
  }

  #refusal(sentence: string): ExperimentError {
    return new ExperimentError([{ place: { source: this.file, line: 1, column: 1 }, key: '', sentence }])
  }

  /** Puts a value of the command line in place; returns a sentence if there is no such place. */
  override({ option, path, value }: Override): string | undefined {
    let parent: object = this.value
    for (const [depth, key] of path.entries()) {
      const holder = path.slice(0, depth).join('.')
      if (Array.isArray(parent) && !(/^\d+$/.test(key) && Number(key) <= parent.length)) {
        return sentence({
          found: `the key ${path.join('.')}`,
          expected: `keys that exist: ${holder} is a list, whose entries are ${holder}.0 to ${holder}.${parent.length - 1}`,
        })
      }
      if (depth === path.length - 1) break
      const part: unknown = Object.getOwnPropertyDescriptor(parent, key)?.value ?? {}
      if (typeof part !== 'object') {
        return sentence({
          found: `the key ${path.join('.')}`,
          expected: `keys that exist: ${key} is ${describe(part)}, not a map`,
        })
      }
      // An alias of YAML is the very value that it names: what is set here is not to be set there too.
      const own: object = Array.isArray(part) ? [...part] : { ...part }
      put(parent, key, own)
      parent = own
    }
    put(parent, path.at(-1)!, value)
    this.#overrides.push({ option, path, value })
    return undefined
  }

  /** The place of a key or of what stands there; where it is missing, of what should hold it. */
  where(path: Path, about: 'key' | 'value' = 'value'): Place {
    const covering = this.#overrides.findLast(({ path: over }) =>
      over.every((key, i) => key === String(path[i])),
    )
    if (covering !== undefined) return { source: covering.option }
    let node: unknown = this.#root
    let offset = 0
    for (const [depth, key] of path.entries()) {
      let holder = this.#resolve(node)
      // Of a list of one the only entry is meant, which may be written without the list.
      if (isSeq(holder) && holder.items.length === 1 && !/^\d+$/.test(String(key)))
        holder = this.#resolve(holder.items[0])
      if (isMap(holder)) {
        const pair = holder.items.find(({ key: k }) => isScalar(k) && String(k.value) === String(key))
        if (pair === undefined) {
          // What an option made on the way to its own key.
          const made = this.#overrides.findLast(({ path: over }) =>
            path.slice(0, depth + 1).every((key, i) => over[i] === String(key)),
          )
          if (made !== undefined) return { source: made.option }
          break
        }
        const last = depth === path.length - 1
        const onValue =
          !isEmpty(pair.value) && (last ? about === 'value' : isScalar(this.#resolve(pair.value)))
        offset = startOf(onValue ? pair.value : pair.key) ?? offset
        node = pair.value
      } else if (isSeq(holder) && holder.items[Number(key)] !== undefined) {
        node = holder.items[Number(key)]
        offset = startOf(node) ?? offset
      } else break
    }
    const { line, col } = this.#lines.linePos(offset)
    return { source: this.file, line: Math.max(line, 1), column: Math.max(col, 1) }
  }

  #fault({ at, sentence }: { readonly at: number; readonly sentence: string }): Fault {
    const { line, col } = this.#lines.linePos(at)
    return { place: { source: this.file, line, column: col }, key: '', sentence }
  }
}

/** Eighteen numbers, the fields of a job in the Standard Workload Format, with or without its comments above. */
const swfStart = /^(?:\s*(?:;.*)?\n)*\s*-?[\d.]+(?:[ \t]+-?[\d.]+){17}[ \t]*(?:\r?\n|$)/

/** The format of a text that is a log, as people call it; undefined for any other text. */
function logFormat(text: string): string | undefined {
  if (text.startsWith('\u001f\ufffd')) return 'a gzipped file'
  if (
    swfStart.test(text) ||
    /^\s*;\s*(Version|MaxProcs|MaxNodes|UnixStartTime)\s*:/m.test(text.slice(0, 4096))
  )
    return 'Standard Workload Format'
  return text.startsWith('workload,job_id,submit_s,') ? 'a job list of the Omega simulator' : undefined
}

/** Keys of which an experiment has one at least, and no file of another product. */
const TELLING = ['system', 'systems', 'machines', 'workload', 'trace', 'lublin', 'omega', 'until']

/** What the file is that is of another product altogether; undefined for what may be meant as an experiment. */
function foreignSortOf(value: unknown): FileSort | undefined {
  const has = (key: string) => typeof value === 'object' && value !== null && key in value
  return TELLING.some(has) ? undefined : sortsOf(value)[0]
}

/** What a file is that is no map; its text may be long, and is not repeated. */
function kindOf(value: unknown): string {
  return typeof value === 'string' ? 'a file of plain text' : describe(value)
}

/** Makes a key of its own of every word, `__proto__` too, so that it is met, and refused, as an unknown key. */
function put(holder: object, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true })
}
