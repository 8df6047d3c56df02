import { expect, it } from 'vitest'
import { conditions, counts } from '../../../systems/marathon/instance.ts'

it('an app counts instances that are coming, running or unreachable, and none that is going or gone', () => {
  expect(conditions.filter(condition => counts({ id: 'i', condition, since: 0 }))).toEqual([
    'Scheduled',
    'Provisioned',
    'Starting',
    'Staging',
    'Running',
    'Unreachable',
  ])
})
