import { describe, expect, it } from 'vitest'
import { Excerpt } from '../../../sim/world/excerpt.ts'
import { Machines } from '../../../sim/world/machines.ts'
import { View } from '../../../sim/world/views.ts'

/** Three machines of 4, 3 and 2 cores, 100, 50 and 25 MiB, and 2, 0 and 1 GPUs. */
const three = () => new Machines([4000, 3000, 2000], [100, 50, 25], [{ name: 'gpu', amounts: [2, 0, 1] }])

const free = ({ freeCpuMilli, freeMemoryMiB, freeAmounts }: View | Machines) => [
  [...freeCpuMilli],
  [...freeMemoryMiB],
  [...freeAmounts[0]!],
]
const sums = (view: View) => [view.freeCpu, view.freeMemory]
const members = (view: View) => Array.from({ length: view.memberCount }, (_, i) => view.member(i))
const oneGpu = (machines: Machines) => machines.extras.add({ resources: { gpu: 1 }, needs: {} })

describe('the live view', () => {
  it('is the truth of all machines: what is taken from it is taken from them', () => {
    const machines = three()
    const view = View.live(machines)
    const gpu = oneGpu(machines)
    view.take(0, 1000, 10, gpu)
    expect([free(machines), sums(view)]).toEqual([
      [
        [3000, 3000, 2000],
        [90, 50, 25],
        [1, 0, 1],
      ],
      [8000, 165],
    ])
    machines.take(2, 500, 5)
    expect(sums(view)).toEqual([7500, 160])
    view.give(0, 1000, 10, gpu)
    expect([machines.freeCpuMilli[0], machines.freeAmounts[0]![0], ...sums(view)]).toEqual([
      4000, 2, 8500, 170,
    ])
    expect([members(view), view.indexOf(2)]).toEqual([[0, 1, 2], 2])
  })
})

describe('a view', () => {
  it('fits what is free in it, to the last of it', () => {
    const machines = three()
    const snapshot = View.snapshot(machines)
    snapshot.refresh()
    const gpu = oneGpu(machines)
    expect([snapshot.fits(1, 3000, 50), snapshot.fits(1, 3001, 50), snapshot.fits(1, 3000, 51)]).toEqual([
      true,
      false,
      false,
    ])
    expect([0, 1, 2].map(machine => snapshot.fits(machine, 0, 0, gpu))).toEqual([true, false, true])
    snapshot.take(2, 0, 0, gpu)
    expect([snapshot.fits(2, 0, 0, gpu), snapshot.fits(2, 2000, 25), machines.fits(2, 0, 0, gpu)]).toEqual([
      false,
      true,
      true,
    ])
  })
})

describe('a snapshot', () => {
  it('shows nothing before it is taken, and then what was free, whatever becomes of the machines', () => {
    const machines = three()
    const view = View.snapshot(machines)
    expect([free(view)[0], sums(view)]).toEqual([
      [0, 0, 0],
      [0, 0],
    ])
    machines.version[1] = 6
    view.refresh()
    machines.take(0, 4000, 100)
    machines.version[1] = 7
    expect([free(view), sums(view), [...view.version]]).toEqual([
      [
        [4000, 3000, 2000],
        [100, 50, 25],
        [2, 0, 1],
      ],
      [9000, 175],
      [0, 6, 0],
    ])
    view.refresh()
    expect([free(view)[0], sums(view)]).toEqual([
      [0, 3000, 2000],
      [5000, 75],
    ])
  })

  it('takes and gives in itself, sums too, until it is taken again', () => {
    const machines = three()
    const gpu = oneGpu(machines)
    const view = View.snapshot(machines)
    view.refresh()
    view.take(0, 1500, 30, gpu)
    view.take(1, 3000, 50)
    expect([free(view), sums(view)]).toEqual([
      [
        [2500, 0, 2000],
        [70, 0, 25],
        [1, 0, 1],
      ],
      [4500, 95],
    ])
    view.give(0, 500, 10, gpu)
    expect([view.freeCpuMilli[0], view.freeMemoryMiB[0], view.freeAmounts[0]![0], ...sums(view)]).toEqual([
      3000, 80, 2, 5000, 105,
    ])
    view.refresh()
    expect([free(view), sums(view)]).toEqual([free(machines), [9000, 175]])
  })

  it('copies what was touched since it was taken, and what its owner has claimed, and nothing else', () => {
    const machines = three()
    const view = View.snapshot(machines)
    view.refresh()
    view.take(2, 500, 5)
    machines.take(1, 1000, 10)
    // Not by way of `take`, so that nobody can know of it.
    machines.freeCpuMilli[0] = 1
    view.refresh()
    expect(free(view)[0]).toEqual([4000, 2000, 2000])
    machines.touch(0)
    view.refresh()
    expect(free(view)[0]).toEqual([1, 2000, 2000])
  })
})

describe('a view of offers', () => {
  it('shows what is put in, machine by machine and bit by bit, in the order in which it came', () => {
    const machines = three()
    machines.version.set([3, 4, 5])
    const view = View.offered(machines)
    expect([members(view), sums(view)]).toEqual([[], [0, 0]])
    view.include(2, 500, 5)
    view.include(0, 1000, 10)
    machines.version[2] = 6
    view.include(2, 250, 4)
    expect([members(view), free(view).slice(0, 2), sums(view)]).toEqual([
      [2, 0],
      [
        [1000, 0, 750],
        [10, 0, 9],
      ],
      [1750, 19],
    ])
    // The version that it had when it came in.
    expect([view.version[2], view.version[0], view.version[1]]).toEqual([5, 3, 0])
    expect([view.indexOf(2), view.indexOf(0), view.indexOf(1)]).toEqual([0, 1, -1])
  })

  it('shows nothing any more when it is cleared, and begins again', () => {
    const machines = three()
    const view = View.offered(machines)
    view.include(1, 500, 5)
    view.freeAmounts[0]![1] = 1
    view.clear()
    expect([members(view), free(view), sums(view)]).toEqual([
      [],
      [
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
      [0, 0],
    ])
    view.include(1, 100, 1)
    expect([members(view), view.freeCpuMilli[1]]).toEqual([[1], 100])
  })

  it('is cleared of many machines as of few', () => {
    for (const shown of [1, 9]) {
      const gpus = { name: 'gpu', amounts: new Array(9).fill(2) }
      const view = View.offered(new Machines(new Array(9).fill(1000), new Array(9).fill(10), [gpus]))
      for (let machine = 0; machine < shown; machine++) {
        view.include(machine, 500, 5)
        view.freeAmounts[0]![machine] = 1
      }
      view.clear()
      expect([members(view), ...free(view).flat(), ...sums(view)]).toEqual([[], ...new Array(29).fill(0)])
      view.include(0, 100, 1)
      expect([members(view), view.freeCpuMilli[0]]).toEqual([[0], 100])
    }
  })

  it('is put into another order', () => {
    const view = View.offered(three())
    for (const machine of [0, 2]) view.include(machine, 500, 5)
    view.arrange(new Int32Array([1, 0]))
    expect(members(view)).toEqual([2, 0])
    view.include(1, 500, 5)
    // Now the third comes first, and then those that were first and second: 1, 2, 0.
    view.arrange(new Int32Array([2, 0, 1]))
    expect(members(view)).toEqual([1, 2, 0])
  })

  it('of all machines at once has them all as members', () => {
    const machines = three()
    machines.take(0, 1000, 10)
    const view = View.offeredWhole(machines)
    expect([members(view), sums(view)]).toEqual([
      [0, 1, 2],
      [0, 0],
    ])
    view.refresh()
    machines.take(1, 1000, 10)
    expect([free(view)[0], sums(view), view.indexOf(1)]).toEqual([[3000, 3000, 2000], [8000, 165], 1])
    // What its owner uses is gone; the next time all is seen again, also where nobody told of it.
    view.take(2, 2000, 25)
    machines.freeCpuMilli[0] = 1
    view.refresh()
    expect(free(view)[0]).toEqual([1, 2000, 2000])
  })
})

describe('a probed view', () => {
  it('shows the machines of an excerpt as they were when they answered', () => {
    const machines = three()
    machines.version.set([3, 4, 5])
    const excerpt = new Excerpt(machines)
    excerpt.add(2)
    excerpt.add(0)
    machines.take(2, 2000, 25)
    machines.version[2] = 6
    const view = View.probed(machines)
    view.load(excerpt)
    expect([members(view), free(view), sums(view), [...view.version]]).toEqual([
      [2, 0],
      [
        [4000, 0, 2000],
        [100, 0, 25],
        [2, 0, 1],
      ],
      [6000, 125],
      [3, 0, 5],
    ])
    expect([view.kind, view.fits(2, 2000, 25), view.fits(1, 1, 0)]).toEqual(['probed', true, false])
  })
})
