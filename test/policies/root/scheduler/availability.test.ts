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

describe('a staircase of hundreds of steps', () => {
  /** One thousandth of a core less is free at 10, 20 … 2000, of a thousand; from 1000 on, 7 MiB less of 50. */
  function stairs(): Availability {
    const availability = new Availability(1000, 50)
    for (let i = 200; i >= 1; i--) availability.add(10 * i, NEVER, -1, 0)
    availability.add(1000, NEVER, 0, -7)
    return availability
  }
  const stepsFrom = (first: number) =>
    Array.from({ length: 200 - first + 1 }, (_, i) => [
      10 * (first + i),
      1000 - first - i,
      first + i < 100 ? 50 : 43,
    ])

  it('is read as it was built', () => {
    expect(stairs().read()).toEqual([[0, 1000, 50], ...stepsFrom(1)])
  })

  it('forgets what was before now, however much that is', () => {
    for (const first of [1, 31, 32, 64, 65, 150, 199]) {
      const availability = stairs()
      availability.advance(10 * first + 5)
      const memory = first < 100 ? 50 : 43
      expect(availability.read()).toEqual([[10 * first + 5, 1000 - first, memory], ...stepsFrom(first + 1)])
    }
    const over = stairs()
    over.advance(5000)
    expect(over.read()).toEqual([[5000, 800, 43]])
  })

  it('knows where it changes next', () => {
    const availability = stairs()
    expect([0, 9, 10, 1234, 1999, 2000].map(now => availability.nextChange(now))).toEqual([
      10,
      10,
      20,
      1240,
      2000,
      NEVER,
    ])
  })

  it('finds room up to the step on which there is too little', () => {
    const availability = stairs()
    // 900 thousandths are free until 1010; 50 MiB until 1000.
    expect(availability.earliest(5, NEVER, 1005, 900, 0)).toBe(5)
    expect(availability.earliest(5, NEVER, 1006, 900, 0)).toBe(NEVER)
    expect(availability.earliest(5, NEVER, 995, 0, 50)).toBe(5)
    expect(availability.earliest(5, NEVER, 996, 0, 50)).toBe(NEVER)
    // A hole from 300 to 500 is too long for what lasts 301.
    availability.add(300, 500, -600, 0)
    expect([
      availability.earliest(0, NEVER, 300, 700, 0),
      availability.earliest(0, NEVER, 301, 700, 0),
      availability.earliest(400, NEVER, 100, 700, 0),
    ]).toEqual([0, 500, 500])
  })

  it('is one step again when all is given back', () => {
    const availability = stairs()
    for (let i = 1; i <= 200; i++) availability.add(10 * i, NEVER, 1, 0)
    availability.add(1000, NEVER, 0, 7)
    expect(availability.read()).toEqual([[0, 1000, 50]])
  })
})
