/**
 * Cron jobs, from what the experiment says of them.
 */
import { Concurrency } from '../../sim/world/batch.ts'
import type { CronPart } from '../../workloads/spec.ts'
import { sentence } from './faults.ts'
import { failsSpec } from './part-schema.ts'
import { type Clock, runTimes } from './run-times.ts'
import type { Point } from './schema.ts'
import { task } from './written-task.ts'

/** One part an entry; undefined if one of them has faults. */
export function planCron(
  entries: readonly NonNullable<NonNullable<Point['workload']>['cron']>[number][],
  clock: Clock,
): CronPart[] | undefined {
  const parts: CronPart[] = []
  for (const [i, entry] of entries.entries()) {
    const place = ['workload', 'cron', ...(entries.length === 1 ? [] : [i])]
    const { at, every, schedule } = entry
    if (at === undefined && every === undefined && schedule === undefined) {
      const expected = 'a schedule such as "0 * * * *", or every'
      clock.report(place, sentence({ found: 'a cron job that is never due', expected }), 'key')
      continue
    }
    const runs = runTimes(entry, place, clock)
    if (runs === undefined || runs.kind === 'drawn') continue
    const { tasks, duration, gang } = entry
    const concurrency = policies[entry.concurrency]
    const kind = 'cron'
    parts.push({ kind, ...task(entry), runs, concurrency, tasks, duration, ...failsSpec(entry.fails), gang })
  }
  return parts.length === entries.length ? parts : undefined
}

const policies = {
  allow: Concurrency.Allow,
  forbid: Concurrency.Forbid,
  replace: Concurrency.Replace,
} as const
