/**
 * Whose turn is next where the whole is what all hold together, against a sort of everybody by shares that are calculated anew.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DrfSorter10 } from '../../../systems/mesos/drf-sorter-1.0.ts'
import { parseResources } from '../../../systems/mesos/resource-text.ts'

const NAMES = ['cpus', 'mem', 'disk'] as const
type Name = (typeof NAMES)[number]

const amounts = fc.record({
  cpus: fc.constantFrom(0, 1, 2, 3),
  mem: fc.constantFrom(0, 1, 2, 6),
  // Few have anything but a pair.
  disk: fc.constantFrom(0, 0, 0, 0, 0, 5),
})

const steps = fc.array(
  fc.record({
    what: fc.constantFrom('give', 'give', 'give', 'give', 'take', 'weigh', 'rest', 'wake', 'remove'),
    /** How many are asked for after it. */
    asks: fc.constantFrom(0, 0, 1, 2, 20),
    client: fc.nat(9),
    amounts,
  }),
  { maxLength: 120, size: 'max' },
)

interface Client {
  readonly name: string
  readonly held: Record<Name, number>
  count: number
  active: boolean
  weight: number
}

test('as many as are asked for come as the shares of what all hold say, whatever changed in between', () => {
  fc.assert(
    fc.property(steps, script => {
      const sorter = new DrfSorter10()
      const { whole } = sorter
      const clients = new Map<string, Client>()
      const weights = new Map<string, number>()
      let held: Record<Name, number> = { cpus: 0, mem: 0, disk: 0 }
      for (const { what, asks, client: number, amounts: given } of script) {
        const name = `c${number}`
        const text = (some: Record<Name, number>) =>
          parseResources(NAMES.map(n => `${n}:${some[n]}`).join(';'))
        const change = (client: Client, some: Record<Name, number>, sign: number) => {
          for (const n of NAMES) client.held[n] += sign * some[n]
          held = { cpus: 0, mem: 0, disk: 0 }
          for (const each of clients.values()) for (const n of NAMES) held[n] += each.held[n]
        }
        const client = clients.get(name)
        if (what === 'weigh') {
          weights.set(name, 1 + given.cpus)
          if (client !== undefined) client.weight = 1 + given.cpus
          sorter.updateWeight(name, 1 + given.cpus)
        } else if (client === undefined) {
          const nothing = { cpus: 0, mem: 0, disk: 0 }
          clients.set(name, { name, held: nothing, count: 0, active: true, weight: weights.get(name) ?? 1 })
          sorter.add(name, name)
        } else if (what === 'give') {
          const resources = text(given)
          whole.addAgent(0, resources)
          sorter.allocated(sorter.client(name), 0, resources)
          change(client, given, 1)
          if (client.active) client.count++
        } else if (what === 'take' || what === 'remove') {
          const all = { ...client.held }
          sorter.unallocated(sorter.client(name), 0, text(all))
          whole.removeAgent(0, text(all))
          change(client, all, -1)
          if (what === 'take') continue
          clients.delete(name)
          sorter.remove(name)
        } else if (what === 'rest') {
          client.active = false
          sorter.deactivate(name)
        } else {
          if (!client.active) client.count = 0
          client.active = true
          sorter.activate(name)
        }
        const share = (each: Client) =>
          Math.max(...NAMES.map(n => (held[n] === 0 ? 0 : each.held[n] / held[n]))) / each.weight
        const order = [...clients.values()]
          .filter(({ active }) => active)
          .sort((a, b) => share(a) - share(b) || a.count - b.count || (a.name < b.name ? -1 : 1))
          .map(each => each.name)
        const found = sorter.order()
        expect(found.count).toBe(order.length)
        for (let i = 0; i < asks && i < order.length; i++) expect(found.at(i)).toBe(order[i])
        if (asks === 20) expect(found.list()).toEqual(order)
      }
    }),
    { numRuns: 150, seed: 1888 },
  )
})

test('who is next after a part was given is who was next before it, where they are to stand', () => {
  const sorter = new DrfSorter10()
  for (const name of ['a', 'b', 'c']) sorter.add(name, name)
  const give = (name: string, cpus: number) => {
    const resources = parseResources(`cpus:${cpus}`)
    sorter.whole.addAgent(0, resources)
    sorter.allocated(sorter.client(name), 0, resources)
  }
  give('b', 1)
  give('c', 2)
  const order = sorter.order()
  expect(order.at(0)).toBe('a')
  order.stand()
  // Then b has 5 of 7 cores, and c 2 of 7: asked anew, c comes before b.
  give('b', 4)
  expect([order.at(1), order.at(2)]).toEqual(['b', 'c'])
  expect(sorter.order().list()).toEqual(['a', 'c', 'b'])
})
