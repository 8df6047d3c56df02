import { describe, expect, it } from 'vitest'
import { Excerpt } from '../../../sim/world/excerpt.ts'
import { Machines } from '../../../sim/world/machines.ts'
import { View } from '../../../sim/world/views.ts'

/** Three machines of 4 cores, 100 MiB and 2 GPUs; 1 core, 10 MiB of machine 1 are taken. */
function machines(): Machines {
  const three = new Machines([4000, 4000, 4000], [100, 100, 100], [{ name: 'gpu', amounts: [2, 2, 2] }])
  three.take(1, 1000, 10)
  three.version[1]!++
  return three
}

const told = ({ count, machine, cpuMilli, memoryMiB, amounts, version }: Excerpt) =>
  Array.from({ length: count }, (_, i) => [machine[i], cpuMilli[i], memoryMiB[i], amounts[i], version[i]])

describe('an excerpt', () => {
  it('tells what was free on its machines when they were put in, and where each stands', () => {
    const all = machines()
    const excerpt = new Excerpt(all)
    for (const machine of [2, 1, 0]) excerpt.add(machine)
    all.takeEverything(2)
    expect(told(excerpt)).toEqual([
      [2, 4000, 100, 2, 0],
      [1, 3000, 90, 2, 1],
      [0, 4000, 100, 2, 0],
    ])
    expect([excerpt.indexOf(1), excerpt.indexOf(3)]).toEqual([1, -1])
    excerpt.empty(0)
    expect(told(excerpt)[0]).toEqual([2, 0, 0, 0, 0])
    excerpt.clear()
    expect(told(excerpt)).toEqual([])
  })

  it('takes over what another has, machine by machine, named resources too', () => {
    const all = machines()
    const [one, other] = [new Excerpt(all), new Excerpt(all)]
    one.add(0)
    other.add(1)
    one.addFrom(other, 0)
    one.join(0, other, 0)
    one.addEmpty(2)
    expect(told(one)).toEqual([
      [0, 7000, 190, 4, 0],
      [1, 3000, 90, 2, 1],
      [2, 0, 0, 0, 0],
    ])
  })

  it('is shown by a view, which shows nothing else, and remembers what the view made of it and in which order', () => {
    const all = machines()
    const [one, other] = [new Excerpt(all), new Excerpt(all)]
    one.add(2)
    one.add(1)
    other.add(0)
    const view = View.offered(all)
    view.load(one)
    expect([view.memberCount, view.freeCpu, view.freeMemory]).toEqual([2, 7000, 190])
    expect([...view.freeCpuMilli]).toEqual([0, 3000, 4000])
    view.take(2, 500, 20)
    view.members!.set([1, 2])
    view.unload(one)
    expect([view.memberCount, view.freeCpu, [...view.freeCpuMilli]]).toEqual([0, 0, [0, 0, 0]])
    expect(told(one)).toEqual([
      [1, 3000, 90, 2, 1],
      [2, 3500, 80, 2, 0],
    ])
    view.load(other)
    expect([...view.freeCpuMilli]).toEqual([4000, 0, 0])
  })
})
