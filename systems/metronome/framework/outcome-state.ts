import { TaskOutcome } from '../../../sim/world/lifecycle.ts'
import type { TaskState } from '../task-state.ts'

/** What Metronome makes of each end of a task. One that is out of reach has failed. */
export const STATE_OF: Readonly<Record<TaskOutcome, TaskState>> = {
  [TaskOutcome.Finished]: 'FINISHED',
  [TaskOutcome.Failed]: 'FAILED',
  [TaskOutcome.Lost]: 'FAILED',
  [TaskOutcome.Killed]: 'KILLED',
  [TaskOutcome.Preempted]: 'KILLED',
  [TaskOutcome.Drained]: 'KILLED',
  [TaskOutcome.Scaled]: 'KILLED',
}
