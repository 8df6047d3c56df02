import type { Random } from '../../sim/chance/random.ts'

/** Puts the items into an order of chance, all orders alike (Fisher and Yates). */
export function shuffle(items: unknown[], random: Random): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const other = items[j]
    items[j] = items[i]
    items[i] = other
  }
}
