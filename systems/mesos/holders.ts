/**
 * Who holds what of one agent: a framework in a role, and resources. On most agents a dozen tasks of as many frameworks run, and
 * there are thousands of agents, so it is one short list: maps of maps would be ten times as large.
 */
import { Resources } from './resources.ts'

/** Framework, role, resources. */
const WIDTH = 3
const ROLE = 1
const RESOURCES = 2

export class Holders {
  /** So many entries of each; frameworks in the order in which they came, and the roles of each side by side. */
  readonly #entries: (string | Resources)[] = []

  of(framework: string, role: string): Resources {
    const at = this.#find(framework, role)
    return at < 0 ? Resources.NONE : (this.#entries[at + RESOURCES] as Resources)
  }

  *ofFramework(framework: string): Iterable<readonly [string, Resources]> {
    const entries = this.#entries
    for (let at = 0; at < entries.length; at += WIDTH)
      if (entries[at] === framework)
        yield [entries[at + ROLE] as string, entries[at + RESOURCES] as Resources]
  }

  /** Who holds nothing is no holder. */
  set(framework: string, role: string, held: Resources): void {
    const entries = this.#entries
    const at = this.#find(framework, role)
    if (held.isEmpty) {
      if (at >= 0) entries.splice(at, WIDTH)
    } else if (at >= 0) entries[at + RESOURCES] = held
    else entries.splice(this.#endOf(framework), 0, framework, role, held)
  }

  /** By framework and role. */
  toMap(): Map<string, Map<string, Resources>> {
    const entries = this.#entries
    const all = new Map<string, Map<string, Resources>>()
    for (let at = 0; at < entries.length; at += WIDTH) {
      const framework = entries[at] as string
      const roles = all.get(framework) ?? new Map<string, Resources>()
      roles.set(entries[at + ROLE] as string, entries[at + RESOURCES] as Resources)
      all.set(framework, roles)
    }
    return all
  }

  /** −1 where it holds nothing. */
  #find(framework: string, role: string): number {
    const entries = this.#entries
    for (let at = 0; at < entries.length; at += WIDTH)
      if (entries[at] === framework && entries[at + ROLE] === role) return at
    return -1
  }

  /** Where its next role belongs: after its others, or after all. */
  #endOf(framework: string): number {
    const entries = this.#entries
    for (let at = entries.length - WIDTH; at >= 0; at -= WIDTH)
      if (entries[at] === framework) return at + WIDTH
    return entries.length
  }
}
