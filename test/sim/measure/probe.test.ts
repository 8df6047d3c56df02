import { expect, it } from 'vitest'
import { type Probe, Probes } from '../../../sim/measure/probe.ts'

const events = Object.getOwnPropertyNames(Probes.prototype).filter(
  name => !['constructor', 'add', 'hearsPlaces', 'hearsAttempts', 'hearsRefusals'].includes(name),
) as (keyof Probe)[]

it.each(events)('%s reaches all who have a method for it, in the order in which they were added', event => {
  const heard: unknown[][] = []
  const listener = (name: string) =>
    ({ [event]: (...what: unknown[]) => heard.push([name, ...what]) }) as unknown as Probe
  const probes = new Probes()
  probes.add(listener('a'))
  probes.add({})
  probes.add(listener('b'))
  const told = [1, 2, 3, 4, 5]
  const tell = probes[event] as unknown as (...what: unknown[]) => void
  // As many of the five as the event has.
  const has = tell.length
  tell.call(probes, ...told)
  expect(heard).toEqual([
    ['a', ...told.slice(0, has)],
    ['b', ...told.slice(0, has)],
  ])
})

it('places of jobs and attempts at them are heard when somebody listens for them', () => {
  const probes = new Probes()
  const heard = () => [probes.hearsPlaces, probes.hearsAttempts]
  probes.add({ blocks() {} })
  expect(heard()).toEqual([false, false])
  probes.add({ stands() {} })
  expect(heard()).toEqual([true, false])
  probes.add({ tried() {} })
  expect(heard()).toEqual([true, true])
})

it('refusals of offers are heard when somebody listens for them', () => {
  const probes = new Probes()
  probes.add({ declined() {} })
  expect(probes.hearsRefusals).toBe(false)
  probes.add({ offerRefused() {} })
  expect(probes.hearsRefusals).toBe(true)
})
