/**
 * A mistake that its reader can mend: the message is for people and complete without a stack trace.
 *
 * Every other error is a fault of Switchyard and is shown as one.
 */
export class SwitchyardError extends Error {
  override readonly name: string = 'SwitchyardError'
}

/** An invariant does not hold: a fault of a policy or of Switchyard, found under `--check`. */
export class InvariantError extends SwitchyardError {
  override readonly name = 'InvariantError'
}

/** A policy threw, or answered with nonsense. */
export class PolicyError extends SwitchyardError {
  override readonly name = 'PolicyError'
}
