import { SwitchyardError } from '../../sim/errors.ts'

/** Stopped by a signal; what was finished is kept, and the message says how to go on. */
export class Interrupted extends SwitchyardError {
  override readonly name = 'Interrupted'
}

/** Seconds of a run that is worth a word when it is stopped: a policy may be about to never end. */
const LONG = 10

/** ' system-mine_seed-1 had been running for 38 s.', for those of the runs that had long been; `begun` says when, in milliseconds. */
export function longRunning(begun: ReadonlyMap<string, number>, now: number): string {
  return [...begun]
    .map(([id, start]) => [id, Math.round((now - start) / 1000)] as const)
    .filter(([, seconds]) => seconds >= LONG)
    .map(([id, seconds]) => ` ${id} had been running for ${seconds} s.`)
    .join('')
}
