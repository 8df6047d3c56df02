import { expect, it } from 'vitest'
import { type Condition, conditions } from '../../../systems/marathon/instance.ts'
import { isActive, type TaskState, taskStateOf } from '../../../systems/metronome/task-state.ts'

const states: Readonly<Record<Condition, TaskState | null>> = {
  Scheduled: null,
  Provisioned: null,
  Starting: 'STARTING',
  Staging: 'STAGING',
  Running: 'RUNNING',
  Killing: 'RUNNING',
  Unreachable: 'FAILED',
  UnreachableInactive: 'FAILED',
  Finished: 'FINISHED',
  Failed: 'FAILED',
  Killed: 'KILLED',
  Error: 'FAILED',
  Dropped: 'FAILED',
  Gone: 'FAILED',
  Unknown: 'FAILED',
}

it.each(conditions)('an instance that is %s is a task of its state', condition => {
  expect(taskStateOf(condition)).toBe(states[condition])
})

it('a task is active until it is over', () => {
  const all: readonly TaskState[] = ['STAGING', 'STARTING', 'RUNNING', 'FINISHED', 'FAILED', 'KILLED']
  expect(all.filter(isActive)).toEqual(['STAGING', 'STARTING', 'RUNNING'])
})
