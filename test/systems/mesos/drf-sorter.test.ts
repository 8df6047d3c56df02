import { describe, expect, it } from 'vitest'
import { DrfSorter } from '../../../systems/mesos/drf-sorter.ts'
import { DrfSorter10 } from '../../../systems/mesos/drf-sorter-1.0.ts'
import { formatResources, parseResources } from '../../../systems/mesos/resource-text.ts'
import type { Sorter } from '../../../systems/mesos/sorter.ts'

/** The number of the only agent. */
const M = 0

function withClients(sorter: Sorter, clients: Record<string, string>): Sorter {
  sorter.whole.addAgent(M, parseResources('cpus:100;mem:100'))
  for (const [client, resources] of Object.entries(clients)) {
    sorter.add(client, client)
    sorter.activate(client)
    if (resources !== '') sorter.allocated(sorter.client(client), M, parseResources(resources))
  }
  return sorter
}

describe.each([
  ['at head', () => new DrfSorter()],
  ['in 1.0', () => new DrfSorter10()],
])('the DRF sorter %s', (_, make) => {
  it('puts the smallest dominant share by weight first, then the fewest allocations, then the name', () => {
    const sorter = withClients(make(), { a: 'cpus:9;mem:1', b: 'mem:6', c: 'cpus:3', d: 'cpus:3' })
    expect(sorter.order().list()).toEqual(['c', 'd', 'b', 'a'])
    sorter.updateWeight('a', 9) // 0.09 / 9 = 0.01
    expect(sorter.order().list()).toEqual(['a', 'c', 'd', 'b'])
    // c has as much as before, in three allocations and not one.
    sorter.allocated(sorter.client('c'), M, parseResources('mem:1'))
    sorter.allocated(sorter.client('c'), M, parseResources('mem:1'))
    expect(sorter.order().list()).toEqual(['a', 'd', 'c', 'b'])
  })
})

describe('a client that is deactivated and activated', () => {
  it('keeps its count at head, and starts with 0 in 1.0', () => {
    for (const [sorter, order] of [
      [withClients(new DrfSorter(), { a: 'cpus:3', b: 'cpus:3' }), ['b', 'a']],
      [withClients(new DrfSorter10(), { a: 'cpus:3', b: 'cpus:3' }), ['a', 'b']],
    ] as const) {
      sorter.allocated(sorter.client('a'), M, parseResources('mem:1'))
      expect(sorter.order().list()).toEqual(['b', 'a'])
      sorter.deactivate('a')
      expect(sorter.order().list()).toEqual(['b'])
      sorter.activate('a')
      expect(sorter.order().list()).toEqual(order)
    }
  })
})

describe('a tree of clients', () => {
  it('weighs a path at its own level, and a client with others below it as one of them', () => {
    const sorter = withClients(new DrfSorter(), { a: 'cpus:2', 'a/x': 'cpus:4', b: 'cpus:5' })
    // a and a/x together hold 6, more than b's 5; with a weight of 2 they count as 3.
    expect(sorter.order().list()).toEqual(['b', 'a', 'a/x'])
    sorter.updateWeight('a', 2)
    expect(sorter.order().list()).toEqual(['a', 'a/x', 'b'])
    sorter.remove('a/x')
    expect(sorter.order().list()).toEqual(['a', 'b'])
    expect(sorter.share('a')).toBe(0.01) // 2 / 100 / 2
  })
})

it.each([
  ['at head', () => new DrfSorter()],
  ['in 1.0', () => new DrfSorter10()],
] as const)('what a client holds may become other resources %s, and counts as before', (_, make) => {
  const sorter = withClients(make(), { a: 'cpus:4;mem:2', b: 'cpus:3' })
  sorter.update(sorter.client('a'), M, parseResources('cpus:1'), parseResources('cpus(r):1'))
  const held = new Map(sorter.client('a').held.byAgent()).get(M)!
  expect(formatResources(held)).toBe('cpus(r):1;cpus:3;mem:2')
  expect(sorter.order().list()).toEqual(['b', 'a'])
  expect([sorter.share('a'), sorter.share('b')]).toEqual([0.04, 0.03])
  expect([sorter.client('a').held.agents, sorter.contains('a'), sorter.contains('c'), sorter.count]).toEqual([
    1,
    true,
    false,
    2,
  ])
  const all = sorter.allocationQuantities()
  expect([...all.entries()].filter(([, amount]) => amount > 0)).toEqual([
    ['cpus', 7000],
    ['mem', 2000],
  ])
  expect(() => sorter.client('c')).toThrow("The sorter has no client 'c'.")
  expect(() => sorter.add('a', 'a')).toThrow("The sorter has a client 'a' already.")
})
