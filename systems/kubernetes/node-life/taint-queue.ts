/**
 * Nodes of a zone that are to be tainted, at a limited rate (Kubernetes,
 * pkg/controller/nodelifecycle/scheduler/rate_limited_queue.go, v1.34).
 */
import { NEVER, type Time } from '../../../sim/engine/time.ts'
import { RateLimiter } from '../rate-limiter.ts'

const BURST = 1

export class TaintQueue {
  #rate: number
  /** Null: at rate 0 nobody may go, ever. */
  #limiter: RateLimiter | null
  /** In the order in which they came; true: it waits, false: it was tainted. */
  readonly #nodes = new Map<number, boolean>()

  constructor(rate: number) {
    this.#rate = rate
    this.#limiter = limiterOf(rate)
  }

  /** One that is here, or was tainted and not removed since, is not added again. */
  add(node: number): void {
    if (!this.#nodes.has(node)) this.#nodes.set(node, true)
  }

  remove(node: number): void {
    this.#nodes.delete(node)
  }

  /** While one rate holds a node up, the next one does as well: its first token is gone already. */
  setRate(rate: number, now: Time): void {
    if (this.#rate === rate) return
    const limiter = limiterOf(rate)
    if (this.#limiter?.tryTake(now) !== true) limiter?.tryTake(now)
    this.#rate = rate
    this.#limiter = limiter
  }

  /** Taints as many nodes as the rate allows now. */
  run(now: Time, taint: (node: number) => void): void {
    for (const [node, waits] of this.#nodes) {
      if (!waits) continue
      if (this.#limiter?.tryTake(now) !== true) return
      this.#nodes.set(node, false)
      taint(node)
    }
  }

  /** When there is something to do next; NEVER when nobody waits, or may ever go on at this rate. */
  get nextAt(): Time {
    for (const waits of this.#nodes.values()) if (waits) return this.#limiter?.nextAt ?? NEVER
    return NEVER
  }
}

const limiterOf = (rate: number) => (rate === 0 ? null : new RateLimiter(rate, BURST))
