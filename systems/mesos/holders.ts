/**
 * Who holds what of one agent. On most agents a dozen tasks of as many frameworks run, and there are thousands of agents, so it is
 * one short list: maps of maps would be ten times as large.
 */
import type { Holder } from './holder.ts'
import { Resources } from './resources.ts'

/** Holder, resources. */
const WIDTH = 2
const RESOURCES = 1

export class Holders {
  /** So many entries of each; frameworks in the order in which they came, and the roles of each side by side. */
  readonly #entries: (Holder | Resources)[]

  constructor(others?: Holders) {
    this.#entries = others === undefined ? [] : others.#entries.slice()
  }

  of(holder: Holder): Resources {
    const at = this.#find(holder)
    return at < 0 ? Resources.NONE : (this.#entries[at + RESOURCES] as Resources)
  }

  add(holder: Holder, resources: Resources): void {
    if (resources.isEmpty) return
    const entries = this.#entries
    const at = this.#find(holder)
    if (at >= 0) entries[at + RESOURCES] = (entries[at + RESOURCES] as Resources).plus(resources)
    else this.#enter(holder, resources)
  }

  /** Who holds nothing is no holder. */
  subtract(holder: Holder, resources: Resources): void {
    const entries = this.#entries
    const at = this.#find(holder)
    if (at < 0) return
    const left = (entries[at + RESOURCES] as Resources).minus(resources)
    if (left.isEmpty) entries.splice(at, WIDTH)
    else entries[at + RESOURCES] = left
  }

  *[Symbol.iterator](): Iterator<readonly [Holder, Resources]> {
    const entries = this.#entries
    for (let at = 0; at < entries.length; at += WIDTH)
      yield [entries[at] as Holder, entries[at + RESOURCES] as Resources]
  }

  /** −1 where it holds nothing. */
  #find(holder: Holder): number {
    const entries = this.#entries
    for (let at = 0; at < entries.length; at += WIDTH) if (entries[at] === holder) return at
    return -1
  }

  /** After other roles of its framework, or after all. */
  #enter(holder: Holder, resources: Resources): void {
    const entries = this.#entries
    for (let at = entries.length - WIDTH; at >= 0; at -= WIDTH)
      if ((entries[at] as Holder).frameworkNumber === holder.frameworkNumber) {
        entries.splice(at + WIDTH, 0, holder, resources)
        return
      }
    entries.push(holder, resources)
  }
}
