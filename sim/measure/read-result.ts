import type { Cluster } from '../cluster.ts'
import { HOUR, inSeconds, type Time } from '../engine/time.ts'
import { MeasuredGroup } from './measured-group.ts'
import { MeasuredScheduler } from './measured-scheduler.ts'
import { groupNumbers, schedulerNumbers } from './numbers.ts'
import type { Distribution, Numbers, Result, ResultRow, Scope } from './result.ts'
import type { Samples } from './samples.ts'

/** Quantiles of a distribution are given at multiples of 1 / STEPS. */
const STEPS = 200
const MILLI = 1000

/**
 * Ends the measurements at `end` and reads them out as a result. Call once, after the last event.
 */
export function readResult(cluster: Cluster, end: Time): Result {
  const { recorder, jobs, pipelines, engine, account, ending } = cluster
  account.close(end)
  ending.closeRun(end)
  for (let job = 0; job < jobs.rows.used; job++) if (jobs.isLive(job)) recorder.jobUnfinished(job, end)
  for (const pipeline of pipelines.open()) recorder.pipelineEnded(pipeline)
  if (recorder.countsThinkingAtEnd) for (const scheduler of recorder.schedulers) scheduler.close(end)
  const measured = [...recorder.measured()]
  for (const { group } of measured) group.advance(end)
  const all = sumOf(measured)
  const byFramework = recorder.frameworkNames.map((_, i) =>
    sumOf(measured.filter(each => each.framework === i)),
  )
  const byClass = recorder.classes.map((_, i) => sumOf(measured.filter(each => each.jobClass === i)))
  const series = recorder.timeline.read(end, cluster.capacityCpuMilli, cluster.capacityMemoryMiB)
  const whole = new MeasuredScheduler('', recorder.warmup, end)
  for (const scheduler of recorder.schedulers) whole.add(scheduler)
  const reader = new Reader(cluster, end)
  const rows: ResultRow[] = [
    {
      scope: 'all',
      name: '',
      numbers: { ...reader.group(all), ...reader.scheduler(whole, recorder.schedulers.length) },
    },
    ...byFramework.map((group, i) => reader.row('framework', recorder.frameworkNames[i]!, group)),
    ...byClass.map((group, i) => reader.row('class', recorder.classes[i]!, group)),
    ...recorder.schedulers.map(scheduler => ({
      scope: 'scheduler' as const,
      name: scheduler.name,
      numbers: reader.scheduler(scheduler, 1),
    })),
  ]
  return {
    endS: inSeconds(end),
    windowS: [inSeconds(recorder.warmup), inSeconds(end)],
    events: engine.events,
    rows,
    series,
    distributions: [
      ...distributions('all', '', all),
      ...byClass.flatMap((group, i) => distributions('class', recorder.classes[i]!, group)),
    ],
    reasons: recorder.reasons.flatMap((count, reason) =>
      count > 0 ? [{ reason: cluster.reasons.sentence(reason), count }] : [],
    ),
  }
}

/** The groups' measurements as one; a single group is used as it is, because adding would copy all its samples. */
function sumOf(groups: readonly { readonly group: MeasuredGroup }[]): MeasuredGroup {
  if (groups.length === 1) return groups[0]!.group
  const sum = new MeasuredGroup()
  for (const { group } of groups) sum.add(group)
  return sum
}

class Reader {
  private readonly cluster: Cluster
  private readonly window: Time

  constructor(cluster: Cluster, end: Time) {
    this.cluster = cluster
    this.window = Math.max(0, end - cluster.recorder.warmup)
  }

  row(scope: Scope, name: string, group: MeasuredGroup): ResultRow {
    return { scope, name, numbers: this.group(group) }
  }

  group(group: MeasuredGroup): Numbers {
    const values = [
      group.jobsSubmitted,
      group.jobsFinished,
      group.jobsFailed,
      group.jobsCancelled,
      group.jobsUnfinished,
      group.jobsRunning,
      group.jobsWaiting,
      group.jobsNeverStarted,
      group.tasksStarted,
      group.tasksFinished,
      group.tasksFailed,
      group.tasksLost,
      group.tasksKilled,
      this.share(group.cpuIntegral, this.cluster.capacityCpuMilli),
      this.share(group.memoryIntegral, this.cluster.capacityMemoryMiB),
      this.share(group.pendingJobsIntegral, 1),
      this.share(group.pendingTasksIntegral, 1),
      ...summary(group.waitFirst, inSeconds),
      ...summary(group.waitLast, inSeconds),
      ...summary(group.response, inSeconds),
      ...summary(group.boundedSlowdown, value => value),
      scaled(group.queueFirst.mean, inSeconds),
      scaled(group.queueFirst.quantile(0.9), inSeconds),
      scaled(group.queueFirst.quantile(0.95), inSeconds),
      scaled(group.queueTotal.mean, inSeconds),
      group.attempts.mean,
      group.attemptsMax,
      group.jobsAbandoned,
      group.lastEnd < 0 || group.firstSubmit > group.lastEnd
        ? null
        : inSeconds(group.lastEnd - group.firstSubmit),
      coreHours(group.work.all),
      coreHours(group.work.done),
      coreHours(group.work.lost),
      coreHours(group.work.repeated),
      coreHours(group.work.unfinished),
      group.pipelinesSubmitted,
      group.pipelinesFinished,
      group.pipelinesFailed,
      scaled(group.pipelineResponse.mean, inSeconds),
      scaled(group.pipelineResponse.quantile(0.9), inSeconds),
      scaled(group.pipelineResponse.quantile(0.95), inSeconds),
      group.tasksCancelled,
      group.tasksDoomed,
      coreHours(group.workLostBefore),
      coreHours(group.workLostAfter),
      coreHours(group.workSaved),
      scaled(group.cancelDelay.mean, inSeconds),
      scaled(group.cancelDelay.largest, inSeconds),
    ]
    return named(groupNumbers, values)
  }

  scheduler(scheduler: MeasuredScheduler, processes: number): Numbers {
    const { timeline } = this.cluster.recorder
    const busy = scheduler.useful + scheduler.wasted + scheduler.unfinished
    const locked = scheduler.name === ''
    return named(schedulerNumbers, [
      this.window === 0 || processes === 0 ? null : busy / this.window / processes,
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
      locked ? this.share(timeline.lockedCpuIntegral, this.cluster.capacityCpuMilli) : null,
      locked ? this.share(timeline.lockedMemoryIntegral, this.cluster.capacityMemoryMiB) : null,
      scheduler.probesSent,
    ])
  }

  private share(integral: number, capacity: number): number | null {
    return this.window === 0 || capacity === 0 ? null : integral / this.window / capacity
  }
}

function named(definitions: readonly { name: string }[], values: readonly (number | null)[]): Numbers {
  const numbers: Record<string, number | null> = {}
  for (const [i, { name }] of definitions.entries()) numbers[name] = values[i]!
  return numbers
}

function summary(samples: Samples, unit: (value: number) => number): (number | null)[] {
  return [
    samples.mean,
    samples.quantile(0.5),
    samples.quantile(0.9),
    samples.quantile(0.95),
    samples.quantile(0.99),
    samples.largest,
  ].map(value => scaled(value, unit))
}

function scaled(value: number | null, unit: (value: number) => number): number | null {
  return value === null ? null : unit(value)
}

/** Thousandths of a core × µs to core-hours. */
function coreHours(work: number): number {
  return work / MILLI / HOUR
}

function distributions(scope: Scope, name: string, group: MeasuredGroup): Distribution[] {
  const measures: [string, Samples, (value: number) => number][] = [
    ['wait_first_s', group.waitFirst, inSeconds],
    ['wait_last_s', group.waitLast, inSeconds],
    ['response_s', group.response, inSeconds],
    ['bounded_slowdown', group.boundedSlowdown, value => value],
  ]
  return measures
    .filter(([, samples]) => samples.count > 0)
    .map(([measure, samples, unit]) => ({
      scope,
      name,
      measure,
      count: samples.count,
      quantiles: Array.from({ length: STEPS + 1 }, (_, i) => unit(samples.quantile(i / STEPS)!)),
    }))
}
