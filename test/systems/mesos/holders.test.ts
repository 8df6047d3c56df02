import { expect, test } from 'vitest'
import { Holders } from '../../../systems/mesos/holders.ts'
import { formatResources, parseResources } from '../../../systems/mesos/resource-text.ts'
import { Resources } from '../../../systems/mesos/resources.ts'

const texts = (holders: Holders) =>
  [...holders.toMap()].flatMap(([framework, roles]) =>
    [...roles].map(([role, held]) => `${framework} ${role} ${formatResources(held)}`),
  )

test('frameworks stand in the order in which they came, each with its roles together', () => {
  const holders = new Holders()
  const core = parseResources('cpus:1')
  holders.set('a', 'r', core)
  holders.set('b', 'r', core)
  holders.set('a', 's', core)
  holders.set('b', 'r', parseResources('cpus:2'))
  expect(texts(holders)).toEqual(['a r cpus:1', 'a s cpus:1', 'b r cpus:2'])
  // a still holds something, and keeps its place; its first role comes after its second.
  holders.set('a', 'r', Resources.NONE)
  holders.set('a', 'r', core)
  expect(texts(holders)).toEqual(['a s cpus:1', 'a r cpus:1', 'b r cpus:2'])
  expect([...holders.ofFramework('a')].map(([role]) => role)).toEqual(['s', 'r'])
  // a held nothing for a while: it comes after b.
  holders.set('a', 's', Resources.NONE)
  holders.set('a', 'r', Resources.NONE)
  holders.set('a', 'r', core)
  expect(texts(holders)).toEqual(['b r cpus:2', 'a r cpus:1'])
})

test('who holds nothing is no holder', () => {
  const holders = new Holders()
  holders.set('a', 'r', Resources.NONE)
  expect(texts(holders)).toEqual([])
  expect(holders.of('a', 'r').isEmpty).toBe(true)
  expect([...holders.ofFramework('a')]).toEqual([])
})
