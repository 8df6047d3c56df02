/**
 * Orders of chance.
 */
import type { Random } from './random.ts'

/** Puts the first `count` of the numbers into a random order, all orders alike (Fisher and Yates). */
export function shuffle(numbers: number[] | Int32Array, count: number, random: Random): void {
  for (let i = count - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const other = numbers[j]!
    numbers[j] = numbers[i]!
    numbers[i] = other
  }
}

/** The numbers from 0 to n − 1 in a random order. */
export function shuffled(n: number, random: Random): number[] {
  const order = Array.from({ length: n }, (_, i) => i)
  shuffle(order, n, random)
  return order
}
