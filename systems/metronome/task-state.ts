/**
 * What Metronome makes of the conditions that its embedded Marathon knows (TaskState.scala, 1ca879b and later).
 */
import type { Condition } from '../marathon/instance.ts'

export const taskStates = ['STAGING', 'STARTING', 'RUNNING', 'FINISHED', 'FAILED', 'KILLED'] as const
export type TaskState = (typeof taskStates)[number]

/** Null for an instance that is not at Mesos yet. A task that is not reachable has failed, for good. */
export function taskStateOf(condition: Condition): TaskState | null {
  switch (condition) {
    case 'Finished':
      return 'FINISHED'
    case 'Killed':
      return 'KILLED'
    case 'Running':
    case 'Killing':
      return 'RUNNING'
    case 'Staging':
      return 'STAGING'
    case 'Starting':
      return 'STARTING'
    case 'Error':
    case 'Failed':
    case 'Dropped':
    case 'Gone':
    case 'Unknown':
    case 'Unreachable':
    case 'UnreachableInactive':
      return 'FAILED'
    default:
      return null
  }
}

export function isActive(state: TaskState): boolean {
  return state === 'STAGING' || state === 'STARTING' || state === 'RUNNING'
}
