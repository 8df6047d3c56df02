/**
 * What a machine costs an hour: a number, and a currency by any name.
 */
import type { Price } from '../plan.ts'
import { type Complaint, describe } from './faults.ts'
import { leaf } from './quantities.ts'

const form = /^\s*(\d+(?:\.\d+)?|\.\d+)\s*([^\d\s/][^\s/]*)?\s*(?:\/\s*h)?\s*$/

/** `0.19 EUR`, `0.19 EUR/h` or a number alone. */
export const price = () =>
  leaf(
    (input): Price | Complaint => {
      const [, amount, currency = ''] =
        form.exec(typeof input === 'number' ? String(input) : asText(input)) ?? []
      const perHour = Number(amount)
      if (amount !== undefined && perHour > 0) return { perHour, currency }
      return { found: describe(input), expected: 'what a machine costs an hour, such as 0.19 EUR' }
    },
    { type: ['number', 'string'], exclusiveMinimum: 0, pattern: form.source },
  )

function asText(input: unknown): string {
  return typeof input === 'string' ? input : ''
}
