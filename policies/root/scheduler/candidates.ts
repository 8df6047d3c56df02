import { NEVER, type Time } from '../../../sim/engine/time.ts'
import { type JobId, NONE } from '../../../sim/world/handles.ts'
import { longer } from '../../../sim/world/rows.ts'

/** Jobs that ask for the same: a tree of them. */
interface Alike {
  /** Cores that must be free to start one, and cores that all of its tasks ask for; thousandths. */
  readonly fitsCpuMilli: number
  readonly allCpuMilli: number
  root: JobId
}

/**
 * Jobs that may pass a blocked head, so that the first in order which fits now, and ends soon enough or is small enough, is
 * found without a look at all others.
 *
 * Jobs that ask for as many cores are in one treap (Seidel & Aragon 1996) by order, whose nodes know the shortest estimate
 * below them. A search is logarithmic for each size of job that fits; the sizes that wait are few, other than the jobs.
 */
export class Candidates {
  /** By cores that must be free, fewest first. */
  private readonly kinds: Alike[] = []
  private kindOf: (Alike | undefined)[] = []
  private left = new Int32Array(0)
  private right = new Int32Array(0)
  private estimate = new Float64Array(0)
  /** Shortest estimate of the job and all below it. */
  private shortest = new Float64Array(0)
  /** What `split` leaves: the jobs before and those after. */
  private lower: JobId = NONE
  private upper: JobId = NONE
  private readonly before: (a: JobId, b: JobId) => boolean

  /** `before`: of two jobs, is the first to be tried first? */
  constructor(before: (a: JobId, b: JobId) => boolean) {
    this.before = before
  }

  has(job: JobId): boolean {
    return this.kindOf[job] !== undefined
  }

  insert(job: JobId, fitsCpuMilli: number, allCpuMilli: number, estimate: Time): void {
    if (job >= this.left.length) this.growTo(job)
    const kind = this.kindFor(fitsCpuMilli, allCpuMilli)
    this.kindOf[job] = kind
    this.estimate[job] = estimate
    this.shortest[job] = estimate
    this.left[job] = NONE
    this.right[job] = NONE
    kind.root = this.put(kind.root, job)
  }

  remove(job: JobId): void {
    const kind = this.kindOf[job]!
    this.kindOf[job] = undefined
    kind.root = this.cut(kind.root, job)
    if (kind.root === NONE) this.dropKind(this.placeOf(kind.fitsCpuMilli, kind.allCpuMilli))
  }

  /**
   * The first job that is accepted, NONE if none is. Only those are asked for that fit into `freeCpuMilli`, and whose
   * estimate is at most `longest` or whose tasks all fit into `spareCpuMilli`.
   */
  first(freeCpuMilli: number, longest: Time, spareCpuMilli: number, accepts: (job: JobId) => boolean): JobId {
    let best: JobId = NONE
    for (let i = 0; i < this.kinds.length; i++) {
      const { fitsCpuMilli, allCpuMilli, root } = this.kinds[i]!
      if (fitsCpuMilli > freeCpuMilli) break
      const limit = allCpuMilli <= spareCpuMilli ? NEVER : longest
      if (this.shortest[root]! > limit) continue
      const found = this.search(root, limit, accepts)
      if (found !== NONE && (best === NONE || this.before(found, best))) best = found
    }
    return best
  }

  private search(root: JobId, longest: Time, accepts: (job: JobId) => boolean): JobId {
    if (root === NONE || this.shortest[root]! > longest) return NONE
    const found = this.search(this.left[root]!, longest, accepts)
    if (found !== NONE) return found
    if (this.estimate[root]! <= longest && accepts(root)) return root
    return this.search(this.right[root]!, longest, accepts)
  }

  private put(root: JobId, job: JobId): JobId {
    if (root === NONE) return job
    if (weight(job) > weight(root)) {
      this.split(root, job)
      this.left[job] = this.lower
      this.right[job] = this.upper
      return this.sum(job)
    }
    if (this.before(job, root)) this.left[root] = this.put(this.left[root]!, job)
    else this.right[root] = this.put(this.right[root]!, job)
    return this.sum(root)
  }

  private cut(root: JobId, job: JobId): JobId {
    if (root === job) return this.merge(this.left[root]!, this.right[root]!)
    if (this.before(job, root)) this.left[root] = this.cut(this.left[root]!, job)
    else this.right[root] = this.cut(this.right[root]!, job)
    return this.sum(root)
  }

  /** Parts the jobs before `job` from those after it. */
  private split(root: JobId, job: JobId): void {
    if (root === NONE) {
      this.lower = NONE
      this.upper = NONE
    } else if (this.before(root, job)) {
      this.split(this.right[root]!, job)
      this.right[root] = this.lower
      this.lower = this.sum(root)
    } else {
      this.split(this.left[root]!, job)
      this.left[root] = this.upper
      this.upper = this.sum(root)
    }
  }

  private merge(lower: JobId, upper: JobId): JobId {
    if (lower === NONE) return upper
    if (upper === NONE) return lower
    if (weight(lower) > weight(upper)) {
      this.right[lower] = this.merge(this.right[lower]!, upper)
      return this.sum(lower)
    }
    this.left[upper] = this.merge(lower, this.left[upper]!)
    return this.sum(upper)
  }

  private sum(root: JobId): JobId {
    const left = this.left[root]!
    const right = this.right[root]!
    let shortest = this.estimate[root]!
    if (left !== NONE && this.shortest[left]! < shortest) shortest = this.shortest[left]!
    if (right !== NONE && this.shortest[right]! < shortest) shortest = this.shortest[right]!
    this.shortest[root] = shortest
    return root
  }

  private kindFor(fitsCpuMilli: number, allCpuMilli: number): Alike {
    const place = this.placeOf(fitsCpuMilli, allCpuMilli)
    const there = this.kinds[place]
    if (there?.fitsCpuMilli === fitsCpuMilli && there.allCpuMilli === allCpuMilli) return there
    const kind: Alike = { fitsCpuMilli, allCpuMilli, root: NONE }
    this.kinds.push(kind)
    // Kinds come and go with nearly every job, and are few: a splice would cost several times as much.
    for (let i = this.kinds.length - 1; i > place; i--) this.kinds[i] = this.kinds[i - 1]!
    this.kinds[place] = kind
    return kind
  }

  private dropKind(place: number): void {
    for (let i = place + 1; i < this.kinds.length; i++) this.kinds[i - 1] = this.kinds[i]!
    this.kinds.pop()
  }

  /** Where the kind stands, or would. */
  private placeOf(fitsCpuMilli: number, allCpuMilli: number): number {
    let low = 0
    let high = this.kinds.length
    while (low < high) {
      const middle = (low + high) >> 1
      const kind = this.kinds[middle]!
      const before =
        kind.fitsCpuMilli === fitsCpuMilli ? kind.allCpuMilli < allCpuMilli : kind.fitsCpuMilli < fitsCpuMilli
      if (before) low = middle + 1
      else high = middle
    }
    return low
  }

  private growTo(job: JobId): void {
    const size = Math.max(job + 1, 256, this.left.length * 2)
    this.left = longer(this.left, size)
    this.right = longer(this.right, size)
    this.estimate = longer(this.estimate, size)
    this.shortest = longer(this.shortest, size)
  }
}

/** A number that looks drawn, the same for a job in every run: where the job stands in its treap (Knuth's multiplier). */
function weight(job: JobId): number {
  const mixed = Math.imul(job ^ (job >>> 16), 2_654_435_761)
  return (mixed ^ (mixed >>> 15)) >>> 0
}
