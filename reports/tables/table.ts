/**
 * A table as text cells, before anybody decides how it looks: the terminal, Markdown and the page draw the same one.
 */
export interface Column {
  readonly heading: string
  readonly align: 'left' | 'right'
}

export interface Table {
  /** A sentence without a full stop: what the table says, and of which setting. */
  readonly title: string
  /** Sentences that must be read before the numbers; absent: none. */
  readonly lead?: readonly string[]
  readonly columns: readonly Column[]
  /** How many columns from the left say what a row is about; repeated where a table must be broken. */
  readonly keys: number
  readonly rows: readonly (readonly string[])[]
  /** Sentences that belong under the table: what ± means, what was left out. */
  readonly notes: readonly string[]
}

/** Stands where there was nothing to measure. */
export const NOTHING = '–'

/** Stands before a number that is known from below alone. */
export const AT_LEAST = '≥ '

export const boundNote =
  '≥: jobs that had not started, or not ended, when the run did count with the time until then, so the number is at least this.'
