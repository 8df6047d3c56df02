/**
 * A ranking that moves only what changed, against one that sorts everything whenever it is asked.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DrfSorter } from '../../../systems/mesos/drf-sorter.ts'
import { DrfSorter10 } from '../../../systems/mesos/drf-sorter-1.0.ts'
import { parseResources } from '../../../systems/mesos/resource-text.ts'

const steps = fc.array(
  fc.record({
    what: fc.constantFrom('give', 'give', 'give', 'take', 'take', 'weigh', 'rest', 'wake', 'agent', 'remove'),
    /** Is the order asked for after it? */
    sorts: fc.boolean(),
    client: fc.nat(11),
    cpus: fc.integer({ min: 1, max: 4 }),
  }),
  { maxLength: 60, size: 'max' },
)

interface Client {
  readonly name: string
  cpus: number
  count: number
  active: boolean
}

test.each([
  ['at head', () => new DrfSorter(), false],
  ['in 1.0', () => new DrfSorter10(), true],
] as const)(
  'the order %s is that of share, count and name, whatever changed since it was last asked for',
  (_, make, is10) => {
    fc.assert(
      fc.property(steps, script => {
        const sorter = make()
        let total = 100
        let agents = 1
        sorter.whole.addAgent(0, parseResources('cpus:100'))
        const clients = new Map<string, Client>()
        const weights = new Map<string, number>()
        for (const { what, sorts, client: number, cpus } of script) {
          const name = `c${number}`
          let client = clients.get(name)
          if (what === 'agent') {
            total += cpus
            sorter.whole.addAgent(agents++, parseResources(`cpus:${cpus}`))
          } else if (what === 'weigh') {
            weights.set(name, cpus)
            sorter.updateWeight(name, cpus)
          } else if (client === undefined) {
            client = { name, cpus: 0, count: 0, active: true }
            clients.set(name, client)
            sorter.add(name, name)
            sorter.activate(name)
          } else if (what === 'give') {
            client.cpus += cpus
            if (!is10 || client.active) client.count++
            sorter.allocated(name, 0, parseResources(`cpus:${cpus}`))
          } else if (what === 'take') {
            const back = Math.min(cpus, client.cpus)
            client.cpus -= back
            if (back > 0) sorter.unallocated(name, 0, parseResources(`cpus:${back}`))
          } else if (what === 'rest') {
            client.active = false
            sorter.deactivate(name)
          } else if (what === 'wake') {
            if (is10 && !client.active) client.count = 0
            client.active = true
            sorter.activate(name)
          } else if (what === 'remove') {
            clients.delete(name)
            sorter.remove(name)
          }
          if (!sorts) continue
          const share = (each: Client) => each.cpus / total / (weights.get(each.name) ?? 1)
          const order = [...clients.values()]
            .filter(({ active }) => active)
            .sort((a, b) => share(a) - share(b) || a.count - b.count || (a.name < b.name ? -1 : 1))
          expect(sorter.order().list()).toEqual(order.map(each => each.name))
        }
      }),
      { numRuns: 60, seed: 1887 },
    )
  },
)

test.each([
  ['at head', () => new DrfSorter()],
  ['in 1.0', () => new DrfSorter10()],
] as const)('the order %s of many clients is turned round when their weights say so', (_, make) => {
  const COUNT = 150
  const name = (i: number) => `c${String(i).padStart(3, '0')}`
  const sorter = make()
  sorter.whole.addAgent(0, parseResources('cpus:100000'))
  for (let i = 0; i < COUNT; i++) {
    sorter.add(name(i), name(i))
    sorter.activate(name(i))
    sorter.allocated(name(i), 0, parseResources(`cpus:${COUNT + i}`))
  }
  const names = Array.from({ length: COUNT }, (_, i) => name(i))
  expect(sorter.order().list()).toEqual(names)
  // Client i holds between 150 and 299 cores; by (i + 1)² the largest is the smallest.
  for (let i = 0; i < COUNT; i++) sorter.updateWeight(name(i), (i + 1) ** 2)
  expect(sorter.order().list()).toEqual([...names].reverse())
  // One that goes from one end to the other, past all of them, and back.
  sorter.allocated(name(149), 0, parseResources('cpus:50000000'))
  expect(sorter.order().list()).toEqual([...names.slice(0, 149).reverse(), name(149)])
  sorter.unallocated(name(149), 0, parseResources('cpus:50000000'))
  expect(sorter.order().list()).toEqual([...names].reverse())
})
