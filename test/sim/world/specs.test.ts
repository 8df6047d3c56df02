import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Specs } from '../../../sim/world/specs.ts'

describe('specs', () => {
  it('are the same for jobs that ask for the same, and differ in anything that differs', () => {
    const specs = new Specs()
    const first = specs.take(1000, 512, 0)
    expect(specs.take(1000, 512, 0)).toBe(first)
    const others = [specs.take(1001, 512, 0), specs.take(1000, 513, 0), specs.take(1000, 512, 1)]
    expect(new Set([first, ...others]).size).toBe(4)
  })

  it('tell amounts apart that are equal in their lowest 32 bits', () => {
    const specs = new Specs()
    expect(specs.take(1, 0, 0)).not.toBe(specs.take(1 + 2 ** 32, 0, 0))
  })

  it('keep their number while they are idle, and when they are asked for again', () => {
    const specs = new Specs()
    const spec = specs.take(1000, 0, 0)
    specs.release(spec)
    specs.take(2000, 0, 0)
    expect(specs.take(1000, 0, 0)).toBe(spec)
    expect(specs.generation[spec]).toBe(0)
  })

  it('give a number that was idle longest to another spec, with a new generation', () => {
    const specs = new Specs()
    const oldest = specs.take(0, 0, 1)
    specs.release(oldest)
    const woken = specs.take(0, 0, 2)
    specs.release(woken)
    specs.take(0, 0, 2)
    // 4,096 may be idle: with the oldest, that is one too many.
    for (let i = 1; i <= 4096; i++) specs.release(specs.take(i, 0, 0))
    expect(specs.take(5000, 0, 0)).toBe(oldest)
    expect(specs.generation[oldest]).toBe(1)
    expect([specs.cpuMilli[woken], specs.extra[woken]]).toEqual([0, 2])
  })

  it('are found like entries of a map, whatever is taken and released', () => {
    const step = fc.record({ cpu: fc.nat(40), memory: fc.nat(3), releases: fc.boolean() })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400 }), steps => {
        const specs = new Specs()
        const held: [key: string, spec: number][] = []
        for (const { cpu, memory, releases } of steps) {
          if (releases && held.length > 0) specs.release(held.shift()![1])
          const key = `${cpu}/${memory}`
          const spec = specs.take(cpu, memory, 0)
          const same = held.find(([other]) => other === key)
          if (same !== undefined) expect(spec).toBe(same[1])
          for (const [other, number] of held) expect(number === spec).toBe(other === key)
          held.push([key, spec])
        }
      }),
      { seed: 7 },
    )
  })
})
