/**
 * What can be wrong with a trace: faults, which refuse it, and irregularities, which are counted and said.
 */

import { SwitchyardError } from '../../sim/errors.ts'

/** Faults of one trace that are written out in full; the rest are counted. */
const SHOWN = 20

/** Longest excerpt of a line that a message repeats, in characters. */
const EXCERPT = 120

/** A trace that cannot be read. The message holds every fault as a sentence of its own, with file and line. */
export class TraceError extends SwitchyardError {
  override readonly name = 'TraceError'
  readonly file: string
  /** The first faults, each `file:line: found …, expected …`. */
  readonly faults: readonly string[]
  /** All faults, those not shown included. */
  readonly total: number

  constructor(file: string, faults: readonly string[], total = faults.length, advice = '') {
    const more =
      total > faults.length ? [`${file}: … and ${total - faults.length} more faults like these`] : []
    super([...faults, ...more, ...(advice === '' ? [] : [`${file}: ${advice}`])].join('\n'))
    this.file = file
    this.faults = faults
    this.total = total
  }
}

/** Where a reader is in a trace; the text is only made when somebody asks. */
export interface LinePlace {
  /** From 1. */
  readonly line: number
  text(): string
}

/** Collects the lines that cannot be read, so that one error says them all. */
export class LineFaults {
  readonly file: string
  readonly shown: string[] = []
  total = 0

  constructor(file: string) {
    this.file = file
  }

  /** Counts a fault; `sentence` is only called for those that will be shown. */
  add(line: number, sentence: () => string): void {
    if (this.total++ < SHOWN) this.shown.push(`${this.file}:${line}: ${sentence()}`)
  }

  /** Refuses the trace if it has a fault: a simulation of what is left would answer another question. */
  throwIfAny(): void {
    if (this.total === 0) return
    throw new TraceError(
      this.file,
      this.shown,
      this.total,
      'correct or delete these lines; nothing was simulated',
    )
  }
}

/** What was done with the jobs of an irregularity. */
export type Effect = 'dropped' | 'changed' | 'kept'

/** One kind of irregular job: how often it occurs, what was done, and where it occurs first. */
export interface Irregularity {
  readonly reason: string
  readonly effect: Effect
  readonly count: number
  readonly firstLine: number
  readonly firstText: string
}

/**
 * What a run says of the jobs that it does not take as they stand in the trace; `meanings` are the reasons in words.
 * What was kept as it is needs no remark.
 */
export function remarksOn(
  irregularities: readonly Irregularity[],
  meanings: Readonly<Record<string, string>>,
): { readonly remark: string; readonly count: number }[] {
  return irregularities
    .filter(({ effect }) => effect !== 'kept')
    .map(({ reason, effect, count }) => ({ remark: `${effect}: ${meanings[reason] ?? reason}`, count }))
}

/** Counts irregular jobs by reason. */
export class Tally {
  readonly #entries = new Map<string, { -readonly [K in keyof Irregularity]: Irregularity[K] }>()

  count(reason: string, effect: Effect, place: LinePlace): void {
    const entry = this.#entries.get(reason)
    if (entry === undefined) {
      this.#entries.set(reason, { reason, effect, count: 1, firstLine: place.line, firstText: place.text() })
    } else {
      entry.count++
    }
  }

  /** How many jobs were counted under the reason. */
  of(reason: string): number {
    return this.#entries.get(reason)?.count ?? 0
  }

  /** In order of their first occurrence. */
  list(): readonly Irregularity[] {
    return [...this.#entries.values()].map(entry => ({ ...entry }))
  }
}

/** Part of a line, quoted for a message: blanks at the ends cut, control characters visible, not too long. */
export function excerpt(text: string): string {
  const trimmed = text.trim()
  const cut = trimmed.length > EXCERPT ? `${trimmed.slice(0, EXCERPT)}…` : trimmed
  return `'${JSON.stringify(cut).slice(1, -1).replaceAll('\\"', '"')}'`
}
