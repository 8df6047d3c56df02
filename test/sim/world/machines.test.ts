import { describe, expect, it } from 'vitest'
import { Condition } from '../../../sim/world/condition.ts'
import { Machines } from '../../../sim/world/machines.ts'

/** Two machines, of 4 cores, 100 MiB and 2 GPUs, and of 2 cores, 50 MiB and no GPU. */
const two = () => new Machines([4000, 2000], [100, 50], [{ name: 'gpu', amounts: [2, 0] }])

const free = ({ freeCpuMilli, freeMemoryMiB, freeAmounts }: Machines) => [
  [...freeCpuMilli],
  [...freeMemoryMiB],
  [...freeAmounts[0]!],
]
const sums = (machines: Machines) => [machines.totalFreeCpuMilli, machines.totalFreeMemoryMiB]

/** The machines touched since a count of touches, oldest first. */
const touchedSince = ({ touched, touches }: Machines, since: number) =>
  Array.from({ length: touches - since }, (_, i) => touched[(since + i) % touched.length])

describe('machines', () => {
  it('have all that they have free at first, and are up', () => {
    const machines = two()
    expect(machines.count).toBe(2)
    expect(free(machines)).toEqual([
      [4000, 2000],
      [100, 50],
      [2, 0],
    ])
    expect([machines.totalCpuMilli, machines.totalMemoryMiB, ...sums(machines)]).toEqual([
      6000, 150, 6000, 150,
    ])
    expect([[...machines.up], [...machines.condition], machines.down]).toEqual([
      [1, 1],
      [Condition.Up, Condition.Up],
      0,
    ])
    expect([machines.kinds, machines.touches]).toEqual([['gpu'], 0])
  })

  it('fit what is free, to the last of it, cores, memory and named resources', () => {
    const machines = two()
    const oneGpu = machines.extras.add({ resources: { gpu: 1 }, needs: {} })
    const twoGpus = machines.extras.add({ resources: { gpu: 2 }, needs: {} })
    expect([machines.fits(0, 4000, 100), machines.fits(0, 4001, 100), machines.fits(0, 4000, 101)]).toEqual([
      true,
      false,
      false,
    ])
    expect([0, 1].map(machine => machines.fits(machine, 1000, 10, oneGpu))).toEqual([true, false])
    machines.take(0, 1000, 30, oneGpu)
    expect([machines.fits(0, 3000, 70, oneGpu), machines.fits(0, 3000, 70, twoGpus)]).toEqual([true, false])
    expect([machines.fits(0, 3001, 70), machines.fits(0, 3000, 71)]).toEqual([false, false])
    // What it has when it is empty is another question.
    expect([machines.hasEver(0, twoGpus), machines.hasEver(1, oneGpu), machines.hasEver(1, 0)]).toEqual([
      true,
      false,
      true,
    ])
  })

  it('suit those who need the attributes that they have', () => {
    const machines = two()
    machines.attributes.set(1, 'disk', 'ssd')
    const ssd = machines.extras.add({ resources: {}, needs: { disk: 'ssd' } })
    expect([0, 1].map(machine => machines.suits(machine, ssd))).toEqual([false, true])
    expect([0, 1].map(machine => machines.suits(machine, 0))).toEqual([true, true])
  })

  it('take and give exactly, in the sums too, and note which of them it was', () => {
    const machines = two()
    const oneGpu = machines.extras.add({ resources: { gpu: 1 }, needs: {} })
    machines.take(0, 1500, 40, oneGpu)
    machines.take(1, 500, 50)
    expect(free(machines)).toEqual([
      [2500, 1500],
      [60, 0],
      [1, 0],
    ])
    expect(sums(machines)).toEqual([4000, 60])
    machines.give(0, 1500, 40, oneGpu)
    expect(free(machines)).toEqual([
      [4000, 1500],
      [100, 0],
      [2, 0],
    ])
    expect(sums(machines)).toEqual([5500, 100])
    expect(touchedSince(machines, 0)).toEqual([0, 1, 0])
    // A version grows with claims, and those are counted by whoever makes them.
    expect([...machines.version]).toEqual([0, 0])
  })

  it('remember as many touches as they are, 16 at least, and then the latest', () => {
    const machines = two()
    for (let i = 0; i < 17; i++) machines.touch(i === 16 ? 1 : 0)
    expect([machines.touched.length, machines.touches]).toEqual([16, 17])
    expect(touchedSince(machines, 1)).toEqual([...new Array<number>(15).fill(0), 1])
    const sizes = [16, 17, 33].map(count => new Machines(new Array(count).fill(1), new Array(count).fill(1)))
    expect(sizes.map(({ touched }) => touched.length)).toEqual([16, 32, 64])
  })
})

describe('everything that is free', () => {
  it('on one machine is taken, and what somebody has left of it given back', () => {
    const machines = two()
    machines.take(0, 1000, 20)
    machines.takeEverything(0)
    expect(free(machines)).toEqual([
      [0, 2000],
      [0, 50],
      [0, 0],
    ])
    expect(sums(machines)).toEqual([2000, 50])
    machines.giveEverything(0, {
      freeCpuMilli: Float64Array.of(2500, 9),
      freeMemoryMiB: Float64Array.of(70, 9),
      freeAmounts: [Float64Array.of(1, 9)],
    })
    expect(free(machines)).toEqual([
      [2500, 2000],
      [70, 50],
      [1, 0],
    ])
    expect(sums(machines)).toEqual([4500, 120])
    expect(touchedSince(machines, 0)).toEqual([0, 0, 0])
  })

  it('anywhere is taken at once and given back, and a machine that is down stays closed', () => {
    const machines = new Machines([4000, 2000, 1000], [100, 50, 25], [{ name: 'gpu', amounts: [2, 0, 1] }])
    machines.take(0, 1000, 20)
    machines.goDown(1)
    const before = machines.touches
    machines.takeAll()
    expect(free(machines).slice(0, 2)).toEqual([
      [0, -1, 0],
      [0, -1, 0],
    ])
    expect([machines.freeAmounts[0]![0], machines.freeAmounts[0]![2]]).toEqual([0, 0])
    expect([machines.fits(0, 1, 0), machines.fits(1, 0, 0), machines.fits(0, 0, 0)]).toEqual([
      false,
      false,
      true,
    ])
    expect(sums(machines)).toEqual([0, 0])
    // Whoever looks at what was touched must look at all machines now: the ring has 16 places.
    expect(machines.touches).toBeGreaterThanOrEqual(before + 16)
    const again = machines.touches
    machines.giveAll(Float64Array.of(2000, 0, 1000), Float64Array.of(80, 0, 5), 3000, 85, [
      Float64Array.of(2, 0, 1),
    ])
    expect(free(machines).slice(0, 2)).toEqual([
      [2000, -1, 1000],
      [80, -1, 5],
    ])
    expect([machines.freeAmounts[0]![0], machines.freeAmounts[0]![2]]).toEqual([2, 1])
    expect([...sums(machines), machines.touches - again]).toEqual([3000, 85, 16])
  })
})

describe('a machine that is not up', () => {
  it('has less than nothing free, and takes what it had out of the sums', () => {
    const machines = two()
    machines.take(0, 1000, 20)
    machines.goDown(0)
    expect(free(machines)).toEqual([
      [-1, 2000],
      [-1, 50],
      [-1, 0],
    ])
    expect(sums(machines)).toEqual([2000, 50])
    expect([machines.up[0], machines.condition[0], machines.down]).toEqual([0, Condition.Down, 1])
    expect([[...machines.version], [...machines.outages]]).toEqual([
      [1, 0],
      [1, 0],
    ])
    expect(machines.fits(0, 0, 0)).toBe(false)
    expect([machines.totalCpuMilli, machines.totalMemoryMiB]).toEqual([6000, 150])
    expect(touchedSince(machines, 1)).toEqual([0])
  })

  it('is in the condition that is said, and up again has all that it has', () => {
    const machines = two()
    machines.take(0, 1000, 20)
    machines.goDown(0, Condition.Draining)
    expect(machines.condition[0]).toBe(Condition.Draining)
    machines.comeUp(0)
    expect(free(machines)).toEqual([
      [4000, 2000],
      [100, 50],
      [2, 0],
    ])
    expect(sums(machines)).toEqual([6000, 150])
    expect([machines.up[0], machines.condition[0], machines.down]).toEqual([1, Condition.Up, 0])
    expect([machines.version[0], machines.outages[0]]).toEqual([2, 1])
    expect(touchedSince(machines, 2)).toEqual([0])
  })
})
