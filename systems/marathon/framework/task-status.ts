/**
 * What Mesos says of ends.
 */
import { TaskOutcome } from '../../../sim/world/lifecycle.ts'

/** The status with which Mesos tells each end of a task. */
export const STATUS: Readonly<Record<TaskOutcome, string>> = {
  [TaskOutcome.Finished]: 'finished',
  [TaskOutcome.Failed]: 'failed',
  [TaskOutcome.Lost]: 'unreachable',
  [TaskOutcome.Killed]: 'killed',
  [TaskOutcome.Preempted]: 'killed',
  [TaskOutcome.Drained]: 'killed',
  [TaskOutcome.Scaled]: 'killed',
}
