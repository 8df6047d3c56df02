/**
 * The launch queue: how many instances of which app are still to be launched, and which apps may try now (Marathon
 * 90619da, LaunchQueue and TaskLauncherActor; an entry per app in one configuration).
 */
import { NEVER, type Time } from '../../sim/engine/time.ts'
import type { Backoff } from './backoff.ts'

export interface QueuedApp {
  readonly id: string
  /** Instances that no offer was found for yet. */
  readonly toLaunch: number
  /** When it may be launched next; null: at once. */
  readonly heldUntil: Time | null
}

interface Entry {
  toLaunch: number
  readonly backoff: Backoff
}

export class LaunchQueue {
  readonly #entries = new Map<string, Entry>()

  /** Adds instances of an app. Its back-off outlives its place in the queue, so it is kept by who calls. */
  add(id: string, count: number, backoff: Backoff): void {
    const entry = this.#entries.get(id)
    if (entry !== undefined && entry.backoff === backoff) entry.toLaunch += count
    // Another configuration takes the place of the old one.
    else this.#entries.set(id, { toLaunch: count, backoff })
  }

  /** One instance was launched. */
  launched(id: string): void {
    const entry = this.#entries.get(id)!
    entry.toLaunch -= 1
    if (entry.toLaunch === 0) this.#entries.delete(id)
  }

  /** Takes at most so many instances back that were not launched yet; says how many. */
  withdraw(id: string, count: number): number {
    const entry = this.#entries.get(id)
    if (entry === undefined) return 0
    const taken = Math.min(count, entry.toLaunch)
    entry.toLaunch -= taken
    if (entry.toLaunch === 0) this.#entries.delete(id)
    return taken
  }

  get(id: string): QueuedApp | null {
    const entry = this.#entries.get(id)
    if (entry === undefined) return null
    return { id, toLaunch: entry.toLaunch, heldUntil: entry.backoff.deadline }
  }

  /** Apps that want offers now, in the order in which they came. */
  ready(now: Time): string[] {
    return [...this.#entries].filter(([, { backoff }]) => !backoff.holdsAt(now)).map(([id]) => id)
  }

  /** When the next app that is held may try; NEVER when none is. */
  nextReadyAt(now: Time): Time {
    let next: Time = NEVER
    for (const { backoff } of this.#entries.values())
      if (backoff.holdsAt(now)) next = Math.min(next, backoff.deadline!)
    return next
  }
}
