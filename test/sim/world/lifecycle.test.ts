import { expect, it } from 'vitest'
import {
  mayMove,
  ON_ROW,
  STATES,
  stateName,
  TaskOutcome,
  TaskState,
  wasTaken,
} from '../../../sim/world/lifecycle.ts'

it('lets a task go along the picture and no other way', () => {
  // Every arrow of the picture in sim/world/lifecycle.ts, by the first letters of the states' names.
  const arrows = [
    'waiting > pending cancelled failed',
    'pending > placed cancelled failed',
    'placed > preparing running ended',
    'preparing > running stopping ended',
    'running > stopping ended',
    'stopping > ended',
    'ended > finished waiting pending failed cancelled',
    'finished > ',
    'failed > ',
    'cancelled > ',
  ]
  const states = Object.values(TaskState)
  const found = states.map(from => {
    const next = states.filter(to => mayMove(from, to)).map(stateName)
    return [stateName(from), next.sort()]
  })
  const drawn = arrows.map(arrow => {
    const [from, to] = arrow.split(' > ')
    return [
      from,
      to!
        .split(' ')
        .filter(name => name !== '')
        .sort(),
    ]
  })
  expect(found).toEqual(drawn)
  expect(states).toHaveLength(STATES)
  expect(stateName(STATES)).toBe('state 10')
})

it('gives a task a row from its placement until its framework has heard of its end', () => {
  expect(ON_ROW.map(stateName)).toEqual(['placed', 'preparing', 'running', 'stopping', 'ended'])
})

it('holds a task that made room for another, or whose machine was drained, for no failure', () => {
  const taken = Object.entries(TaskOutcome).filter(([, outcome]) => wasTaken(outcome))
  expect(taken.map(([name]) => name)).toEqual(['Preempted', 'Drained'])
})
