/**
 * What Mesos says of ends.
 */
import { TaskOutcome } from '../../../sim/world/lifecycle.ts'
import type { Era } from '../flags.ts'

const STATUS: Readonly<Record<TaskOutcome, string>> = {
  [TaskOutcome.Finished]: 'finished',
  [TaskOutcome.Failed]: 'failed',
  [TaskOutcome.Lost]: 'unreachable',
  [TaskOutcome.Killed]: 'killed',
  [TaskOutcome.Preempted]: 'killed',
  [TaskOutcome.Drained]: 'killed',
  [TaskOutcome.Scaled]: 'killed',
}

/**
 * The status with which Mesos tells the end of a task. A PARTITION_AWARE Marathon is told of what is lost with its agent there that it is
 * certainly gone; to 1.3 all that is lost may come back (MarathonTaskStatusMapping.scala, v1.3.6).
 */
export function statusOf(outcome: TaskOutcome, era: Era, isGivenUp: boolean): string {
  return outcome === TaskOutcome.Lost && era === 'head' && !isGivenUp ? 'gone' : STATUS[outcome]
}
