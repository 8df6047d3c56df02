/**
 * What `seeds: until …` means in an experiment: of which number the mean is to be known, and how well.
 */
import type { Precision } from '../../reports/experiment-results.ts'
import { checkHeadline, type ScopeNames } from './comparison.ts'
import { sizeOf } from './expectation.ts'
import { type Complaint, describe, sentence } from './faults.ts'
import { numberDefinitions, numberOf } from './number-words.ts'
import type { WrittenPrecision } from './precision-text.ts'
import { perCent } from './ratios.ts'
import type { Report } from './validation.ts'

/** What of an experiment it hangs on. */
interface Context {
  readonly headline: { readonly number: string; readonly of: string }
  readonly meanOver: string | undefined
  readonly scopes: ScopeNames
}

/** What it means in this experiment; undefined where it means nothing, which is reported. */
export function precisionOf(
  written: WrittenPrecision,
  { headline, meanOver, scopes }: Context,
  report: Report,
): Precision | undefined {
  const say = (complaint: Complaint) => report(['seeds'], sentence(complaint))
  const found = describe(written.text)
  if (meanOver !== undefined) {
    const remedy = `intervals are over the values of ${meanOver}, and more seeds do not make them narrower`
    say({ found, expected: 'how many seeds beside mean-over', remedy })
    return undefined
  }
  const number = written.number === undefined ? headline.number : numberOf(written.number, found)
  if (typeof number !== 'string') {
    say(number)
    return undefined
  }
  const of = written.of ?? (written.number === undefined ? headline.of : 'all')
  const said = { number, of }
  // Of the headline it is told already.
  if (written.number !== undefined || written.of !== undefined)
    checkHeadline(said, scopes, (_path, words) => report(['seeds'], words))
  const within = withinOf(written.size, number)
  if ('found' in within) {
    say({ ...within, found })
    return undefined
  }
  return { written: written.text, ...said, within, mostSeeds: written.mostSeeds }
}

/** How wide the interval may be: of a share of something in percentage points, else in per cent of the mean or in the unit. */
function withinOf(size: string, number: string): Precision['within'] | Complaint {
  const unit = numberDefinitions.find(({ name }) => name === number)?.unit ?? 'ratio'
  const share = unit === 'share' ? undefined : perCent(size)
  if (share !== undefined && share > 0 && share < 1) return { share }
  const value = share === undefined ? sizeOf(size, unit) : undefined
  if (value !== undefined && value > 0) return { value }
  const example =
    unit === 'share'
      ? '±2 %, which are percentage points'
      : `±2 % of the mean, or ±${unit === 's' ? '1 s' : '10'}`
  return { found: describe(size), expected: `half a width above 0 for ${number}, such as ${example}` }
}
