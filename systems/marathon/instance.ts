/**
 * One running copy of an app, in Marathon's books.
 */
import type { Time } from '../../sim/engine/time.ts'

/** What Marathon thinks of an instance. From 1.4 on an agent that is away makes it Unreachable, and later inactive. */
export const conditions = [
  'Scheduled',
  'Provisioned',
  'Starting',
  'Staging',
  'Running',
  'Killing',
  'Unreachable',
  'UnreachableInactive',
  'Finished',
  'Failed',
  'Killed',
  'Error',
  'Dropped',
  'Gone',
  'Unknown',
] as const
export type Condition = (typeof conditions)[number]

export interface Instance {
  readonly id: string
  readonly condition: Condition
  /** What its age counts from: when it was first heard to run, and before, when it took on its condition. */
  readonly since: Time
}

const counted: readonly Condition[] = [
  'Scheduled',
  'Provisioned',
  'Starting',
  'Staging',
  'Running',
  'Unreachable',
]

/**
 * Whether the instance is one of those that an app is to have. What is being killed, has ended, or was unreachable for so
 * long that it is replaced, is not.
 */
export function counts(instance: Instance): boolean {
  return counted.includes(instance.condition)
}
