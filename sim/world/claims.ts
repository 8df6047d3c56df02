import type { JobId, MachineId } from './handles.ts'
import type { Jobs } from './jobs.ts'
import type { Machines } from './machines.ts'
import { longer } from './rows.ts'
import type { View } from './views.ts'

/**
 * What is said of a claim. A closed set, each with what happens next.
 */
export const Verdict = {
  /** Not judged yet. A decision is not over before every claim has another verdict. */
  Open: 0,
  /** The task is launched. */
  Accepted: 1,
  /** The machine changed since the view was taken: the task stays pending, its job is tried again on a fresh view. */
  Conflict: 2,
  /** The resources are gone: as Conflict. */
  NoRoom: 3,
  /** Another claim of an all-or-nothing transaction was refused: as Conflict. */
  RolledBack: 4,
  /** The machine is down: as Conflict. */
  MachineDown: 5,
  /** The offer was rescinded before it was answered: the job waits for the next offer. */
  Rescinded: 6,
  /** The job was cancelled, or has fewer pending tasks now: nothing happens. */
  NotWanted: 7,
} as const
export type Verdict = (typeof Verdict)[keyof typeof Verdict]

export const VERDICT_NAMES: readonly string[] = [
  'open',
  'accepted',
  'conflict: the machine changed since the snapshot',
  'conflict: the resources are gone',
  'rolled back with another claim of its transaction',
  'the machine is down',
  'the offer was rescinded',
  'the task is not wanted any more',
]

/** Columns begin without room, for most of ten thousand schedulers or offers never claim anything. */
const NO_HANDLES = new Int32Array(0)
const NO_AMOUNTS = new Float64Array(0)
const NO_VERSIONS = new Uint32Array(0)
const NO_VERDICTS = new Uint8Array(0)
const FEWEST = 16

/**
 * Claims of one decision: each asks for one task of a job on one machine. A scratch buffer: its owner clears it.
 */
export class Claims {
  /** How many claims there are. */
  count = 0
  /** The job that each is for. */
  job = NO_HANDLES
  /** Generation of the job when it was claimed for. */
  generation = NO_HANDLES
  /** The machine that each asks for. */
  machine = NO_HANDLES
  /**
   * Thousandths of a core that the task holds; noted here because the job's row may be another's before the claim has its
   * verdict.
   */
  cpuMilli = NO_AMOUNTS
  /** Mebibytes that the task holds. */
  memoryMiB = NO_AMOUNTS
  /** Number of what else the task holds (see extras.ts). */
  extra = NO_HANDLES
  /** Version of the machine that the claim expects (Omega's sequence number). */
  version = NO_VERSIONS
  verdict = NO_VERDICTS
  /** The task that an accepted claim became, once it is launched. */
  task = NO_HANDLES

  clear(): void {
    this.count = 0
  }

  /** How many claims were accepted. */
  get accepted(): number {
    let sum = 0
    for (let i = 0; i < this.count; i++) if (this.verdict[i] === Verdict.Accepted) sum++
    return sum
  }

  /** Takes one task's resources out of the view and notes the claim. */
  add(view: View, machine: MachineId, job: JobId, jobs: Jobs): void {
    const i = this.note(machine, job, jobs)
    view.take(machine, this.cpuMilli[i]!, this.memoryMiB[i]!, this.extra[i]!)
    this.version[i] = view.version[machine]!
    view.version[machine]!++
  }

  /** Notes a claim whose resources are held already. */
  addHeld(machine: MachineId, job: JobId, jobs: Jobs): void {
    this.version[this.note(machine, job, jobs)] = 0
  }

  /** Appends the claims of another buffer. */
  append(other: Claims): void {
    const count = this.count + other.count
    if (count > this.job.length) this.grow(count)
    for (let i = 0; i < other.count; i++) {
      const at = this.count++
      this.job[at] = other.job[i]!
      this.generation[at] = other.generation[i]!
      this.machine[at] = other.machine[i]!
      this.cpuMilli[at] = other.cpuMilli[i]!
      this.memoryMiB[at] = other.memoryMiB[i]!
      this.extra[at] = other.extra[i]!
      this.version[at] = other.version[i]!
      this.verdict[at] = other.verdict[i]!
    }
  }

  /** Gives back to the view what the claims from `from` on took, newest first, and forgets them. */
  undo(view: View, from: number): void {
    while (this.count > from) {
      const i = --this.count
      view.give(this.machine[i]!, this.cpuMilli[i]!, this.memoryMiB[i]!, this.extra[i]!)
      if (view.kind !== 'live') view.version[this.machine[i]!]!--
    }
  }

  /** Takes claim `i` out of the machine; the machine's version grows. */
  apply(i: number, machines: Machines): void {
    const machine = this.machine[i]!
    machines.take(machine, this.cpuMilli[i]!, this.memoryMiB[i]!, this.extra[i]!)
    machines.version[machine]!++
  }

  /** Gives claim `i` back to the machine; the version keeps its growth (Omega). */
  revert(i: number, machines: Machines): void {
    machines.give(this.machine[i]!, this.cpuMilli[i]!, this.memoryMiB[i]!, this.extra[i]!)
  }

  private note(machine: MachineId, job: JobId, jobs: Jobs): number {
    if (this.count === this.job.length) this.grow(Math.max(FEWEST, 2 * this.count))
    const i = this.count++
    this.job[i] = job
    this.generation[i] = jobs.generation[job]!
    this.machine[i] = machine
    this.cpuMilli[i] = jobs.cpuMilli[job]!
    this.memoryMiB[i] = jobs.memoryMiB[job]!
    this.extra[i] = jobs.extra[job]!
    this.verdict[i] = Verdict.Open
    return i
  }

  private grow(capacity: number): void {
    this.job = longer(this.job, capacity)
    this.generation = longer(this.generation, capacity)
    this.machine = longer(this.machine, capacity)
    this.cpuMilli = longer(this.cpuMilli, capacity)
    this.memoryMiB = longer(this.memoryMiB, capacity)
    this.extra = longer(this.extra, capacity)
    this.version = longer(this.version, capacity)
    this.verdict = longer(this.verdict, capacity)
    this.task = longer(this.task, capacity)
  }
}
