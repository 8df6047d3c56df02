import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Availability } from '../../../../policies/root/scheduler/availability.ts'
import { NEVER } from '../../../../sim/engine/time.ts'

/** The same staircase as a list of what is free at 0, 1, 2, …: as plain as can be. */
class Plain {
  readonly cpu: number[]
  readonly memory: number[]

  constructor(length: number, cpu: number, memory: number) {
    this.cpu = new Array<number>(length).fill(cpu)
    this.memory = new Array<number>(length).fill(memory)
  }

  add(from: number, to: number, cpu: number, memory: number): void {
    for (let t = from; t < Math.min(to, this.cpu.length); t++) {
      this.cpu[t]! += cpu
      this.memory[t]! += memory
    }
  }

  earliest(from: number, until: number, length: number, cpu: number, memory: number): number {
    const last = this.cpu.length
    for (let t = from; t < Math.min(until, last); t++) {
      let fits = true
      for (let u = t; u < Math.min(t + length, until, last) && fits; u++)
        fits = this.cpu[u]! >= cpu && this.memory[u]! >= memory
      if (fits) return t
    }
    return until
  }
}

describe('what will be free', () => {
  it('is a staircase that reservations lower and their ends raise', () => {
    const free = new Availability(10, 0)
    free.add(0, 100, -6, 0)
    free.add(100, 150, -8, 0)
    expect(free.read()).toEqual([
      [0, 4, 0],
      [100, 2, 0],
      [150, 10, 0],
    ])
    // 4 for 60 fits at once, from 20 to 80; 4 for 100 from 20 on would meet the 2 at 100, and finds room at 150.
    expect(free.earliest(20, NEVER, 60, 4, 0)).toBe(20)
    expect(free.earliest(20, NEVER, 100, 4, 0)).toBe(150)
    expect(free.earliest(20, NEVER, 1, 11, 0)).toBe(NEVER)
    expect(free.nextChange(20)).toBe(100)
    // Given back, the step is gone.
    free.add(100, 150, 8, 0)
    expect(free.read()).toEqual([
      [0, 4, 0],
      [100, 10, 0],
    ])
    free.advance(120)
    expect(free.read()).toEqual([[120, 10, 0]])
  })

  it('says the end of the search where nothing starts before it, though what starts then would fit', () => {
    const free = new Availability(10, 0)
    free.add(0, 100, -6, 0)
    // What the searcher holds itself from 100 on does not count against it: 4 are enough until then.
    expect(free.earliest(50, 100, 1000, 4, 0)).toBe(50)
    expect(free.earliest(50, 100, 1000, 5, 0)).toBe(100)
  })

  it('agrees with a plain list over many blocks', () => {
    const change = fc.record({
      from: fc.nat(200),
      lasts: fc.integer({ min: 1, max: 60 }),
      cpu: fc.integer({ min: 1, max: 5 }),
      memory: fc.nat(3),
      back: fc.nat(9),
      passes: fc.nat(2),
    })
    fc.assert(
      fc.property(fc.array(change, { minLength: 80, maxLength: 200 }), changes => {
        const free = new Availability(20, 30)
        const plain = new Plain(4000, 20, 30)
        const held: { at: number; end: number; cpu: number; memory: number }[] = []
        let now = 0
        for (const { from, lasts, cpu, memory, back, passes } of changes) {
          now += passes
          free.advance(now)
          const at = plain.earliest(now + (from % 50), NEVER, lasts, cpu, memory)
          expect(free.earliest(now + (from % 50), NEVER, lasts, cpu, memory)).toBe(at)
          const until = now + from
          expect(free.earliest(now, until, lasts, cpu, memory)).toBe(
            plain.earliest(now, until, lasts, cpu, memory),
          )
          // Where only what comes before a moment is of use, what comes later may be told as none.
          const before = now + (from >> 1)
          const useful = plain.earliest(now, until, lasts, cpu, memory)
          const found = free.earliest(now, until, lasts, cpu, memory, before)
          expect(useful < before ? [useful] : [useful, until]).toContain(found)
          free.add(at, at + lasts, -cpu, -memory)
          plain.add(at, at + lasts, -cpu, -memory)
          held.push({ at, end: at + lasts, cpu, memory })
          if (back > 3) continue
          const gone = held.splice((from * 7) % held.length, 1)[0]!
          const begin = Math.max(gone.at, now)
          free.add(begin, gone.end, gone.cpu, gone.memory)
          plain.add(begin, gone.end, gone.cpu, gone.memory)
        }
        const read = free.read()
        for (const [i, [time, cpu, memory]] of read.entries()) {
          const end = read[i + 1]?.[0] ?? 4000
          expect(plain.cpu.slice(time, end).every(free => free === cpu)).toBe(true)
          expect(plain.memory.slice(time, end).every(free => free === memory)).toBe(true)
          if (i > 0) expect([cpu, memory]).not.toEqual(read[i - 1]!.slice(1))
        }
      }),
      { numRuns: 8, seed: 7, endOnFailure: true },
    )
  })
})
