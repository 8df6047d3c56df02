/**
 * Who refuses all that is left of an agent, against two plain sets for each agent.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Division, FEW, LIST_HEAD, LISTED, MANY, NOBODY, SEVERAL } from '../../../systems/mesos/division.ts'
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
    what: fc.constantFrom('add', 'add', 'fresh', 'fresh', 'fresh', 'forget', 'ask', 'again', 'clear'),
    agent: fc.nat(AGENTS - 1),
    number,
    left: fc.constantFrom(0, 0, 0, 1),
  }),
  { maxLength: 80, size: 'max' },
)
const numbers = fc.uniqueArray(number, { minLength: 1, maxLength: 12 })

/** What of an agent is refused, and by whom. */
interface Refused {
  free: number
  by: Set<number>
}

const ascending = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)

/** What is written down of the only agent. */
const toldOf = ({ takers: [willing], fresh: [fresh], lists }: Division) => {
  const alone = (number: number) => (number === NOBODY ? [] : [number])
  if (willing === MANY) return 'many'
  if (fresh! > LISTED) return { willing: alone(willing!), fresh: alone(fresh!) }
  const at = LISTED - fresh!
  const from = at + LIST_HEAD
  const listed = {
    willing: [...lists.subarray(from, from + lists[at]!)],
    fresh: [...lists.subarray(from + lists[at]!, from + lists[at]! + lists[at + 1]!)],
  }
  // Who is alone is told beside the list, too.
  if (willing !== SEVERAL) expect(alone(willing!)).toEqual(listed.willing)
  return listed
}

const byOf = (refused: Refused, free: number) => (refused.free === free ? refused.by : new Set<number>())

const addTo = (refused: Refused, number: number, free: number) => {
  refused.by = new Set(byOf(refused, free)).add(number)
  refused.free = free
}

test('what is told of an agent is what was said of what is left of it', () => {
  fc.assert(
    fc.property(steps, numbers, (script, wanted) => {
      const refusers = new Refusers(AGENTS)
      const wanting = new Wanting<{ refusals: { number: number } }>()
      const division = new Division()
      for (const number of wanted) wanting.add({ refusals: { number } })
      const none = (): Refused => ({ free: -1, by: new Set() })
      const asked = Array.from({ length: AGENTS }, none)
      const fresh = Array.from({ length: AGENTS }, none)
      /** The most that each refuses, by agent. */
      const most = Array.from({ length: AGENTS }, () => new Map<number, number>())
      for (const { what, agent, number, left: free } of script) {
        const resources = left[free]!
        const known = asked[agent]!
        const since = fresh[agent]!
        const own = most[agent]!
        const refuses = () => own.set(number, Math.max(free, own.get(number) ?? 0))
        if (what === 'add') {
          refusers.add(agent, number, resources)
          addTo(known, number, free)
          refuses()
        } else if (what === 'fresh') {
          refusers.addFresh([agent], number, new Array(AGENTS).fill(resources))
          addTo(since, number, free)
          refuses()
        } else if (what === 'forget') {
          refusers.forget([agent], number)
          known.by.delete(number)
          since.by.delete(number)
          own.delete(number)
        } else if (what === 'clear') {
          refusers.clear(agent)
          asked[agent] = none()
          fresh[agent] = none()
          own.clear()
        } else if (what === 'again') {
          if (!refusers.askAgain(agent, number, resources)) continue
          expect(own.get(number)).toBeGreaterThanOrEqual(free)
          addTo(known, number, free)
        } else {
          const isRefused = byOf(known, free).has(number) || byOf(since, free).has(number)
          expect(refusers.ask(agent, number, resources)).toBe(isRefused)
          if (isRefused) addTo(known, number, free)
        }
        const unasked = wanted.filter(each => !byOf(asked[agent]!, free).has(each))
        const justRefused = unasked.filter(each => byOf(fresh[agent]!, free).has(each))
        const willing = unasked.filter(each => !justRefused.includes(each))
        expect(refusers.leaves(agent, resources, wanting)).toBe(unasked.length > 0)
        division.begin(1)
        division.add(agent, resources)
        refusers.tellEach(division, wanting)
        const told = toldOf(division)
        const areFew = willing.length <= FEW && justRefused.length <= FEW
        if (areFew) expect(told).toEqual({ willing: ascending(willing), fresh: ascending(justRefused) })
        else expect(told).toBe('many')
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
  refusers.addFresh([1, 2], 5, [more, more, more])
  // One core is taken. The first is asked for the other, and refuses it; of those who refused both cores it is known then.
  refusers.add(1, 3, less)
  refusers.forget([1], 40)
  expect([5, 40, 6].map(number => refusers.askAgain(1, number, less))).toEqual([true, false, false])
  expect(refusers.askAgain(2, 5, less)).toBe(false)
  // It comes back: who refuses one core may want two.
  refusers.add(1, 6, more)
  expect([3, 5].map(number => refusers.askAgain(1, number, more))).toEqual([false, true])
})
