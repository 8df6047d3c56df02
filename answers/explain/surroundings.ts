/**
 * What goes on around the jobs that are explained: who is in hand, who blocks, what was declined, who is away.
 */
import type { Cluster } from '../../sim/cluster.ts'
import type { Time } from '../../sim/engine/time.ts'
import type { Place, Probe } from '../../sim/measure/probe.ts'
import { type FrameworkId, type JobId, type MachineId, NONE } from '../../sim/world/handles.ts'

/** One scheduler process, and its lines by number. */
export interface SchedulerState {
  readonly name: string
  inHand: JobId
  readonly lines: { waiting: number; blockedBy: JobId }[]
}

/** A framework launches nothing for a while. */
export interface Hold {
  readonly why: string
  readonly until: Time
}

interface Standing {
  place: Place
  scheduler: SchedulerState
  line: number
}

export class Surroundings implements Probe {
  rootIsAway = false
  readonly #cluster: Cluster
  readonly #schedulers = new Map<string, SchedulerState>()
  /** By row of the job. */
  readonly #standings: (Standing | undefined)[] = []
  /** By framework: until when all machines are not offered again, and each of them in the place after its number. */
  readonly #declined = new Map<FrameworkId, Float64Array>()
  /** By framework and job, or NONE for all of its jobs. */
  readonly #holds = new Map<string, Hold>()
  readonly #suppressed = new Set<FrameworkId>()
  readonly #refusals = new Map<JobId, Map<MachineId, string>>()
  readonly #failures = new Map<JobId, string>()

  constructor(cluster: Cluster) {
    this.#cluster = cluster
  }

  /** Where the job stands; undefined: no scheduler has said. */
  standing(job: JobId): Readonly<Standing> | undefined {
    return this.#standings[job]
  }

  /** Why the framework launches nothing of the job now, and until when; null: it does. */
  holdOf(framework: FrameworkId, job: JobId): Hold | null {
    const { now } = this.#cluster
    const hold = this.#holds.get(`${framework} ${job}`)
    if (hold !== undefined && hold.until > now) return hold
    const all = this.#holds.get(`${framework} ${NONE}`)
    return all !== undefined && all.until > now ? all : null
  }

  isSuppressed(framework: FrameworkId): boolean {
    return this.#suppressed.has(framework)
  }

  /** In the framework's words, why an offer of the machine was of no use to the job when it was last declined; '': nobody said. */
  refusalOf(job: JobId, machine: MachineId): string {
    return this.#refusals.get(job)?.get(machine) ?? ''
  }

  /** In the scheduler's words, why the last attempt found no machine for a task of the job; '': nobody said. */
  failureOf(job: JobId): string {
    return this.#failures.get(job) ?? ''
  }

  /** Until when the machine is not offered to the framework again; 0 where nothing holds it back. */
  heldUntil(framework: FrameworkId, machine: MachineId): Time {
    const held = this.#declined.get(framework)
    if (held === undefined) return 0
    const until = Math.max(held[machine + 1]!, held[NONE + 1]!)
    return until > this.#cluster.now ? until : 0
  }

  stands(job: JobId, place: Place, name: string, line: number): void {
    const scheduler = this.#scheduler(name)
    const state = lineOf(scheduler, line)
    const before = this.#standings[job]
    if (before !== undefined) this.#leaves(job, before)
    if (place === 'queued' || place === 'parked') state.waiting++
    if (place === 'in hand') scheduler.inHand = job
    if (before === undefined) this.#standings[job] = { place, scheduler, line }
    else {
      before.place = place
      before.scheduler = scheduler
      before.line = line
    }
  }

  blocks(job: JobId, name: string, line: number): void {
    lineOf(this.#scheduler(name), line).blockedBy = job
  }

  jobArrived(job: JobId): void {
    this.#standings[job] = undefined
    this.#forget(job)
  }

  jobEnded(job: JobId): void {
    const before = this.#standings[job]
    if (before !== undefined) this.#leaves(job, before)
    this.#standings[job] = undefined
    this.#forget(job)
  }

  #forget(job: JobId): void {
    this.#refusals.delete(job)
    this.#failures.delete(job)
    this.#holds.delete(`${this.#cluster.jobs.framework[job]!} ${job}`)
  }

  offerRefused(job: JobId, machine: MachineId, reason: string): void {
    const known = this.#refusals.get(job) ?? new Map<MachineId, string>()
    this.#refusals.set(job, known.set(machine, reason))
  }

  heldBack(framework: FrameworkId, job: JobId, why: string, until: Time): void {
    this.#holds.set(`${framework} ${job}`, { why, until })
  }

  suppressed(framework: FrameworkId): void {
    this.#suppressed.add(framework)
  }

  attemptFailed(job: JobId, message: string): void {
    this.#failures.set(job, message)
  }

  /** A root or a framework that comes back knows of no filters. */
  frameworkChanged(framework: FrameworkId): void {
    this.revived(framework)
  }

  declined(framework: FrameworkId, machine: MachineId, until: Time): void {
    let held = this.#declined.get(framework)
    if (held === undefined) {
      held = new Float64Array(this.#cluster.machines.count + 1)
      this.#declined.set(framework, held)
    }
    held[machine + 1] = until
  }

  /** Something became free on the machine: what is offered of it now is more than what was declined. */
  released(machine: MachineId): void {
    for (const held of this.#declined.values()) held[machine + 1] = 0
  }

  revived(framework: FrameworkId): void {
    this.#declined.get(framework)?.fill(0)
    this.#suppressed.delete(framework)
  }

  rootChanged(leads: boolean): void {
    this.rootIsAway = !leads
    this.#declined.clear()
  }

  #leaves(job: JobId, { place, scheduler, line }: Standing): void {
    const state = lineOf(scheduler, line)
    if (place === 'queued' || place === 'parked') state.waiting--
    if (scheduler.inHand === job) scheduler.inHand = NONE
    if (state.blockedBy === job) state.blockedBy = NONE
  }

  #scheduler(name: string): SchedulerState {
    const known = this.#schedulers.get(name)
    if (known !== undefined) return known
    const state: SchedulerState = { name, inHand: NONE, lines: [] }
    this.#schedulers.set(name, state)
    return state
  }
}

function lineOf({ lines }: SchedulerState, line: number): SchedulerState['lines'][number] {
  while (lines.length <= line) lines.push({ waiting: 0, blockedBy: NONE })
  return lines[line]!
}
