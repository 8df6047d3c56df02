/**
 * The numbers that a finding weighs against each other: what those of an experiment mean.
 */
import type { ScorecardEntry } from '../../reports/experiment-results.ts'
import { groupNumbers } from '../../sim/measure/numbers.ts'
import { schedulerNumbers } from '../../sim/measure/scheduler-numbers.ts'
import { checkHeadline, type ScopeNames } from './comparison.ts'
import { sizeOf } from './expectation.ts'
import { type Complaint, describe, sentence } from './faults.ts'
import { perCent } from './ratios.ts'
import type { WrittenEntry } from './scorecard-schema.ts'
import type { Report } from './validation.ts'

const definitions = [...groupNumbers, ...schedulerNumbers]

/** The entries of a scorecard, as far as they can be read; what is wrong with them is reported. */
export function scorecardOf(
  written: readonly Partial<WrittenEntry>[],
  names: ScopeNames,
  report: Report,
): ScorecardEntry[] {
  if (written.length > 0 && written.every(({ judged }) => judged === false)) {
    const found = 'no number that is judged'
    report(['scorecard'], sentence({ found, expected: 'one or more without judged: false' }))
  }
  return written.flatMap(({ number, of, called, matters, judged }, i) => {
    // What has a fault is told already.
    if (number === undefined || of === undefined) return []
    checkHeadline({ number, of }, names, report, ['scorecard', i])
    // It would count twice, for and against.
    if (written.findIndex(other => other.number === number && other.of === of) < i) {
      const found = `${number} of ${of} for the second time`
      report(['scorecard', i, 'number'], sentence({ found, expected: 'each once', remedy: 'delete one' }))
    }
    const least = matters === undefined ? undefined : leastDifference(matters, number)
    if (least !== undefined && 'found' in least) {
      report(['scorecard', i, 'matters'], sentence(least))
      return []
    }
    return [
      {
        number,
        of,
        ...(called === undefined ? {} : { called }),
        ...(least === undefined ? {} : { matters: least }),
        ...(judged === false ? { judged } : {}),
      },
    ]
  })
}

function leastDifference(
  written: string | number,
  number: string,
): NonNullable<ScorecardEntry['matters']> | Complaint {
  const unit = definitions.find(({ name }) => name === number)?.unit ?? 'ratio'
  const share = unit === 'share' ? undefined : perCent(written)
  if (share !== undefined) return { share }
  const value = sizeOf(String(written).trim(), unit)
  if (value !== undefined && value > 0) return { value }
  const example = unit === 's' ? '1 s' : unit === 'share' ? '1%' : '10'
  return {
    found: describe(written),
    expected: `a difference above 0 in the unit of ${number}, such as ${example}${unit === 'share' ? '' : ', or a share of the baseline, such as 5%'}`,
  }
}
