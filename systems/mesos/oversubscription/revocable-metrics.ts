/**
 * What Mesos counts about revocable resources, under its own names (docs/monitoring.md): gauges as means over the measured window,
 * summed over agents.
 */
import { inSeconds, type Time } from '../../../sim/engine/time.ts'
import type { MeasuredMetrics, Metric } from '../../../sim/measure/metric.ts'
import type { Recorder } from '../../../sim/measure/recorder.ts'

/** A level and its integral over the window. */
class Gauge {
  #level = 0
  #integral = 0
  #since: Time = 0

  add(by: number, now: Time): void {
    this.#integral += this.#level * (now - this.#since)
    this.#since = now
    this.#level += by
  }

  forget(now: Time): void {
    this.add(0, now)
    this.#integral = 0
  }

  mean(window: Time, end: Time): number {
    this.add(0, end)
    return this.#integral / window
  }
}

export class RevocableMetrics implements MeasuredMetrics {
  /** Thousandths of a core that agents have told the master of. */
  readonly told = new Gauge()
  /** Thousandths of a core that tasks use beyond what their machines have. */
  readonly excess = new Gauge()
  preempted = 0
  updates = 0
  readonly #now: () => Time
  readonly #recorder: Recorder
  #openedAt: Time = 0

  constructor(now: () => Time, recorder: Recorder) {
    this.#now = now
    this.#recorder = recorder
  }

  openWindow(): void {
    const now = this.#now()
    this.#openedAt = now
    this.told.forget(now)
    this.excess.forget(now)
    this.preempted = 0
    this.updates = 0
  }

  read(end: Time): readonly Metric[] {
    const window = end - this.#openedAt
    const means: Metric[] = []
    if (inSeconds(window) > 0) {
      const held = this.#recorder.measured().reduce((sum, { group }) => sum + group.revocableIntegral, 0)
      means.push(
        metric('slave/cpus_revocable_total', this.told.mean(window, end) / 1000),
        metric('slave/cpus_revocable_used', held / window / 1000),
        // Mesos has no such gauge: it is what the load averages are about.
        metric('cpus_in_excess', this.excess.mean(window, end) / 1000),
      )
    }
    return [
      ...means,
      metric('slave/executors_preempted', this.preempted),
      metric('master/messages_update_slave', this.updates),
    ]
  }
}

const metric = (name: string, value: number): Metric => ({ name, labels: {}, value })
