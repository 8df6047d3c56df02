/**
 * The client of a controller: its requests go one after the other, as fast as its limit lets them.
 */
import type { Engine } from '../../../sim/engine/engine.ts'
import { RateLimiter } from '../rate-limiter.ts'

export class ApiClient {
  readonly #engine: Engine
  readonly #limiter: RateLimiter
  /** Requests that wait for their time, the next first. */
  readonly #waiting: (() => void)[] = []
  #next = 0
  readonly #sends: number

  /** `--kube-api-qps` and `--kube-api-burst` of the controller manager; 0: no limit. */
  constructor(engine: Engine, qps: number, burst: number) {
    this.#engine = engine
    this.#limiter = new RateLimiter(qps, burst)
    this.#sends = engine.on(() => {
      const request = this.#waiting[this.#next]!
      this.#waiting[this.#next++] = nothing
      if (this.#next === this.#waiting.length) {
        this.#waiting.length = 0
        this.#next = 0
      }
      request()
    })
  }

  send(request: () => void): void {
    const { now } = this.#engine
    const at = this.#limiter.reserve(now)
    if (at === now) {
      request()
      return
    }
    this.#waiting.push(request)
    this.#engine.at(at, this.#sends, 0, 0)
  }
}

function nothing(): void {}
