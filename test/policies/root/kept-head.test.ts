import { expect, it } from 'vitest'
import { drive } from '../../../bench/drive.ts'
import type { OrderPolicy } from '../../../sim/contracts.ts'
import { inSeconds, NEVER } from '../../../sim/engine/time.ts'
import { Simulation } from '../../../systems/simulation.ts'
import { monolithic, systemOf } from '../../support/small-system.ts'
import { machinesOf, type WrittenJob, workloadOf } from '../../support/watched-run.ts'

const blocked = [
  { submit: 0, run: 10 },
  { submit: 1, run: 10, cores: 2 },
  { submit: 2, run: 3 },
]

/** What an order that puts the later job first hears, on one machine of two cores. */
async function heard(keepsHead: boolean, jobs: readonly WrittenJob[] = blocked): Promise<string[]> {
  const words: string[] = []
  const order: OrderPolicy = {
    name: 'latest',
    keepsHead,
    compare: (a, b, { jobs }) => jobs.id[b]! - jobs.id[a]!,
    start: self => words.push(`start ${self.scheduler}`),
    passBegins: world => words.push(`${inSeconds(world.now)} s: pass`),
    headStarted: (job, tasks, { now, jobs }) =>
      words.push(`${inSeconds(now)} s: head ${jobs.id[job]}, ${tasks} task`),
  }
  const spec = {
    system: systemOf(monolithic({ order: 'latest', whenBlocked: 'wait' })),
    seed: 'oak',
    warmup: 0,
    until: NEVER,
    slices: 10,
    check: true,
    hardware: { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER },
  }
  await drive(new Simulation(spec, machinesOf(1, 2), workloadOf(jobs), { latest: () => ({ order }) }))
  return words
}

it('a head that is kept starts before a job that would go first', async () => {
  // Job 0 holds one core until 10. Job 1 needs two, and blocks at 1. Job 2 goes before it, and would fit at 2.
  expect((await heard(true)).filter(word => /start|head/.test(word))).toEqual([
    'start root',
    '0 s: head 0, 1 task',
    '10 s: head 1, 1 task',
    '20 s: head 2, 1 task',
  ])
})

it('a head that is not kept lets it go first', async () => {
  // Job 2 runs from 2 to 5 beside job 0; job 1 starts when both cores are free, at 10.
  expect((await heard(false)).filter(word => /head/.test(word))).toEqual([
    '0 s: head 0, 1 task',
    '2 s: head 2, 1 task',
    '10 s: head 1, 1 task',
  ])
})

it('a job is no head because one that is over was, whose row in the tables it has now', async () => {
  // Job 0 is over at 5, and its row is free. Jobs 1 and 2 come at 6; job 1, the first, takes the row, and job 2 goes first.
  const jobs = [
    { submit: 0, run: 5, cores: 2 },
    { submit: 6, run: 10, cores: 2 },
    { submit: 6, run: 10, cores: 2 },
  ]
  expect((await heard(true, jobs)).filter(word => /head/.test(word))).toEqual([
    '0 s: head 0, 1 task',
    '6 s: head 2, 1 task',
    '16 s: head 1, 1 task',
  ])
})

it('a pass begins once at each instant at which something waits', async () => {
  // Without a kept head: arrivals at 0, 1 and 2; job 2 ends at 5 while job 1 waits; job 0 ends at 10.
  expect((await heard(false)).filter(word => /pass/.test(word))).toEqual([
    '0 s: pass',
    '1 s: pass',
    '2 s: pass',
    '5 s: pass',
    '10 s: pass',
  ])
})
