import { describe, expect, it } from 'vitest'
import { drive } from '../../../bench/drive.ts'
import { HOUR, MINUTE, NEVER, SECOND } from '../../../sim/engine/time.ts'
import { Concurrency } from '../../../sim/world/batch.ts'
import { NONE } from '../../../sim/world/handles.ts'
import { JobEnd } from '../../../sim/world/lifecycle.ts'
import { Simulation } from '../../../systems/simulation.ts'
import type { CronPart } from '../../../workloads/spec.ts'
import { openMix } from '../../../workloads/synthetic/mix.ts'
import { machinesOf, numbersOf } from '../../support/watched-run.ts'
import { queueWith } from '../../theory/replications.ts'
import { constant } from '../../workloads/synthetic/parts.ts'

/** Every 10 min, and 25 min long: longer than its period. */
const cron: CronPart = {
  kind: 'cron',
  jobClass: 'cron',
  runs: { kind: 'fixed', first: 0, every: 10 * MINUTE },
  concurrency: Concurrency.Allow,
  tasks: constant(1),
  duration: constant(25 * MINUTE),
  cpuMilli: constant(1000),
  memoryMiB: constant(0),
  meanTimeToFailure: NEVER,
  gang: false,
  priority: 0,
}

/** One hour where nobody waits for a core, a decision or a message: what becomes of every run, by minutes. */
async function hourOf(parts: readonly CronPart[], killGrace = 0) {
  const base = queueWith({})
  const system = { ...base, frameworks: base.frameworks.map(each => ({ ...each, killGrace })) }
  const spec = {
    system,
    seed: 'oak',
    warmup: 0,
    until: HOUR,
    slices: 10,
    check: true,
    hardware: { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER },
  }
  const workload = openMix({ kind: 'mix', parts, until: HOUR }, { seed: 'oak', cpuMilli: 8000 })
  const simulation = new Simulation(spec, machinesOf(1, 8), workload)
  const { cluster } = simulation
  const { jobs, tasks, failures } = cluster
  const log: string[] = []
  const minute = () => cluster.now / MINUTE
  cluster.probes.add({
    taskStarted: task => {
      log.push(`${minute()}: ${jobs.id[tasks.job[task]!]} begins`)
    },
    jobEnded: job => {
      const cause = jobs.cause[job] === NONE ? '' : `, ${failures.get(jobs.cause[job]!)!.reason}`
      log.push(
        `${minute()}: ${jobs.id[job]} ${jobs.end[job] === JobEnd.Finished ? 'is done' : 'is not'}${cause}`,
      )
    },
  })
  const numbers = numbersOf(await drive(simulation))
  return { log, numbers }
}

describe('a cron job longer than its period', () => {
  it('has several runs at once where that is allowed', async () => {
    const { log, numbers } = await hourOf([cron])
    expect(log).toEqual([
      '0: 1 begins',
      '10: 2 begins',
      '20: 3 begins',
      '25: 1 is done',
      '30: 4 begins',
      '35: 2 is done',
      '40: 5 begins',
      '45: 3 is done',
      '50: 6 begins',
      '55: 4 is done',
    ])
    // 4 × 25 min are done; 20 and 10 of the last two are open.
    expect(numbers).toMatchObject({ jobs_finished: 4, jobs_cancelled: 0, core_hours_done: 100 / 60 })
    expect(numbers['core_hours_unfinished']).toBeCloseTo(30 / 60, 12)
  })

  it('skips what is due while a run goes on where that is forbidden, and never makes up for it', async () => {
    const { log, numbers } = await hourOf([{ ...cron, concurrency: Concurrency.Forbid }])
    const skipped = 'is not, the cron run before it was still going on'
    expect(log).toEqual([
      '0: 1 begins',
      `10: 2 ${skipped}`,
      `20: 3 ${skipped}`,
      '25: 1 is done',
      '30: 4 begins',
      `40: 5 ${skipped}`,
      `50: 6 ${skipped}`,
      '55: 4 is done',
    ])
    // Skipped runs have no wait: those of the other two are known to be 0.
    expect(numbers).toMatchObject({
      jobs_finished: 2,
      jobs_cancelled: 4,
      jobs_never_ready: 4,
      tasks_cancelled: 4,
      wait_first_mean_s: 0,
      core_hours_done: 50 / 60,
      core_hours_lost: 0,
    })
  })

  it('never comes to an end where each run takes the place of the one before', async () => {
    const { log, numbers } = await hourOf([{ ...cron, concurrency: Concurrency.Replace }])
    expect(log.slice(0, 5)).toEqual([
      '0: 1 begins',
      '10: 1 is not, the next cron run took its place',
      '10: 2 begins',
      '20: 2 is not, the next cron run took its place',
      '20: 3 begins',
    ])
    // Five runs are killed after 10 min each.
    expect(numbers).toMatchObject({ jobs_finished: 0, jobs_cancelled: 5 })
    expect(numbers['core_hours_lost']).toBeCloseTo(50 / 60, 12)
  })

  it('stops each run with its grace beside the next', async () => {
    // Replaced every 10 min with 12 min of grace, two runs are being stopped while one works.
    const { log, numbers } = await hourOf([{ ...cron, concurrency: Concurrency.Replace }], 12 * MINUTE)
    expect(log.slice(0, 5)).toEqual([
      '0: 1 begins',
      '10: 2 begins',
      '20: 3 begins',
      '22: 1 is not, the next cron run took its place',
      '30: 4 begins',
    ])
    expect(numbers['core_hours_stopping']).toBeGreaterThan(0)
  })
})

describe('cron jobs', () => {
  it('know nothing of each other', async () => {
    const forbid = { ...cron, concurrency: Concurrency.Forbid, duration: constant(5 * MINUTE) }
    const later = {
      ...forbid,
      runs: { kind: 'listed', times: [2 * MINUTE, 3 * MINUTE, 8 * MINUTE] } as const,
    }
    const { log } = await hourOf([{ ...forbid, runs: { kind: 'fixed', first: 0, every: NEVER } }, later])
    expect(log).toEqual([
      '0: 1 begins',
      `2: ${1e9 + 1} begins`,
      `3: ${1e9 + 2} is not, the cron run before it was still going on`,
      '5: 1 is done',
      `7: ${1e9 + 1} is done`,
      `8: ${1e9 + 3} begins`,
      `13: ${1e9 + 3} is done`,
    ])
  })

  it('end before the next is due, and are limited in number', async () => {
    const { log } = await hourOf([
      {
        ...cron,
        concurrency: Concurrency.Forbid,
        duration: constant(10 * MINUTE - SECOND),
        runs: { kind: 'fixed', first: 0, every: 10 * MINUTE, most: 3 },
      },
    ])
    expect(log.filter(line => line.includes('begins'))).toHaveLength(3)
  })
})
