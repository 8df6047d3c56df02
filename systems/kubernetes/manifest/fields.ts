/**
 * Reads the fields of manifests: what is wrong, and what is not modelled, is told all at once and by name.
 */
import { SwitchyardError } from '../../../sim/errors.ts'

/** A manifest asks for what the model does not do. */
export class Unmodelled extends SwitchyardError {
  override readonly name = 'Unmodelled'
}

/** What was found on the way through one or more documents. */
export class Reading {
  readonly faults: string[] = []
  readonly unmodelled: string[] = []

  /**
   * To be called at the end.
   *
   * @throws SwitchyardError for what is wrong; Unmodelled where everything is right but not modelled.
   */
  finish(): void {
    if (this.faults.length > 0) throw new SwitchyardError(this.faults.join('\n'))
    if (this.unmodelled.length === 0) return
    const names = [...new Set(this.unmodelled)]
    throw new Unmodelled(
      `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} not modelled; leave ${names.length === 1 ? 'it' : 'them'} out`,
    )
  }

  fields(value: unknown, where: string): Fields {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    if (!isObject && value !== undefined && value !== null) this.expected(where, value, 'an object')
    return new Fields(this, isObject ? (value as Record<string, unknown>) : {}, where)
  }

  expected(where: string, found: unknown, what: string): void {
    const shown = JSON.stringify(found) ?? 'nothing'
    this.faults.push(
      `${where}: found ${shown.length > 80 ? `${shown.slice(0, 80)}…` : shown}, expected ${what}; correct it`,
    )
  }
}

/** The fields of one object. A field that is null counts as absent, as in the API. */
export class Fields {
  readonly where: string
  readonly #reading: Reading
  readonly #object: Record<string, unknown>
  readonly #read = new Set<string>()

  constructor(reading: Reading, object: Record<string, unknown>, where: string) {
    this.#reading = reading
    this.#object = object
    this.where = where
  }

  has(key: string): boolean {
    return this.#value(key) !== undefined
  }

  /** As it is written, whatever it is. */
  anything(key: string): unknown {
    return this.#value(key)
  }

  /** Every field as it is written; none of them counts as read. */
  get all(): Readonly<Record<string, unknown>> {
    return this.#object
  }

  text(key: string, otherwise = ''): string {
    return this.#typed(key, 'string', 'a text') ?? otherwise
  }

  /** One of the texts that are known. */
  oneOf<T extends string>(key: string, known: readonly T[], otherwise: T): T {
    const text = this.#typed<string>(key, 'string', 'a text')
    if (text === undefined || known.includes(text as T)) return (text as T | undefined) ?? otherwise
    this.#reading.expected(`${this.where}.${key}`, text, `one of ${known.join(', ')}`)
    return otherwise
  }

  number(key: string, otherwise: number): number {
    return this.#typed(key, 'number', 'a number') ?? otherwise
  }

  flag(key: string): boolean {
    return this.#typed(key, 'boolean', 'true or false') ?? false
  }

  fields(key: string): Fields {
    return this.#reading.fields(this.#value(key), `${this.where}.${key}`)
  }

  /** Null where the field is absent. */
  list<T>(key: string, read: (fields: Fields, i: number) => T): T[] | null {
    const values = this.#array(key)
    return (
      values?.map((value, i) => read(this.#reading.fields(value, `${this.where}.${key}[${i}]`), i)) ?? null
    )
  }

  texts(key: string): string[] {
    const values = this.#array(key) ?? []
    values.forEach((value, i) => {
      if (typeof value !== 'string') this.#reading.expected(`${this.where}.${key}[${i}]`, value, 'a text')
    })
    return values.map(String)
  }

  /** Texts by name; null where the field is absent. */
  map(key: string): Map<string, string> | null {
    const entries = this.entries(key)
    for (const [name, value] of entries ?? [])
      if (typeof value !== 'string') this.#reading.expected(`${this.where}.${key}.${name}`, value, 'a text')
    return entries === null ? null : new Map(entries.map(([name, value]) => [name, String(value)]))
  }

  /** Anything by name; null where the field is absent. */
  entries(key: string): [string, unknown][] | null {
    const value = this.#value(key)
    if (value === undefined) return null
    if (typeof value === 'object' && !Array.isArray(value)) return Object.entries(value as object)
    this.#reading.expected(`${this.where}.${key}`, value, 'an object')
    return null
  }

  /** The value that `read` makes of the field, whose errors join the others. */
  converted<T>(key: string, otherwise: T, read: (value: unknown, where: string) => T): T {
    const value = this.#value(key)
    return value === undefined
      ? otherwise
      : this.attempt(() => read(value, `${this.where}.${key}`), otherwise)
  }

  attempt<T>(read: () => T, otherwise: T): T {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof SwitchyardError)) throw error
      this.#reading.faults.push(error.message)
      return otherwise
    }
  }

  expected(key: string, found: unknown, what: string): void {
    this.#reading.expected(`${this.where}.${key}`, found, what)
  }

  unmodelled(key: string): void {
    this.#reading.unmodelled.push(`${this.where.replace(/\[\d+\]/g, '[]')}.${key}`)
  }

  /** Every field that was not read is not modelled, but those that no decision depends on. */
  end(inert: readonly string[] = []): void {
    for (const [key, value] of Object.entries(this.#object)) {
      if (value === undefined || value === null || this.#read.has(key) || inert.includes(key)) continue
      this.unmodelled(key)
    }
  }

  #value(key: string): unknown {
    this.#read.add(key)
    return this.#object[key] ?? undefined
  }

  #typed<T>(key: string, type: string, what: string): T | undefined {
    const value = this.#value(key)
    if (value === undefined || typeof value === type) return value as T | undefined
    this.#reading.expected(`${this.where}.${key}`, value, what)
    return undefined
  }

  #array(key: string): unknown[] | null {
    const value = this.#value(key)
    if (value === undefined) return null
    if (Array.isArray(value)) return value
    this.#reading.expected(`${this.where}.${key}`, value, 'a list')
    return null
  }
}
