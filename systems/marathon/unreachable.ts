/**
 * What becomes of instances that Marathon hears nothing of: the unreachable strategy of apps (from 1.4 on; Marathon
 * 90619da, UnreachableStrategy.scala and ExpungeOverdueLostTasksActor.scala), and launches that are never confirmed.
 */
import type { Time } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { Flags } from './flags.ts'
import type { Condition, Instance } from './instance.ts'

/** `disabled`: an instance that is away is waited for, for ever. Resident apps have this. */
export type UnreachableStrategy = 'disabled' | { readonly inactiveAfter: Time; readonly expungeAfter: Time }

/** The default since 1.4.9 and 1.5.1: replaced and forgotten at once. */
export const replaceAtOnce: UnreachableStrategy = { inactiveAfter: 0, expungeAfter: 0 }

/** @throws SwitchyardError where an instance would be forgotten before it is replaced. The sentence begins with `where`. */
export function requireValid(strategy: UnreachableStrategy, where: string): void {
  if (strategy === 'disabled' || isOrdered(strategy)) return
  throw new SwitchyardError(
    `${where}: inactiveAfter is later than expungeAfter, or one of them is negative; an instance is replaced before it ` +
      'is forgotten, so write inactiveAfter ≤ expungeAfter.',
  )
}

function isOrdered({ inactiveAfter, expungeAfter }: { inactiveAfter: Time; expungeAfter: Time }): boolean {
  return inactiveAfter >= 0 && inactiveAfter <= expungeAfter
}

/** Whether a replacement is started for an instance that has been unreachable for that long: at more than inactiveAfter. */
export function becomesInactive(unreachableFor: Time, strategy: UnreachableStrategy): boolean {
  return strategy !== 'disabled' && unreachableFor > strategy.inactiveAfter
}

/** Whether an instance is forgotten: one that was replaced, and has been away for more than expungeAfter. */
export function isExpunged(
  condition: Condition,
  unreachableFor: Time,
  strategy: UnreachableStrategy,
): boolean {
  return (
    strategy !== 'disabled' && condition === 'UnreachableInactive' && unreachableFor > strategy.expungeAfter
  )
}

/**
 * Whether a launch is given up, and its task killed: after more than task_launch_confirm_timeout without a word, or more
 * than task_launch_timeout in staging (OverdueInstancesActor.scala).
 */
export function isOverdue(
  { condition, since }: Pick<Instance, 'condition' | 'since'>,
  now: Time,
  flags: Pick<Flags, 'taskLaunchConfirmTimeout' | 'taskLaunchTimeout'>,
): boolean {
  if (condition === 'Provisioned' || condition === 'Starting')
    return now - since > flags.taskLaunchConfirmTimeout
  return condition === 'Staging' && now - since > flags.taskLaunchTimeout
}

/** Whether a reservation that nobody confirmed is let go: at its deadline. */
export function isReservationOverdue(deadline: Time, now: Time): boolean {
  return deadline <= now
}
