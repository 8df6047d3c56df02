import type { Time } from '../../../sim/engine/time.ts'
import type { FrameworkId, MachineId } from '../../../sim/world/handles.ts'
import type { View } from '../../../sim/world/views.ts'
import type { Offer } from './offer.ts'

/** What an allocator hears of, and of whom. */
export const Change = {
  /** A task ended on the machine: something became free. */
  TaskEnded: 0,
  /** The machine is back. */
  MachineUp: 1,
  /** The framework has a job again, after it had none. */
  WantsAgain: 2,
  /** The framework has one more job to place, or one to try again. */
  WantsMore: 3,
  /** The framework's scheduler is back. */
  Reconnected: 4,
  /** An offer of the framework is home, answered. */
  OfferHome: 5,
  /** The framework has time for its next offer. */
  Idle: 6,
  /** An offer of the framework was taken back. */
  Rescinded: 7,
  /** The framework wants less: a job of it is withdrawn or has fewer tasks, or its scheduler is gone. */
  WantsLess: 8,
} as const
export type Change = (typeof Change)[keyof typeof Change]

/**
 * The first level of two-level scheduling, a plug of the offers root: who is offered what, and when. It makes its offers at the
 * desk; the root keeps what is offered locked, carries offers and answers, and says what became of them.
 */
export interface Allocator {
  /** Something changed; `id` is the machine or the framework. Called often, so it only takes note and decides later. */
  changed(change: Change, id: MachineId | FrameworkId): void
  /** The unfolded offer was answered, and nothing was used of these machines; they go back when this returns. */
  declined?(offer: Offer, view: View, used: ReadonlySet<MachineId>): void
  /** The folded offer was kept until its time was over, and goes back when this returns. */
  lapsed?(offer: Offer): void
}

/** Where an allocator makes its offers. */
export interface OfferDesk {
  /** An offer to fill, with `lock` or `lockAll`. */
  begin(framework: FrameworkId): Offer
  /** The filled offer leaves for its framework, which takes so long besides the message. */
  send(offer: Offer, after: Time): void
  /** Would the framework have use for an offer? */
  wants(framework: FrameworkId): boolean
  /** Frameworks that may want something, in the order of the experiment; no others do. Valid until something happens. */
  mayWant(): Int32Array
  /** Has the framework a job of several tasks that found room for some of them only? */
  isShort(framework: FrameworkId): boolean
}
