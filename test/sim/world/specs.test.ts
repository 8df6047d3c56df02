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

  it('are numbered as a list of them would be, of which the longest idle is given up, through thousands of reuses', () => {
    // A model in plain words: a spec that is known keeps its number; of more than 4,096 that are idle, the one that has been
    // idle longest gives its number to the next that is new. 9,000 different ones come in an order without a pattern.
    const specs = new Specs()
    const numbers = new Map<string, number>()
    const keys: string[] = []
    const generations: number[] = []
    const jobs: number[] = []
    const idle = new Set<number>()
    const held: number[] = []
    let drawn = 5
    const draw = (below: number) => {
      drawn = (drawn * 1_103_515_245 + 12_345) % 2 ** 31
      return Math.floor((drawn / 2 ** 31) * below)
    }
    const expectedOf = (key: string) => {
      const known = numbers.get(key)
      if (known !== undefined) return known
      const [oldest] = idle
      const number = idle.size > 4096 ? oldest! : keys.length
      if (number < keys.length) {
        numbers.delete(keys[number]!)
        generations[number]!++
      } else {
        generations.push(0)
        jobs.push(0)
      }
      keys[number] = key
      numbers.set(key, number)
      return number
    }
    const wrong: unknown[] = []
    for (let step = 0; step < 30_000; step++) {
      const [cpu, memory, extra] = [draw(3000), 64 * draw(3), draw(2)]
      const expected = expectedOf(`${cpu}/${memory}/${extra}`)
      idle.delete(expected)
      jobs[expected]!++
      held.push(expected)
      const spec = specs.take(cpu, memory, extra)
      const found = [
        spec,
        specs.generation[spec],
        specs.cpuMilli[spec],
        specs.memoryMiB[spec],
        specs.extra[spec],
      ]
      const wanted = [expected, generations[expected], cpu, memory, extra]
      if (wanted.some((each, i) => each !== found[i])) wrong.push({ step, wanted, found })
      if (held.length < 300) continue
      const [released] = held.splice(draw(held.length), 1)
      specs.release(released!)
      if (--jobs[released!]! === 0) idle.add(released!)
    }
    expect(wrong.slice(0, 3)).toEqual([])
    // Not a third of the takes were of a spec that was known, so numbers were used again many times.
    expect(Math.max(...generations)).toBeGreaterThan(1)
  })
})
