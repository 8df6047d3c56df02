import { describe, expect, it } from 'vitest'
import { childrenOf, DependencyTrigger, dependencyFault } from '../../../systems/metronome/dependencies.ts'

const chain = ['one', 'two', 'three', 'four', 'five'].map((id, i, all) => ({
  id,
  dependencies: i === 0 ? [] : [all[i - 1]!],
}))

/** Ends the first stage at `start`; each stage that is triggered takes a second and fares as said. */
function pipeline(triggers: readonly DependencyTrigger[], start: number, fails: readonly string[]): string[] {
  const ran: string[] = []
  let [at, next] = [start, 'one' as string | null]
  while (next !== null) {
    const id: string = next
    next = null
    ran.push(id)
    at += 1
    for (const [i, trigger] of triggers.entries()) {
      if (!trigger.runChanged(id, fails.includes(id) ? 'FAILED' : 'SUCCESS', at)) continue
      trigger.started(at)
      next = chain[i]!.id
    }
  }
  return ran
}

it('a job without parents is triggered by nobody', () => {
  const trigger = new DependencyTrigger({ id: 'a', dependencies: [] })
  expect([trigger.runChanged('a', 'SUCCESS', 1), trigger.runChanged('b', 'SUCCESS', 2)]).toEqual([
    false,
    false,
  ])
})

describe('a pipeline of five stages', () => {
  it('is discontinued where a stage fails, and that stage is never triggered again', () => {
    // Three's own failure leaves its last start later than its last success.
    const triggers = chain.map(job => new DependencyTrigger(job))
    expect(pipeline(triggers, 0, ['three'])).toEqual(['one', 'two', 'three'])
    expect(pipeline(triggers, 100, [])).toEqual(['one', 'two'])
    // By hand it runs, and the rest with it.
    const [, , , four] = triggers
    expect(four!.runChanged('three', 'SUCCESS', 200)).toBe(true)
  })

  it('runs to its end while all goes well, again and again', () => {
    const triggers = chain.map(job => new DependencyTrigger(job))
    const all = chain.map(({ id }) => id)
    expect(pipeline(triggers, 0, [])).toEqual(all)
    expect(pipeline(triggers, 100, [])).toEqual(all)
  })
})

describe('a job with two parents', () => {
  it('waits until both have succeeded since its own last success', () => {
    const trigger = new DependencyTrigger({ id: 'c', dependencies: ['a', 'b'] })
    expect(trigger.runChanged('a', 'SUCCESS', 10)).toBe(false)
    expect(trigger.runChanged('b', 'FAILED', 11)).toBe(false)
    expect(trigger.runChanged('b', 'SUCCESS', 12)).toBe(true)
    trigger.started(12)
    expect(trigger.runChanged('c', 'SUCCESS', 20)).toBe(false)
    expect(trigger.runChanged('a', 'SUCCESS', 21)).toBe(false)
    // A parent that is at work again is no success.
    expect(trigger.runChanged('a', 'ACTIVE', 22)).toBe(false)
    expect(trigger.runChanged('b', 'SUCCESS', 23)).toBe(false)
    expect(trigger.runChanged('a', 'SUCCESS', 24)).toBe(true)
  })
})

describe('dependencies', () => {
  it('must exist, lead nowhere back, and stay while somebody needs them', () => {
    expect(dependencyFault({ id: 'x', dependencies: ['five'] }, chain)).toBeNull()
    expect(dependencyFault({ id: 'x', dependencies: ['six', 'one', 'seven'] }, chain)).toBe(
      'Dependencies contain unknown jobs. unknown=[six, seven]',
    )
    expect(dependencyFault({ id: 'one', dependencies: ['five'] }, chain)).toBe('Dependencies have a cycle.')
    expect(childrenOf('two', chain)).toEqual(['three'])
  })
})
