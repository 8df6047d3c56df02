import type { LineBlockOptions } from './line-blocks.ts'
import { lineBlocks } from './line-blocks.ts'
import { SWF_FIELDS, SwfField, swfFieldNames } from './swf-fields.ts'
import { SwfHeader } from './swf-header.ts'
import type { SwfChoices } from './swf-rules.ts'
import { SwfRules } from './swf-rules.ts'
import { LineKind, SwfScanner } from './swf-scanner.ts'
import type { Irregularity } from './trace-faults.ts'
import { LineFaults, Tally } from './trace-faults.ts'
import type { Spread } from './value-counts.ts'
import { ValueCounts } from './value-counts.ts'

/** How jobs are counted as usable where nobody said otherwise. */
export const swfReplayDefaults: SwfChoices = {
  size: 'requested',
  overrun: 'cut',
  estimate: 'requested',
  missingEstimate: 'run-time',
  zeroRunTime: 'drop',
}

/** What is peculiar about a log, whatever a reader makes of it; each counted on its own, so a job may count twice. */
export const swfPeculiarities = {
  'no-size': 'neither allocated nor requested processors',
  'no-allocated': 'no allocated processors (0 or negative)',
  'no-requested': 'no requested processors (0 or negative)',
  'sizes-differ': 'another number of processors allocated than requested',
  'too-large': 'larger than the machine in the header',
  'no-run-time': 'negative run time (−1: never ran)',
  'zero-run-time': 'run time 0',
  'no-estimate': 'no requested time (0 or negative)',
  overrun: 'run longer than the requested time',
  'negative-submit': 'submitted before time 0',
  'negative-wait': 'negative wait time other than −1',
  inversion: 'submitted before the job on the line above',
  dependent: 'a preceding job is named, which is not replayed',
} as const

/** Everything worth knowing about a log before it is replayed; plain data. */
export interface SwfInfo {
  readonly format: 'swf'
  readonly file: string
  /** Values by label, as in `SwfHeader`. */
  readonly header: Readonly<Record<string, readonly string[]>>
  /** Size of the machine by the header, and the label that says it. */
  readonly processors: number | null
  readonly processorsFrom: 'MaxProcs' | 'MaxNodes' | null
  readonly lines: number
  readonly jobs: number
  /** Lines that cannot be read: the log is refused while there is one. */
  readonly malformed: { readonly count: number; readonly shown: readonly string[] }
  /** Jobs that a replay with `swfReplayDefaults` would run, and what it would do with the others. */
  readonly usable: number
  readonly replay: readonly Irregularity[]
  /** Reasons are those of `swfPeculiarities`. */
  readonly peculiar: readonly Irregularity[]
  readonly firstSubmitS: number | null
  readonly lastSubmitS: number | null
  /** Different users that are known. */
  readonly users: number
  /** The larger of allocated and requested processors, where there is one. */
  readonly size: Spread | null
  /** Run times that are not negative. */
  readonly runTimeS: Spread | null
  /** Requested times that are positive. */
  readonly requestedTimeS: Spread | null
  /** Σ run time × larger size / (processors × span of the submissions) over all jobs; null without size or span. */
  readonly offeredLoad: number | null
  /** Fields, from 1, that are −1 in every job. */
  readonly missing: readonly { readonly field: number; readonly name: string }[]
}

/** Reads a log in the Standard Workload Format once and says what is in it; bad lines are part of the answer. */
export async function swfInfo(file: string, options: LineBlockOptions = {}): Promise<SwfInfo> {
  const scanner = new SwfScanner()
  const faults = new LineFaults(file)
  const comments: string[] = []
  let log: LoggedJobs | null = null
  for await (const block of lineBlocks(file, options)) {
    scanner.feed(block)
    for (let kind = scanner.next(); kind !== LineKind.End; kind = scanner.next()) {
      if (kind === LineKind.Job) {
        log ??= new LoggedJobs(new SwfHeader(comments))
        log.add(scanner)
      } else if (kind === LineKind.Comment && log === null) comments.push(scanner.text())
      else if (kind === LineKind.Malformed) faults.add(scanner.line, () => scanner.problem())
    }
  }
  log ??= new LoggedJobs(new SwfHeader(comments))
  const malformed = { count: faults.total, shown: faults.shown }
  return { format: 'swf', file, lines: scanner.line, malformed, ...log.summary() }
}

/** Sums over all jobs of a log. */
class LoggedJobs {
  readonly #header: SwfHeader
  readonly #machine: number
  readonly #rules: SwfRules
  readonly #replay = new Tally()
  readonly #peculiar = new Tally()
  readonly #sizes = new ValueCounts()
  readonly #runTimes = new ValueCounts()
  readonly #requestedTimes = new ValueCounts()
  readonly #users = new Set<number>()
  readonly #present = new Uint8Array(SWF_FIELDS)
  #jobs = 0
  #usable = 0
  #work = 0
  #first = Number.POSITIVE_INFINITY
  #last = Number.NEGATIVE_INFINITY
  #previous = Number.NEGATIVE_INFINITY

  constructor(header: SwfHeader) {
    this.#header = header
    this.#machine = header.processors ?? Number.POSITIVE_INFINITY
    this.#rules = new SwfRules(swfReplayDefaults, this.#machine, Number.POSITIVE_INFINITY, this.#replay)
  }

  add(scanner: SwfScanner): void {
    const fields = scanner.fields
    this.#jobs++
    if (this.#rules.judge(fields, scanner)) this.#usable++
    for (let field = 0; field < SWF_FIELDS; field++) if (fields[field] !== -1) this.#present[field] = 1
    const submit = fields[SwfField.Submit]!
    const run = fields[SwfField.RunTime]!
    const asked = fields[SwfField.RequestedTime]!
    const user = fields[SwfField.User]!
    const size = Math.max(fields[SwfField.Allocated]!, fields[SwfField.Requested]!)
    this.#notePeculiarities(scanner, size)
    if (user >= 0) this.#users.add(user)
    if (size > 0) this.#sizes.add(size)
    if (run >= 0) this.#runTimes.add(run)
    if (asked > 0) this.#requestedTimes.add(asked)
    this.#work += Math.max(0, run) * Math.max(0, size)
    this.#first = Math.min(this.#first, submit)
    this.#last = Math.max(this.#last, submit)
    this.#previous = submit
  }

  #notePeculiarities(scanner: SwfScanner, size: number): void {
    const fields = scanner.fields
    const run = fields[SwfField.RunTime]!
    const asked = fields[SwfField.RequestedTime]!
    const allocated = fields[SwfField.Allocated]!
    const requested = fields[SwfField.Requested]!
    if (size <= 0) this.#note('no-size', scanner)
    if (allocated <= 0) this.#note('no-allocated', scanner)
    if (requested <= 0) this.#note('no-requested', scanner)
    if (allocated > 0 && requested > 0 && allocated !== requested) this.#note('sizes-differ', scanner)
    if (size > this.#machine) this.#note('too-large', scanner)
    if (run < 0) this.#note('no-run-time', scanner)
    if (run === 0) this.#note('zero-run-time', scanner)
    if (asked <= 0) this.#note('no-estimate', scanner)
    if (asked > 0 && run > asked) this.#note('overrun', scanner)
    if (fields[SwfField.Submit]! < 0) this.#note('negative-submit', scanner)
    if (fields[SwfField.Wait]! < 0 && fields[SwfField.Wait] !== -1) this.#note('negative-wait', scanner)
    if (fields[SwfField.Submit]! < this.#previous) this.#note('inversion', scanner)
    if (fields[SwfField.Preceding]! > 0) this.#note('dependent', scanner)
  }

  #note(reason: keyof typeof swfPeculiarities, scanner: SwfScanner): void {
    this.#peculiar.count(reason, 'kept', scanner)
  }

  summary(): Omit<SwfInfo, 'format' | 'file' | 'lines' | 'malformed'> {
    const header = this.#header
    const span = this.#last - this.#first
    const loadKnown = header.processors !== undefined && span > 0
    return {
      header: Object.fromEntries(header.labels),
      processors: header.processors ?? null,
      processorsFrom: header.processorsFrom ?? null,
      jobs: this.#jobs,
      usable: this.#usable,
      replay: this.#replay.list(),
      peculiar: this.#peculiar.list(),
      firstSubmitS: this.#jobs > 0 ? this.#first : null,
      lastSubmitS: this.#jobs > 0 ? this.#last : null,
      users: this.#users.size,
      size: this.#sizes.spread(),
      runTimeS: this.#runTimes.spread(),
      requestedTimeS: this.#requestedTimes.spread(),
      offeredLoad: loadKnown ? this.#work / (header.processors! * span) : null,
      missing: swfFieldNames
        .map((name, field) => ({ field: field + 1, name }))
        .filter(({ field }) => this.#jobs > 0 && this.#present[field - 1] === 0),
    }
  }
}
