import { expect, it } from 'vitest'
import { Attributes } from '../../../sim/world/attributes.ts'

/** Of three machines the first two have a disk, the last two a zone. */
function attributes(): Attributes {
  const three = new Attributes(3)
  three.set(0, 'disk', 'ssd')
  three.set(1, 'disk', 'hdd')
  three.set(1, 'zone', 'north')
  three.set(2, 'zone', 'north')
  return three
}

it('number the values of each attribute from 0, in the order in which they are first set', () => {
  const three = attributes()
  expect(three.names).toEqual(['disk', 'zone'])
  expect([three.values('disk'), three.values('zone')]).toEqual([['ssd', 'hdd'], ['north']])
  expect([...three.column('disk')!]).toEqual([0, 1, -1])
  expect([...three.column('zone')!]).toEqual([-1, 0, 0])
  expect([three.valueNumber('disk', 'hdd'), three.valueNumber('zone', 'north')]).toEqual([1, 0])
})

it('tell the value of a machine, and null where it has none', () => {
  const three = attributes()
  expect([0, 1, 2].map(machine => three.value(machine, 'disk'))).toEqual(['ssd', 'hdd', null])
  expect(three.value(0, 'rack')).toBeNull()
})

it('know nothing of an attribute that no machine has, or of a value', () => {
  const three = attributes()
  expect([three.column('rack'), three.values('rack'), three.valueNumber('rack', 'a')]).toEqual([null, [], -1])
  expect(three.valueNumber('disk', 'nvme')).toBe(-1)
})

it('take another value in the place of the last, and count every change', () => {
  const three = attributes()
  expect(three.version).toBe(4)
  three.set(0, 'disk', 'hdd')
  expect([three.value(0, 'disk'), three.version]).toEqual(['hdd', 5])
  // Nobody has an ssd any more; its number stays.
  expect([three.values('disk'), three.valueNumber('disk', 'ssd')]).toEqual([['ssd', 'hdd'], 0])
})
