/**
 * What a difference must be to matter, as people write it: `1%` of the baseline, `5 s`, or a plain number.
 */
import { perCent } from '../../bench/experiment/ratios.ts'
import { readDuration } from '../../bench/experiment/units.ts'
import { inSeconds } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'

/** @throws SwitchyardError for anything else, and for nothing */
export function readIndifference(text: string): { readonly value: number; readonly relative: boolean } {
  const share = perCent(text)
  if (share !== undefined && share > 0) return { value: share, relative: true }
  const plain = Number(text)
  if (text.trim() !== '' && plain > 0 && Number.isFinite(plain)) return { value: plain, relative: false }
  const time = readDuration(text)
  if (typeof time === 'number') return { value: inSeconds(time), relative: false }
  throw new SwitchyardError(
    `--indifference ${text}: expected a difference above 0, such as 1%, "5 s", or a number in the unit of the headline.`,
  )
}
