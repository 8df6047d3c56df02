/**
 * What an answer costs, where machines have prices.
 */
import type { HardwareSpec } from '../../bench/plan.ts'

export interface Cost {
  readonly perHour: number
  readonly currency: string
  /** The least that it can be: of the fewest machines that are not shown to fail; undefined: nobody tried so few. */
  readonly least: number | undefined
}

/** Of all machines an hour; undefined where they have no price. */
export function costOf({ machines }: HardwareSpec): { perHour: number; currency: string } | undefined {
  let sum = 0
  for (const { count, price } of machines) {
    if (price === undefined) return undefined
    sum += count * price.perHour
  }
  // To a millionth, so that 0.1 and 0.2 are 0.3.
  return { perHour: Math.round(sum * 1e6) / 1e6, currency: machines[0]!.price!.currency }
}

/** `5.32 EUR`. */
export function costWords(perHour: number, currency: string): string {
  const [whole, part = ''] = String(perHour).split('.')
  const digits = `${whole}.${part.padEnd(2, '0')}`
  return currency === '' ? digits : `${digits} ${currency}`
}
