import type { SystemFault } from '../../systems/definition.ts'

/** Faults of a system in one line each: 'marathon.backoff-factor: 0.5'; those of the root begin with 'root'. */
export const toldFaults = (faults: Iterable<SystemFault>): string[] =>
  [...faults].map(({ framework = 'root', at, found }) => `${[framework, ...at].join('.')}: ${found}`)
