/** Machines that rejected it, alike. */
export interface RejectedBy {
  /** The part of the scheduler that rejects, as its original calls it: `NodeResourcesFit`; '' for none in particular. */
  readonly by: string
  /** In the words of the original. */
  readonly reasons: readonly string[]
  readonly machines: number
  /** Names of the first few. */
  readonly such: readonly string[]
}

/** A machine that could have it when it was placed. */
export interface ScoredMachine {
  readonly name: string
  readonly total: number
  /** Weighted, by the part of the scheduler that scores. */
  readonly by: Readonly<Record<string, number>>
}

/** What waited for a machine longer than others of the run, and what its scheduler said of it. */
export interface LongWait {
  /** As the system calls it: `shop/web-5-1`. */
  readonly of: string
  /** From when it came until it was placed, was gone, or the run ended. */
  readonly sinceS: number
  readonly untilS: number
  readonly end: 'placed' | 'gone' | 'waits'
  readonly attempts: number
  /** Where it was placed; '' where it was not. */
  readonly machine: string
  /** What was said last of why it waits: by the attempt that failed last, or why there was none. */
  readonly message: string
  /** When that attempt was made; null where none failed. */
  readonly rejectedAtS: number | null
  /** The machines of that attempt, most first. */
  readonly rejectedBy: readonly RejectedBy[]
  /** When it was placed: how many machines could have it, and the best of them, with the chosen one; absent where it was not. */
  readonly choice?: { readonly machines: number; readonly best: readonly ScoredMachine[] }
}
