/**
 * A configuration of an app: what counts for its constraints, and what holds its launches back. An upgrade begins another one.
 *
 * At head the instances of the one before that are in the launch queue stay there until the upgrade kills them, and may be launched
 * in it meanwhile (TaskReplaceActor.scala, `oldActiveInstances`; TaskLauncherActor.scala, `receiveProcessOffers`). 1.3 forgets them.
 */
import { SECOND, type Time } from '../../../sim/engine/time.ts'
import { isCounted } from '../app.ts'
import type { AppDefinition } from '../app-definition.ts'
import { Backoff } from '../backoff.ts'
import type { Era } from '../flags.ts'
import type { Agent } from '../offer.ts'
import { Spread } from '../spread.ts'
import type { Soundness } from './options.ts'

/** Delays that are over are forgotten at the ticks of a timer (RateLimiterActor.scala: first after 10 s, then every 10 s). */
export const CLEAN_UP_INTERVAL: Time = 10 * SECOND

/** Where an instance is, and since which version of its app. */
interface Placed {
  readonly version: number
  readonly agent: Agent
}

export class Configuration {
  /** The version of the app with which it began: constraints count the instances that came since. */
  readonly since: number
  /** Of instances that are launched in it. */
  version: number
  /** How its instances behave. */
  readonly soundness: Soundness
  readonly backoff: Backoff
  /** Where the instances are that constraints count. */
  readonly spread: Spread
  /** Once it is the one before: instances of it that are to be launched still. */
  queued = 0

  constructor({ backoff, constraints }: AppDefinition, version: number, soundness: Soundness, era: Era) {
    this.since = version
    this.version = version
    this.soundness = soundness
    this.backoff = new Backoff(backoff, era)
    this.spread = new Spread(
      constraints.map(({ field }) => field),
      era,
    )
  }

  counts({ version }: { readonly version: number }): boolean {
    return isCounted(version, this.since)
  }

  add(instance: Placed): void {
    if (this.counts(instance)) this.spread.add(instance.agent)
  }

  remove(instance: Placed): void {
    if (this.counts(instance)) this.spread.remove(instance.agent)
  }

  addDelay(now: Time): void {
    this.#cleanUp(now)
    this.backoff.add(now)
  }

  advanceDelay(now: Time): void {
    this.#cleanUp(now)
    this.backoff.advance(now)
  }

  /** What the last tick of the timer has made of the delay. */
  #cleanUp(now: Time): void {
    this.backoff.cleanUp(Math.floor(now / CLEAN_UP_INTERVAL) * CLEAN_UP_INTERVAL)
  }
}
