/**
 * Values as people read them, with a unit that suits their size.
 */
import type { NumberDefinition } from '../../sim/result.ts'

export type Unit = NumberDefinition['unit']

/** A unit in which values are drawn or written: `name` is '' for a plain number. */
export interface Measure {
  readonly name: string
  /** How much of the catalogue's unit it is. */
  readonly size: number
}

const durations: readonly Measure[] = [
  { name: 'd', size: 86_400 },
  { name: 'h', size: 3_600 },
  { name: 'min', size: 60 },
  { name: 's', size: 1 },
  { name: 'ms', size: 0.001 },
]

/** The measure for an axis that ends at `top`: of durations the largest that it holds twice, per cent for shares. */
export function measureOf(unit: Unit, top: number): Measure {
  if (unit === 'share') return { name: '%', size: 0.01 }
  if (unit === 's') return durations.find(({ size }) => top >= 2 * size) ?? durations[top > 0 ? 4 : 3]!
  return { name: unit === 'ratio' || unit === 'count' ? '' : unit, size: 1 }
}

/** A value with its unit: '86 %', '3.2 min', '41 core-hours', '0.27'. */
export function valueWords(value: number, unit: Unit): string {
  const measure = measureOf(unit, Math.abs(value))
  return `${plain(value / measure.size)} ${measure.name}`.trimEnd()
}

/** Two significant digits, more only for whole numbers up to 9,999: 3.2, 0.052, 86, 321, 1,234. */
export function plain(value: number): string {
  const size = Math.abs(value)
  const digits = size >= 1000 ? 4 : size >= 100 ? 3 : 2
  return Number(value.toPrecision(digits)).toLocaleString('en-US', { maximumSignificantDigits: 4 })
}

/** Distance of the ticks of a linear axis of time that ends at `top` (in `measure`): round in that measure, eight at most. */
export function timeStep(top: number, measure: Measure): number {
  const round =
    measure.name === 'h'
      ? [1, 2, 4, 6, 12]
      : measure.name === 'd'
        ? [1, 2, 4, 7, 14, 30]
        : [1, 2, 5, 10, 15, 20, 30]
  return round.find(step => top / step <= 8) ?? 10 ** Math.ceil(Math.log10(top / 8))
}
