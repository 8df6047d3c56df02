import type { Cluster } from '../../../sim/cluster.ts'
import type { OrderPolicy, SharePolicy } from '../../../sim/contracts.ts'
import { MINUS_ONE } from '../../../sim/double.ts'
import type { Time } from '../../../sim/engine/time.ts'
import type { FrameworkId, JobId } from '../../../sim/world/handles.ts'
import type { View } from '../../../sim/world/views.ts'
import type { JobLine } from './job-line.ts'
import type { SchedulerParts } from './scheduler-parts.ts'

/** The lines of a scheduler: one for all frameworks, or one each where a share policy decides between them. */
export class Lines {
  /** How many there are. */
  readonly count: number
  private readonly cluster: Cluster
  private readonly share: SharePolicy
  private readonly order: OrderPolicy
  /** When the order was last told that a pass begins. */
  private pass: Time = MINUS_ONE
  private readonly lines: readonly JobLine[]

  constructor(cluster: Cluster, { share, order }: SchedulerParts, newLine: () => JobLine) {
    this.cluster = cluster
    this.share = share
    this.order = order
    this.count = share.name === 'fifo' ? 1 : cluster.frameworks.count
    this.lines = Array.from({ length: this.count }, newLine)
  }

  /** Are there jobs in any of them? */
  get wanting(): boolean {
    for (let i = 0; i < this.count; i++) if (this.lines[i]!.length > 0) return true
    return false
  }

  /** The line in which the job belongs. */
  of(job: JobId): JobLine {
    return this.lines[this.numberOf(job)]!
  }

  numberOf(job: JobId): number {
    return this.count === 1 ? 0 : this.cluster.jobs.framework[job]!
  }

  /** Something became free. */
  changed(): void {
    for (let i = 0; i < this.count; i++) this.lines[i]!.changed()
  }

  /** There is less than there was. */
  lost(): void {
    for (let i = 0; i < this.count; i++) this.lines[i]!.lost?.()
  }

  endedAsExpected(): void {
    for (let i = 0; i < this.count; i++) this.lines[i]!.endedAsExpected?.()
  }

  /** The line whose job is to be decided on; null if no line has one that may go now. */
  choose(view: View): JobLine | null {
    if (!this.mayGo) return null
    if (this.order.passBegins !== undefined) this.tellPass()
    if (this.count === 1) return this.lines[0]!.ready(view) ? this.lines[0]! : null
    let best: JobLine | null = null
    let smallest = Number.POSITIVE_INFINITY
    for (let framework: FrameworkId = 0; framework < this.count; framework++) {
      const line = this.lines[framework]!
      if (line.length === 0) continue
      const share = this.share.share(framework, this.cluster)
      if (share >= smallest || !line.ready(view)) continue
      best = line
      smallest = share
    }
    return best
  }

  /** May one of them have a job that can go now? Shares are asked for as long as there are jobs. */
  get mayGo(): boolean {
    return this.count === 1 ? this.lines[0]!.mayGo : this.wanting
  }

  private tellPass(): void {
    const { now } = this.cluster
    if (this.pass === now || !this.wanting) return
    this.pass = now
    this.order.passBegins!(this.cluster)
  }
}
