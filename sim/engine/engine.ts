import { ZERO } from '../double.ts'
import { SwitchyardError } from '../errors.ts'
import { Feeds } from './feeds.ts'
import { EventQueue } from './queue.ts'
import { Round } from './round.ts'
import type { Source } from './source.ts'
import { LAST, NEVER, type Time } from './time.ts'

/** What happens when an event of one kind is due; `a` and `b` are the numbers given to `at`. */
export type Handler = (a: number, b: number) => void

/** Who lets something happen later: the engine, or what stands before it to choose among timers of one instant. */
export interface Timers {
  /** Registers a handler and returns the kind of its timers. */
  on(handler: Handler): number
  /** Sets a timer of a kind that `on` returned. */
  at(time: Time, kind: number, a: number, b: number): void
}

const SILENT: Source = { time: NEVER, deliver() {} }

/**
 * The discrete-event loop: one queue, one order.
 *
 * Events are handled by time, and among equal times in the order in which they were scheduled; what a source delivers
 * comes before the events of the same instant. An event is four numbers; scheduling one allocates nothing. To cancel
 * an event, its owner makes it stale: it gives `b` a generation number and ignores events of older generations.
 *
 * What must know all that happens at an instant, such as the choice of the next job, waits for the end of the instant
 * (`atEndOfInstant`). What it causes at the same instant is handled after it, and may lead to another round.
 */
export class Engine implements Timers {
  /** The moment that is being simulated. */
  now: Time = ZERO
  /** Events handled so far, deliveries of the source included. */
  events = 0
  /** Called after every event and everything that waited for the end of an instant; set by `--check`. */
  afterEvent: (() => void) | null = null
  private readonly queue = new EventQueue()
  private readonly round = new Round()
  private readonly handlers: Handler[] = []
  private source: Source = SILENT
  private stopping = false

  /** Registers a handler and returns the kind of its events. */
  on(handler: Handler): number {
    this.handlers.push(handler)
    return this.handlers.length - 1
  }

  /**
   * Schedules an event of a kind that `on` returned. Times before `now` are a fault of the caller. An event after the
   * last moment of simulated time never comes: the next failure of a machine that fails once in a thousand years.
   */
  at(time: Time, kind: number, a: number, b: number): void {
    if (!(time >= this.now)) this.refuse(time)
    if (time > LAST) return
    this.queue.push(time, kind, a, b)
  }

  /** Handles an event of a kind that `on` returned now, but after all else that happens at this instant. */
  atEndOfInstant(kind: number, a: number, b: number): void {
    this.round.push(kind, a, b)
  }

  /** Something more that arrives by itself. At one instant, what was fed first comes first. */
  feed(source: Source): void {
    this.source = this.source === SILENT ? source : new Feeds(this.source, source)
  }

  /** Events that are scheduled and not handled, stale ones included. */
  get pending(): number {
    return this.queue.size + this.round.size
  }

  /** When the next event or delivery is due; NEVER if there is none. */
  get next(): Time {
    return this.round.size > 0 ? this.now : Math.min(this.source.time, this.queue.peekTime())
  }

  /** Ends `run` after the event that is being handled. */
  stop(): void {
    this.stopping = true
  }

  /**
   * Handles everything due at or before `until`, in order. `now` stays at the last event.
   */
  run(until: Time): void {
    const queue = this.queue
    const handlers = this.handlers
    const source = this.source
    const last = Math.min(until, LAST)
    this.stopping = false
    while (!this.stopping) {
      const queued = queue.peekTime()
      const arriving = source.time
      if (this.round.size > 0 && queued > this.now && arriving > this.now) {
        this.endInstant()
        continue
      }
      if (arriving <= queued) {
        if (arriving > last) return
        this.now = arriving
        source.deliver()
      } else {
        if (queued > last) return
        queue.pop()
        this.now = queued
        handlers[queue.kind]!(queue.a, queue.b)
      }
      this.events++
      if (this.afterEvent !== null) this.afterEvent()
    }
  }

  /** Handles the next event only, if it is due at or before `until`. */
  runOne(until: Time): void {
    const { afterEvent } = this
    this.afterEvent = () => {
      afterEvent?.()
      this.stopping = true
    }
    this.run(until)
    this.afterEvent = afterEvent
  }

  /** Nothing is left to happen at this instant: what waited for that is handled. What comes of it now is the next round. */
  private endInstant(): void {
    const { round, handlers } = this
    for (let left = round.size; left > 0 && !this.stopping; left--) {
      round.pop()
      handlers[round.kind]!(round.a, round.b)
      if (this.afterEvent !== null) this.afterEvent()
    }
  }

  private refuse(time: Time): never {
    throw new SwitchyardError(
      `An event was scheduled at ${time} µs, but the clock shows ${this.now} µs already; events lie at or after now.`,
    )
  }
}
