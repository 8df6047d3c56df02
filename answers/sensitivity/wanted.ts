/**
 * `--setting` as it is written: a key, and a range or none.
 */
import { perCent } from '../../bench/experiment/ratios.ts'
import { readDuration } from '../../bench/experiment/units.ts'
import type { Unit } from './assumption.ts'

export interface WantedSetting {
  readonly key: string
  /** Ends in the unit, or as multiples of what each system has. */
  readonly range: { readonly unit: Unit | 'times'; readonly low: number; readonly high: number }
}

/** What a setting is multiplied by where no range is given. */
export const HALF_TO_DOUBLE = { unit: 'times', low: 0.5, high: 2 } as const

/** A setting, or the sentence that says what is wrong with it. */
export function readWanted(text: string): WantedSetting | string {
  const [, key = '', range] = /^([^=]+)(?:=(.*))?$/s.exec(text) ?? []
  const complain = (found: string) =>
    `--setting ${text}: found ${found}, expected a key and a range of durations, numbers or multiples, such as root.think.per-job="10 ms..1 s", trace.load=0.5..0.9 or latency.machine=0.1x..10x; without a range: 0.5x..2x.`
  if (key.trim() === '') return complain('no key')
  if (range === undefined) return { key, range: HALF_TO_DOUBLE }
  const ends = range.split('..').map(end => end.trim())
  if (ends.length !== 2) return complain(`"${range}"`)
  const [low, high] = ends.map(readEnd)
  if (low === undefined || high === undefined) return complain(`"${range}"`)
  const unit = low.unit === high.unit ? low.unit : undefined
  if (unit === undefined) return complain('ends of different kinds')
  if (!(low.value < high.value)) return complain('a range whose second end is not above its first')
  if (unit === 'times' && !(low.value > 0)) return complain('a multiple that is not above 0')
  return { key, range: { unit, low: low.value, high: high.value } }
}

function readEnd(text: string): { readonly unit: Unit | 'times'; readonly value: number } | undefined {
  const times = /^([\d.]+)x$/.exec(text)?.[1]
  if (times !== undefined && Number.isFinite(Number(times))) return { unit: 'times', value: Number(times) }
  const plain = perCent(text) ?? Number(text)
  if (text !== '' && Number.isFinite(plain)) return { unit: 'number', value: plain }
  const time = readDuration(text, { zero: true })
  return typeof time === 'number' ? { unit: 'duration', value: time } : undefined
}
