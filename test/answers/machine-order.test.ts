import { describe, expect, it } from 'vitest'
import { machineOrder, ordered } from '../../answers/machine-order.ts'
import { trialsOf } from '../../answers/packing/packing.ts'
import type { HardwareSpec } from '../../bench/plan.ts'
import { NEVER, SECOND } from '../../sim/engine/time.ts'

const constant = (value: number) => ({ kind: 'constant', value }) as const
const steps = [{ name: 'image', takes: constant(SECOND) }]
const hardware: HardwareSpec = {
  machines: [
    { count: 3, cpuMilli: 4000, memoryMiB: 1024, attributes: { disk: 'ssd', rack: { inTurn: 2 } } },
    { count: 1, cpuMilli: 2000, memoryMiB: 512, resources: { gpu: 1000 } },
  ],
  meanTimeToFailure: NEVER,
  meanTimeToRepair: SECOND,
  startUp: [
    { machines: 3, steps: [] },
    { machines: 1, steps },
  ],
  events: [
    { at: SECOND, machine: 3, event: 'crash' },
    { at: SECOND, machine: 1, event: 'drain' },
  ],
}

describe('an order of machines', () => {
  it('has every machine once, and then copies of them in orders of their own', () => {
    const order = machineOrder('oak', 20, 3)
    const copies = [order.slice(0, 20), order.slice(20, 40), order.slice(40)]
    const all = Array.from({ length: 20 }, (_, i) => i)
    for (const copy of copies) expect([...copy].sort((a, b) => a - b)).toEqual(all)
    expect(copies[0]).not.toEqual(copies[1])
    expect(machineOrder('oak', 20, 1)).toEqual(copies[0])
    expect(machineOrder('elm', 20, 1)).not.toEqual(copies[0])
  })

  it('takes all orders alike', () => {
    // 6 orders of 3 machines, 3,000 draws: 500 each, with a standard deviation of √(3000 · 1/6 · 5/6) = 20.4; five of them are 102.
    const counts = new Map<string, number>()
    for (let i = 0; i < 3000; i++) {
      const order = machineOrder(`order ${i}`, 3, 1).join()
      counts.set(order, (counts.get(order) ?? 0) + 1)
    }
    expect(counts.size).toBe(6)
    for (const count of counts.values()) expect(Math.abs(count - 500)).toBeLessThan(102)
  })

  it('takes with a machine what it is, what it does first and what happens to it', () => {
    // Racks in turn are rack-1, rack-2 and rack-1. Machine 3 comes first and again last, as a copy to which nothing happens.
    const { machines, startUp, events } = ordered(hardware, [3, 0, 3])
    expect(machines).toEqual([
      { count: 1, cpuMilli: 2000, memoryMiB: 512, resources: { gpu: 1000 } },
      { count: 1, cpuMilli: 4000, memoryMiB: 1024, attributes: { disk: 'ssd', rack: 'rack-1' } },
      { count: 1, cpuMilli: 2000, memoryMiB: 512, resources: { gpu: 1000 } },
    ])
    expect(startUp).toEqual([
      { machines: 1, steps },
      { machines: 1, steps: [] },
      { machines: 1, steps },
    ])
    expect(events).toEqual([{ at: SECOND, machine: 0, event: 'crash' }])
  })
})

describe('the answer of trials', () => {
  it('is what holds in nine of ten, whichever way is better', () => {
    const found = [3, 1, 2, 5, 4, 9, 8, 7, 6, 10]
    // Nine of ten fit on 9 machines, and nine of ten have room for a growth of 2.
    expect(trialsOf(found, 'fewest').answer).toBe(9)
    expect(trialsOf(found, 'most').answer).toBe(2)
    // Of 11 trials ten: ⌈9.9⌉.
    expect(trialsOf([...found, 11], 'fewest').answer).toBe(10)
  })

  it('is none where too few of them fit', () => {
    expect(trialsOf([1, 1, undefined], 'fewest').answer).toBeUndefined()
    const one = [undefined, ...Array.from({ length: 9 }, () => 0)]
    expect(trialsOf(one, 'most').answer).toBe(0)
  })
})
