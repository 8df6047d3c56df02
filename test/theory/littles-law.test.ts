/**
 * Little's law, L = λW (Little 1961), not as a limit but as an identity: in a run that starts and ends empty, the time
 * integral of the number waiting is the sum of the waits, to the microsecond. It ties the recorder's integrals to what
 * happened to each task, under every architecture.
 */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drive } from '../../bench/drive.ts'
import { MILLISECOND, NEVER } from '../../sim/engine/time.ts'
import { systems } from '../../systems/catalogue.ts'
import { Simulation } from '../../systems/simulation.ts'
import { machinesOf, numbersOf, type WrittenJob, workloadOf } from '../support/watched-run.ts'

const job: fc.Arbitrary<WrittenJob> = fc.record({
  submit: fc.integer({ min: 0, max: 200 }),
  run: fc.integer({ min: 1, max: 100 }),
  tasks: fc.integer({ min: 1, max: 6 }),
  cores: fc.integer({ min: 1, max: 3 }),
  memoryMiB: fc.integer({ min: 32, max: 512 }),
  jobClass: fc.nat({ max: 1 }),
})
const jobs = fc
  .array(job, { minLength: 1, maxLength: 40 })
  .map(list => list.sort((a, b) => a.submit - b.submit))

/** Sums over all tasks: from ready to placed, and what they held from placed to ended. */
async function sums(system: string, written: readonly WrittenJob[]) {
  const spec = {
    system: { ...systems[system]!, name: system },
    seed: 'oak',
    warmup: 0,
    until: NEVER,
    slices: 10,
    check: true,
    hardware: { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER },
  }
  const simulation = new Simulation(spec, machinesOf(4, 4), workloadOf(written, ['service', 'batch']))
  const { cluster } = simulation
  const { jobs, tasks, recorder } = cluster
  let waited = 0
  let held = 0
  cluster.probes.add({
    taskStarted: task => {
      waited += tasks.placedAt[task]! - jobs.readyAt[tasks.job[task]!]!
    },
    taskEnded: task => {
      held += (cluster.now - tasks.placedAt[task]!) * jobs.cpuMilli[tasks.job[task]!]!
    },
  })
  const result = await drive(simulation)
  let pendingTasks = 0
  let cpu = 0
  for (const { group } of recorder.measured()) {
    pendingTasks += group.pendingTasksIntegral
    cpu += group.cpuIntegral
  }
  return { waited, held, pendingTasks, cpu, result, end: cluster.now }
}

describe.each(['monolithic', 'offers', 'shared-state', 'sampling', 'batch-fcfs', 'batch-easy', 'batch-sjbf'])(
  '%s',
  system => {
    it('integrates the tasks that wait to the sum of their waits, and cores in use to what tasks held', async () => {
      await fc.assert(
        fc.asyncProperty(jobs, async written => {
          const { waited, held, pendingTasks, cpu } = await sums(system, written)
          expect(pendingTasks).toBe(waited)
          expect(cpu).toBe(held)
        }),
        { numRuns: 25 },
      )
    })
  },
)

describe('the result', () => {
  it('says L = λW of jobs', async () => {
    // Two machines' worth of jobs of one task on 16 cores: 3 cores each, so 4 run and the others wait.
    const written = Array.from({ length: 40 }, (_, i) => ({
      submit: i,
      run: 10 + (i % 7),
      cores: 3,
      memoryMiB: 64,
    }))
    const { result, end } = await sums('batch-fcfs', written)
    const { queue_jobs_mean, wait_first_mean_s, jobs_submitted, cpu_used_share, response_mean_s } =
      numbersOf(result)
    const rate = jobs_submitted! / (end / 1e6)
    expect(queue_jobs_mean).toBeCloseTo(rate * wait_first_mean_s!, 12)
    expect(queue_jobs_mean! + (cpu_used_share! * 16) / 3).toBeCloseTo(rate * response_mean_s!, 12)
  })

  it('counts the latency of a launch as holding, not as waiting', async () => {
    // The job reaches the scheduler after 1 ms and is thought about for 105 ms; the launch takes 1 ms, 5 s of work follow.
    const { waited, held } = await sums('monolithic', [
      { submit: 0, run: 5, cores: 2, memoryMiB: 64, jobClass: 1 },
    ])
    expect(waited).toBe(106 * MILLISECOND)
    expect(held).toBe(2000 * 5001 * MILLISECOND)
  })
})
