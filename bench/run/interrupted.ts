import { SwitchyardError } from '../../sim/errors.ts'

/** Stopped by a signal; what was finished is kept, and the message says how to go on. */
export class Interrupted extends SwitchyardError {
  override readonly name = 'Interrupted'
}
