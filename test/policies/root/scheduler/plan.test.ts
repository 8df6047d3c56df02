import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Plan } from '../../../../policies/root/scheduler/plan.ts'
import { NEVER } from '../../../../sim/engine/time.ts'

const CPU = 10
const MEMORY = 8
/** Longer than anything that is planned. */
const END = 3000

/** The same plan as what is free at 0, 1, 2, …; every job is looked for from now on, whatever has changed. */
class Plain {
  readonly cpu = new Array<number>(END).fill(CPU)
  readonly memory = new Array<number>(END).fill(MEMORY)

  add(from: number, to: number, cpu: number, memory: number): void {
    for (let t = from; t < to; t++) {
      this.cpu[t]! += cpu
      this.memory[t]! += memory
    }
  }

  soonest(from: number, until: number, lasts: number, cpu: number, memory: number): number {
    let since = from
    for (let t = from; t < Math.min(until, since + lasts); t++)
      if (this.cpu[t]! < cpu || this.memory[t]! < memory) since = t + 1
    return Math.min(since, until)
  }
}

it('keeps what a job asks for, and moves it where an end makes room', () => {
  const plan = new Plan()
  plan.reset(0, CPU, MEMORY)
  plan.hold(0, 100, 6, 0)
  // 8 of 10 from 100 on; 4 for 60 now; 4 for 100 after both.
  expect(plan.plan(0, 0, 0, { lasts: 50, cpuMilli: 8, memoryMiB: 0 })).toBe(100)
  expect(plan.plan(1, 0, 0, { lasts: 60, cpuMilli: 4, memoryMiB: 0 })).toBe(0)
  expect(plan.plan(2, 0, 0, { lasts: 100, cpuMilli: 4, memoryMiB: 0 })).toBe(150)
  // What holds 6 ends at 40: beside job 1, 6 are free until 60, and 8 not before that.
  plan.advance(40)
  plan.giveBack(40, 100, 6, 0)
  plan.passBegins()
  expect([0, 2].map(job => [plan.moveUp(job, 40), plan.startOf(job)])).toEqual([
    [true, 60],
    [true, 110],
  ])
  // It starts as planned, so that nothing changes in the plan; then its place is free.
  expect(plan.begins(0, 60, { lasts: 50, cpuMilli: 7, memoryMiB: 0 })).toBe(false)
  expect(plan.begins(0, 60, { lasts: 50, cpuMilli: 8, memoryMiB: 0 })).toBe(true)
  expect(plan.startOf(0)).toBe(NEVER)
  plan.release(2, 60)
  expect(plan.nextChange(60)).toBe(110)
})

it('moves jobs as a search for each over all the time before its start would', () => {
  const step = fc.record({
    lasts: fc.integer({ min: 1, max: 40 }),
    cpu: fc.integer({ min: 0, max: CPU }),
    memory: fc.constantFrom(0, 0, 1, 4, MEMORY),
    passes: fc.nat(4),
    gone: fc.nat(40),
    depth: fc.constantFrom(3, 30, 30),
  })
  let moves = 0
  fc.assert(
    fc.property(fc.array(step, { minLength: 40, maxLength: 90 }), steps => {
      const plan = new Plan()
      const plain = new Plain()
      plan.reset(0, CPU, MEMORY)
      const jobs: { job: number; at: number; lasts: number; cpu: number; memory: number }[] = []
      let now = 0
      for (const [job, { lasts, cpu, memory, passes, gone, depth }] of steps.entries()) {
        now += passes
        plan.advance(now)
        const at = plain.soonest(now, END, lasts, cpu, memory)
        expect(plan.plan(job, now, now, { lasts, cpuMilli: cpu, memoryMiB: memory })).toBe(at)
        plain.add(at, at + lasts, -cpu, -memory)
        jobs.push({ job, at, lasts, cpu, memory })
        if (gone >= jobs.length) continue
        // One leaves: it ended early, or is not wanted any more.
        const [left] = jobs.splice(gone, 1)
        plan.release(left!.job, now)
        plain.add(Math.max(now, left!.at), Math.max(now, left!.at + left!.lasts), left!.cpu, left!.memory)
        plan.passBegins()
        for (const each of jobs.slice(0, depth)) {
          if (each.at <= now) continue
          const soonest = plain.soonest(now, each.at, each.lasts, each.cpu, each.memory)
          expect(plan.moveUp(each.job, now)).toBe(soonest < each.at)
          expect(plan.startOf(each.job)).toBe(soonest)
          if (soonest === each.at) continue
          moves++
          plain.add(each.at, each.at + each.lasts, each.cpu, each.memory)
          each.at = soonest
          plain.add(each.at, each.at + each.lasts, -each.cpu, -each.memory)
        }
      }
    }),
    { numRuns: 12, seed: 7, endOnFailure: true },
  )
  expect(moves).toBeGreaterThan(150)
})
