/**
 * Numbers of pods as manifests write them: `3`, or `25%`.
 */
import type { PodAmount } from '../objects/amount.ts'
import type { Fields } from './fields.ts'

/** @param most a share of all that may not be exceeded, in percent */
export function readAmount(fields: Fields, key: string, most?: 100): PodAmount | null {
  if (!fields.has(key)) return null
  const written = fields.anything(key)
  if (typeof written === 'number' && Number.isInteger(written) && written >= 0 && written < 2 ** 31)
    return { pods: written }
  const percent = typeof written === 'string' ? /^(\d{1,9})%$/.exec(written)?.[1] : undefined
  if (percent !== undefined && most !== undefined && Number(percent) > most)
    fields.expected(key, written, `at most ${most}%`)
  if (percent !== undefined) return { percent: Number(percent) }
  fields.expected(key, written, 'a number of pods such as 1, or a percentage such as 25%')
  return null
}
