import type { Random } from '../../sim/chance/random.ts'

/** Puts the numbers into an order of chance, all orders alike (Fisher and Yates). */
export function shuffle(numbers: number[], random: Random): void {
  for (let i = numbers.length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const other = numbers[j]!
    numbers[j] = numbers[i]!
    numbers[i] = other
  }
}
