/**
 * The axis that means are taken over, such as several logs.
 */
import type { Plan } from '../plan.ts'
import { sentence } from './faults.ts'
import { didYouMean, oneOfMany } from './nearest.ts'
import type { Report } from './validation.ts'

/** The axis by its name; undefined where none is wanted, or none can be had, which is reported. */
export function meanOverOf(
  wanted: string | undefined,
  axes: Plan['axes'],
  report: Report,
): string | undefined {
  if (wanted === undefined) return undefined
  const several = axes.filter(({ values }) => values.length > 1).map(({ name }) => name)
  const others = several.filter(name => name !== 'system')
  if (others.includes(wanted)) return wanted
  const found = wanted === 'system' ? 'the systems, which are what is compared' : `"${wanted}"`
  const expected =
    others.length === 0
      ? 'an axis: a list of several values, such as trace.file: [a.swf, b.swf]'
      : `an axis with several values: ${oneOfMany(wanted, others, 'axes')}`
  report(['mean-over'], sentence({ found, expected, remedy: didYouMean(wanted, others) }))
  return undefined
}
