/**
 * The random sorter of Mesos at head (sorter/random/sorter.cpp): a weighted shuffle of the active clients, drawn anew
 * whenever it is asked.
 */
import type { Random } from '../../sim/chance/random.ts'
import { ClientTree, clientOf, type Node } from './client-tree.ts'
import { dominantShare, type Sorter } from './sorter.ts'

export class RandomSorter extends ClientTree implements Sorter {
  readonly #random: Random

  constructor(random: Random) {
    super()
    this.#random = random
  }

  sort(): readonly string[] {
    const clients: string[] = []
    const weights: number[] = []
    this.#weigh(this.root, 1, clients, weights)
    return weightedShuffle(clients, weights, this.#random)
  }

  share(client: string): number {
    const node = this.inner(client)
    return dominantShare(node.held.quantities, this.totalQuantities, this.weight(node), new Set())
  }

  /** Each active leaf weighs the product, over its path, of weight / sum of the weights of siblings with active leaves. */
  #weigh(node: Node, relative: number, clients: string[], weights: number[]): void {
    if (node.leaf) {
      clients.push(clientOf(node))
      weights.push(relative)
      return
    }
    const competing = node.children.filter(hasActive)
    const sum = competing.reduce((total, child) => total + this.weight(child), 0)
    for (const child of competing) this.#weigh(child, (relative * this.weight(child)) / sum, clients, weights)
  }
}

const hasActive = (node: Node): boolean => (node.leaf ? node.active : node.children.some(hasActive))

/**
 * Items in an order of chance in which a heavy one tends to come early: descending by u^(1/w), u uniform (Efraimidis and
 * Spirakis 2006; Mesos' weighted shuffle sorts ascending by its negative). −log(u)/w has the same order and rounds the
 * same on every machine.
 */
export function weightedShuffle<T>(items: readonly T[], weights: readonly number[], random: Random): T[] {
  const keyed = items.map((item, i) => ({ item, key: -Math.log(1 - random.uniform()) / weights[i]!, i }))
  keyed.sort((a, b) => a.key - b.key || a.i - b.i)
  return keyed.map(({ item }) => item)
}
