/**
 * How numbers are defined: one by one, or all that one measurement gives.
 */
import type { NumberDefinition } from './result.ts'

type Unit = NumberDefinition['unit']
type Better = NumberDefinition['better']

/** One number. */
export function define(name: string, unit: Unit, better: Better, meaning: string): NumberDefinition {
  return { name, unit, better, meaning }
}

/**
 * Mean, quantiles and maximum of one per-job measurement. Percentile i is the value at index ⌊(n − 1) · i / 100⌋ of the
 * sorted values, in whole numbers.
 */
export function distribution(stem: string, unit: Unit, meaning: string): NumberDefinition[] {
  const suffix = unit === 's' ? '_s' : ''
  return [
    define(`${stem}_mean${suffix}`, unit, 'lower', `Mean ${meaning}.`),
    define(`${stem}_p50${suffix}`, unit, 'lower', `Median ${meaning}.`),
    define(`${stem}_p90${suffix}`, unit, 'lower', `90th percentile of ${meaning}.`),
    define(`${stem}_p95${suffix}`, unit, 'lower', `95th percentile of ${meaning}.`),
    define(`${stem}_p99${suffix}`, unit, 'lower', `99th percentile of ${meaning}.`),
    define(`${stem}_max${suffix}`, unit, 'lower', `Largest ${meaning}.`),
  ]
}

/** Mean and maximum of one duration. */
export function meanAndLongest(stem: string, meaning: string): NumberDefinition[] {
  return [
    define(`${stem}_mean_s`, 's', 'lower', `Mean ${meaning}.`),
    define(`${stem}_max_s`, 's', 'lower', `Longest ${meaning}.`),
  ]
}
