/**
 * Numbers of pods as manifests write them: `3`, or `25%`.
 */
import type { PodAmount } from '../objects/amount.ts'
import type { Fields } from './fields.ts'

export function readAmount(fields: Fields, key: string): PodAmount | null {
  if (!fields.has(key)) return null
  const written = fields.anything(key)
  if (typeof written === 'number' && Number.isInteger(written) && written >= 0) return { pods: written }
  const percent = typeof written === 'string' ? /^(\d{1,9})%$/.exec(written)?.[1] : undefined
  if (percent !== undefined) return { percent: Number(percent) }
  fields.expected(key, written, 'a number of pods such as 1, or a percentage such as 25%')
  return null
}
