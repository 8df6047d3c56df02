/**
 * When allocations happen: every interval for all agents, and soon after an event that calls for one.
 *
 * Events of one instant are served together, by one allocation that looks at the agents of all of them. The batch runs at
 * once when its timer goes off, before whatever else was set later for that instant; a refusal that lasts as long as the
 * interval therefore survives it (Mesos' timers go off in the order in which they were set).
 *
 * What is asked for during a pause is forgotten, and nothing follows when it ends: the next batch looks at all agents
 * (HierarchicalAllocatorProcess::resume, both eras).
 */
import type { Time } from '../../sim/engine/time.ts'
import type { Clock } from './protocol.ts'

/** The agents that an allocation looks at. */
export type Candidates = ReadonlySet<string> | 'all'

export class Rounds {
  readonly #clock: Clock
  readonly #allocate: (candidates: Candidates) => void
  readonly #serve: number
  #candidates: Set<string> | 'all' = new Set()
  #queued = false
  #paused = false

  constructor(clock: Clock, interval: Time, allocate: (candidates: Candidates) => void) {
    this.#clock = clock
    this.#allocate = allocate
    this.#serve = clock.on(() => {
      this.#queued = false
      this.#run()
    })
    const batch = clock.on(() => {
      if (!this.#paused) this.#candidates = 'all'
      this.#run()
      clock.at(clock.now + interval, batch, 0, 0)
    })
    clock.at(clock.now + interval, batch, 0, 0)
  }

  /** Asks for an allocation of one agent. */
  request(agent: string): void {
    if (this.#paused) return
    if (this.#candidates !== 'all') this.#candidates.add(agent)
    this.#queue()
  }

  /** Asks for an allocation of all agents. */
  requestAll(): void {
    if (this.#paused) return
    this.#candidates = 'all'
    this.#queue()
  }

  #queue(): void {
    if (this.#queued) return
    this.#queued = true
    this.#clock.at(this.#clock.now, this.#serve, 0, 0)
  }

  /** Nothing is allocated until `resume`. */
  pause(): void {
    this.#paused = true
  }

  resume(): void {
    this.#paused = false
  }

  #run(): void {
    const candidates = this.#candidates
    this.#candidates = new Set()
    if (this.#paused) return
    if (candidates === 'all' || candidates.size > 0) this.#allocate(candidates)
  }
}
