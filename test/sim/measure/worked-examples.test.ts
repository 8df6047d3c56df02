/**
 * Every number of the catalogue, in runs that are worked out by hand; the reckoning stands beside each example.
 */
import { describe, expect, it } from 'vitest'
import { groupNumbers } from '../../../sim/measure/numbers.ts'
import { schedulerNumbers } from '../../../sim/measure/scheduler-numbers.ts'
import { numbersOf } from '../../support/watched-run.ts'
import { architectures } from './examples/architectures.ts'
import { deaths } from './examples/deaths.ts'
import { failures } from './examples/failures.ts'
import { joins } from './examples/joins.ts'
import { queues } from './examples/queues.ts'
import { revocable } from './examples/revocable.ts'
import { taskLives } from './examples/task-lives.ts'

const examples = [...queues, ...failures, ...architectures, ...taskLives, ...deaths, ...joins, ...revocable]
const catalogue = [...groupNumbers, ...schedulerNumbers].map(({ name }) => name)

describe('the numbers of', () => {
  it.each(examples)('$of', async ({ run, numbers, atLeast = [] }) => {
    const { result } = await run()
    const bounds = result.rows[0]!.atLeast ?? []
    expect(bounds.filter(name => name in numbers).sort()).toEqual([...atLeast].sort())
    const all = numbersOf(result)
    for (const [name, expected] of Object.entries(numbers)) {
      const found = { name, value: all[name] }
      if (expected === null) expect(found).toEqual({ name, value: null })
      else expect(found).toEqual({ name, value: expect.closeTo(expected, 10) })
    }
  })
})

describe('the catalogue', () => {
  const claimed = (those: typeof examples) => {
    const names = new Set<string>()
    for (const { numbers } of those) {
      for (const [name, value] of Object.entries(numbers)) if (value !== null && value !== 0) names.add(name)
    }
    return names
  }

  it('has no number without an example in which it is something', () => {
    const names = claimed(examples)
    expect(catalogue.filter(name => !names.has(name))).toEqual([])
  })

  it('has every number that can be cut off in an example that ends in the middle of everything', () => {
    const names = claimed(examples.filter(({ cut }) => cut))
    expect(catalogue.filter(name => !names.has(name))).toEqual([])
  })

  it('is all that examples speak of', () => {
    const spoken = examples.flatMap(({ numbers }) => Object.keys(numbers))
    expect(spoken.filter(name => !catalogue.includes(name))).toEqual([])
  })
})
