import type { Random } from '../../sim/chance/random.ts'
import { EVERY_LAUNCH, type JobBatch } from '../../sim/world/batch.ts'
import type { FailsSpec } from '../spec.ts'
import { amount, distributionFaults, type Variate } from './variate.ts'

/** Draws which jobs fail in any case, and when. */
export class SureFailures {
  readonly #share: number
  readonly #launches: number
  readonly #which: Random
  readonly #after: Variate

  /** @param stream The stream of a quantity of the part or stage; `fails` and `fails-after` are asked for. */
  constructor({ share, after, launches }: FailsSpec, stream: (quantity: string) => Random) {
    this.#share = share
    this.#launches = launches ?? EVERY_LAUNCH
    this.#which = stream('fails')
    this.#after = amount(after, stream('fails-after'), 0)
  }

  /** Decides on the row, whose duration is known. Where all or none fail, nothing is drawn for it. */
  draw(batch: JobBatch, row: number): void {
    const fails = this.#share >= 1 || (this.#share > 0 && this.#which.uniform() < this.#share)
    if (!fails) return
    batch.failingLaunches[row] = this.#launches
    batch.failsAfter[row] = Math.min(this.#after(), Math.max(0, batch.duration[row]! - 1))
  }
}

/** What is wrong with them, one sentence each. */
export function failsFaults({ share, after, launches = 1 }: FailsSpec, where: string): string[] {
  const faults = distributionFaults(after, `${where}.after`, 0)
  if (!(share >= 0 && share <= 1))
    faults.push(`${where}.share: found ${share}, expected a share from 0 to 1.`)
  if (!(Number.isInteger(launches) && launches >= 1))
    faults.push(`${where}.launches: found ${launches}, expected a whole number of at least 1.`)
  return faults
}
