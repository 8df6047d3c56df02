/**
 * Reads the objects of definition files – JSON that a user wrote for a real system – field by field, and remembers what was
 * asked for: a field that nobody asked for is a fault, or one that is known and not modelled.
 */
export class WrittenObject {
  /** As sentences begin: `job.json: run.restart`. */
  readonly where: string
  readonly #fields: Readonly<Record<string, unknown>>
  readonly #faults: string[]
  readonly #asked = new Set<string>()
  readonly #style: Style

  /** @param value anything; what is no object is a fault and reads as one without fields */
  constructor(value: unknown, where: string, faults: string[], style: Style = strict) {
    this.where = where
    this.#faults = faults
    this.#style = style
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    if (!isObject) this.fault(value, 'an object')
    this.#fields = isObject ? (value as Record<string, unknown>) : {}
  }

  has(key: string): boolean {
    return this.#fields[key] != null
  }

  /** The value as it is written; undefined where it is absent or null. */
  raw(key: string): unknown {
    this.#asked.add(key)
    return this.#fields[key] ?? undefined
  }

  number(key: string, limits: Limits): number {
    const written = this.raw(key)
    const { min = 0, whole = false, otherwise } = limits
    if (written === undefined) return this.#absent(key, otherwise, 'a number')
    const isText = this.#style.numbersAsText && typeof written === 'string' && written.trim() !== ''
    const value = typeof written === 'number' ? written : isText ? Number(written) : Number.NaN
    if (Number.isFinite(value) && value >= min && (!whole || Number.isInteger(value))) return value
    const least = Number.isFinite(min) ? ` of at least ${min}` : ''
    this.fault(written, `a ${whole ? 'whole ' : ''}number${least}`, key)
    return otherwise ?? min
  }

  text(key: string, otherwise?: string): string {
    const written = this.raw(key)
    if (written === undefined) return this.#absent(key, otherwise, 'a text')
    if (typeof written === 'string') return written
    this.fault(written, 'a text', key)
    return otherwise ?? ''
  }

  flag(key: string, otherwise: boolean): boolean {
    const written = this.raw(key)
    if (written === undefined) return otherwise
    if (typeof written === 'boolean') return written
    if (this.#style.numbersAsText && (written === 'true' || written === 'false')) return written === 'true'
    this.fault(written, 'true or false', key)
    return otherwise
  }

  choice<T extends string>(key: string, choices: readonly T[], otherwise?: T): T {
    const written = this.raw(key)
    const expected = choices.length === 1 ? choices[0]! : `one of ${choices.join(', ')}`
    if (written === undefined) return this.#absent(key, otherwise, expected)
    if (choices.includes(written as T)) return written as T
    this.fault(written, expected, key)
    return otherwise ?? choices[0]!
  }

  list(key: string): readonly unknown[] {
    const written = this.raw(key)
    if (written === undefined) return []
    if (Array.isArray(written)) return written
    this.fault(written, 'a list', key)
    return []
  }

  texts(key: string): string[] {
    return this.list(key).filter((entry, i) => {
      if (typeof entry === 'string') return true
      this.fault(entry, 'a text', `${key}[${i}]`)
      return false
    }) as string[]
  }

  /** Null where the field is absent. */
  object(key: string): WrittenObject | null {
    const written = this.raw(key)
    return written === undefined ? null : this.#at(written, key)
  }

  objects(key: string): WrittenObject[] {
    return this.list(key).map((entry, i) => this.#at(entry, `${key}[${i}]`))
  }

  #at(value: unknown, key: string): WrittenObject {
    return new WrittenObject(value, this.#place(key), this.#faults, this.#style)
  }

  /** Faults for the fields that were not asked for, but for those that are known and not modelled: they are returned. */
  rest(notModelled: readonly string[]): string[] {
    const left = Object.keys(this.#fields).filter(key => !this.#asked.has(key) && this.has(key))
    for (const key of left.filter(key => !notModelled.includes(key)))
      this.#faults.push(
        `${this.#place(key)}: found a field that ${this.#style.system} does not know; known are ` +
          `${[...this.#asked, ...notModelled].sort().join(', ')}.`,
      )
    return left.filter(key => notModelled.includes(key))
  }

  fault(found: unknown, expected: string, key?: string): void {
    const place = key === undefined ? this.where : this.#place(key)
    this.#faults.push(`${place}: found ${JSON.stringify(found)}, expected ${expected}; correct it.`)
  }

  #absent<T>(key: string, otherwise: T | undefined, expected: string): T {
    if (otherwise !== undefined) return otherwise
    this.#faults.push(`${this.#place(key)}: found nothing, expected ${expected}; add it.`)
    return (expected === 'a number' ? 0 : '') as T
  }

  #place(key: string): string {
    return this.where.endsWith(':') ? `${this.where} ${key}` : `${this.where}.${key}`
  }
}

export interface Limits {
  /** 0 where it is absent. */
  readonly min?: number
  readonly whole?: boolean
  /** The default; without one the field must be there. */
  readonly otherwise?: number
}

/** What a system takes for what. */
export interface Style {
  /** In sentences: `Chronos`. */
  readonly system: string
  /** Whether "0.5" is a number, and "true" true. */
  readonly numbersAsText: boolean
}

const strict: Style = { system: 'this file', numbersAsText: false }
