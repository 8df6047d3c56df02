/**
 * What a difference must be to matter, as people write it: `1%` of the baseline, `5 s`, `0.5 pp`, or a plain number.
 */
import { perCent } from '../../bench/experiment/ratios.ts'
import { readDuration } from '../../bench/experiment/units.ts'
import { inSeconds } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { NumberDefinition } from '../../sim/measure/result.ts'

export interface Indifference {
  /** As it was written. */
  readonly text: string
  /** A share of the baseline's mean, seconds, percentage points, or a number in the unit of the headline. */
  readonly is: 'relative' | 'time' | 'points' | 'plain'
  /** Of percentage points, a share. */
  readonly value: number
}

/** @throws SwitchyardError for anything else, and for nothing */
export function readIndifference(text: string): Indifference {
  const points = /^(.*\d)\s*(?:pp|percentage points?)$/.exec(text.trim())?.[1]
  const readings: readonly (readonly [Indifference['is'], number | undefined])[] = [
    ['points', points === undefined ? undefined : perCent(`${points}%`)],
    ['relative', perCent(text)],
    ['plain', text.trim() === '' ? undefined : Number(text)],
    ['time', secondsOf(text)],
  ]
  for (const [is, value] of readings)
    if (value !== undefined && value > 0 && Number.isFinite(value)) return { text, is, value }
  throw new SwitchyardError(
    `--indifference ${text}: expected a difference above 0, such as 1% of the baseline, "5 s", "0.5 pp" (percentage points), or a number in the unit of the headline.`,
  )
}

function secondsOf(text: string): number | undefined {
  const time = readDuration(text)
  return typeof time === 'number' ? inSeconds(time) : undefined
}

/** What is wrong with it for this headline: a time of what is none, or percentage points of what is no share. */
export function unitFault({ text, is }: Indifference, definition: NumberDefinition): string | undefined {
  const found =
    is === 'time' && definition.unit !== 's'
      ? 'a time'
      : is === 'points' && definition.unit !== 'share'
        ? 'percentage points'
        : undefined
  return found === undefined
    ? undefined
    : `--indifference ${text}: found ${found} where the headline is ${definition.name}, expected 1% of the baseline, or ${ownUnit(definition)}.`
}

/** How a difference of the number itself is written. */
export function ownUnit({ unit }: NumberDefinition): string {
  const example = unit === 's' ? '"1 s"' : unit === 'share' ? '"0.5 pp"' : '1'
  return `a difference in the number's own unit, such as --indifference ${example}`
}
