/**
 * How long a job waited, and what for.
 */
import type { Time } from '../../sim/engine/time.ts'
import type { Cause } from './cause.ts'

/** How long the job waited for something. */
export interface Waited extends Cause {
  readonly time: Time
}

/** Times by cause. */
export class WaitedTimes {
  readonly #times = new Map<string, { cause: Cause; time: Time }>()

  add(cause: Cause, time: Time): void {
    const key = keyOf(cause)
    const known = this.#times.get(key)
    if (known === undefined) this.#times.set(key, { cause, time })
    else known.time += time
  }

  /** So much time, as far as it was put down to the one, was the other's. */
  move(from: Cause, to: Cause, time: Time): void {
    const known = this.#times.get(keyOf(from))
    const moved = Math.min(time, known?.time ?? 0)
    if (known === undefined || moved === 0) return
    known.time -= moved
    this.add(to, moved)
  }

  /** The longest first. */
  all(): Waited[] {
    return [...this.#times.values()]
      .filter(({ time }) => time > 0)
      .map(({ cause, time }) => ({ ...cause, time }))
      .sort(longestFirst)
  }
}

/** Times of one kind added up, under the detail that lasted longest; the longest first. */
export function byKind(causes: readonly Waited[]): Waited[] {
  const kinds = new Map<string, Waited>()
  for (const cause of causes) {
    const known = kinds.get(cause.kind)
    kinds.set(cause.kind, known === undefined ? cause : { ...known, time: known.time + cause.time })
  }
  return [...kinds.values()].sort(longestFirst)
}

function keyOf({ kind, detail }: Cause): string {
  return `${kind} ${detail}`
}

function longestFirst(a: Waited, b: Waited): number {
  return b.time - a.time || (a.kind < b.kind ? -1 : 1)
}
