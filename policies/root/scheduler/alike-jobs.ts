import type { Cluster } from '../../../sim/cluster.ts'
import type { OrderPolicy } from '../../../sim/contracts.ts'
import { type JobId, type MachineId, NONE } from '../../../sim/world/handles.ts'
import { longer } from '../../../sim/world/rows.ts'
import type { View } from '../../../sim/world/views.ts'
import { HelpedKinds, type KindJudge } from './helped-kinds.ts'
import { Hope, type JobKind, JobKinds } from './job-kinds.ts'
import { JobQueue } from './job-queue.ts'
import type { Standings } from './standings.ts'

/** Free sums are added up and may be off by rounding; thousandths of a core, MiB. */
const ROUNDING = 1e-6
/** Room of a queue at first. */
const FEW = 4

/**
 * Parked jobs by what they ask for, for a scheduler that decides without thinking: where one finds no room, no other of its
 * kind does before something becomes free. So when something does, the first of each kind may be tried; the next follows
 * once it has been placed, and if it was not, the others have been tried in vain with it: that is counted, and nothing else is
 * done. Of the first of all kinds only the first in order is put in line, for what it takes rules most others out. An end
 * then costs a look at each kind that is small enough for what became free, however many jobs wait.
 */
export class AlikeJobs implements KindJudge {
  private readonly cluster: Cluster
  private readonly order: OrderPolicy
  private readonly standings: Standings
  private readonly kinds = new JobKinds()
  /** By line. */
  private readonly helped: HelpedKinds[] = []
  /** By job: its kind while it is parked, and `attempts` of the kind when it came. */
  private readonly kindsOfJobs: (JobKind | undefined)[] = []
  private joined = new Float64Array(64)
  /** Jobs that were put in line for their kind, and their kinds: one for the most part, and the last leaves first. */
  private readonly inLine: JobId[] = []
  private readonly kindsInLine: JobKind[] = []
  /** May something have helped a kind that is not in line yet? */
  hopeful = false
  /** No job is here: it is asked which goes first. */
  private readonly ordering: JobQueue
  /** What is free in the view for which jobs come out. */
  private freeCpuMilli = 0
  private freeMemoryMiB = 0
  private spared = 0
  length = 0

  constructor(cluster: Cluster, order: OrderPolicy, standings: Standings) {
    this.cluster = cluster
    this.order = order
    this.standings = standings
    this.ordering = new JobQueue(order, cluster, standings, 0)
  }

  has(job: JobId): boolean {
    return this.kindsOfJobs[job] !== undefined
  }

  /** The job was tried in vain just now. */
  add(job: JobId, line: number): void {
    const kind = this.kindFor(job, line)
    this.fail(kind)
    kind.queue.insert(job)
    kind.first = kind.queue.at(0)
    kind.parked++
    this.kindsOfJobs[job] = kind
    if (job >= this.joined.length)
      this.joined = longer(this.joined, Math.max(job + 1, 2 * this.joined.length))
    this.joined[job] = kind.attempts
    this.length++
  }

  remove(job: JobId): void {
    const kind = this.kindOf(job)
    this.leave(job, kind, kind.queue.placeOf(job))
    if (job === kind.ordered) {
      this.helped[kind.line]!.unorder(kind)
      this.help(kind)
    }
    if (kind.parked === 0) kind.hope = Hope.Unasked
  }

  /** Something became free on the machine. */
  changed(machine: MachineId): void {
    const { byCores } = this.kinds
    const cpuMilli = this.cluster.machines.freeCpuMilli[machine]!
    const memoryMiB = this.cluster.machines.freeMemoryMiB[machine]!
    for (let i = 0; i < byCores.length; i++) {
      const kind = byCores[i]!
      if (kind.cpuMilli > cpuMilli) break
      if (kind.hope === Hope.None && kind.memoryMiB <= memoryMiB) this.help(kind)
    }
  }

  changedAll(): void {
    for (const kind of this.kinds.byCores) if (kind.hope === Hope.None) this.help(kind)
  }

  /** A pass chooses a job: the first that something could help comes out, of each line. */
  present(view: View, standAgain: (job: JobId) => void): void {
    if (!this.hopeful) return
    this.hopeful = false
    this.freeCpuMilli = view.freeCpu + ROUNDING
    this.freeMemoryMiB = view.freeMemory + ROUNDING
    for (let line = 0; line < this.helped.length; line++) {
      const helped = this.helped[line]
      if (helped === undefined) continue
      const job = helped.next()
      if (!helped.isEmpty) this.hopeful = true
      if (job === NONE) continue
      const kind = this.kindOf(job)
      if (kind.ordered !== NONE) helped.unorder(kind)
      kind.hope = Hope.Unasked
      this.leave(job, kind, 0)
      this.inLine.push(job)
      this.kindsInLine.push(kind)
      helped.standing = job
      standAgain(job)
    }
  }

  /** Is less free in the view, all machines together, than must be for one task of the job, or for all of a gang? */
  rulesOut(job: JobId, view: View): boolean {
    const { jobs } = this.cluster
    const tasks = this.together(job)
    return (
      tasks * jobs.cpuMilli[job]! > view.freeCpu + ROUNDING ||
      tasks * jobs.memoryMiB[job]! > view.freeMemory + ROUNDING
    )
  }

  /** The job does not stand in line any more: if it was there for its kind, the next may follow. */
  leftLine(job: JobId): void {
    const { inLine, kindsInLine } = this
    let at = inLine.length - 1
    while (at >= 0 && inLine[at] !== job) at--
    if (at < 0) return
    const kind = kindsInLine[at]!
    inLine[at] = inLine.at(-1)!
    kindsInLine[at] = kindsInLine.at(-1)!
    inLine.pop()
    kindsInLine.pop()
    const helped = this.helped[kind.line]!
    if (helped.standing === job) helped.standing = NONE
    if (kind.hope === Hope.Unasked && kind.parked > 0) this.help(kind)
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
    for (const { queue, attempts } of this.kinds.byCores)
      for (let place = 0; place < queue.length; place++) this.count(queue.at(place), attempts)
  }

  kindOf(job: JobId): JobKind {
    return this.kindsOfJobs[job]!
  }

  before(a: JobId, b: JobId): boolean {
    return this.ordering.before(a, b)
  }

  isTooMuch({ togetherCpuMilli, togetherMemoryMiB }: JobKind): boolean {
    return togetherCpuMilli > this.freeCpuMilli || togetherMemoryMiB > this.freeMemoryMiB
  }

  /** No job of the kind finds room: all have been tried as far as something had helped them. */
  fail(kind: JobKind): void {
    if (kind.hope === Hope.None) return
    if (kind.ordered !== NONE) this.helped[kind.line]!.unorder(kind)
    kind.hope = Hope.None
    kind.attempts++
    this.spared += kind.parked
  }

  /** Something could help the kind. */
  private help(kind: JobKind): void {
    this.hopeful = true
    this.helped[kind.line]!.add(kind)
  }

  /** The job, which stands at that place among its kind, is parked no more. */
  private leave(job: JobId, kind: JobKind, place: number): void {
    kind.queue.removeAt(place)
    kind.parked--
    if (place === 0 && kind.parked > 0) kind.first = kind.queue.at(0)
    this.count(job, kind.attempts)
    this.kindsOfJobs[job] = undefined
    this.length--
  }

  private count(job: JobId, attempts: number): void {
    this.cluster.jobs.attempts[job]! += attempts - this.joined[job]!
    this.joined[job] = attempts
  }

  private kindFor(job: JobId, line: number): JobKind {
    const { jobs } = this.cluster
    const spec = jobs.spec[job]!
    const tasks = this.together(job)
    const cpuMilli = jobs.cpuMilli[job]!
    const memoryMiB = jobs.memoryMiB[job]!
    const there = this.kinds.find(line, spec, tasks)
    // The number of a spec that no job has any more is given again.
    if (there?.cpuMilli === cpuMilli && there.memoryMiB === memoryMiB) return there
    this.helped[line] ??= new HelpedKinds(this)
    const kind = {
      line,
      spec,
      tasks,
      cpuMilli,
      memoryMiB,
      togetherCpuMilli: tasks * cpuMilli,
      togetherMemoryMiB: tasks * memoryMiB,
      queue: new JobQueue(this.order, this.cluster, this.standings, FEW),
      first: NONE,
      parked: 0,
      hope: Hope.Unasked,
      isListed: false,
      ordered: NONE,
      attempts: 0,
    }
    this.kinds.add(kind)
    return kind
  }

  /** Tasks of the job that must find room together. */
  private together(job: JobId): number {
    const { jobs } = this.cluster
    return jobs.gang[job] === 1 ? jobs.unclaimed(job) : 1
  }
}
