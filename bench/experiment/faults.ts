/**
 * What is wrong with an experiment: every fault a sentence with its place, all of them told at once.
 */
import { SwitchyardError } from '../../sim/errors.ts'

/** A fault without its place: what stands there, what should, and what to do. */
export interface Complaint {
  readonly found: string
  readonly expected: string
  /** What to do; left out where the expectation says it already. */
  readonly remedy?: string | undefined
}

/** `found …, expected …; <what to do>`. */
export function sentence({ found, expected, remedy }: Complaint): string {
  return `found ${found}, expected ${expected}${remedy === undefined ? '' : `; ${remedy}`}`
}

/** Of a text that is shown in a sentence, at most so many characters. */
const SHOWN = 80

/** A value as people write it in YAML, on one line; a long text is cut. */
export function describe(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object') return 'a map'
  if (typeof value === 'number' && !Number.isFinite(value))
    return Number.isNaN(value) ? '.nan' : value < 0 ? '-.inf' : '.inf'
  if (typeof value !== 'string') return String(value)
  return value.length <= SHOWN ? JSON.stringify(value) : `${JSON.stringify(value.slice(0, SHOWN))} …`
}

/** Where a fault is: in the file, or in an option of the command line (which has no line). */
export interface Place {
  readonly source: string
  /** From 1; absent for an option of the command line. */
  readonly line?: number
  readonly column?: number
}

export interface Fault {
  readonly place: Place
  /** Key of the experiment, dotted; '' for the file as a whole. */
  readonly key: string
  readonly sentence: string
}

/** An experiment that cannot be planned; the message has one line for each fault, in the order of the file. */
export class ExperimentError extends SwitchyardError {
  override readonly name = 'ExperimentError'
  readonly faults: readonly Fault[]

  constructor(faults: readonly Fault[]) {
    const sorted = inOrder(faults)
    super(sorted.map(faultLine).join('\n'))
    this.faults = sorted
  }
}

/** `file:line:column: key: sentence` */
function faultLine({ place, key, sentence }: Fault): string {
  const position = place.line === undefined ? '' : `:${place.line}:${place.column}`
  return `${place.source}${position}: ${key === '' ? '' : `${key}: `}${sentence}`
}

/** By place, the file before the command line; a fault that several runs share is told once. */
function inOrder(faults: readonly Fault[]): Fault[] {
  const told = new Map(faults.map(fault => [faultLine(fault), fault]))
  const last = Number.POSITIVE_INFINITY
  return [...told.values()].sort(
    ({ place: a }, { place: b }) =>
      (a.line ?? last) - (b.line ?? last) || (a.column ?? last) - (b.column ?? last) || 0,
  )
}
