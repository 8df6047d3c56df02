import type { Time } from '../engine/time.ts'
import type { Frameworks } from '../world/frameworks.ts'
import type { FrameworkId, JobId } from '../world/handles.ts'
import type { Jobs } from '../world/jobs.ts'
import { Pending } from '../world/lifecycle.ts'
import type { Probe } from './probe.ts'
import { Samples } from './samples.ts'

/** Name of the root among schedulers, whatever it is called where it comes from. */
export const ROOT = 'root'

/** How one scheduler came back from its deaths inside the window. */
export interface Recovery {
  deaths: number
  /** From each death to the first launch after the return, or to the return where nothing waited. */
  readonly times: Samples
}

interface Gap {
  readonly since: Time
  readonly recovery: Recovery
  /** When the scheduler came back; -1 while it is away. */
  returnedAt: Time
}

/**
 * How long it takes from the death of a scheduler until it launches again what waits for it: a framework's for its own jobs, the
 * root for those of anybody. Where nothing waits, it has recovered when it is back. One that dies again before it has recovered goes
 * on recovering from the first of its deaths.
 */
export class Recoveries implements Probe {
  /** By the scheduler's name; of those that died. */
  readonly byName = new Map<string, Recovery>()
  private readonly jobs: Jobs
  private readonly frameworks: Frameworks
  private readonly warmup: Time
  private readonly now: () => Time
  /** Tasks that are ready and not placed, by framework and of all; counted from the first death on. */
  private readonly pending: number[] = []
  private allPending = 0
  private counts = false
  private readonly gaps = new Map<FrameworkId, Gap>()
  private rootGap: Gap | null = null

  constructor(jobs: Jobs, frameworks: Frameworks, warmup: Time, now: () => Time) {
    this.jobs = jobs
    this.frameworks = frameworks
    this.warmup = warmup
    this.now = now
  }

  /** All deaths together; undefined: nobody died. */
  all(): Recovery | undefined {
    if (this.byName.size === 0) return undefined
    const sum: Recovery = { deaths: 0, times: new Samples() }
    for (const { deaths, times } of this.byName.values()) {
      sum.deaths += deaths
      sum.times.add(times)
    }
    return sum
  }

  frameworkChanged(framework: FrameworkId, connected: boolean): void {
    if (!connected) this.beginToCount()
    const open = this.gaps.get(framework) ?? null
    const gap = this.changed(this.frameworks.names[framework]!, connected, open, this.pending[framework] ?? 0)
    if (gap !== null) this.gaps.set(framework, gap)
  }

  rootChanged(leads: boolean): void {
    if (!leads) this.beginToCount()
    this.rootGap = this.changed(ROOT, leads, this.rootGap, this.allPending)
  }

  pendingChanged(job: JobId, _before: number, delta: number, now: Time): void {
    if (!this.counts) return
    const framework = this.jobs.framework[job]!
    const waiting = this.pending[framework] ?? 0
    const gap = this.gaps.size === 0 ? undefined : this.gaps.get(framework)
    if (gap !== undefined && waiting === 0 && isBack(gap, now)) {
      recovered(gap, gap.returnedAt)
      this.gaps.delete(framework)
    }
    if (this.rootGap !== null && this.allPending === 0 && isBack(this.rootGap, now)) {
      recovered(this.rootGap, this.rootGap.returnedAt)
      this.rootGap = null
    }
    this.pending[framework] = waiting + delta
    this.allPending += delta
  }

  tasksPlaced(job: JobId, pending: number, tasks: number, now: Time): void {
    if (!this.counts) return
    const framework = this.jobs.framework[job]!
    const gap = this.gaps.size === 0 ? undefined : this.gaps.get(framework)
    if (gap !== undefined && gap.returnedAt >= 0) {
      recovered(gap, now)
      this.gaps.delete(framework)
    }
    if (this.rootGap !== null && this.rootGap.returnedAt >= 0) {
      recovered(this.rootGap, now)
      this.rootGap = null
    }
    this.pendingChanged(job, pending, -tasks, now)
  }

  /** Who has not recovered has taken until now at least. */
  runEnds(now: Time): void {
    for (const [framework, gap] of this.gaps) unfinished(gap, this.pending[framework] ?? 0, now)
    if (this.rootGap !== null) unfinished(this.rootGap, this.allPending, now)
  }

  /** Somebody has died: what is pending now, which nobody had to know before. */
  private beginToCount(): void {
    if (this.counts) return
    this.counts = true
    const { jobs, pending } = this
    for (let job = 0; job < jobs.rows.used; job++) {
      if (!jobs.isLive(job)) continue
      const framework = jobs.framework[job]!
      const waiting = jobs.count(job, Pending)
      pending[framework] = (pending[framework] ?? 0) + waiting
      this.allPending += waiting
    }
  }

  /** The gap of a scheduler that died or came back; null: there is none, also before the window. */
  private changed(name: string, isThere: boolean, gap: Gap | null, pending: number): Gap | null {
    if (isThere) {
      if (gap !== null) gap.returnedAt = this.now()
      return gap
    }
    if (this.now() < this.warmup) return null
    const recovery = this.byName.get(name) ?? { deaths: 0, times: new Samples() }
    this.byName.set(name, recovery)
    recovery.deaths++
    if (gap !== null && pending === 0 && isBack(gap, this.now())) recovered(gap, gap.returnedAt)
    else if (gap !== null) {
      gap.returnedAt = -1
      return gap
    }
    return { since: this.now(), recovery, returnedAt: -1 }
  }
}

/** Is it back, so long that all that was kept for it has been handed over? */
function isBack({ returnedAt }: Gap, now: Time): boolean {
  return returnedAt >= 0 && now > returnedAt
}

function recovered({ since, recovery }: Gap, at: Time): void {
  recovery.times.push(at - since)
}

function unfinished(gap: Gap, pending: number, now: Time): void {
  if (gap.returnedAt >= 0 && pending === 0) recovered(gap, gap.returnedAt)
  else gap.recovery.times.pushAtLeast(now - gap.since)
}
