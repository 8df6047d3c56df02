import { expect, it } from 'vitest'
import { NEVER, SECOND, seconds } from '../../../sim/engine/time.ts'
import { framework, monolithic, systemOf } from '../../support/small-system.ts'
import { stagedRun } from '../../support/staged-run.ts'
import { machinesOf, numbersOf, type WrittenJob } from '../../support/watched-run.ts'

const web = (changes: Parameters<typeof framework>[1] = {}) =>
  systemOf(monolithic(), {
    frameworks: [framework('web', { kind: 'services', takes: ['*'], onFailure: 'relaunch', ...changes })],
  })

const service = (submit: number, tasks = 1): WrittenJob => ({ submit, run: NEVER, tasks })

async function available(...run: Parameters<typeof stagedRun>) {
  return numbersOf((await stagedRun(...run)).result)['available_share']
}

it('is nothing where there are no services', async () => {
  const jobs = [{ submit: 0, run: 5 }]
  expect(await available(web(), machinesOf(1, 4), jobs, { until: seconds(10) })).toBeNull()
})

it('counts every instance from the moment it runs where nothing else is said', async () => {
  // Four are wanted from 2 s on, and three find room.
  expect(await available(web(), machinesOf(1, 3), [service(2, 4)], { until: seconds(10) })).toBe(3 / 4)
})

it('begins with the window, with what is ready then', async () => {
  // From 4 s to 10 s; ready since 3 s.
  const staging = { until: seconds(10), warmup: seconds(4) }
  expect(await available(web({ readyAfter: 3 * SECOND }), machinesOf(1, 1), [service(0)], staging)).toBe(1)
})

it('ends with a crash, and begins again once the instance is ready on another machine', async () => {
  // It runs from 0 s, is ready from 2 s to 5 s, runs on the other machine from 5 s and is ready from 7 s to 10 s.
  const events = [{ at: seconds(5), machine: 0, event: 'crash' as const }]
  const staging = {
    until: seconds(10),
    hardware: { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER, events },
  }
  expect(await available(web({ readyAfter: 2 * SECOND }), machinesOf(2, 1), [service(0)], staging)).toBe(
    (3 + 3) / 10,
  )
})

it('is not made up for by instances that are too many', async () => {
  // Two services on four cores; 2 + 3 are wanted until 4 s and 2 + 2 run, then 1 + 1 are wanted. What is killed then is
  // ready no more, whatever it holds.
  const system = web({ killGrace: 2 * SECOND, scale: [{ at: seconds(4), to: 1 }] })
  const jobs = [service(0, 2), service(0, 3)]
  // 4 s × 4 of 5, then 6 s × 2 of 2.
  expect(await available(system, machinesOf(4, 1), jobs, { until: seconds(10) })).toBe((16 + 12) / (20 + 12))
})

it('ends with the service, and is added up over classes', async () => {
  // Both run until 5 s, when the first is given up with its machine; then one is wanted and runs.
  const events = [{ at: seconds(5), machine: 0, event: 'crash' as const }]
  const staging = {
    until: seconds(10),
    classes: ['a', 'b'],
    hardware: { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER, events },
  }
  const jobs = [service(0), { ...service(0), jobClass: 1 }]
  expect(await available(web({ onFailure: 'cancel' }), machinesOf(2, 1), jobs, staging)).toBe(1)
})

it('is not that of tasks that have an end, however many there are to be', async () => {
  const system = web({ scale: [{ at: seconds(2), to: 3 }] })
  const jobs = [{ submit: 0, run: 8 }]
  expect(await available(system, machinesOf(4, 1), jobs, { until: seconds(10) })).toBeNull()
})
