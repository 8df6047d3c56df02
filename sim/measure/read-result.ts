import type { Cluster } from '../cluster.ts'
import { inSeconds, type Time } from '../engine/time.ts'
import { beyond } from './beyond.ts'
import { joined, knownRow } from './known-row.ts'
import { atLeast, coreHours, largestOf, meanOf, scaled } from './known-values.ts'
import type { Measured } from './measured.ts'
import type { MeasuredGroup } from './measured-group.ts'
import { MeasuredScheduler } from './measured-scheduler.ts'
import { groupNumbers } from './numbers.ts'
import { readScheduler } from './read-scheduler.ts'
import type { Distribution, Limit, Result, ResultRow, Scope, Steadiness } from './result.ts'
import type { Known, Samples } from './samples.ts'
import { steadinessOf } from './steadiness.ts'

/** Quantiles of a distribution are given at multiples of 1 / STEPS. */
const STEPS = 200

/**
 * Ends the measurements at `end` and reads them out as a result, with a count of what is beyond each limit. Call once, after the
 * last event.
 */
export function readResult(cluster: Cluster, end: Time, limits: readonly Limit[] = []): Result {
  const { recorder, recoveries, jobs, pipelines, engine, account, ending } = cluster
  const standings = cluster.root?.standings?.()
  const waits = cluster.root?.waits?.(end) ?? []
  const remarks = cluster.root?.remarks?.() ?? []
  cluster.probes.runEnds(end)
  account.close(end)
  ending.closeRun(end)
  for (let job = 0; job < jobs.rows.used; job++) if (jobs.isLive(job)) recorder.jobUnfinished(job, end)
  for (const pipeline of pipelines.open()) recorder.pipelineEnded(pipeline, end)
  if (recorder.countsThinkingAtEnd) for (const scheduler of recorder.schedulers) scheduler.close(end)
  const causes = recorder.causes.read()
  const measured = recorder.measured()
  for (const { group } of measured) group.close(end)
  const all = sumOf(cluster, measured)
  const ofFrameworks: (typeof measured)[] = recorder.frameworkNames.map(() => [])
  const ofClasses: (typeof measured)[] = recorder.classes.map(() => [])
  for (const each of measured) {
    ofFrameworks[each.framework]!.push(each)
    ofClasses[each.jobClass]!.push(each)
  }
  const byFramework = ofFrameworks.map(groups => sumOf(cluster, groups))
  const byClass = ofClasses.map(groups => sumOf(cluster, groups))
  const series = recorder.timeline.read(end, cluster.capacityCpuMilli, cluster.capacityMemoryMiB)
  const whole = new MeasuredScheduler('', recorder.warmup, end)
  for (const scheduler of recorder.schedulers) whole.add(scheduler)
  const names = new Set(recorder.schedulers.map(({ name }) => name))
  const unmeasured = [...recoveries.byName.keys()].filter(name => !names.has(name)).sort()
  const reader = new Reader(cluster, end)
  const rows: ResultRow[] = [
    {
      scope: 'all',
      name: '',
      ...joined(
        reader.group(all),
        readScheduler(cluster, end, whole, recorder.schedulers.length, recoveries.all()),
      ),
    },
    ...byFramework.map((group, i) => reader.row('framework', recorder.frameworkNames[i]!, group)),
    ...byClass.map((group, i) => reader.row('class', recorder.classes[i]!, group)),
    ...recorder.schedulers.map(scheduler => ({
      scope: 'scheduler' as const,
      name: scheduler.name,
      ...readScheduler(cluster, end, scheduler, 1, recoveries.byName.get(scheduler.name)),
    })),
    ...unmeasured.map(name => ({
      scope: 'scheduler' as const,
      name,
      ...readScheduler(cluster, end, null, 1, recoveries.byName.get(name)),
    })),
  ]
  const groupOf = ({ scope, name }: Limit) =>
    scope === 'all'
      ? all
      : scope === 'class'
        ? byClass[recorder.classes.indexOf(name)]
        : byFramework[recorder.frameworkNames.indexOf(name)]
  const counted = limits.map(limit => beyond(limit, groupOf(limit) ?? recorder.newGroup()))
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
    steadiness: [
      ...steadiness('all', '', all, recorder.warmup),
      ...byFramework.flatMap((group, i) =>
        steadiness('framework', recorder.frameworkNames[i]!, group, recorder.warmup),
      ),
      ...byClass.flatMap((group, i) => steadiness('class', recorder.classes[i]!, group, recorder.warmup)),
    ],
    reasons: recorder.reasons.flatMap((count, reason) =>
      count > 0 ? [{ reason: cluster.reasons.sentence(reason), count }] : [],
    ),
    ...(causes.length > 0 && { causes }),
    ...(recorder.metrics !== null && { metrics: recorder.metrics.read(end) }),
    ...(counted.length > 0 && { beyond: counted }),
    ...(standings !== undefined && { standings }),
    ...(waits.length > 0 && { waits }),
    ...(remarks.length > 0 && { remarks }),
  }
}

/** The groups' measurements as one; a single group is used as it is, because adding would copy all its samples. */
function sumOf(cluster: Cluster, groups: readonly { readonly group: MeasuredGroup }[]): MeasuredGroup {
  if (groups.length === 1) return groups[0]!.group
  const sum = cluster.recorder.newGroup()
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
    return { scope, name, ...this.group(group) }
  }

  /** The numbers of a group, and which of them are known from below alone. */
  group(group: MeasuredGroup): Pick<ResultRow, 'numbers' | 'atLeast'> {
    const values: (number | Known | null)[] = [
      group.jobsSubmitted,
      group.jobsFinished,
      group.jobsFailed,
      group.jobsCancelled,
      group.jobsUnfinished,
      group.jobsRunning,
      group.jobsWaiting,
      group.jobsNeverStarted,
      group.jobsNeverReady,
      group.tasksStarted,
      group.tasksFinished,
      group.tasksFailed,
      group.tasksLost,
      group.tasksKilled,
      group.tasksPreempted,
      group.tasksScaled,
      group.tasksDrained,
      this.share(group.cpuIntegral, this.cluster.capacityCpuMilli),
      this.share(group.memoryIntegral, this.cluster.capacityMemoryMiB),
      this.share(group.revocableIntegral, this.cluster.capacityCpuMilli),
      this.cluster.recorder.knowsUse ? this.share(group.busyIntegral, this.cluster.capacityCpuMilli) : null,
      group.services.readyShare,
      this.share(group.pendingJobsIntegral, 1),
      this.share(group.pendingTasksIntegral, 1),
      ...summary(group.waits.first.samples, inSeconds),
      ...summary(group.waits.last.samples, inSeconds),
      ...summary(group.response.samples, inSeconds),
      ...summary(group.boundedSlowdown.samples, value => value),
      scaled(meanOf(group.queueFirst), inSeconds),
      scaled(group.queueFirst.quantile(90, 100), inSeconds),
      scaled(group.queueFirst.quantile(95, 100), inSeconds),
      scaled(meanOf(group.queueTotal), inSeconds),
      meanOf(group.attempts),
      group.attempts.open > 0 ? atLeast(group.attemptsMax) : group.attemptsMax,
      group.jobsAbandoned,
      group.lastEnd < 0 || group.firstSubmit > group.lastEnd
        ? null
        : group.endsToCome > 0
          ? atLeast(inSeconds(group.lastEnd - group.firstSubmit))
          : inSeconds(group.lastEnd - group.firstSubmit),
      coreHours(group.work.all),
      coreHours(group.work.done),
      coreHours(group.work.lost),
      coreHours(group.work.repeated),
      coreHours(group.work.unfinished),
      coreHours(group.work.preempted),
      coreHours(group.work.preparing),
      coreHours(group.work.stopping),
      group.pipelinesSubmitted,
      group.pipelinesFinished,
      group.pipelinesFailed,
      scaled(meanOf(group.pipelineResponse), inSeconds),
      scaled(group.pipelineResponse.quantile(90, 100), inSeconds),
      scaled(group.pipelineResponse.quantile(95, 100), inSeconds),
      group.tasksCancelled,
      group.tasksDoomed,
      coreHours(group.workLostBefore),
      coreHours(group.workLostAfter),
      coreHours(group.workSaved),
      scaled(meanOf(group.cancelDelay), inSeconds),
      scaled(largestOf(group.cancelDelay), inSeconds),
      scaled(meanOf(group.relaunch), inSeconds),
      scaled(largestOf(group.relaunch), inSeconds),
    ]
    return knownRow(groupNumbers, values)
  }

  private share(integral: number, capacity: number): number | null {
    return this.window === 0 || capacity === 0 ? null : integral / this.window / capacity
  }
}

function summary(samples: Samples, unit: (value: number) => number): (Known | null)[] {
  return [
    meanOf(samples),
    samples.quantile(50, 100),
    samples.quantile(90, 100),
    samples.quantile(95, 100),
    samples.quantile(99, 100),
    largestOf(samples),
  ].map(value => scaled(value, unit))
}

interface Measure {
  readonly measure: string
  readonly measured: Measured
  readonly unit: (value: number) => number
}

/** The four measurements of a job, those that measured something. */
function measuresOf(group: MeasuredGroup): Measure[] {
  const all: Measure[] = [
    { measure: 'wait_first_s', measured: group.waits.first, unit: inSeconds },
    { measure: 'wait_last_s', measured: group.waits.last, unit: inSeconds },
    { measure: 'response_s', measured: group.response, unit: inSeconds },
    { measure: 'bounded_slowdown', measured: group.boundedSlowdown, unit: value => value },
  ]
  return all.filter(({ measured }) => measured.samples.count > 0)
}

function distributions(scope: Scope, name: string, group: MeasuredGroup): Distribution[] {
  return measuresOf(group).map(({ measure, measured: { samples }, unit }) => {
    const known = Array.from({ length: STEPS + 1 }, (_, i) => scaled(samples.quantile(i, STEPS), unit)!)
    const quantiles = known.map(({ low }) => low)
    const whole = { scope, name, measure, count: samples.count, quantiles }
    if (samples.open === 0) return whole
    return { ...whole, atMost: known.map(({ high }) => (Number.isFinite(high) ? high : null)) }
  })
}

function steadiness(scope: Scope, name: string, group: MeasuredGroup, windowStart: Time): Steadiness[] {
  return measuresOf(group).map(({ measure, measured: { course }, unit }) => ({
    scope,
    name,
    measure,
    ...steadinessOf(course, windowStart, unit),
  }))
}
