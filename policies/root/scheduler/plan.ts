import { NEVER, type Time } from '../../../sim/engine/time.ts'
import type { JobId } from '../../../sim/world/handles.ts'
import { longer } from '../../../sim/world/rows.ts'
import { Availability } from './availability.ts'
import { Gains } from './gains.ts'

/** What a job needs at once, and for how long. */
export interface Need {
  readonly lasts: Time
  readonly cpuMilli: number
  readonly memoryMiB: number
}

/**
 * Planned starts beside each other, and what will be free beside them.
 *
 * No start before a planned one was possible when the job was last looked at. So when it is looked at again, only starts count
 * that reach into stretches in which more has become free since: those are kept from one pass over the jobs to the next.
 */
export class Plan {
  private readonly free = new Availability(0, 0)
  /** What became free before this pass over the jobs, and during it: who was looked at first has not seen that. */
  private gains = new Gains()
  private gainsOfPass = new Gains()
  private pass = 0
  /** By job: its planned start, for how long, and with how much; a planned start of NEVER holds nothing. */
  private at = new Float64Array(0)
  private lasts = new Float64Array(0)
  private cpuMilli = new Float64Array(0)
  private memoryMiB = new Float64Array(0)
  /** Pass in which no sooner start was possible; −1: nobody has looked. */
  private looked = new Float64Array(0)

  /** Nothing is planned, and so much is free for ever. */
  reset(now: Time, cpuMilli: number, memoryMiB: number): void {
    this.free.reset(now, cpuMilli, memoryMiB)
    this.at.fill(NEVER)
  }

  /** Forgets what was before `now`. */
  advance(now: Time): void {
    this.free.advance(now)
  }

  /** The first moment after `now` at which what is free changes; NEVER if it does not. */
  nextChange(now: Time): Time {
    return this.free.nextChange(now)
  }

  /** The job's planned start, NEVER if it has none. */
  startOf(job: JobId): Time {
    return this.at[job]!
  }

  /** Tasks that run hold so much for this time. */
  hold(from: Time, to: Time, cpuMilli: number, memoryMiB: number): void {
    this.free.add(from, to, -cpuMilli, -memoryMiB)
  }

  /** What was held, or planned, for this time is free. */
  giveBack(from: Time, to: Time, cpuMilli: number, memoryMiB: number): void {
    this.free.add(from, to, cpuMilli, memoryMiB)
    this.gainsOfPass.note(from, to, this.free.mostCpuAdded, this.free.mostMemoryAdded)
  }

  /** The job, which has no planned start, is planned as soon as possible from `from` on; `now` or later. Returns its start. */
  plan(job: JobId, now: Time, from: Time, { lasts, cpuMilli, memoryMiB }: Need): Time {
    this.growTo(job)
    this.lasts[job] = lasts
    this.cpuMilli[job] = cpuMilli
    this.memoryMiB[job] = memoryMiB
    this.looked[job] = from === now ? this.pass : -1
    const at = this.free.earliest(from, NEVER, lasts, cpuMilli, memoryMiB)
    this.at[job] = at
    if (at !== NEVER) this.hold(Math.max(at, now), at + lasts, cpuMilli, memoryMiB)
    return at
  }

  /** Takes the job out of the plan, if it is in it. */
  release(job: JobId, now: Time): void {
    this.growTo(job)
    const at = this.at[job]!
    this.at[job] = NEVER
    if (at === NEVER) return
    this.giveBack(Math.max(at, now), at + this.lasts[job]!, this.cpuMilli[job]!, this.memoryMiB[job]!)
  }

  /** The job starts as was planned: what it had in the plan it now holds. False if it starts otherwise. */
  begins(job: JobId, start: Time, { lasts, cpuMilli, memoryMiB }: Need): boolean {
    const asPlanned =
      this.at[job] === start &&
      this.lasts[job] === lasts &&
      this.cpuMilli[job] === cpuMilli &&
      this.memoryMiB[job] === memoryMiB
    if (asPlanned) this.at[job] = NEVER
    return asPlanned
  }

  /** Jobs are looked at in order, with `moveUp`, until `passEnds`. */
  passBegins(): void {
    this.pass++
    const seen = this.gains
    this.gains = this.gainsOfPass
    this.gainsOfPass = seen
    seen.clear()
  }

  /** Moves the job, which has a planned start after `now` or NEVER, to where it can start soonest. Is that sooner? */
  moveUp(job: JobId, now: Time): boolean {
    const planned = this.at[job]!
    const at = this.soonest(job, now, planned)
    this.looked[job] = this.pass
    if (at === planned) return false
    const lasts = this.lasts[job]!
    const cpuMilli = this.cpuMilli[job]!
    const memoryMiB = this.memoryMiB[job]!
    this.at[job] = at
    this.hold(at, at + lasts, cpuMilli, memoryMiB)
    if (planned !== NEVER) this.giveBack(planned, planned + lasts, cpuMilli, memoryMiB)
    return true
  }

  private soonest(job: JobId, now: Time, planned: Time): Time {
    const lasts = this.lasts[job]!
    const cpuMilli = this.cpuMilli[job]!
    const memoryMiB = this.memoryMiB[job]!
    if (this.looked[job]! < this.pass - 1) return this.free.earliest(now, planned, lasts, cpuMilli, memoryMiB)
    let first = planned
    let last = now
    for (let list = 0; list < 2; list++) {
      const gains = list === 0 ? this.gains : this.gainsOfPass
      for (let i = 0; i < gains.count; i++) {
        if (gains.from[i]! >= planned || gains.to[i]! <= now) continue
        if (gains.cpuMilli[i]! < cpuMilli || gains.memoryMiB[i]! < memoryMiB) continue
        if (gains.from[i]! < first) first = gains.from[i]!
        if (gains.to[i]! > last) last = gains.to[i]!
      }
    }
    const from = Math.max(now, first - lasts)
    const before = Math.min(planned, last)
    if (from >= before) return planned
    return this.free.earliest(from, planned, lasts, cpuMilli, memoryMiB, before)
  }

  private growTo(job: JobId): void {
    if (job < this.at.length) return
    const size = Math.max(job + 1, 256, this.at.length * 2)
    const at = new Float64Array(size).fill(NEVER)
    at.set(this.at)
    this.at = at
    this.lasts = longer(this.lasts, size)
    this.cpuMilli = longer(this.cpuMilli, size)
    this.memoryMiB = longer(this.memoryMiB, size)
    this.looked = longer(this.looked, size)
  }
}
