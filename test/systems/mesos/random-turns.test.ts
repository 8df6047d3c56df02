/**
 * Whose turn it is under Mesos at head where its sorters draw: `--role_sorter` and `--framework_sorter`.
 */
import { expect, it } from 'vitest'
import { SECOND } from '../../../sim/engine/time.ts'
import { agent, head } from './allocators.ts'

const ROUNDS = 4000
/** Of 4000 rounds, in 3 of 4: √(4000 · 3/4 · 1/4) = 27.4, and 5 of them are 137. */
const EXPECTED = 3000
const MOST = 137

/** Who is offered the only agent, in how many rounds, where a has a role of three times the weight. */
function offered(sorters: Parameters<typeof head>[0], inOneRole: boolean): (framework: string) => number {
  const { engine, allocator, outstanding } = head(sorters)
  allocator.addAgent(agent('x', 'cpus:1;mem:1024'))
  allocator.updateWeights([['heavy', 3]])
  for (const id of ['a', 'b'])
    allocator.addFramework({ id, roles: [inOneRole || id === 'a' ? 'heavy' : 'light'] })
  const counts = new Map<string, number>()
  for (let round = 0; round < ROUNDS; round++) {
    engine.run(round * SECOND)
    for (const offer of outstanding.splice(0)) {
      counts.set(offer.framework, (counts.get(offer.framework) ?? 0) + 1)
      allocator.recoverResources(offer)
    }
  }
  return id => counts.get(id) ?? 0
}

it('a role is drawn in proportion to its weight', () => {
  const of = offered({ roles: 'random', frameworks: 'drf' }, false)
  expect(Math.abs(of('a') - EXPECTED)).toBeLessThan(MOST)
  expect(of('a') + of('b')).toBe(ROUNDS)
})

it('frameworks of a role are drawn alike, whatever the role weighs', () => {
  const of = offered({ roles: 'drf', frameworks: 'random' }, true)
  // √(4000 · 1/2 · 1/2) = 31.6, and 5 of them are 158.
  expect(Math.abs(of('a') - ROUNDS / 2)).toBeLessThan(158)
  expect(of('a') + of('b')).toBe(ROUNDS)
})

it('by their shares, whoever was offered fewest agents so far is next', () => {
  const of = offered({ roles: 'drf', frameworks: 'drf' }, true)
  expect([of('a'), of('b')]).toEqual([ROUNDS / 2, ROUNDS / 2])
})
