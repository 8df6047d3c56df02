import type { Cluster } from '../../../sim/cluster.ts'
import type { OrderPolicy } from '../../../sim/contracts.ts'
import { type JobId, type MachineId, NONE, type SpecId } from '../../../sim/world/handles.ts'
import { longer } from '../../../sim/world/rows.ts'
import type { View } from '../../../sim/world/views.ts'
import { JobHeap } from './job-heap.ts'
import { JobQueue } from './job-queue.ts'
import type { Standings } from './standings.ts'

/** Free sums are added up and may be off by rounding; thousandths of a core, MiB. */
const ROUNDING = 1e-6
/** Room of a queue at first. */
const FEW = 4

/** Jobs of one line that ask for the same. */
interface Kind {
  readonly line: number
  readonly spec: SpecId
  /** Tasks that must find room together: those of a gang, else one. */
  readonly tasks: number
  /** Those that are parked, in the order in which they are tried. */
  readonly queue: JobQueue
  /** Its place among the kinds that nothing could help so far, NONE once something could. */
  quietAt: number
  /** Its first job, where that is among those of which the next to be put in line is chosen; else NONE. */
  chosenFrom: JobId
  /** Attempts in vain that all who were parked have had together. */
  attempts: number
}

/**
 * Parked jobs by what they ask for, for a scheduler that decides without thinking: where one finds no room, no other of its
 * kind does before something becomes free. So when something does, the first of each kind may be tried; the next follows
 * once it has been placed, and if it was not, the others have been tried in vain with it: that is counted, and nothing else is
 * done. Of the first of all kinds only the first in order is put in line, for what it takes rules most others out. An end
 * then costs a look at each kind, however many jobs wait.
 */
export class AlikeJobs {
  private readonly cluster: Cluster
  private readonly order: OrderPolicy
  private readonly standings: Standings
  /** By line, by spec, by tasks. */
  private readonly kinds: (Map<SpecId, Map<number, Kind>> | undefined)[] = []
  private readonly quiet: Kind[] = []
  /** Kinds that something could help, of which no job is in `firsts` yet. */
  private readonly helped: Kind[] = []
  /** By line: the first of each other kind that something could help. */
  private readonly firsts: JobHeap[] = []
  /** By line: the job that was put in line last, while it stands there. */
  private readonly standing: JobId[] = []
  /** By job: its kind while it is parked, and `attempts` of the kind when it came. */
  private readonly kindOf: (Kind | undefined)[] = []
  private joined = new Float64Array(64)
  /** Jobs that were put in line for their kind. */
  private readonly inLine = new Map<JobId, Kind>()
  private spared = 0
  length = 0

  constructor(cluster: Cluster, order: OrderPolicy, standings: Standings) {
    this.cluster = cluster
    this.order = order
    this.standings = standings
  }

  has(job: JobId): boolean {
    return this.kindOf[job] !== undefined
  }

  /** The job was tried in vain just now. */
  add(job: JobId, line: number): void {
    const kind = this.find(job, line)
    this.fail(kind)
    kind.queue.insert(job)
    this.kindOf[job] = kind
    if (job >= this.joined.length)
      this.joined = longer(this.joined, Math.max(job + 1, 2 * this.joined.length))
    this.joined[job] = kind.attempts
    this.length++
  }

  remove(job: JobId): void {
    const kind = this.kindOf[job]!
    kind.queue.removeAt(kind.queue.placeOf(job))
    this.leave(job, kind)
    if (job === kind.chosenFrom) {
      this.chooseNoMore(kind)
      this.helped.push(kind)
    }
    if (kind.queue.length > 0 || kind.quietAt === NONE) return
    this.unquiet(kind)
    this.forget(kind)
  }

  /** Something became free on the machine. */
  changed(machine: MachineId): void {
    const { machines, jobs } = this.cluster
    const { cpuMilli, memoryMiB } = jobs.specs
    for (let i = this.quiet.length - 1; i >= 0; i--) {
      const { spec } = this.quiet[i]!
      if (machines.fits(machine, cpuMilli[spec]!, memoryMiB[spec]!)) this.help(this.quiet[i]!)
    }
  }

  changedAll(): void {
    while (this.quiet.length > 0) this.help(this.quiet.at(-1)!)
  }

  /** A pass chooses a job: the first that something could help comes out, of each line. */
  present(view: View, standAgain: (job: JobId) => void): void {
    for (let kind = this.helped.pop(); kind !== undefined; kind = this.helped.pop()) {
      if (kind.quietAt !== NONE || kind.chosenFrom !== NONE) continue
      if (kind.queue.length === 0) this.forget(kind)
      else if (this.isTooMuch(kind.spec, kind.tasks, view)) this.fail(kind)
      else this.choose(kind)
    }
    for (let line = 0; line < this.firsts.length; line++) {
      const job = this.firstOf(line, view)
      if (job === NONE) continue
      const kind = this.kindOf[job]!
      this.chooseNoMore(kind)
      kind.queue.removeAt(0)
      this.leave(job, kind)
      this.inLine.set(job, kind)
      this.standing[line] = job
      standAgain(job)
    }
  }

  /** Is less free in the view, all machines together, than must be for one task of the job, or for all of a gang? */
  rulesOut(job: JobId, view: View): boolean {
    return this.isTooMuch(this.cluster.jobs.spec[job]!, this.together(job), view)
  }

  /** The job does not stand in line any more: if it was there for its kind, the next may follow. */
  leftLine(job: JobId): void {
    if (this.inLine.size === 0) return
    const kind = this.inLine.get(job)
    if (kind === undefined) return
    this.inLine.delete(job)
    if (this.standing[kind.line] === job) this.standing[kind.line] = NONE
    if (kind.quietAt === NONE) this.helped.push(kind)
  }

  /** An attempt is counted and not made. */
  spare(): void {
    this.spared++
  }

  /** Attempts that were counted and not made since this was last asked. */
  takeSpared(): number {
    const { spared } = this
    this.spared = 0
    return spared
  }

  /** Brings `Jobs.attempts` of all up to date. */
  settle(): void {
    for (const kinds of this.kinds)
      for (const byTasks of kinds?.values() ?? [])
        for (const { queue, attempts } of byTasks.values())
          for (let place = 0; place < queue.length; place++) this.count(queue.at(place), attempts)
  }

  /** No job of the kind finds room: all have been tried as far as something had helped them. */
  private fail(kind: Kind): void {
    if (kind.quietAt !== NONE) return
    if (kind.chosenFrom !== NONE) this.chooseNoMore(kind)
    kind.quietAt = this.quiet.push(kind) - 1
    kind.attempts++
    this.spared += kind.queue.length
  }

  /** The job to be put in that line now: none while one stands there that goes before all others. */
  private firstOf(line: number, view: View): JobId {
    const firsts = this.firsts[line]
    const standing = this.standing[line] ?? NONE
    for (;;) {
      const job = firsts?.first ?? NONE
      if (job === NONE) return NONE
      const kind = this.kindOf[job]!
      if (standing !== NONE && kind.queue.before(standing, job)) return NONE
      if (!this.isTooMuch(kind.spec, kind.tasks, view)) return job
      this.fail(kind)
    }
  }

  private choose(kind: Kind): void {
    const job = kind.queue.at(0)
    this.firsts[kind.line] ??= new JobHeap((a, b) => kind.queue.before(a, b))
    this.firsts[kind.line]!.put(job)
    kind.chosenFrom = job
  }

  private chooseNoMore(kind: Kind): void {
    this.firsts[kind.line]!.remove(kind.chosenFrom)
    kind.chosenFrom = NONE
  }

  private help(kind: Kind): void {
    this.unquiet(kind)
    this.helped.push(kind)
  }

  private unquiet(kind: Kind): void {
    const last = this.quiet.pop()!
    if (last !== kind) {
      this.quiet[kind.quietAt] = last
      last.quietAt = kind.quietAt
    }
    kind.quietAt = NONE
  }

  private leave(job: JobId, kind: Kind): void {
    this.count(job, kind.attempts)
    this.kindOf[job] = undefined
    this.length--
  }

  private count(job: JobId, attempts: number): void {
    this.cluster.jobs.attempts[job]! += attempts - this.joined[job]!
    this.joined[job] = attempts
  }

  private find(job: JobId, line: number): Kind {
    const { jobs } = this.cluster
    const spec = jobs.spec[job]!
    const tasks = this.together(job)
    const bySpec = this.kinds[line] ?? new Map<SpecId, Map<number, Kind>>()
    this.kinds[line] = bySpec
    const byTasks = bySpec.get(spec) ?? new Map<number, Kind>()
    bySpec.set(spec, byTasks)
    let kind = byTasks.get(tasks)
    if (kind === undefined) {
      const queue = new JobQueue(this.order, this.cluster, this.standings, FEW)
      kind = { line, spec, tasks, queue, quietAt: NONE, chosenFrom: NONE, attempts: 0 }
      byTasks.set(tasks, kind)
    }
    return kind
  }

  /** Tasks of the job that must find room together. */
  private together(job: JobId): number {
    const { jobs } = this.cluster
    return jobs.gang[job] === 1 ? jobs.unclaimed(job) : 1
  }

  private isTooMuch(spec: SpecId, tasks: number, view: View): boolean {
    const { cpuMilli, memoryMiB } = this.cluster.jobs.specs
    return (
      tasks * cpuMilli[spec]! > view.freeCpu + ROUNDING ||
      tasks * memoryMiB[spec]! > view.freeMemory + ROUNDING
    )
  }

  /** Nobody of the kind is parked any more. */
  private forget(kind: Kind): void {
    const bySpec = this.kinds[kind.line]!
    const byTasks = bySpec.get(kind.spec)
    if (byTasks?.get(kind.tasks) !== kind) return
    byTasks.delete(kind.tasks)
    if (byTasks.size === 0) bySpec.delete(kind.spec)
  }
}
