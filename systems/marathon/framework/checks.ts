/**
 * When health and readiness checks of instances are made, and what comes of them.
 *
 * Marathon makes the first health check of an instance soon after it runs, and the next each interval later. Once all checks of an
 * instance that is sound have passed nothing can change any more, so that nobody asks again.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import {
  afterFailure,
  afterSuccess,
  firstCheckAfter,
  isAlive,
  isForgiven,
  kills,
  unknownHealth,
} from '../health.ts'
import type { AppInstance } from './running-app.ts'

/** Hears what checks say. */
export interface ChecksListener {
  /** All health checks have passed, for the first time. */
  healthy(instance: AppInstance): void
  /** It failed once too often. */
  unhealthy(instance: AppInstance): void
  ready(instance: AppInstance): void
}

export class Checks {
  readonly #cluster: Cluster
  readonly #listener: ChecksListener
  /** Those that are looked at, by the number that they have here: one that comes back is looked at anew. */
  readonly #checked = new Map<number, AppInstance>()
  #begun = 0
  readonly #asks: number
  readonly #results: number
  readonly #ready: number

  constructor(cluster: Cluster, listener: ChecksListener) {
    this.#cluster = cluster
    this.#listener = listener
    const { engine } = cluster
    this.#asks = engine.on((number, check) => this.#ask(number, check))
    this.#results = engine.on((number, check) => this.#fails(number, check))
    this.#ready = engine.on(number => {
      const instance = this.#checked.get(number)
      if (instance !== undefined) listener.ready(instance)
    })
  }

  /** The instance has begun to run, or is back. Without health checks it is as it should be. */
  begin(instance: AppInstance): void {
    const { engine, now } = this.#cluster
    const { healthChecks, readiness } = instance.app.definition
    const { readyAfter } = instance.app.configurationOf(instance).soundness
    const number = this.#begun++
    instance.checkedAs = number
    this.#checked.set(number, instance)
    instance.health = healthChecks.map(() => unknownHealth)
    for (const [index, check] of healthChecks.entries())
      engine.at(now + firstCheckAfter(check), this.#asks, number, index)
    if (readiness === null) return
    // The first check is made at once, and it takes the first one that comes when the instance is ready.
    const checks = Math.ceil(readyAfter / readiness.interval)
    engine.at(now + checks * readiness.interval, this.#ready, number, 0)
  }

  forget(instance: AppInstance): void {
    this.#checked.delete(instance.checkedAs)
  }

  #ask(number: number, index: number): void {
    const instance = this.#checked.get(number)
    if (instance === undefined) return
    const { engine, now } = this.#cluster
    const { app } = instance
    const { definition } = app
    const { soundness } = app.configurationOf(instance)
    const { interval, timeout } = definition.healthChecks[index]!
    const passes = !instance.isUnsound && instance.runningFor(now)! >= soundness.healthyAfter
    if (passes) this.#passes(instance, index)
    else {
      engine.at(now + interval, this.#asks, number, index)
      if (soundness.whenUnwell === 'hangs') engine.at(now + timeout, this.#results, number, index)
      else this.#fails(number, index)
    }
  }

  #passes(instance: AppInstance, index: number): void {
    instance.health[index] = afterSuccess(instance.health[index]!, this.#cluster.now)
    if (instance.health.every(isAlive)) this.#listener.healthy(instance)
  }

  #fails(number: number, index: number): void {
    const instance = this.#checked.get(number)
    if (instance === undefined) return
    const { now } = this.#cluster
    const check = instance.app.definition.healthChecks[index]!
    const before = instance.health[index]!
    if (isForgiven(before, instance.runningFor(now), check)) return
    instance.health[index] = afterFailure(before, now)
    if (kills(before, check, false)) this.#listener.unhealthy(instance)
  }
}
