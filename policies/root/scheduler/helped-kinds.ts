import { type JobId, NONE } from '../../../sim/world/handles.ts'
import { JobHeap } from './job-heap.ts'
import { Hope, type JobKind } from './job-kinds.ts'

/** What `HelpedKinds` asks about kinds, and tells. */
export interface KindJudge {
  /** The kind of a parked job. */
  kindOf(job: JobId): JobKind
  before(a: JobId, b: JobId): boolean
  /** Is less free, all machines together, than must be for a job of the kind? */
  isTooMuch(kind: JobKind): boolean
  /** None of the kind finds room after all. */
  fail(kind: JobKind): void
}

/**
 * Kinds of one line that something could help, and which of them has the job that goes first.
 *
 * What becomes free could help many kinds, and the first job mostly leaves no room for the others. So all are looked through once, in
 * no order; only those that still find room when the next job is asked for are put in order.
 */
export class HelpedKinds {
  /** The job that was put in line last, while it stands there. */
  standing: JobId = NONE
  /** In no order; those before `looked` were looked through before. */
  private readonly listed: JobKind[] = []
  private count = 0
  private looked = 0
  /** The first job of each kind that is ordered. */
  private readonly firsts: JobHeap
  private readonly judge: KindJudge

  constructor(judge: KindJudge) {
    this.judge = judge
    this.firsts = new JobHeap((a, b) => judge.before(a, b))
  }

  /** Is there no kind that something could help? */
  get isEmpty(): boolean {
    return this.count === 0 && this.firsts.length === 0
  }

  /** Something could help the kind, of which jobs are parked. */
  add(kind: JobKind): void {
    kind.hope = Hope.Helped
    if (kind.isListed) return
    kind.isListed = true
    this.listed[this.count++] = kind
  }

  /** The kind is ordered no more. */
  unorder(kind: JobKind): void {
    this.firsts.remove(kind.ordered)
    kind.ordered = NONE
  }

  /** The job to be put in line now; NONE while one stands there that goes before all others. */
  next(): JobId {
    const best = this.lookThrough()
    const first = this.firstOrdered()
    let job = best
    if (job === NONE || (first !== NONE && this.judge.before(first, job))) job = first
    const { standing } = this
    return job !== NONE && standing !== NONE && this.judge.before(standing, job) ? NONE : job
  }

  /** The first job of the kinds that are listed: those that find no room leave, and those that were looked through are ordered. */
  private lookThrough(): JobId {
    const { listed, judge } = this
    let best: JobId = NONE
    let kept = 0
    for (let i = 0; i < this.count; i++) {
      const kind = listed[i]!
      const stays = kind.hope === Hope.Helped && !this.fails(kind)
      if (stays && i >= this.looked) {
        if (best === NONE || judge.before(kind.first, best)) best = kind.first
        listed[kept++] = kind
        continue
      }
      kind.isListed = false
      if (stays) this.order(kind)
    }
    this.count = kept
    this.looked = kept
    return best
  }

  private firstOrdered(): JobId {
    for (;;) {
      const job = this.firsts.first
      if (job === NONE || !this.fails(this.judge.kindOf(job))) return job
    }
  }

  private fails(kind: JobKind): boolean {
    if (!this.judge.isTooMuch(kind)) return false
    this.judge.fail(kind)
    return true
  }

  private order(kind: JobKind): void {
    kind.hope = Hope.Ordered
    kind.ordered = kind.first
    this.firsts.put(kind.ordered)
  }
}
