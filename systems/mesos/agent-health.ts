/**
 * When a master notices that an agent is gone, and how fast it removes agents
 * (src/master/master.cpp, SlaveObserver; libprocess' RateLimiter; both eras).
 */
import type { Time } from '../../sim/engine/time.ts'
import type { Clock } from './protocol.ts'

export interface PingOptions {
  /** `--agent_ping_timeout`: time between pings, and for an answer. */
  readonly agentPingTimeout: Time
  /** `--max_agent_ping_timeouts`: pings without an answer, one after the other, before the agent is given up. */
  readonly maxAgentPingTimeouts: number
}

/**
 * When the master gives the agent up that does not answer from `silent` on: it pings at registration and one period after the
 * other, and counts a ping without an answer when the next is due. A ping at `silent` itself is not answered.
 *
 * The result does not need the pings that are answered, so a healthy agent costs nothing.
 */
export function givenUpAt(registered: Time, silent: Time, options: PingOptions): Time {
  const { agentPingTimeout, maxAgentPingTimeouts } = options
  const pings = Math.ceil((silent - registered) / agentPingTimeout)
  return registered + (pings + maxAgentPingTimeouts) * agentPingTimeout
}

/**
 * `--agent_removal_rate_limit` of one agent in an interval: the first is removed at once, each further one an interval after
 * the one before at the earliest. An agent that answers while it waits gives its turn to the next.
 */
export class RemovalLimit {
  readonly #clock: Clock
  readonly #interval: Time
  readonly #remove: (agent: string) => void
  readonly #waiting = new Set<string>()
  readonly #due: number
  #nextAt: Time = 0
  #armed = false

  /** An interval of 0 limits nothing. */
  constructor(clock: Clock, interval: Time, remove: (agent: string) => void) {
    this.#clock = clock
    this.#interval = interval
    this.#remove = remove
    this.#due = clock.on(() => {
      this.#armed = false
      this.#serve()
    })
  }

  /** Removes the agent when its turn comes. */
  request(agent: string): void {
    this.#waiting.add(agent)
    this.#serve()
  }

  /** The agent answered after all. */
  cancel(agent: string): void {
    this.#waiting.delete(agent)
  }

  #serve(): void {
    const { now } = this.#clock
    for (const agent of this.#waiting) {
      if (now < this.#nextAt) {
        this.#arm()
        return
      }
      this.#waiting.delete(agent)
      this.#nextAt = now + this.#interval
      this.#remove(agent)
    }
  }

  #arm(): void {
    if (this.#armed) return
    this.#armed = true
    this.#clock.at(this.#nextAt, this.#due, 0, 0)
  }
}
