import type { Refusals } from './refusals.ts'
import type { RegisteredFramework } from './registered-framework.ts'
import type { Sorter } from './sorter.ts'

/** A role that has frameworks. */
export interface Role {
  readonly name: string
  /** Ranks its frameworks. */
  readonly seats: Sorter<Seat>
}

/** A framework in one of its roles. */
export interface Seat {
  readonly framework: RegisteredFramework
  readonly role: Role
  readonly refusals: Refusals
}
