import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ByAgent } from '../../../systems/mesos/by-agent.ts'

const agents = <T>(all: ByAgent<T>) => {
  const found: number[] = []
  all.forEachAgent(agent => found.push(agent))
  return found
}

it('something stands for each of some agents, in the order of their numbers', () => {
  const all = new ByAgent<string>()
  for (const agent of [700, 3, 255, 256]) all.set(agent, `of ${agent}`)
  expect([...all]).toEqual([
    [3, 'of 3'],
    [255, 'of 255'],
    [256, 'of 256'],
    [700, 'of 700'],
  ])
  expect(agents(all)).toEqual([3, 255, 256, 700])
  expect([all.size, all.get(256), all.get(257), all.get(9000)]).toEqual([4, 'of 256', undefined, undefined])
  all.clear()
  expect([all.size, agents(all), all.get(3)]).toEqual([0, [], undefined])
  all.set(3, 'again')
  all.delete(3)
  expect([...all]).toEqual([])
})

it('is what a map would be', () => {
  const change = fc.record({ agent: fc.integer({ min: 250, max: 520 }), value: fc.option(fc.nat()) })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), changes => {
      const all = new ByAgent<number>()
      const model = new Map<number, number>()
      for (const { agent, value } of changes) {
        if (value === null) {
          all.delete(agent)
          model.delete(agent)
        } else {
          all.set(agent, value)
          model.set(agent, value)
        }
        expect(all.size).toBe(model.size)
      }
      const sorted = [...model].sort(([a], [b]) => a - b)
      expect([...all]).toEqual(sorted)
      expect(agents(all)).toEqual(sorted.map(([agent]) => agent))
    }),
  )
})
