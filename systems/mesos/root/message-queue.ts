/**
 * What has come to the leading master and is not handled: one message after the other, each at its cost.
 */
import type { Clock } from '../protocol.ts'
import type { SerialActor } from '../serial-actor.ts'

/** What becomes of one kind of message. */
export interface MessageKind {
  handle(a: number, b: number): void
  /** The master dies before it could. */
  lost(a: number, b: number): void
}

export class MessageQueue {
  readonly #clock: Clock
  readonly #actor: SerialActor
  readonly #cost: number
  /** Three entries a message. */
  readonly #waiting: (MessageKind | number)[] = []
  #first = 0
  readonly #served: number

  constructor(clock: Clock, actor: SerialActor, cost: number) {
    this.#clock = clock
    this.#actor = actor
    this.#cost = cost
    this.#served = clock.on(() => {
      const first = this.#first
      const [kind, a, b] = this.#waiting.slice(first, first + 3) as [MessageKind, number, number]
      this.#first += 3
      if (this.#first > 1024 && this.#first * 2 > this.#waiting.length) {
        this.#waiting.splice(0, this.#first)
        this.#first = 0
      }
      kind.handle(a, b)
    })
  }

  /** A message came, as heavy as `weight` of them; without a cost it is handled in the call. */
  push(kind: MessageKind, a: number, b: number, weight = 1): void {
    const ends = this.#actor.takes(this.#clock.now, this.#cost, weight)
    if (this.#cost === 0) {
      kind.handle(a, b)
      return
    }
    this.#waiting.push(kind, a, b)
    this.#clock.at(ends, this.#served, 0, 0)
  }

  /** Messages that take time and change nothing that is modelled. */
  note(messages: number): void {
    this.#actor.takes(this.#clock.now, this.#cost, messages)
  }

  /** The master dies, and what waits is lost. */
  close(): void {
    this.#actor.stops(this.#clock.now)
    const left = this.#waiting.splice(this.#first) as (MessageKind | number)[]
    for (let i = 0; i < left.length; i += 3)
      (left[i] as MessageKind).lost(left[i + 1] as number, left[i + 2] as number)
  }
}
