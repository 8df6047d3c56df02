import type { Cluster } from '../cluster.ts'
import { inSeconds, type Time } from '../engine/time.ts'
import { knownRow, type Values } from './known-row.ts'
import { largestOf, lowOf, meanOf, scaled } from './known-values.ts'
import type { MeasuredScheduler } from './measured-scheduler.ts'
import type { Recovery } from './recoveries.ts'
import type { ResultRow } from './result.ts'
import { schedulerNumbers } from './scheduler-numbers.ts'

/**
 * The numbers of a scheduler, or of all `processes` together (its name is ''). Of one whose decisions nobody measures, such as
 * the master of Mesos, null is given, and only its deaths are known.
 */
export function readScheduler(
  cluster: Cluster,
  end: Time,
  scheduler: MeasuredScheduler | null,
  processes: number,
  recovery: Recovery | undefined,
): Pick<ResultRow, 'numbers' | 'atLeast'> {
  return knownRow(schedulerNumbers, [
    ...decisions(cluster, end, scheduler, processes),
    recovery?.deaths ?? 0,
    recovery === undefined ? null : scaled(meanOf(recovery.times), inSeconds),
    recovery === undefined ? null : scaled(largestOf(recovery.times), inSeconds),
  ])
}

function decisions(
  { recorder, capacityCpuMilli, capacityMemoryMiB }: Cluster,
  end: Time,
  scheduler: MeasuredScheduler | null,
  processes: number,
): Values {
  if (scheduler === null) return schedulerNumbers.slice(0, -RECOVERY_NUMBERS).map(() => null)
  const window = Math.max(0, end - recorder.warmup)
  const share = (integral: number, capacity: number) =>
    window === 0 || capacity === 0 ? null : integral / window / capacity
  const { timeline, master: measured } = recorder
  const busy = scheduler.useful + scheduler.wasted + scheduler.unfinished
  const locked = scheduler.name === ''
  const master = locked ? measured : null
  return [
    window === 0 || processes === 0 ? null : busy / window / processes,
    inSeconds(scheduler.useful),
    inSeconds(scheduler.wasted),
    scheduler.decisions,
    scheduler.transactionsOk,
    scheduler.transactionsFailed,
    scheduler.transactionsOk === 0 ? null : scheduler.transactionsFailed / scheduler.transactionsOk,
    scheduler.claimsAccepted,
    scheduler.claimsRefused,
    scheduler.attemptsWithoutRoom,
    scheduler.offersMade,
    scheduler.offersDeclined,
    scheduler.offersRescinded,
    locked ? share(timeline.lockedCpuIntegral, capacityCpuMilli) : null,
    locked ? share(timeline.lockedMemoryIntegral, capacityMemoryMiB) : null,
    scheduler.probesSent,
    master?.messages ?? null,
    master === null ? null : share(master.busy, 1),
    master === null ? null : share(master.waited, 1),
    scheduler.deploymentsUnfinished === null ? null : scheduler.deployments.count,
    scheduler.deploymentsUnfinished,
    lowOf(scaled(meanOf(scheduler.deployments), inSeconds)),
    lowOf(scaled(largestOf(scheduler.deployments), inSeconds)),
  ]
}

/** Deaths and recoveries, which stand last. */
const RECOVERY_NUMBERS = 3
