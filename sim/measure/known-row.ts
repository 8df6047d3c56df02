/**
 * From values in the order of their definitions to the numbers of a row.
 */
import { isKnown, lowOf } from './known-values.ts'
import type { NumberDefinition, Numbers, ResultRow } from './result.ts'
import type { Known } from './samples.ts'

export type Values = readonly (number | Known | null)[]

/** The numbers, and which of them are known from below alone. */
export function knownRow(
  definitions: readonly NumberDefinition[],
  values: Values,
): Pick<ResultRow, 'numbers' | 'atLeast'> {
  const numbers: Record<string, number | null> = {}
  const open: string[] = []
  for (const [i, { name }] of definitions.entries()) {
    numbers[name] = lowOf(values[i]!)
    if (!isKnown(values[i]!)) open.push(name)
  }
  return open.length === 0 ? { numbers } : { numbers, atLeast: open }
}

/** Two rows as one. */
export function joined(
  a: Pick<ResultRow, 'numbers' | 'atLeast'>,
  b: Pick<ResultRow, 'numbers' | 'atLeast'>,
): Pick<ResultRow, 'numbers' | 'atLeast'> {
  const numbers: Numbers = { ...a.numbers, ...b.numbers }
  const open = [...(a.atLeast ?? []), ...(b.atLeast ?? [])]
  return open.length === 0 ? { numbers } : { numbers, atLeast: open }
}
