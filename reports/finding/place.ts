/**
 * Of which systems a sentence speaks, and how it begins.
 */
import type { AxisValue, ExperimentResults } from '../experiment-results.ts'
import { axisWords } from '../labels.ts'
import { enumeration } from '../tables/settings.ts'

/** 'under offers and sampling'; 'at load 0.9' for numbers; 'with preemption on' for everything else. */
export function under(results: ExperimentResults, values: readonly AxisValue[]): string {
  const { axis } = results.baseline
  const preposition = axis === 'system' ? 'under' : typeof values[0] === 'number' ? 'at' : 'with'
  return `${preposition} ${enumeration(values.map(value => axisWords(axis, value)))}`
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
