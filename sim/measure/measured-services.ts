import { ZERO } from '../double.ts'
import type { Time } from '../engine/time.ts'

/** Tasks of services: how many there should be, and how many are ready, over time. */
export class MeasuredServices {
  private wanted = 0
  private ready = 0
  private last: Time = ZERO
  wantedIntegral = ZERO
  readyIntegral = ZERO

  /** So many more, or fewer, are wanted and ready from now on. */
  change(now: Time, wanted: number, ready: number): void {
    this.advance(now)
    this.wanted += wanted
    this.ready += ready
  }

  /** Integrates up to now. */
  advance(now: Time): void {
    const elapsed = now - this.last
    this.last = now
    this.wantedIntegral += this.wanted * elapsed
    this.readyIntegral += this.ready * elapsed
  }

  /** The measured window begins: levels stay. */
  openWindow(now: Time): void {
    this.last = now
    this.wantedIntegral = 0
    this.readyIntegral = 0
  }

  /** Of those that are wanted, the share that is ready; null where none is. */
  get readyShare(): number | null {
    return this.wantedIntegral === 0 ? null : this.readyIntegral / this.wantedIntegral
  }

  add(other: MeasuredServices): void {
    this.wantedIntegral += other.wantedIntegral
    this.readyIntegral += other.readyIntegral
  }
}
