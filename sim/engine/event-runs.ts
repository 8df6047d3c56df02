/** No event: a run is over, or nothing is free. */
export const NO_EVENT = -1

/** Numbers of an event: kind, two payloads, and where the one after it lies. */
const EVENT = 4
const FEWEST = 64 * EVENT

/**
 * Runs of events that are due at one time and were pushed one right after the other, as the ends of tasks that started together are.
 * Each is a list, known by where its first event lies; the queue moves a run as one event.
 *
 * Steady state allocates nothing. An event of a run takes 16 bytes.
 */
export class EventRuns {
  /** The event that `take` took out last. */
  kind = 0
  a = 0
  b = 0
  private events = new Int32Array(FEWEST)
  private free = NO_EVENT
  private used = 0

  /** Puts an event behind the last one of a run, or begins one where that is NO_EVENT; returns where it lies. */
  add(last: number, kind: number, a: number, b: number): number {
    const at = this.takePlace()
    const { events } = this
    events[at] = kind
    events[at + 1] = a
    events[at + 2] = b
    events[at + 3] = NO_EVENT
    if (last !== NO_EVENT) events[last + 3] = at
    return at
  }

  /** Takes the first event of a run out into `kind`, `a`, `b`; returns the one that is first then, NO_EVENT if there is none. */
  take(first: number): number {
    const { events } = this
    this.kind = events[first]!
    this.a = events[first + 1]!
    this.b = events[first + 2]!
    const next = events[first + 3]!
    events[first + 3] = this.free
    this.free = first
    return next
  }

  /** Forgets all runs. */
  clear(): void {
    this.free = NO_EVENT
    this.used = 0
  }

  private takePlace(): number {
    const at = this.free
    if (at !== NO_EVENT) {
      this.free = this.events[at + 3]!
      return at
    }
    if (this.used === this.events.length) this.grow()
    this.used += EVENT
    return this.used - EVENT
  }

  private grow(): void {
    const longer = new Int32Array(2 * this.events.length)
    longer.set(this.events)
    this.events = longer
  }
}
