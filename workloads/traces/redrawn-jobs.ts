/**
 * Jobs of a log drawn anew: as many weeks or users as it has, with replacement, and submissions moved a little.
 *
 * A log is one week after the other of one machine's life; replaying it gives one number, however often. Drawing its
 * parts anew gives workloads like it, one a seed, and so an interval: the bootstrap (Efron 1979, Annals of Statistics
 * 7:1–26), with parts large enough to keep what belongs together. Users keep the locality of each one's work and the
 * daily and weekly cycles (Zakay and Feitelson 2014, Concurrency and Computation 26:2079–2105); weeks keep, besides,
 * what users do at the same time. Moved submissions tell a result from an accident of the exact times (Tsafrir, Ouaknine
 * and Feitelson 2007, "shaking", MASCOTS).
 */
import type { Random, Streams } from '../../sim/chance/random.ts'
import { DAY, inSeconds, type Time } from '../../sim/engine/time.ts'
import { JobBatch } from '../../sim/world/batch.ts'
import type { SwfSpec } from '../spec.ts'
import { KeptJobs } from './kept-jobs.ts'
import type { JobSource } from './log-survey.ts'
import { TraceError } from './trace-faults.ts'

const WEEK = 7 * DAY
/** A last week that lacks no more than this counts as whole: hardly a log has a job in its last minute. */
const LACKING = DAY
/** Number of a user that is not known, as in `JobBatch.user`. */
const UNKNOWN = -1

type Remark = { readonly remark: string; readonly count: number }

/** What of the specification redraws jobs. */
export type Redrawing = Pick<SwfSpec, 'file' | 'resample' | 'userFactor' | 'jitter'>

interface Source extends JobSource {
  readonly firstSubmit: Time
  readonly lastSubmit: Time
}

/** Jobs of a log in memory, in an order and at times of their own. */
export class RedrawnJobs implements JobSource {
  readonly remarks: readonly Remark[]
  /** Where the clock of the log starts: that of the first submission before anything was drawn. */
  readonly firstSubmit: Time
  readonly lastSubmit: Time
  readonly jobs: number
  readonly #kept: KeptJobs
  readonly #rows: readonly Row[]
  #next = 0

  private constructor(kept: KeptJobs, rows: Row[], firstSubmit: Time, remarks: readonly Remark[]) {
    // Copies of one moment keep the order in which they were drawn.
    rows.sort((a, b) => a.submit - b.submit || a.drawn - b.drawn)
    this.#kept = kept
    this.#rows = rows
    this.jobs = rows.length
    this.firstSubmit = firstSubmit
    this.lastSubmit = rows.at(-1)?.submit ?? firstSubmit
    this.remarks = remarks
  }

  /** Reads all jobs and draws. @throws TraceError where the log is too short, or names no users, to draw from. */
  static async from(source: Source, spec: Redrawing, streams: Streams): Promise<RedrawnJobs> {
    const kept = await allOf(source)
    const remarks: Remark[] = []
    let rows = kept.rows
    if (spec.resample !== undefined) {
      const fault = spec.resample === 'weeks' ? tooShort(source, spec.file) : noUsers(source, rows, spec.file)
      if (fault !== undefined) throw new TraceError(spec.file, [fault])
      rows =
        spec.resample === 'weeks'
          ? drawnWeeks(rows, source, streams.stream('workload/trace/weeks'), remarks)
          : drawnUsers(rows, source, spec.userFactor ?? 1, streams.stream('workload/trace/users'), remarks)
    }
    if (spec.jitter !== undefined) {
      const random = streams.stream('workload/trace/jitter')
      for (const row of rows) row.submit += Math.floor(random.uniform() * spec.jitter)
      const most = inSeconds(spec.jitter)
      remarks.push({ count: rows.length, remark: `changed: submitted up to ${most} s later (trace.jitter)` })
    }
    return new RedrawnJobs(kept.jobs, rows, source.firstSubmit, remarks)
  }

  /** Fills the batch with the next jobs. Where weeks or users are drawn, jobs are numbered anew: one may be there twice. */
  read(batch: JobBatch): number {
    batch.clear()
    while (!batch.full && this.#next < this.#rows.length) {
      const { job, submit, user, again } = this.#rows[this.#next++]!
      const row = this.#kept.copy(job, batch)
      batch.submit[row] = submit
      batch.user[row] = user
      if (again) batch.id[row] = this.#next
    }
    return batch.count
  }
}

/** One job of the redrawn workload. */
interface Row {
  /** Its place among the kept jobs. */
  readonly job: number
  submit: Time
  readonly user: number
  /** Number of the draw that brought it. */
  readonly drawn: number
  /** It was drawn, and may have been drawn before. */
  readonly again: boolean
}

async function allOf(source: JobSource): Promise<{ jobs: KeptJobs; rows: Row[] }> {
  const jobs = new KeptJobs()
  const rows: Row[] = []
  const batch = new JobBatch()
  do {
    await source.read(batch)
    for (let at = 0; at < batch.count; at++) {
      const job = jobs.count + at
      rows.push({ job, submit: batch.submit[at]!, user: batch.user[at]!, drawn: job, again: false })
    }
    if (batch.count > 0) jobs.keep(batch)
  } while (batch.full)
  return { jobs, rows }
}

function wholeWeeks({ firstSubmit, lastSubmit }: Source): number {
  return Math.floor((lastSubmit - firstSubmit + LACKING) / WEEK)
}

function tooShort(source: Source, file: string): string | undefined {
  if (wholeWeeks(source) >= 2) return undefined
  const days = Math.round((10 * (source.lastSubmit - source.firstSubmit)) / DAY) / 10
  return (
    `${file}: found submissions of ${days} days, expected two whole weeks or more to draw from (trace.resample); ` +
    'take a longer log or window, or trace.jitter'
  )
}

function noUsers(source: Source, rows: readonly Row[], file: string): string | undefined {
  const users = usersOf(rows).length
  if (users >= 2) return tooShort(source, file)
  return (
    `${file}: found ${users === 0 ? 'no user that is known' : 'a single user'}, expected two or more to draw from ` +
    '(trace.resample: users); take resample: weeks, or trace.jitter'
  )
}

function usersOf(rows: readonly Row[]): number[] {
  return [...new Set(rows.map(({ user }) => user))].filter(user => user !== UNKNOWN)
}

/** As many weeks as the log has, one after the other; every job keeps its moment within the week. */
function drawnWeeks(rows: readonly Row[], source: Source, random: Random, remarks: Remark[]): Row[] {
  const weeks = wholeWeeks(source)
  const byWeek: Row[][] = Array.from({ length: weeks }, () => [])
  let left = 0
  for (const row of rows) {
    const week = byWeek[Math.floor((row.submit - source.firstSubmit) / WEEK)]
    if (week === undefined) left++
    else week.push(row)
  }
  if (left > 0)
    remarks.push({
      count: left,
      remark: 'dropped: in the last week, which is not whole (trace.resample: weeks)',
    })
  const drawn: Row[] = []
  for (let to = 0; to < weeks; to++) {
    const from = random.below(weeks)
    const shift = (to - from) * WEEK
    for (const row of byWeek[from]!) {
      drawn.push({ ...row, submit: row.submit + shift, drawn: drawn.length, again: true })
    }
  }
  remarks.push({
    count: drawn.length,
    remark: `changed: of ${weeks} weeks drawn with replacement (trace.resample)`,
  })
  return drawn
}

/**
 * As many users as the log has, times the factor: more users are how a load grows. Each draw is a user of its own, who brings all jobs, moved by a whole number of weeks
 * around the span of the log: weekdays and hours stay, and two draws of one user do not march in step.
 */
function drawnUsers(
  rows: readonly Row[],
  source: Source,
  factor: number,
  random: Random,
  remarks: Remark[],
): Row[] {
  const users = usersOf(rows)
  const draws = Math.max(1, Math.round(users.length * factor))
  const { firstSubmit, lastSubmit } = source
  const span = Math.ceil((lastSubmit - firstSubmit + 1) / WEEK) * WEEK
  const byUser = new Map<number, Row[]>(users.map(user => [user, []]))
  const drawn: Row[] = []
  let unknown = 0
  for (const row of rows) {
    if (row.user !== UNKNOWN) byUser.get(row.user)!.push(row)
    else {
      unknown++
      drawn.push({ ...row, drawn: drawn.length, again: true })
    }
  }
  for (let user = 0; user < draws; user++) {
    const from = users[random.below(users.length)]!
    const shift = random.below(span / WEEK) * WEEK
    for (const row of byUser.get(from)!) {
      const submit = firstSubmit + ((row.submit - firstSubmit + shift) % span)
      drawn.push({ ...row, submit, user, drawn: drawn.length, again: true })
    }
  }
  remarks.push({
    count: drawn.length - unknown,
    remark: `changed: of ${users.length} users ${draws === users.length ? '' : `${draws} `}drawn with replacement, each moved by whole weeks (trace.resample)`,
  })
  if (unknown > 0)
    remarks.push({ count: unknown, remark: 'left where they are: of no known user (trace.resample)' })
  return drawn
}
