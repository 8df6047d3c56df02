/**
 * The fields of one object of a definition: each is read once, with its type; what nobody reads is a fault. `null` is nothing.
 */
import { SwitchyardError } from '../../sim/errors.ts'
import { anyOf, type DefinitionReport, type Path, shown } from './report.ts'

interface Bounds {
  readonly least?: number
  readonly most?: number
  readonly whole?: boolean
}

/** A place in a list with what stands there. */
export interface Entry {
  readonly value: unknown
  readonly at: Path
}

const WHERE = 'here'

export class Fields {
  readonly at: Path
  readonly report: DefinitionReport
  readonly #values: Readonly<Record<string, unknown>>
  readonly #known = new Set<string>()
  readonly #notModelled = new Set<string>()
  readonly #answers = new Set<string>()
  /** Of the place, so many parts lie above the definition that names of fields begin with. */
  readonly #above: number

  private constructor(
    values: Readonly<Record<string, unknown>>,
    at: Path,
    above: number,
    report: DefinitionReport,
  ) {
    this.#values = values
    this.at = at
    this.#above = above
    this.report = report
  }

  /** A definition, or a part of one that begins `above`. Undefined after saying that it is no object. */
  static of(
    { value, at }: Entry,
    what: string,
    report: DefinitionReport,
    above = at.length,
  ): Fields | undefined {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return new Fields(value as Record<string, unknown>, at, above, report)
    report.wrong(at, { found: shown(value), expected: `${what}, which is an object` })
    return undefined
  }

  path(key: string): Path {
    return [...this.at, key]
  }

  /** What stands there; undefined for nothing and for null. */
  raw(key: string): unknown {
    this.#known.add(key)
    return Object.hasOwn(this.#values, key) ? (this.#values[key] ?? undefined) : undefined
  }

  has(key: string): boolean {
    return this.raw(key) !== undefined
  }

  number(key: string, { least = 0, most, whole = false }: Bounds = {}): number | undefined {
    const value = this.raw(key)
    if (value === undefined) return undefined
    const isRight =
      typeof value === 'number' &&
      value >= least &&
      value <= (most ?? Number.MAX_SAFE_INTEGER) &&
      (!whole || Number.isInteger(value))
    if (isRight) return value
    const kind = whole ? 'a whole number' : 'a number'
    const isLarge = typeof value === 'number' && value > Number.MAX_SAFE_INTEGER
    const limit = most ?? (isLarge ? Number.MAX_SAFE_INTEGER : undefined)
    const range = limit === undefined ? `of at least ${least}` : `from ${least} to ${limit}`
    this.report.wrong(this.path(key), { found: shown(value), expected: `${kind} ${range}` })
    return undefined
  }

  text(key: string): string | undefined {
    const value = this.raw(key)
    if (value === undefined || typeof value === 'string') return value
    this.report.wrong(this.path(key), { found: shown(value), expected: 'a text' })
    return undefined
  }

  flag(key: string): boolean | undefined {
    const value = this.raw(key)
    if (value === undefined || typeof value === 'boolean') return value
    this.report.wrong(this.path(key), { found: shown(value), expected: 'true or false' })
    return undefined
  }

  word<const W extends string>(key: string, words: readonly W[]): W | undefined {
    const value = this.raw(key)
    if (value === undefined || words.includes(value as W)) return value as W | undefined
    this.report.wrong(this.path(key), { found: shown(value), expected: anyOf(words), among: words })
    return undefined
  }

  /** The entries of a list; none where there is no list. */
  list(key: string): readonly Entry[] {
    const value = this.raw(key)
    if (Array.isArray(value)) return value.map((each, i) => ({ value: each, at: [...this.at, key, i] }))
    if (value !== undefined) this.report.wrong(this.path(key), { found: shown(value), expected: 'a list' })
    return []
  }

  texts(key: string): string[] {
    return this.list(key).flatMap(({ value, at }) => {
      if (typeof value === 'string') return [value]
      this.report.wrong(at, { found: shown(value), expected: 'a text' })
      return []
    })
  }

  object(key: string, what: string): Fields | undefined {
    const value = this.raw(key)
    return value === undefined ? undefined : this.#part({ value, at: this.path(key) }, what)
  }

  objects(key: string, what: string): Fields[] {
    return this.list(key).flatMap(entry => this.#part(entry, what) ?? [])
  }

  #part(entry: Entry, what: string): Fields | undefined {
    return Fields.of(entry, what, this.report, this.#above)
  }

  /** Texts by name, as labels are. */
  textsByName(key: string): Record<string, string> {
    const map = this.object(key, 'texts by name')
    if (map === undefined) return {}
    return Object.fromEntries(
      Object.keys(map.#values).flatMap(name => {
        const text = map.text(name)
        return text === undefined ? [] : [[name, text]]
      }),
    )
  }

  /** Hands on what a part of the model says of a value, as a fault of this place. */
  attempt<T>(at: Path, read: (where: string) => T): T | undefined {
    try {
      return read(WHERE)
    } catch (error) {
      if (!(error instanceof SwitchyardError)) throw error
      this.report.said(at, error.message.replace(`${WHERE}: `, '').replace(/\.$/, ''))
      return undefined
    }
  }

  /** Fields that Marathon knows and no model honours. */
  notModelled(...keys: readonly string[]): void {
    for (const key of keys) {
      this.#known.add(key)
      this.#notModelled.add(key)
    }
  }

  /** Fields that ask for nothing: what Marathon itself writes into its answers. */
  answers(...keys: readonly string[]): void {
    for (const key of keys) {
      this.#known.add(key)
      this.#answers.add(key)
    }
  }

  /** Names what was read, and the rest as faults; call last. `also` are fields that are known elsewhere, each with where. */
  close(what: string, also: Readonly<Record<string, string>> = {}): void {
    const above = this.at.slice(this.#above).filter(part => typeof part === 'string')
    for (const [key, value] of Object.entries(this.#values)) {
      if (this.#known.has(key)) {
        if (!isEmpty(value) && !this.#answers.has(key))
          this.report.field([...above, key].join('.'), !this.#notModelled.has(key))
        continue
      }
      const elsewhere = Object.hasOwn(also, key) ? also[key] : undefined
      if (elsewhere === undefined)
        this.report.wrong(
          this.path(key),
          {
            found: 'an unknown field',
            expected: `a field of ${what}`,
            among: [...this.#known],
            remedy: 'delete it',
          },
          'key',
        )
      else
        this.report.wrong(
          this.path(key),
          { found: 'a field of another version', expected: `a field of ${what}`, remedy: elsewhere },
          'key',
        )
    }
  }
}

/** Flags of definitions are off unless they are set. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return true
  return typeof value === 'object' && Object.keys(value as object).length === 0
}
