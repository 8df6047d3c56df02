import { expect, test } from 'vitest'
import { writtenAt } from '../../../bench/experiment/written-at.ts'

const document = { root: { order: 'fcfs', rules: [{ max: 3 }] }, until: null }

test.each([
  [[], document],
  [['root', 'order'], 'fcfs'],
  [['root', 'rules', 0, 'max'], 3],
  [['until'], null],
] as const)('what stands at %j is found', (path, value) => {
  expect(writtenAt(document, path)).toEqual(value)
})

test.each([[['until', 'then']], [['root', 'order', 'length']], [['root', 'toString']], [['nobody']]])(
  'nothing is said at %j',
  path => {
    expect(writtenAt(document, path)).toBeUndefined()
  },
)
