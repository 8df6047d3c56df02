/**
 * Asks Mesos for offers, no more often than Chronos allows itself.
 */
import type { Time } from '../../../sim/engine/time.ts'
import type { SchedulerSeat } from '../../mesos/root/mesos-scheduler.ts'
import { Reviving } from '../reviving.ts'

export class Revival {
  readonly #seat: SchedulerSeat
  readonly #interval: Time
  readonly #check: number
  #reviving: Reviving

  /** @param check asks again, if Chronos is registered then */
  constructor(seat: SchedulerSeat, interval: Time, check: () => void) {
    this.#seat = seat
    this.#interval = interval
    this.#reviving = new Reviving(interval)
    this.#check = seat.cluster.engine.on(check)
  }

  /** It has registered: what it asked for before is forgotten. */
  begin(): void {
    this.#reviving = new Reviving(this.#interval)
  }

  ask(): void {
    const { link, framework, cluster } = this.#seat
    const { engine, now } = cluster
    const before = this.#reviving.checkAt
    if (this.#reviving.request(now)) link.revive(framework)
    else if (before === null) engine.at(this.#reviving.checkAt!, this.#check, 0, 0)
  }
}
