/**
 * Reads the fields of manifests: what is wrong, and what is not modelled, is told all at once and by name.
 */
import { SECOND, type Time } from '../../../sim/engine/time.ts'
import { SwitchyardError } from '../../../sim/errors.ts'
import { isOtherField } from './other-fields.ts'

/** A manifest asks for what the model does not do. */
export class Unmodelled extends SwitchyardError {
  override readonly name = 'Unmodelled'
}

/** Keys and places in lists, from the outermost on; the first names what was read: `pod`, `ops[3].pod`. */
export type Path = readonly (string | number)[]

/** What is wrong at a place. */
export interface ManifestFault {
  readonly at: Path
  /** `found …, expected …; <what to do>`. */
  readonly sentence: string
  /** It is the key that is wrong, not what stands there. */
  readonly about?: 'key'
  /** Words of which the key may have been meant to be one; in place of the remedy of the sentence. */
  readonly among?: readonly string[]
}

/** What was found on the way through one or more documents. */
export class Reading {
  readonly faults: ManifestFault[] = []
  /** Fields that ask for what no model does. */
  readonly unmodelled: Path[] = []
  /** Fields that say something of the life of a pod that no model has, and on which no decision of the scheduler depends. */
  readonly passedOver: Path[] = []
  readonly #told = new Set<string>()
  /** An API server has taken it: what it has may be of another release, and is not modelled. Else it is wrong. */
  readonly isStored: boolean

  constructor(isStored = true) {
    this.isStored = isStored
  }

  /** The field was not read, and is none of those on which nothing depends; `names` are those that may stand there. */
  notRead(at: Path, names: readonly string[]): void {
    if (this.isStored || isOtherField(at)) this.unmodelled.push(at)
    else
      this.said(at, 'found an unknown field, expected one that the API has there', {
        about: 'key',
        among: names,
      })
  }

  /**
   * To be called at the end.
   *
   * @throws SwitchyardError for what is wrong; Unmodelled where everything is right but not modelled.
   */
  finish(): void {
    if (this.faults.length > 0)
      throw new SwitchyardError(
        this.faults.map(({ at, sentence }) => `${placeOf(at)}: ${sentence}`).join('\n'),
      )
    if (this.unmodelled.length === 0) return
    const names = [...new Set(this.unmodelled.map(at => placeOf(at).replace(/\[\d+\]/g, '[]')))]
    throw new Unmodelled(
      `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} not modelled; leave ${names.length === 1 ? 'it' : 'them'} out`,
    )
  }

  fields(value: unknown, ...at: Path): Fields {
    if (!isObject(value) && value !== undefined && value !== null) this.expected(at, value, 'an object')
    return new Fields(this, isObject(value) ? value : {}, at)
  }

  expected(at: Path, found: unknown, what: string, remedy = 'correct it'): void {
    this.said(at, `found ${shown(found)}, expected ${what}; ${remedy}`)
  }

  /** Once, however often the place is read. */
  said(at: Path, sentence: string, more: Pick<ManifestFault, 'about' | 'among'> = {}): void {
    const fault = `${placeOf(at)}: ${sentence}`
    if (this.#told.has(fault)) return
    this.#told.add(fault)
    this.faults.push({ at, sentence, ...more })
  }
}

/** `pod.spec.containers[0].image`. */
export function placeOf(at: Path): string {
  return at.map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`)).join('')
}

function shown(found: unknown): string {
  const text = JSON.stringify(found) ?? 'nothing'
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Begins the sentences of whoever reads a value for a field, which knows its place itself. */
const HERE = 'here'

/** The fields of one object. A field that is null counts as absent, as in the API. */
export class Fields {
  readonly at: Path
  readonly reading: Reading
  readonly #object: Record<string, unknown>
  readonly #read = new Set<string>()

  constructor(reading: Reading, object: Record<string, unknown>, at: Path) {
    this.reading = reading
    this.#object = object
    this.at = at
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
    const words = known.filter(word => word !== '')
    this.reading.expected([...this.at, key], text, `one of ${words.join(', ')}`)
    return otherwise
  }

  number(key: string, otherwise: number): number {
    return this.#typed(key, 'number', 'a number') ?? otherwise
  }

  /** A whole number from `least` up to what 32 bits hold. */
  whole(key: string, otherwise: number, least = 0): number {
    const value = this.number(key, otherwise)
    if (Number.isInteger(value) && value >= least && value < 2 ** 31) return value
    if (typeof this.#object[key] === 'number')
      this.expected(key, value, `a whole number of at least ${least}`)
    return otherwise
  }

  /** A whole number of seconds, as a time. */
  seconds(key: string, otherwise: Time): Time {
    return this.has(key) ? this.whole(key, 0) * SECOND : otherwise
  }

  flag(key: string): boolean {
    return this.#typed(key, 'boolean', 'true or false') ?? false
  }

  fields(key: string): Fields {
    return this.reading.fields(this.#value(key), ...this.at, key)
  }

  /** The object below, and the objects of the list below, of a field that was read: what is none was told. */
  inside(key: string): Fields {
    const value = this.#value(key)
    return new Fields(this.reading, isObject(value) ? value : {}, [...this.at, key])
  }

  each(key: string): Fields[] {
    const values = this.#value(key)
    if (!Array.isArray(values)) return []
    return values.flatMap((value, i) =>
      isObject(value) || value === null ? new Fields(this.reading, value ?? {}, [...this.at, key, i]) : [],
    )
  }

  /** Null where the field is absent. */
  list<T>(key: string, read: (fields: Fields, i: number) => T): T[] | null {
    const values = this.#array(key)
    return values?.map((value, i) => read(this.reading.fields(value, ...this.at, key, i), i)) ?? null
  }

  texts(key: string): string[] {
    const values = this.#array(key) ?? []
    values.forEach((value, i) => {
      if (typeof value !== 'string') this.reading.expected([...this.at, key, i], value, 'a text')
    })
    return values.map(String)
  }

  numbers(key: string): number[] {
    const values = this.#array(key) ?? []
    values.forEach((value, i) => {
      if (typeof value !== 'number') this.reading.expected([...this.at, key, i], value, 'a number')
    })
    return values.map(Number)
  }

  /** Texts by name, of which one that is null is empty, as in the API; null where the field is absent. */
  map(key: string): Map<string, string> | null {
    const entries = this.entries(key)?.map(([name, value]) => [name, value ?? ''] as const) ?? null
    for (const [name, value] of entries ?? [])
      if (typeof value !== 'string') this.reading.expected([...this.at, key, name], value, 'a text')
    return entries === null ? null : new Map(entries.map(([name, value]) => [name, String(value)]))
  }

  /** Anything by name; null where the field is absent. */
  entries(key: string): [string, unknown][] | null {
    const value = this.#value(key)
    if (value === undefined) return null
    if (typeof value === 'object' && !Array.isArray(value)) return Object.entries(value as object)
    this.reading.expected([...this.at, key], value, 'an object')
    return null
  }

  /** The value that `read` makes of the field, whose errors join the others. */
  converted<T>(key: string, otherwise: T, read: (value: unknown, where: string) => T): T {
    const value = this.#value(key)
    return value === undefined ? otherwise : this.attempt([key], otherwise, where => read(value, where))
  }

  /** What a part of the model says of what stands below this object is a fault of that place. */
  attempt<T>(below: Path, otherwise: T, read: (where: string) => T): T {
    try {
      return read(HERE)
    } catch (error) {
      if (!(error instanceof SwitchyardError)) throw error
      this.reading.said([...this.at, ...below], error.message.replace(`${HERE}: `, '').replace(/\.$/, ''))
      return otherwise
    }
  }

  expected(key: string, found: unknown, what: string, remedy?: string): void {
    this.reading.expected([...this.at, key], found, what, remedy)
  }

  /** The key itself is wrong. */
  keyExpected(key: string, what: string): void {
    this.reading.said([...this.at, key], `found ${shown(key)} as a key, expected ${what}; correct it`, {
      about: 'key',
    })
  }

  said(key: string, sentence: string): void {
    this.reading.said([...this.at, key], sentence)
  }

  unmodelled(key: string): void {
    this.reading.unmodelled.push([...this.at, key])
  }

  /** A whole number on which no model depends: checked, and noted where it is there. */
  passedOver(key: string): void {
    this.whole(key, 0)
    if (this.has(key)) this.reading.passedOver.push([...this.at, key])
  }

  /**
   * Every field that was not read is not modelled, or none, but for those that are inert, on which nothing depends, and those of life,
   * on which no decision of the scheduler does.
   */
  end(inert: readonly string[] = [], ofLife: readonly string[] = []): void {
    for (const [key, value] of Object.entries(this.#object)) {
      if (value === undefined || this.#read.has(key) || inert.includes(key)) continue
      const at = [...this.at, key]
      // A field without a value says nothing, but there must be one of that name.
      if (value === null && (this.reading.isStored || ofLife.includes(key) || isOtherField(at))) continue
      if (ofLife.includes(key)) this.reading.passedOver.push(at)
      else this.reading.notRead(at, [...this.#read, ...inert, ...ofLife])
    }
  }

  #value(key: string): unknown {
    this.#read.add(key)
    return this.#object[key] ?? undefined
  }

  #typed<T>(key: string, type: string, what: string): T | undefined {
    const value = this.#value(key)
    if (value === undefined || typeof value === type) return value as T | undefined
    this.reading.expected([...this.at, key], value, what)
    return undefined
  }

  #array(key: string): unknown[] | null {
    const value = this.#value(key)
    if (value === undefined) return null
    if (Array.isArray(value)) return value
    this.reading.expected([...this.at, key], value, 'a list')
    return null
  }
}
