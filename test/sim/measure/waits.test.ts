import fc from 'fast-check'
import { expect, it } from 'vitest'
import { NEVER, SECOND } from '../../../sim/engine/time.ts'
import type { Measured } from '../../../sim/measure/measured.ts'
import { Samples } from '../../../sim/measure/samples.ts'
import { Waits } from '../../../sim/measure/waits.ts'

const numbersOf = ({ samples }: Measured | { samples: Samples }) => [
  samples.count,
  samples.open,
  samples.mean,
  samples.largest,
  ...[0, 25, 50, 75, 100].map(i => samples.quantile(i, 100)),
]

it('of jobs of one task are kept once', () => {
  const waits = new Waits(NEVER)
  for (const wait of [3, 1, 2]) waits.of(true, true).push(0, wait)
  expect(waits.first).toBe(waits.last)
  expect(waits.first.samples.mean).toBe(2)
})

it('part where the last task starts later than the first', () => {
  // First tasks waited 1, 2 and 4, last tasks 1, 8 and at least 9: means 7 / 3 and 6.
  const waits = new Waits(NEVER)
  waits.of(true, true).push(0, 1)
  waits.of(true, false).push(0, 2)
  waits.of(true, false).push(SECOND, 4)
  waits.of(false, true).push(0, 8)
  waits.of(false, true).pushAtLeast(SECOND, 9)
  expect([waits.first.samples.mean, waits.first.samples.open]).toEqual([7 / 3, 0])
  expect([waits.last.samples.mean, waits.last.samples.open]).toEqual([6, 1])
  expect(Array.from(waits.first.course.sums.subarray(0, 2))).toEqual([3, 4])
  expect(Array.from(waits.last.course.sums.subarray(0, 2))).toEqual([9, 9])
})

it('are those of two measurements kept apart, also when those of several groups are added up', () => {
  const job = fc.record({ wait: fc.nat(50), more: fc.nat(2), known: fc.boolean(), group: fc.nat(1) })
  fc.assert(
    fc.property(fc.array(job), written => {
      const groups = [new Waits(NEVER), new Waits(NEVER)]
      const first = { samples: new Samples() }
      const last = { samples: new Samples() }
      for (const { wait, more, known, group } of written) {
        first.samples.push(wait)
        if (known) last.samples.push(wait + more)
        else last.samples.pushAtLeast(wait + more)
        const waits = groups[group]!
        if (more === 0 && known) waits.of(true, true).push(0, wait)
        else {
          waits.of(true, false).push(0, wait)
          if (known) waits.of(false, true).push(0, wait + more)
          else waits.of(false, true).pushAtLeast(0, wait + more)
        }
        // Asked before all is known, it is not what is answered later.
        expect(waits.first.samples.count).toBeGreaterThan(0)
      }
      const sum = new Waits(NEVER)
      for (const group of groups) sum.add(group)
      expect(numbersOf(sum.first)).toEqual(numbersOf(first))
      expect(numbersOf(sum.last)).toEqual(numbersOf(last))
    }),
  )
})
