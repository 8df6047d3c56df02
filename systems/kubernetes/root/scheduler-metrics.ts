/**
 * Metrics of the scheduler and of evictions, under their names in Kubernetes where it has them (pkg/scheduler/metrics/metrics.go,
 * pkg/controller/tainteviction/metrics and pkg/controller/nodelifecycle/metrics.go, v1.34.4); of a histogram its count, its sum and two of its quantiles, exact instead of by buckets. Pending pods are time-weighted
 * means.
 */
import { inSeconds, SECOND, type Time } from '../../../sim/engine/time.ts'
import type { MeasuredMetrics, Metric } from '../../../sim/measure/metric.ts'
import type { SchedulingQueue } from '../queue.ts'
import type { DeletionCause } from './api-pod.ts'
import type { PodObject } from './pod-object.ts'

const RESULTS = ['scheduled', 'unschedulable', 'error'] as const
type Result = (typeof RESULTS)[number]

/** Parts of the queue by the label that the metric gives them. */
const PARTS = [
  ['active', 'active'],
  ['backoff', 'backing-off'],
  ['unschedulable', 'unschedulable'],
  ['gated', 'gated'],
] as const

export class SchedulerMetrics implements MeasuredMetrics {
  readonly #now: () => Time
  readonly #queue: SchedulingQueue
  /** By profile and result. */
  readonly #attempts = new Map<string, Record<Result, number>>()
  readonly #durations: Time[] = []
  #tries = 0
  #preemptionAttempts = 0
  #preemptions = 0
  #victims = 0
  readonly #evictions = new Map<DeletionCause, number>()
  /** By zone. */
  readonly #nodeEvictions = new Map<string, number>()
  /** By part of the queue: pods × µs, and pods since the last look. */
  readonly #waited = PARTS.map(() => 0)
  readonly #sizes = PARTS.map(() => 0)
  #lookedAt: Time = 0
  #openedAt: Time = 0

  constructor(now: () => Time, queue: SchedulingQueue) {
    this.#now = now
    this.#queue = queue
  }

  openWindow(): void {
    this.queueChanged()
    this.#openedAt = this.#now()
    this.#attempts.clear()
    this.#durations.length = 0
    this.#tries = 0
    this.#preemptionAttempts = 0
    this.#preemptions = 0
    this.#victims = 0
    this.#evictions.clear()
    this.#nodeEvictions.clear()
    this.#waited.fill(0)
  }

  attempted({ spec }: PodObject, result: Result): void {
    const { schedulerName } = spec.template
    const counts = this.#attempts.get(schedulerName) ?? { scheduled: 0, unschedulable: 0, error: 0 }
    counts[result]++
    this.#attempts.set(schedulerName, counts)
  }

  /** The pod is bound. */
  scheduled(pod: PodObject): void {
    this.attempted(pod, 'scheduled')
    this.#durations.push(this.#now() - pod.heardAt)
    this.#tries += pod.queued!.attempts
  }

  /** Preemption was tried for a pod, and made so many go; 0 where it helps nowhere. */
  preempted(victims: number): void {
    this.#preemptionAttempts++
    if (victims === 0) return
    this.#preemptions++
    this.#victims += victims
  }

  /** A node of the zone was tainted NoExecute because it does not answer. */
  nodeEvicted(zone: string): void {
    this.#nodeEvictions.set(zone, (this.#nodeEvictions.get(zone) ?? 0) + 1)
  }

  evicted(cause: DeletionCause): void {
    this.#evictions.set(cause, (this.#evictions.get(cause) ?? 0) + 1)
  }

  /** To be called after every change of the queue. */
  queueChanged(now = this.#now()): void {
    for (const [i, [, place]] of PARTS.entries()) {
      this.#waited[i]! += this.#sizes[i]! * (now - this.#lookedAt)
      this.#sizes[i] = this.#queue.sizeOf(place)
    }
    this.#lookedAt = now
  }

  read(end: Time): readonly Metric[] {
    this.queueChanged(end)
    const window = end - this.#openedAt
    const profiles = [...this.#attempts].sort(([a], [b]) => (a < b ? -1 : 1))
    const evictions = [...this.#evictions].sort(([a], [b]) => (a < b ? -1 : 1))
    const zones = [...this.#nodeEvictions].sort(([a], [b]) => (a < b ? -1 : 1))
    return [
      ...profiles.flatMap(([profile, counts]) =>
        RESULTS.map(result =>
          metric('scheduler_schedule_attempts_total', counts[result], { profile, result }),
        ),
      ),
      ...this.#durationMetrics(),
      metric('scheduler_pod_scheduling_attempts_sum', this.#tries),
      metric('scheduler_pod_scheduling_attempts_count', this.#durations.length),
      ...(window === 0
        ? []
        : PARTS.map(([queue], i) => metric('scheduler_pending_pods', this.#waited[i]! / window, { queue }))),
      metric('scheduler_preemption_attempts_total', this.#preemptionAttempts),
      metric('scheduler_preemption_victims_count', this.#preemptions),
      metric('scheduler_preemption_victims_sum', this.#victims),
      metric(
        'taint_eviction_controller_pod_deletions_total',
        this.#evictions.get('DeletionByTaintManager') ?? 0,
      ),
      ...zones.map(([zone, count]) => metric('node_collector_evictions_total', count, { zone })),
      // Not one of the original's, which has none for the eviction API: all evictions, by the reason that the pod's condition gives.
      ...evictions.map(([reason, count]) => metric('pod_evictions_total', count, { reason })),
    ]
  }

  #durationMetrics(): Metric[] {
    const name = 'scheduler_pod_scheduling_sli_duration_seconds'
    const sorted = Float64Array.from(this.#durations).sort()
    const sum = sorted.reduce((all, each) => all + each, 0) / SECOND
    const at = (percent: number) => inSeconds(sorted[Math.floor(((sorted.length - 1) * percent) / 100)]!)
    return [
      metric(`${name}_count`, sorted.length),
      metric(`${name}_sum`, sum),
      ...(sorted.length === 0
        ? []
        : [metric(name, at(50), { quantile: '0.5' }), metric(name, at(99), { quantile: '0.99' })]),
    ]
  }
}

function metric(name: string, value: number, labels: Metric['labels'] = {}): Metric {
  return { name, labels, value }
}
