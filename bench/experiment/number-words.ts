/**
 * What people call the numbers of a result: `p95 wait` is `wait_first_p95_s`.
 */
import { groupNumbers } from '../../sim/measure/numbers.ts'
import { schedulerNumbers } from '../../sim/measure/scheduler-numbers.ts'
import type { Complaint } from './faults.ts'
import { measureOf } from './goals.ts'
import { didYouMean } from './nearest.ts'

export const numberDefinitions = [...groupNumbers, ...schedulerNumbers]

/** `wait_first_p95_s` for `p95 wait`, `available_share` for `availability`, and a name for itself. */
export function numberOf(words: string, found: string): string | Complaint {
  if (numberDefinitions.some(({ name }) => name === words)) return words
  if (words === 'availability') return 'available_share'
  const [, statistic, what] = /^(p\d+|mean|median|max|largest|longest) (.+)$/.exec(words) ?? []
  const measure =
    what !== undefined && Object.hasOwn(measureOf, what)
      ? measureOf[what]!
      : Object.hasOwn(measureOf, words)
        ? measureOf[words]!
        : undefined
  if (measure === undefined) {
    const known = [...Object.keys(measureOf), 'availability', ...numberDefinitions.map(({ name }) => name)]
    const expected =
      what === undefined
        ? 'a number of the result; `switchyard list numbers` shows them'
        : `one of ${Object.keys(measureOf).join(', ')} after ${statistic}`
    return { found, expected, remedy: didYouMean(what ?? words, known) }
  }
  const stem = measure.replace(/_s$/, '')
  const suffix = measure === stem ? '' : '_s'
  const own = numberDefinitions.map(({ name }) => name).filter(name => name.startsWith(`${stem}_`))
  const short = statistic === 'median' ? 'p50' : statistic?.startsWith('l') ? 'max' : statistic
  const number = `${stem}_${short}${suffix}`
  if (own.includes(number)) return number
  const known = own.map(name => name.slice(stem.length + 1, name.length - suffix.length))
  return {
    found,
    expected: 'which of its values',
    remedy: `write one of ${known.map(each => `${each} ${what ?? words}`).join(', ')}`,
  }
}
