import { describe, expect, it } from 'vitest'
import { Quantities, thousandths } from '../../../systems/mesos/quantities.ts'

const NONE: ReadonlySet<string> = new Set()
const of = (amounts: Readonly<Record<string, number>>) => new Quantities(Object.entries(amounts))
const told = (quantities: Quantities) => Object.fromEntries(quantities.entries())

describe('amounts by name', () => {
  it('are thousandths, rounded to the nearest', () => {
    expect([thousandths(1), thousandths(0.1), thousandths(0.0004), thousandths(0.0005)]).toEqual([
      1000, 100, 0, 1,
    ])
  })

  it('are added by name, whatever the order of the names', () => {
    const sum = of({ cpus: 1, mem: 2 })
    sum.add(of({ mem: 10, disk: 5, cpus: 100 }))
    expect(told(sum)).toEqual({ cpus: 101, mem: 12, disk: 5 })
    sum.subtract(of({ disk: 5, mem: 20 }))
    // Nothing is forgotten, and what is less than nothing comes back.
    expect(told(sum)).toEqual({ cpus: 101, mem: -8, disk: 0 })
    expect([sum.has('disk'), sum.has('gpus'), sum.get('gpus')]).toEqual([true, false, 0])
  })

  it('take a pair of cores and memory, and have no name for none of it', () => {
    const sum = new Quantities()
    sum.addPair(0, 0)
    expect(sum.isEmpty).toBe(true)
    sum.addPair(0, 5)
    expect(told(sum)).toEqual({ mem: 5 })
    sum.addPair(3, 1)
    expect(told(sum)).toEqual({ mem: 6, cpus: 3 })
    const other = of({ cpus: 1, mem: 1 })
    other.addPair(2, 3)
    expect(told(other)).toEqual({ cpus: 3, mem: 4 })
    expect(other.isEmpty).toBe(false)
  })

  it('are the last ones given where a name is given twice', () => {
    expect(
      told(
        new Quantities([
          ['cpus', 1],
          ['cpus', 4],
        ]),
      ),
    ).toEqual({ cpus: 4 })
  })

  it('are copied, and the copy is its own', () => {
    const first = of({ cpus: 1 })
    const copy = first.clone()
    copy.addTo('cpus', 1)
    expect([told(first), told(copy)]).toEqual([{ cpus: 1 }, { cpus: 2 }])
  })

  it('contain what is no more of any name', () => {
    const all = of({ cpus: 2, mem: 10 })
    expect(all.contains(of({ mem: 10, cpus: 2 }))).toBe(true)
    expect(all.contains(of({ cpus: 3 }))).toBe(false)
    expect(all.contains(of({ mem: 11, cpus: 0 }))).toBe(false)
    expect(all.contains(of({ gpus: 1 }))).toBe(false)
    expect(all.contains(of({ gpus: 0 }))).toBe(true)
    expect(new Quantities().contains(new Quantities())).toBe(true)
  })

  it('are short of what they have less of', () => {
    const short = of({ cpus: 2, mem: 10 }).shortOf(of({ mem: 15, cpus: 2, disk: 3 }))
    expect(told(short)).toEqual({ mem: 5, disk: 3 })
    expect(told(of({ cpus: 2 }).shortOf(of({ cpus: 1 })))).toEqual({})
  })

  // 2 of 8 cores are a quarter, and 5 of 10 MB a half; of disk there is none, and nobody counts a part of nothing.
  it('are as large a part as the largest of any name', () => {
    const whole = of({ cpus: 8, mem: 10, disk: 0 })
    expect(of({ cpus: 2, mem: 5, disk: 7 }).largestPartOf(whole, NONE)).toBe(0.5)
    expect(of({ mem: 5, cpus: 2 }).largestPartOf(whole, new Set(['mem']))).toBe(0.25)
    expect(of({ cpus: 8 }).largestPartOf(whole, new Set(['cpus', 'mem']))).toBe(0)
    expect(new Quantities().largestPartOf(whole, NONE)).toBe(0)
  })
})
