/**
 * A ranking that moves only what changed, against one that sorts everything whenever it is asked.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DrfSorter } from '../../../systems/mesos/drf-sorter.ts'
import { DrfSorter10 } from '../../../systems/mesos/drf-sorter-1.0.ts'
import { parseResources } from '../../../systems/mesos/resource-text.ts'
import type { Sorter } from '../../../systems/mesos/sorter.ts'

const steps = fc.array(
  fc.record({
    what: fc.constantFrom('give', 'give', 'give', 'take', 'take', 'weigh', 'rest', 'wake', 'agent', 'remove'),
    /** What is asked for after it: the order, or who of two comes first. */
    asks: fc.constantFrom('order', 'pairs', 'nothing'),
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

const comesBefore = (sorter: Sorter, a: string, b: string) =>
  sorter.comesBefore!(sorter.client(a), sorter.client(b))

test.each([
  ['at head', () => new DrfSorter(), false],
  ['in 1.0', () => new DrfSorter10(), true],
] as const)(
  'the order %s is that of share, count and name, whatever changed since it was last asked for',
  (_, make, is10) => {
    fc.assert(
      fc.property(steps, script => {
        const sorter: Sorter = make()
        let total = 100
        let agents = 1
        sorter.whole.addAgent(0, parseResources('cpus:100'))
        const clients = new Map<string, Client>()
        const weights = new Map<string, number>()
        for (const { what, asks, client: number, cpus } of script) {
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
            sorter.allocated(sorter.client(name), 0, parseResources(`cpus:${cpus}`))
          } else if (what === 'take') {
            const back = Math.min(cpus, client.cpus)
            client.cpus -= back
            if (back > 0) sorter.unallocated(sorter.client(name), 0, parseResources(`cpus:${back}`))
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
          if (asks === 'nothing') continue
          const share = (each: Client) => each.cpus / total / (weights.get(each.name) ?? 1)
          const order = [...clients.values()]
            .filter(({ active }) => active)
            .sort((a, b) => share(a) - share(b) || a.count - b.count || (a.name < b.name ? -1 : 1))
          if (asks === 'order') expect(sorter.order().list()).toEqual(order.map(each => each.name))
          else
            for (const [i, a] of order.entries())
              for (const [j, b] of order.entries())
                if (i !== j) expect(comesBefore(sorter, a.name, b.name)).toBe(i < j)
        }
      }),
      { numRuns: 60, seed: 1887 },
    )
  },
)

test('clients below others come where their highest different ancestors do', () => {
  const sorter = new DrfSorter()
  sorter.whole.addAgent(0, parseResources('cpus:100'))
  for (const name of ['a', 'a/x', 'a/y', 'b']) {
    sorter.add(name, name)
    sorter.activate(name)
  }
  // All of a together have 6 of 100, b has 5; below a, x has 4, y and a itself, which is a leaf there, 1 each: the leaf is `a/.`.
  for (const [name, cpus] of Object.entries({ a: 1, 'a/x': 4, 'a/y': 1, b: 5 }))
    sorter.allocated(sorter.client(name), 0, parseResources(`cpus:${cpus}`))
  const order = ['b', 'a', 'a/y', 'a/x']
  for (const [i, one] of order.entries())
    for (const [j, other] of order.entries()) if (i !== j) expect(comesBefore(sorter, one, other)).toBe(i < j)
  expect(sorter.order().list()).toEqual(order)
})

test.each([
  ['at head', () => new DrfSorter()],
  ['in 1.0', () => new DrfSorter10()],
] as const)('the order %s of many clients is turned round when their weights say so', (_, make) => {
  const COUNT = 150
  const name = (i: number) => `c${String(i).padStart(3, '0')}`
  const sorter: Sorter = make()
  sorter.whole.addAgent(0, parseResources('cpus:100000'))
  for (let i = 0; i < COUNT; i++) {
    sorter.add(name(i), name(i))
    sorter.activate(name(i))
    sorter.allocated(sorter.client(name(i)), 0, parseResources(`cpus:${COUNT + i}`))
  }
  const names = Array.from({ length: COUNT }, (_, i) => name(i))
  expect(sorter.order().list()).toEqual(names)
  // Client i holds between 150 and 299 cores; by (i + 1)² the largest is the smallest.
  for (let i = 0; i < COUNT; i++) sorter.updateWeight(name(i), (i + 1) ** 2)
  expect(sorter.order().list()).toEqual([...names].reverse())
  // One that goes from one end to the other, past all of them, and back.
  sorter.allocated(sorter.client(name(149)), 0, parseResources('cpus:50000000'))
  expect(sorter.order().list()).toEqual([...names.slice(0, 149).reverse(), name(149)])
  sorter.unallocated(sorter.client(name(149)), 0, parseResources('cpus:50000000'))
  expect(sorter.order().list()).toEqual([...names].reverse())
})
