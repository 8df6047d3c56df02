import { JobEnd } from '../world/lifecycle.ts'
import type { EndCause } from './result.ts'

/** How many jobs were given up or cancelled, by the reason of the failure that did it, in the order of first occurrence. */
export class EndCauses {
  private readonly failed = new Map<string, number>()
  private readonly cancelled = new Map<string, number>()

  /** A job was given up (`JobEnd.Failed`) or cancelled because of a failure with this reason. */
  count(end: JobEnd, reason: string): void {
    const counts = end === JobEnd.Failed ? this.failed : this.cancelled
    counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }

  /** All counts; jobs given up first. */
  read(): EndCause[] {
    const rows = (counts: ReadonlyMap<string, number>, end: EndCause['end']) =>
      [...counts].map(([cause, jobs]) => ({ end, cause, jobs }))
    return [...rows(this.failed, 'failed'), ...rows(this.cancelled, 'cancelled')]
  }
}
