import type { Source } from './source.ts'
import type { Time } from './time.ts'

/** Two feeds as one, by time; at one instant, all of the first come first. */
export class Feeds implements Source {
  private readonly first: Source
  private readonly second: Source

  constructor(first: Source, second: Source) {
    this.first = first
    this.second = second
  }

  get time(): Time {
    return Math.min(this.first.time, this.second.time)
  }

  deliver(): void {
    if (this.first.time <= this.second.time) this.first.deliver()
    else this.second.deliver()
  }
}
