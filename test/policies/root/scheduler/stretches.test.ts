/** How long so much is free at a stretch, on one block of four steps. */
import { expect, it } from 'vitest'
import { Stretches } from '../../../../policies/root/scheduler/stretches.ts'

// Of 8 cores and 80 MiB: 8 free from 0, 2 from 10, 5 from 12, 0 from 19; 80, 80, 10 and 80 MiB.
const steps = {
  time: Float64Array.of(0, 10, 12, 19),
  cpu: Float64Array.of(8, 2, 5, 0),
  memory: Float64Array.of(80, 80, 10, 80),
}

function block() {
  const stretches = new Stretches(steps)
  stretches.reset(8, 80)
  stretches.grow(1)
  const rulesOut = (cpu: number, memory: number, lasts: number, since = -1) => {
    stretches.search(cpu, memory, lasts)
    return stretches.rulesOut(0, since, 0, 4)
  }
  return { stretches, rulesOut }
}

it('rules out what is free for too short a time', () => {
  const { rulesOut } = block()
  // 4 cores are free for 10 from 0 and for 7 from 12; 8 cores for 10; anything at all for 19.
  expect(rulesOut(4, 0, 10)).toBe(false)
  expect(rulesOut(4, 0, 11)).toBe(true)
  expect(rulesOut(8, 0, 11)).toBe(true)
  expect(rulesOut(0.001, 0, 19)).toBe(false)
  expect(rulesOut(0.001, 0, 20)).toBe(true)
  // 7 are rounded down to 4: more is never ruled out than should be.
  expect(rulesOut(7, 0, 10)).toBe(false)
})

it('goes on from what was free before the block', () => {
  // The same block from 100 on: 4 cores that are free since 97 are free for 13, until 110.
  const stretches = new Stretches({ ...steps, time: steps.time.map(time => time + 100) })
  stretches.reset(8, 80)
  stretches.grow(1)
  stretches.search(4, 0, 13)
  expect(stretches.rulesOut(0, 97, 0, 4)).toBe(false)
  stretches.search(4, 0, 14)
  expect(stretches.rulesOut(0, 97, 0, 4)).toBe(true)
})

it('asks memory where that is the larger share, and nothing where nothing is needed', () => {
  const { rulesOut } = block()
  // 40 MiB are free until 12.
  expect(rulesOut(1, 40, 12)).toBe(false)
  expect(rulesOut(1, 40, 13)).toBe(true)
  expect(rulesOut(0, 0, 1000)).toBe(false)
})

it('works out anew what changed', () => {
  const { stretches, rulesOut } = block()
  expect(rulesOut(4, 0, 11)).toBe(true)
  steps.cpu[1] = 4
  expect(rulesOut(4, 0, 11)).toBe(true)
  stretches.forget(0)
  // 4 cores are free until 19 now.
  expect(rulesOut(4, 0, 19)).toBe(false)
  expect(rulesOut(4, 0, 20)).toBe(true)
  steps.cpu[1] = 2
})
