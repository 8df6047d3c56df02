import type { Holder } from './holder.ts'
import type { Refusals } from './refusals.ts'
import type { RegisteredFramework } from './registered-framework.ts'
import type { Sorter, SorterClient } from './sorter.ts'

/** A role that has frameworks. */
export interface Role {
  readonly name: string
  /** Ranks its frameworks. */
  readonly seats: Sorter<Seat>
  readonly members: Set<Seat>
  /** The number of the refusals of its framework, where it has one; else `ANYBODY`. */
  refuser: number
  /** What it is to the sorter of roles. */
  client: SorterClient
}

/** A framework in one of its roles. */
export interface Seat {
  readonly holder: Holder
  readonly framework: RegisteredFramework
  readonly role: Role
  readonly refusals: Refusals
  /** The number of the refusals. */
  readonly refuser: number
  /** What it is to the sorter of its role. */
  client: SorterClient
  /** Small, and its own as long as it is there. */
  readonly number: number
  /** It is ranked among those that get offers, as far as it was said. */
  active: boolean
  /** How many agents are lent to it. */
  loans: number
}
