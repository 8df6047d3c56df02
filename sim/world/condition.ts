/** What is believed of a machine; whether it really works is `Machines.silent`. */
export const Condition = {
  /** Takes tasks, also while it has crashed and nobody has noticed. */
  Up: 0,
  /** Takes no more tasks; those that it has go on, or are being killed to run elsewhere. */
  Draining: 1,
  /** Does not answer. It takes no more tasks; those that it has are waited for. */
  Unreachable: 2,
  /** Given up, with all of its tasks. */
  Down: 3,
} as const
export type Condition = (typeof Condition)[keyof typeof Condition]
