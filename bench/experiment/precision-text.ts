/**
 * How many seeds an experiment takes, as people write it: `until ±2 %`, `until p95 wait ±1 s of class batch, at most 500`.
 */
import { FIRST_LOOK } from '../../reports/statistics/sequential.ts'
import { type Complaint, describe } from './faults.ts'
import { MOST_RUNS } from './limits.ts'

/** Where nothing else is said, no more seeds than these. */
const MOST_SEEDS = 200

export const EXPECTED_PRECISION = '"until ±2 %"'

const FORMS =
  '"until ±2 %", "until ±1 s", "until p95 wait ±2 % of class batch" or one of these with ", at most 500"'

const form =
  /^until(?: (?<number>[a-z]\w*(?: [a-z]+)*))? ?(?:±|\+\/?-) ?(?<size>.+?)(?: of (?<scope>all|(?:class|framework|scheduler)[: ].+?))?(?:, ?at most (?<most>\d+)(?: seeds)?)?$/i

/** Text in an editor: begins with `until` and says how wide an interval may be. */
export const precisionPattern = '^\\s*until\\b.*(±|\\+/?-)\\s*[\\d.]+'

/** What is written, taken apart; what it means hangs on the headline. */
export interface WrittenPrecision {
  readonly text: string
  /** `p95 wait`, or the name of a number; absent: the headline's. */
  readonly number?: string
  readonly size: string
  /** Absent: the headline's, or all where a number is named. */
  readonly of?: string
  readonly mostSeeds: number
}

/** The seeds of an experiment by name: those of a list, or as many as a precision may take. */
export function seedNames(written: readonly string[] | WrittenPrecision): readonly string[] {
  return 'mostSeeds' in written
    ? Array.from({ length: written.mostSeeds }, (_, index) => String(index + 1))
    : written
}

export function isPrecision(input: unknown): input is string {
  return typeof input === 'string' && /^\s*until\b/i.test(input)
}

/** Takes a text apart; a complaint where it has another form. */
export function readPrecision(input: string): WrittenPrecision | Complaint {
  const text = input.trim().replace(/\s+/g, ' ')
  const groups = form.exec(text)?.groups
  if (groups === undefined) {
    const bare = /^until (.*?)([\d.]+ ?(?:%|[a-z]+))$/i.exec(text)
    const remedy = bare === null ? undefined : `write "until ${bare[1]}±${bare[2]}"`
    return { found: describe(text), expected: FORMS, remedy }
  }
  const { number, size, scope, most } = groups as Record<string, string | undefined>
  const mostSeeds = most === undefined ? MOST_SEEDS : Number(most)
  if (mostSeeds < FIRST_LOOK || mostSeeds > MOST_RUNS)
    return {
      found: describe(text),
      expected: `${FIRST_LOOK} to ${MOST_RUNS} seeds at most`,
      remedy: `there is no look at the intervals before ${FIRST_LOOK} seeds`,
    }
  return {
    text,
    ...(number === undefined ? {} : { number: number.toLowerCase() }),
    size: size!,
    ...(scope === undefined
      ? {}
      : { of: scope.trim().replace(/^(class|framework|scheduler)[: ] ?/i, '$1:') }),
    mostSeeds,
  }
}
