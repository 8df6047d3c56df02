import { expect, test } from 'vitest'
import { holderOf } from '../../../systems/mesos/holder.ts'
import { Holders } from '../../../systems/mesos/holders.ts'
import { formatResources, parseResources } from '../../../systems/mesos/resource-text.ts'
import { Resources } from '../../../systems/mesos/resources.ts'

const ar = holderOf('a', 'r')
const as = holderOf('a', 's')
const br = holderOf('b', 'r')
const core = parseResources('cpus:1')

const texts = (holders: Holders) =>
  [...holders].map(([{ framework, role }, held]) => `${framework} ${role} ${formatResources(held)}`)

test('frameworks stand in the order in which they came, each with its roles together', () => {
  const holders = new Holders()
  holders.add(ar, core)
  holders.add(br, core)
  holders.add(as, core)
  holders.add(br, core)
  expect(texts(holders)).toEqual(['a r cpus:1', 'a s cpus:1', 'b r cpus:2'])
  // a still holds something, and keeps its place; its first role comes after its second.
  holders.subtract(ar, core)
  holders.add(ar, core)
  expect(texts(holders)).toEqual(['a s cpus:1', 'a r cpus:1', 'b r cpus:2'])
  // a held nothing for a while: it comes after b.
  holders.subtract(as, core)
  holders.subtract(ar, core)
  holders.add(ar, core)
  expect(texts(holders)).toEqual(['b r cpus:2', 'a r cpus:1'])
})

test('who holds nothing is no holder', () => {
  const holders = new Holders()
  holders.add(ar, Resources.NONE)
  holders.subtract(br, core)
  expect(texts(holders)).toEqual([])
  expect(holders.of(ar).isEmpty).toBe(true)
})

test('a copy is its own', () => {
  const holders = new Holders()
  holders.add(ar, core)
  const copy = new Holders(holders)
  copy.add(ar, core)
  copy.add(br, core)
  expect(texts(copy)).toEqual(['a r cpus:2', 'b r cpus:1'])
  expect(texts(holders)).toEqual(['a r cpus:1'])
})

test('the same names are the same holder, and roles of a framework have its number', () => {
  expect(holderOf('a', 'r')).toBe(ar)
  expect(new Set([ar, as, br].map(({ number }) => number)).size).toBe(3)
  expect([as.frameworkNumber === ar.frameworkNumber, br.frameworkNumber === ar.frameworkNumber]).toEqual([
    true,
    false,
  ])
})
