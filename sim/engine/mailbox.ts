import type { Engine, Handler } from './engine.ts'
import type { Time } from './time.ts'

/** Between whom a message travels. */
export const Route = { Scheduler: 0, Machine: 1, Status: 2 } as const
export type Route = (typeof Route)[keyof typeof Route]

/**
 * Messages: each takes its route's latency. A route without latency delivers at once, inside the call.
 */
export class Mailbox {
  /** Messages sent, by route. */
  readonly sent = new Float64Array(3)
  private readonly engine: Engine
  private readonly latency: readonly Time[]
  private readonly handlers: Handler[] = []

  constructor(engine: Engine, latency: { scheduler: Time; machine: Time; status: Time }) {
    this.engine = engine
    this.latency = [latency.scheduler, latency.machine, latency.status]
  }

  /** Registers what happens on arrival, and returns the kind of the messages. */
  on(handler: Handler): number {
    const kind = this.engine.on(handler)
    this.handlers[kind] = handler
    return kind
  }

  latencyOf(route: Route): Time {
    return this.latency[route]!
  }

  send(route: Route, kind: number, a: number, b: number): void {
    this.sent[route]!++
    const latency = this.latency[route]!
    if (latency === 0) this.handlers[kind]!(a, b)
    else this.engine.at(this.engine.now + latency, kind, a, b)
  }
}
