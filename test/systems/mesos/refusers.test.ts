/**
 * Who refuses all that is left of an agent, against a plain set for each agent.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Division, FEW, MANY, NOBODY, SEVERAL } from '../../../systems/mesos/division.ts'
import { Refusers } from '../../../systems/mesos/refusers.ts'
import { parseResources } from '../../../systems/mesos/resource-text.ts'
import type { Resources } from '../../../systems/mesos/resources.ts'
import { Wanting } from '../../../systems/mesos/wanting.ts'

const AGENTS = 3
/** Of more than two words; few, so that sets overlap. */
const number = fc.constantFrom(0, 1, 2, 3, 30, 31, 32, 33, 40, 63, 64, 69)
const left = ['cpus:1', 'cpus:2'].map(parseResources)

const steps = fc.array(
  fc.record({
    what: fc.constantFrom('add', 'add', 'each', 'each', 'each', 'forget', 'has', 'clear'),
    agent: fc.nat(AGENTS - 1),
    number,
    left: fc.constantFrom(0, 0, 0, 1),
  }),
  { maxLength: 80, size: 'max' },
)
const numbers = fc.uniqueArray(number, { minLength: 1, maxLength: 12 })

const ascending = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)

/** Who is written down of the only agent. */
function toldOf({ takers: [willing], listed: [at], lists }: Division): readonly number[] | 'many' {
  if (willing === MANY) return 'many'
  if (willing !== SEVERAL) return willing === NOBODY ? [] : [willing!]
  return [...lists.subarray(at! + 1, at! + 1 + lists[at!]!)]
}

test('what is told of an agent is what was said of what is left of it, or of more', () => {
  fc.assert(
    fc.property(steps, numbers, (script, wanted) => {
      const refusers = new Refusers(AGENTS)
      const wanting = new Wanting<{ refusals: { number: number } }>()
      const division = new Division()
      for (const number of wanted) wanting.add({ refusals: { number } })
      /** By agent: what was left when it was looked at last, and who is known to refuse as much. */
      const known = Array.from({ length: AGENTS }, () => ({ free: -1, by: new Set<number>() }))
      for (const { what, agent, number, left: free } of script) {
        const resources = left[free]!
        const own = known[agent]!
        const look = () => {
          if (own.free < free) own.by.clear()
          own.free = free
        }
        if (what === 'add' || what === 'each') {
          if (what === 'add') refusers.add(agent, number, resources)
          else refusers.addEach([agent], number, new Array(AGENTS).fill(resources))
          look()
          own.by.add(number)
        } else if (what === 'forget') {
          refusers.forget([agent], number)
          own.by.delete(number)
        } else if (what === 'clear') {
          refusers.clear(agent)
          own.by.clear()
        } else {
          const isRefused = refusers.has(agent, number, resources)
          look()
          expect(isRefused).toBe(own.by.has(number))
        }
        look()
        const willing = wanted.filter(each => !own.by.has(each))
        expect(refusers.leaves(agent, resources, wanting)).toBe(willing.length > 0)
        division.begin(1)
        division.add(agent, resources)
        refusers.tellEach(division, wanting)
        expect(toldOf(division)).toEqual(willing.length <= FEW ? ascending(willing) : 'many')
      }
    }),
    { numRuns: 200, seed: 1889 },
  )
})

test('who refused an agent need not be asked again when a part of it was taken, until that refusal is over', () => {
  const [less, more] = left as [Resources, Resources]
  const refusers = new Refusers(AGENTS)
  refusers.add(1, 3, more)
  refusers.add(1, 40, more)
  refusers.addEach([1, 2], 5, [more, more, more])
  // One core is taken: of those who refused both it is known that they refuse the other.
  refusers.forget([1], 40)
  expect([3, 5, 40, 6].map(number => refusers.has(1, number, less))).toEqual([true, true, false, false])
  // It comes back: who refuses one core may want two.
  refusers.add(1, 6, less)
  expect([3, 5, 6].map(number => refusers.has(1, number, more))).toEqual([false, false, false])
})
