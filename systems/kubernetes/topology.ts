/**
 * Domains: the nodes that share a value of a label, numbered for each label apart.
 */
import type { NodeInfo } from './node-info.ts'
import { larger } from './slot-table.ts'

/** A node that does not have the label is in no domain. */
export const NO_DOMAIN = -1

/** The domains that one label makes. */
export class Domains {
  readonly key: string
  readonly #numbers = new Map<string, number>()
  /** By slot. */
  of = new Int32Array(64).fill(NO_DOMAIN)

  constructor(key: string) {
    this.key = key
  }

  /** Numbers given out so far; some of them may have no node any more. */
  get count(): number {
    return this.#numbers.size
  }

  set({ slot, node }: NodeInfo): void {
    const value = node.labels.get(this.key)
    if (slot >= this.of.length) {
      const before = this.of.length
      this.of = larger(this.of, slot + 1).fill(NO_DOMAIN, before)
    }
    if (value === undefined) this.of[slot] = NO_DOMAIN
    else this.of[slot] = this.numberOf(value)
  }

  numberOf(value: string): number {
    let number = this.#numbers.get(value)
    if (number === undefined) {
      number = this.#numbers.size
      this.#numbers.set(value, number)
    }
    return number
  }
}

/** The domains of every label that was asked for. */
export class Topology {
  readonly #domains = new Map<string, Domains>()

  /** `nodes` are those that are there when the label is first asked for; later ones come by `set`. */
  domains(key: string, nodes: Iterable<NodeInfo>): Domains {
    let domains = this.#domains.get(key)
    if (domains === undefined) {
      domains = new Domains(key)
      this.#domains.set(key, domains)
      for (const info of nodes) domains.set(info)
    }
    return domains
  }

  /** The node is new, or its labels may have changed. */
  set(info: NodeInfo): void {
    for (const domains of this.#domains.values()) domains.set(info)
  }
}
