import type { JobId, SpecId } from '../../../sim/world/handles.ts'
import type { JobQueue } from './job-queue.ts'

/** How it stands with those of a kind that are parked. */
export const Hope = {
  /** Nothing could help them so far. */
  None: 0,
  /** Something could. */
  Helped: 1,
  /** The same, and the first of them stands in order among those of other kinds. */
  Ordered: 2,
  /** None is looked for: one was put in line just now, or nobody is parked. */
  Unasked: 3,
} as const
export type Hope = (typeof Hope)[keyof typeof Hope]

/** Jobs of one line that ask for the same. */
export interface JobKind {
  readonly line: number
  readonly spec: SpecId
  /** Tasks that must find room together: those of a gang, else one. */
  readonly tasks: number
  /** What one task asks for. */
  readonly cpuMilli: number
  readonly memoryMiB: number
  /** What those ask for that must find room together. */
  readonly togetherCpuMilli: number
  readonly togetherMemoryMiB: number
  /** Those that are parked, in the order in which they are tried. */
  readonly queue: JobQueue
  /** The first of them and how many they are, here as well: looks at all kinds are many, and this is all that they read. */
  first: JobId
  parked: number
  hope: Hope
  /** The list of `HelpedKinds` has it, maybe from before its hope was gone. */
  isListed: boolean
  /** Its first job while that is ordered; else NONE. */
  ordered: JobId
  /** Attempts in vain that all who were parked have had together. */
  attempts: number
}

/** As many kinds may be here as nobody needs to care. */
const FEW = 64
/** So many new ones are sooner sorted with all others than brought to their places one by one. */
const MANY_NEW = 16

/**
 * Kinds of parked jobs, found by what they ask for and in order of their cores. Those of which nobody is parked stay, for the next
 * mostly comes soon, until there may be as many of them as of the others.
 */
export class JobKinds {
  private kinds: JobKind[] = []
  /** So many stand by cores; those behind are new. */
  private inOrder = 0
  /** By line, by spec, by tasks. */
  private readonly byLine: (Map<SpecId, Map<number, JobKind>> | undefined)[] = []
  private sweepAt = FEW

  find(line: number, spec: SpecId, tasks: number): JobKind | undefined {
    return this.byLine[line]?.get(spec)?.get(tasks)
  }

  /** A kind that is to be found from now on, in place of one that was found the same way. */
  add(kind: JobKind): void {
    if (this.kinds.length >= this.sweepAt) this.sweep()
    const { line, spec, tasks } = kind
    const bySpec = this.byLine[line] ?? new Map<SpecId, Map<number, JobKind>>()
    this.byLine[line] = bySpec
    const byTasks = bySpec.get(spec) ?? new Map<number, JobKind>()
    bySpec.set(spec, byTasks)
    byTasks.set(tasks, kind)
    this.kinds.push(kind)
  }

  /** All, fewest cores of a task first, the oldest first among equals. */
  get byCores(): readonly JobKind[] {
    const { kinds } = this
    if (kinds.length - this.inOrder > MANY_NEW) kinds.sort((a, b) => a.cpuMilli - b.cpuMilli)
    else for (let place = this.inOrder; place < kinds.length; place++) this.bringForward(place)
    this.inOrder = kinds.length
    return kinds
  }

  private bringForward(from: number): void {
    const { kinds } = this
    const kind = kinds[from]!
    let place = from
    for (; place > 0 && kinds[place - 1]!.cpuMilli > kind.cpuMilli; place--) kinds[place] = kinds[place - 1]!
    kinds[place] = kind
  }

  /** Takes out the kinds of which nobody is parked. */
  private sweep(): void {
    const kinds = this.byCores
    for (const kind of kinds) if (kind.parked === 0) this.lose(kind)
    this.kinds = kinds.filter(({ parked }) => parked > 0)
    this.inOrder = this.kinds.length
    this.sweepAt = Math.max(FEW, 2 * this.kinds.length)
  }

  private lose(kind: JobKind): void {
    const bySpec = this.byLine[kind.line]!
    const byTasks = bySpec.get(kind.spec)
    if (byTasks?.get(kind.tasks) !== kind) return
    byTasks.delete(kind.tasks)
    if (byTasks.size === 0) bySpec.delete(kind.spec)
  }
}
