/**
 * Where the counted instances of one app are, by the value of each field that its constraints name.
 *
 * Kept current as instances come and go, so that a constraint looks up one number instead of walking over all instances.
 */
import { fieldText } from './attribute-text.ts'
import type { Era } from './flags.ts'
import type { Agent } from './offer.ts'

export class Spread {
  readonly #era: Era
  readonly #fields: ReadonlyMap<string, Map<string | null, number>>
  #total = 0

  constructor(fields: Iterable<string>, era: Era) {
    this.#era = era
    this.#fields = new Map([...fields].map(field => [field, new Map<string | null, number>()]))
  }

  /** Instances that are counted. */
  get total(): number {
    return this.#total
  }

  add(where: Agent): void {
    this.#total += 1
    for (const [field, counts] of this.#fields) {
      const value = fieldText(where, field, this.#era)
      counts.set(value, (counts.get(value) ?? 0) + 1)
    }
  }

  /** The instance must have been added with the same values. */
  remove(where: Agent): void {
    this.#total -= 1
    for (const [field, counts] of this.#fields) {
      const value = fieldText(where, field, this.#era)
      const left = counts.get(value)! - 1
      if (left === 0) counts.delete(value)
      else counts.set(value, left)
    }
  }

  /**
   * How many instances have each value of the field, the oldest value first; under null those on agents without the
   * field, which Marathon takes for a group of their own.
   */
  counts(field: string): ReadonlyMap<string | null, number> {
    return this.#fields.get(field)!
  }
}
