/**
 * The random sorter of Mesos at head (sorter/random/sorter.cpp): a weighted shuffle of the active clients, drawn anew
 * whenever it is asked.
 */
import type { Random } from '../../sim/chance/random.ts'
import { ClientTree, type Node } from './client-tree.ts'
import { Order } from './order.ts'
import type { Sorter } from './sorter.ts'
import type { Whole } from './whole.ts'

const NONE_EXCLUDED: ReadonlySet<string> = new Set()

export class RandomSorter<T = string> extends ClientTree<T> implements Sorter<T> {
  readonly excluded = NONE_EXCLUDED
  readonly #random: Random

  constructor(random: Random, whole?: Whole) {
    super(whole)
    this.#random = random
  }

  order(): Order<T> {
    const items: T[] = []
    const weights: number[] = []
    this.#weigh(this.root, 1, items, weights)
    return Order.of(weightedShuffle(items, weights, this.#random))
  }

  weightOf(): null {
    return null
  }

  share(client: string): number {
    return this.shareOf(this.inner(client), NONE_EXCLUDED)
  }

  /** Nothing is kept from one question to the next. */
  protected reshaped(): void {}
  protected changed(): void {}
  protected activityChanged(): void {}

  /** Each active leaf weighs the product, over its path, of weight / sum of the weights of siblings with active leaves. */
  #weigh(node: Node<T>, relative: number, items: T[], weights: number[]): void {
    if (node.client !== null) {
      items.push(node.client.item)
      weights.push(relative)
      return
    }
    const competing = node.children.filter(hasActive)
    const sum = competing.reduce((total, child) => total + this.weight(child), 0)
    for (const child of competing) this.#weigh(child, (relative * this.weight(child)) / sum, items, weights)
  }
}

const hasActive = <T>(node: Node<T>): boolean =>
  node.client !== null ? node.client.active : node.children.some(hasActive)

/**
 * Items in an order of chance in which a heavy one tends to come early: descending by u^(1/w), u uniform (Efraimidis and
 * Spirakis 2006; Mesos' weighted shuffle sorts ascending by its negative). −log(u)/w has the same order and rounds the
 * same on every machine.
 */
export function weightedShuffle<T>(items: readonly T[], weights: readonly number[], random: Random): T[] {
  if (items.length < 2) return [...items]
  const keyed = items.map((item, i) => ({ item, key: -Math.log(1 - random.uniform()) / weights[i]!, i }))
  keyed.sort((a, b) => a.key - b.key || a.i - b.i)
  return keyed.map(({ item }) => item)
}
