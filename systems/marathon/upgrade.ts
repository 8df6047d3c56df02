/**
 * Replacing all instances of an app by new ones (Marathon, TaskReplaceActor.scala, v1.3.6 and 90619da).
 */
import type { Era } from './flags.ts'

export interface UpgradeStrategy {
  /** The share of the instances that stays healthy while they are replaced, 0 to 1. */
  readonly minimumHealthCapacity: number
  /** How many instances more than wanted may exist meanwhile, as a share of the wanted, 0 to 1. */
  readonly maximumOverCapacity: number
}

export const upgradeDefaults: UpgradeStrategy = { minimumHealthCapacity: 1, maximumOverCapacity: 1 }
/** Of apps with persistent volumes, whose instances cannot be doubled. */
export const residentUpgradeDefaults: UpgradeStrategy = { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 }

export interface RestartQuestion {
  /** Wanted, at least 1. */
  readonly instances: number
  readonly strategy: UpgradeStrategy
  readonly isResident: boolean
  /** Instances that exist, healthy or not. */
  readonly current: number
  /** Those that must not be fewer than the strategy says: to head the healthy ones, to 1.3 all that were launched. */
  readonly healthy: number
}

export interface RestartStrategy {
  /** Instances, old and new, that may exist at once. */
  readonly maxCapacity: number
  /** Old instances to kill before anything is started. */
  readonly killNow: number
}

/**
 * With neither room above the wanted number nor leave to go below the healthy one, nothing could be started: a resident app
 * then loses one instance more, any other may have one more than it is allowed.
 *
 * The products are doubles, rounded as Marathon rounds them: ⌈instances × minimum⌉ and ⌊instances × (1 + over)⌋.
 */
export function restartStrategy(question: RestartQuestion, era: Era): RestartStrategy {
  const { instances, strategy, isResident, current, healthy } = question
  const minHealthy = Math.ceil(instances * strategy.minimumHealthCapacity)
  let maxCapacity = Math.floor(instances * (1 + strategy.maximumOverCapacity))
  let killNow = Math.max(0, healthy - minHealthy)
  if (minHealthy === maxCapacity && maxCapacity <= healthy) {
    if (isResident) killNow = healthy - minHealthy + 1
    else maxCapacity += 1
  }
  // Head gets rid of what is more than wanted at once, healthy or not.
  if (era === 'head') killNow = Math.max(killNow, current - instances)
  return { maxCapacity, killNow }
}

export interface UpgradeQuestion extends Omit<RestartQuestion, 'current'> {
  /** Instances to replace, in the order in which they are killed. */
  readonly old: readonly string[]
  /** New instances count when they are healthy; without health checks, when they run. */
  readonly hasHealthChecks: boolean
  /** New instances count when they are ready, too. */
  readonly hasReadinessChecks: boolean
}

/** What an upgrade wants done. Back-off of the app is reset when it starts. */
export interface UpgradeOrders {
  kill(instance: string): void
  launch(count: number): void
}

/**
 * One upgrade under way. Each new instance that is as it should be, for the first time, kills the next old one; each old one
 * that is gone makes room for the next new one. An old one that has ended by itself keeps its turn: the kill finds nobody.
 */
export class Upgrade {
  readonly strategy: RestartStrategy
  readonly #orders: UpgradeOrders
  readonly #instances: number
  readonly #hasHealthChecks: boolean
  readonly #hasReadinessChecks: boolean
  readonly #old: Set<string>
  readonly #toKill: string[]
  readonly #healthy = new Set<string>()
  readonly #ready = new Set<string>()
  #started = 0

  constructor(question: UpgradeQuestion, era: Era, orders: UpgradeOrders) {
    this.#orders = orders
    this.#instances = question.instances
    this.#hasHealthChecks = question.hasHealthChecks
    this.#hasReadinessChecks = question.hasReadinessChecks
    this.#old = new Set(question.old)
    this.#toKill = [...question.old]
    this.strategy = restartStrategy({ ...question, current: question.old.length }, era)
  }

  start(): void {
    for (let kills = 0; kills < this.strategy.killNow; kills++) this.#killNext()
    this.#launch()
  }

  /** Whether all new instances are as they should be and all old ones are gone. */
  get isFinished(): boolean {
    if (this.#old.size > 0) return false
    let good = 0
    for (const id of this.#healthy) if (this.#ready.has(id)) good += 1
    return good >= this.#instances
  }

  running(instance: string): void {
    if (!this.#hasHealthChecks) this.healthy(instance)
  }

  healthy(instance: string): void {
    if (this.#old.has(instance) || this.#healthy.has(instance)) return
    this.#healthy.add(instance)
    if (!this.#hasReadinessChecks) this.#ready.add(instance)
    if (this.#ready.has(instance)) this.#killNext()
  }

  /** Has no effect without readiness checks. */
  ready(instance: string): void {
    if (!this.#hasReadinessChecks || this.#old.has(instance) || this.#ready.has(instance)) return
    this.#ready.add(instance)
    if (this.#healthy.has(instance)) this.#killNext()
  }

  /** An old instance makes room; a new one is launched again, and the old one that it killed stays dead. */
  gone(instance: string): void {
    if (this.#old.delete(instance)) {
      this.#launch()
      return
    }
    this.#healthy.delete(instance)
    this.#ready.delete(instance)
    this.#orders.launch(1)
  }

  #killNext(): void {
    const next = this.#toKill.shift()
    if (next !== undefined) this.#orders.kill(next)
  }

  #launch(): void {
    const room = this.strategy.maxCapacity - this.#old.size - this.#started
    const now = Math.min(this.#instances - this.#started, room)
    if (now <= 0) return
    this.#started += now
    this.#orders.launch(now)
  }
}
