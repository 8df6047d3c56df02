import { expect, test } from 'vitest'
import { holderOf } from '../../../systems/mesos/holder.ts'
import { formatResources, parseResources } from '../../../systems/mesos/resource-text.ts'
import { Strangers } from '../../../systems/mesos/strangers.ts'

const ar = holderOf('a', 'r')
const as = holderOf('a', 's')
const br = holderOf('b', 'r')
const cores = (count: number) => parseResources(`cpus:${count}`)

const texts = (all: Iterable<ReturnType<Strangers['takeOut']>[number]>) =>
  [...all].flatMap(([{ framework, role }, held]) =>
    [...held.byAgent()].map(([agent, each]) => `${framework} ${role} ${agent} ${formatResources(each)}`),
  )

test('what strangers hold is known by framework, role and agent until one of them is known', () => {
  const strangers = new Strangers()
  strangers.add(ar, 0, cores(1))
  strangers.add(br, 0, cores(2))
  strangers.add(as, 1, cores(4))
  strangers.add(ar, 0, cores(8))
  expect(texts(strangers)).toEqual(['a r 0 cpus:9', 'b r 0 cpus:2', 'a s 1 cpus:4'])
  expect([formatResources(strangers.of(ar, 0)), formatResources(strangers.of(ar, 1))]).toEqual(['cpus:9', ''])
  expect(texts(strangers.takeOut('a'))).toEqual(['a r 0 cpus:9', 'a s 1 cpus:4'])
  expect(texts(strangers)).toEqual(['b r 0 cpus:2'])
})

test('who has given all back is no stranger, and nobody gives back what he does not have', () => {
  const strangers = new Strangers()
  strangers.subtract(ar, 0, cores(1))
  strangers.add(ar, 0, cores(2))
  strangers.subtract(ar, 1, cores(1))
  strangers.subtract(ar, 0, cores(1))
  expect(texts(strangers)).toEqual(['a r 0 cpus:1'])
  strangers.subtract(ar, 0, cores(5))
  expect([...strangers]).toEqual([])
})
