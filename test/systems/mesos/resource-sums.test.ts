import { describe, expect, it } from 'vitest'
import { carve } from '../../../systems/mesos/carving.ts'
import { Held } from '../../../systems/mesos/held.ts'
import { interned } from '../../../systems/mesos/interned.ts'
import { Quantities } from '../../../systems/mesos/quantities.ts'
import { isAllocatableTo, isBelow, kindOf, topLevel } from '../../../systems/mesos/resource-kind.ts'
import { formatResources, parseQuantities, parseResources } from '../../../systems/mesos/resource-text.ts'
import type { Resources } from '../../../systems/mesos/resources.ts'

const of = parseResources
const text = (resources: Resources | null) => (resources === null ? null : formatResources(resources))
const amounts = (held: Held) => Object.fromEntries(held.quantities.entries())

describe('resources', () => {
  it('of shared volumes count holders, and the volume once', () => {
    const one = of('disk(a){SHARED=v}:5;cpus:1')
    const two = one.plus(of('disk(a){SHARED=v}:5'))
    expect(two.quantities.get('disk')).toBe(5000)
    expect(two.minus(of('disk(a){SHARED=v}:5')).quantities.get('disk')).toBe(5000)
    expect(one.minus(of('disk(a){SHARED=v}:5')).quantities.get('disk')).toBe(0)
    expect([two.contains(two), one.contains(two), two.contains(one)]).toEqual([true, false, true])
    expect([one.hasShared, of('cpus:1').hasShared]).toEqual([true, false])
  })

  it('of sets are joined, taken apart and compared item by item', () => {
    const all = of('zone:{a,b}').plus(of('zone:{b,c}'))
    expect(text(all)).toBe('zone:{a,b,c}')
    expect(text(all.minus(of('zone:{b,x}')))).toBe('zone:{a,c}')
    expect([all.contains(of('zone:{a,c}')), all.contains(of('zone:{a,x}'))]).toEqual([true, false])
  })

  it('of another type than before are what comes last, and hold nothing of the other', () => {
    const scalar = of('x:1')
    const ranges = of('x:[1-2]')
    expect(text(scalar.plus(ranges))).toBe('x:[1-2]')
    expect(text(scalar.minus(ranges))).toBe('x:1')
    expect([scalar.contains(ranges), ranges.contains(scalar)]).toEqual([false, false])
  })

  it('on disks that cannot be divided are each a thing of its own', () => {
    const disks = of('disk[MOUNT]:60;disk[MOUNT]:30;disk[MOUNT]:60')
    expect(disks.entries).toHaveLength(3)
    expect(text(disks.minus(of('disk[MOUNT]:60')))).toBe('disk[MOUNT]:30;disk[MOUNT]:60')
    expect(text(disks.minus(of('disk[MOUNT]:50')))).toBe(text(disks))
    expect(disks.contains(of('disk[MOUNT]:60;disk[MOUNT]:60'))).toBe(true)
    expect(disks.contains(of('disk[MOUNT]:30;disk[MOUNT]:30'))).toBe(false)
    // A disk with a path can be divided.
    expect(of('disk[PATH]:60').contains(of('disk[PATH]:50'))).toBe(true)
  })

  it('say whether anybody may have all of them', () => {
    expect(
      ['cpus:1;ports:[1-2]', 'cpus(a):1', 'cpus{REV}:1', 'cpus(a){REFINED}:1'].map(each => of(each).isOpen),
    ).toEqual([true, false, false, false])
  })

  it('sum up cores and memory of all kinds, and say whether there is no other scalar', () => {
    const all = of('cpus:1;cpus(a):2;mem:5;ports:[1-2]')
    expect([all.cpus, all.mem, all.isPair]).toEqual([3000, 5000, true])
    expect(of('cpus:1;disk:1').isPair).toBe(false)
  })

  it('are limited by quota where they are scalars that are neither reserved nor revocable', () => {
    expect(text(of('cpus:1;cpus(a):2;cpus{REV}:4;ports:[1-2];mem:3').burst)).toBe('cpus:1;mem:3')
  })

  // 2 + 3 ports and 2 items.
  it('suffice with as many ports, or items of a set, as are asked for', () => {
    const some = of('ports:[1-2,5-7];disks:{a,b};mem:1')
    const suffices = (least: string) => some.suffice([parseQuantities(least)])
    expect(['ports:5', 'ports:6', 'disks:2;mem:1', 'disks:3', 'mem:2'].map(suffices)).toEqual([
      ...[true, false, true, false, false],
    ])
  })

  it('suffice where one alternative is met, or there is none', () => {
    const least = [parseQuantities('cpus:1'), parseQuantities('mem:32')]
    expect(
      ['cpus:1', 'mem:32', 'cpus:0.9;mem:31', 'ports:[1-2]'].map(each => of(each).suffice(least)),
    ).toEqual([true, true, false, false])
    const little = of('cpus:0.5')
    expect([little.suffice([]), little.suffice(least), little.suffice([])]).toEqual([true, false, true])
  })

  it('are cut to amounts, entry by entry; a name that is not said is nothing, or everything', () => {
    const all = of('cpus(a):2;cpus:3;mem:5;ports:[1-2]')
    expect(text(all.cutTo(parseQuantities('cpus:4'), 'nothing'))).toBe('cpus(a):2;cpus:2')
    expect(text(all.cutTo(parseQuantities('cpus:4'), 'everything'))).toBe('cpus(a):2;cpus:2;mem:5')
    const scalars = of('cpus:3;mem:5')
    expect(text(scalars.cutTo(parseQuantities('cpus:3'), 'everything'))).toBe('cpus:3;mem:5')
    expect(text(scalars.cutTo(parseQuantities('cpus:3'), 'nothing'))).toBe('cpus:3')
    expect(text(scalars.cutTo(parseQuantities('cpus:2.5'), 'everything'))).toBe('cpus:2.5;mem:5')
    const lessThanNothing = new Quantities([
      ['cpus', -1000],
      ['mem', 5000],
    ])
    expect(text(scalars.cutTo(lessThanNothing, 'nothing'))).toBe('mem:5')
    // Ranges are left out, even where there is nothing to cut.
    expect(text(all.cutTo(parseQuantities('cpus:9;mem:9'), 'nothing'))).toBe('cpus(a):2;cpus:3;mem:5')
  })
})

describe('a role', () => {
  it('is given what nobody has reserved, and what is reserved for it or for one above it', () => {
    const may = (role: string, reserved?: string) =>
      isAllocatableTo(kindOf({ name: 'cpus', ...(reserved !== undefined && { role: reserved }) }), role)
    expect([may('a/b'), may('a/b', 'a/b'), may('a/b', 'a'), may('a', 'a/b'), may('ab', 'a')]).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
    expect([isBelow('a/b', 'a'), isBelow('a', 'a'), isBelow('ab', 'a'), isBelow('b/a', 'a')]).toEqual([
      true,
      false,
      false,
      false,
    ])
    expect(['a/b/c', 'a', '*'].map(topLevel)).toEqual(['a', 'a', '*'])
  })
})

describe('what a task is given of an offer', () => {
  it('is what is reserved first, and then what anybody may have', () => {
    const offer = of('cpus:4;cpus(a):1;mem:10;disk[MOUNT]:50;disk:5')
    expect(text(carve(offer, of('cpus:3;mem:10')))).toBe('cpus(a):1;cpus:2;mem:10')
    expect(text(carve(offer, of('cpus:1;mem:0')))).toBe('cpus(a):1')
    expect(text(carve(offer, of('cpus:5')))).toBe('cpus(a):1;cpus:4')
    expect(carve(offer, of('cpus:5.001'))).toBeNull()
    // A mount is not divided, so that five megabytes of disk are all there is.
    expect(text(carve(offer, of('disk:5')))).toBe('disk:5')
    expect(carve(offer, of('disk:6'))).toBeNull()
  })

  it('is nothing of a shared volume, nor of what is no number', () => {
    expect(carve(of('disk(a){SHARED=v}:5'), of('disk:1'))).toBeNull()
    expect(carve(of('ports:[1-2]'), of('ports:1'))).toBeNull()
    expect(text(carve(of('cpus:1'), of('')))).toBe('')
  })
})

describe('what is held', () => {
  it('is summed up over agents, and known of each', () => {
    const held = new Held()
    held.add(1, of('cpus:1;mem:2'))
    held.add(1, of('cpus:2'))
    held.add(2, of('cpus:4'))
    held.add(3, of(''))
    expect(amounts(held)).toEqual({ cpus: 7000, mem: 2000 })
    expect([text(held.of(1)), text(held.of(2)), text(held.of(3)), held.agents]).toEqual([
      'cpus:3;mem:2',
      'cpus:4',
      '',
      2,
    ])
    expect([...held.byAgent()].map(([agent, each]) => [agent, text(each)])).toEqual([
      [1, 'cpus:3;mem:2'],
      [2, 'cpus:4'],
    ])
  })

  it('is given back in the parts that came, in any order', () => {
    const held = new Held()
    const parts = [of('cpus:1'), of('cpus:2'), of('cpus:4')]
    for (const part of parts) held.add(1, part)
    expect(text(held.subtract(1, parts[1]!))).toBe('cpus:2')
    expect(text(held.of(1))).toBe('cpus:5')
    expect(text(held.subtract(1, parts[0]!))).toBe('cpus:1')
    expect(text(held.subtract(1, parts[2]!))).toBe('cpus:4')
    expect([amounts(held)['cpus'], held.agents]).toEqual([0, 0])
    expect(text(held.subtract(1, parts[2]!))).toBe('')
  })

  it('is given back in other parts, and never more than there is', () => {
    const held = new Held()
    held.add(1, of('cpus:3;mem:1'))
    expect(text(held.subtract(1, of('cpus:1')))).toBe('cpus:1')
    expect(text(held.of(1))).toBe('cpus:2;mem:1')
    expect(text(held.subtract(1, of('cpus:9')))).toBe('cpus:2')
    expect([text(held.of(1)), amounts(held)]).toEqual(['mem:1', { cpus: 0, mem: 1000 }])
    held.subtract(1, of('mem:1'))
    expect(held.agents).toBe(0)
  })

  // Two tasks on agent 1 hold a volume of 5 MB, and one on agent 2 another of that name: 10 MB.
  it('counts a shared volume once on each agent, until its last holder gives it back', () => {
    const held = new Held()
    const volume = () => of('disk(a){SHARED=v}:5;cpus:1')
    held.add(1, volume())
    held.add(1, volume())
    held.add(2, volume())
    expect(amounts(held)).toMatchObject({ cpus: 3000, disk: 10_000 })
    held.subtract(1, volume())
    expect(amounts(held)).toMatchObject({ cpus: 2000, disk: 10_000 })
    held.subtract(1, volume())
    expect(amounts(held)).toMatchObject({ cpus: 1000, disk: 5000 })
    const copy = new Held()
    copy.count = 0
    held.count = 7
    copy.copy(held)
    expect([amounts(copy)['disk'], copy.count]).toEqual([5000, 7])
  })
})

it('equal resources are one object, and others are not', () => {
  const one = (each: string) => interned(of(each))
  expect(one('cpus:7;mem:77')).toBe(one('cpus:7;mem:77'))
  expect(one('ports:[71-72,75-76]')).toBe(one('ports:[71-72,75-76]'))
  for (const other of ['cpus:7;mem:78', 'cpus:7', 'cpus(a):7;mem:77', 'mem:77;cpus:7', 'ports:[71-72,75-77]'])
    expect(text(one(other))).toBe(text(of(other)))
  const set = of('zone:{a}')
  expect(interned(set)).toBe(set)
})

it('gives a kind a hash of its text alone, so that what is one object does not depend on what was named before', () => {
  // Of 4 letters, c p u s: (((4 × 31 + 99) × 31 + 112) × 31 + 117) × 31 + 115.
  kindOf({ name: 'named before' })
  expect(kindOf({ name: 'cpus' }).hash).toBe(6_754_767)
})
