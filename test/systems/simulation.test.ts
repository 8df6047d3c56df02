import { describe, expect, test } from 'vitest'
import { NEVER } from '../../sim/engine/time.ts'
import { systems } from '../../systems/catalogue.ts'
import { machinesOf, numbersOf, watchedRun, workloadOf } from '../support/watched-run.ts'

const named = (name: string) => ({ ...systems[name]!, name })

describe('a run without an end', () => {
  test('in which something is tried in vain for ever is ended by a sentence', async () => {
    // At most one task of a job on each of two machines: the gang of three never starts, and is tried once a second.
    const system = named('monolithic')
    const root = {
      ...system.root,
      rules: [{ name: 'max-per-machine' as const, count: 1 }],
      whenBlocked: 'retry' as const,
    }
    const jobs = workloadOf([{ id: 7, submit: 0, run: 1, tasks: 3, gang: true }])
    const run = watchedRun({ ...system, root }, machinesOf(2, 4), jobs, { check: false })
    await expect(run).rejects.toThrow(
      /nothing runs, and job 7 did not start in 1000000 events: the run would not end\. Set until/,
    )
  })

  test('is over with its last job, though a hosted scheduler goes on to die and to be launched again', async () => {
    const system = named('monolithic')
    const hosting = {
      hostedBy: 'services',
      cpuMilli: 1000,
      memoryMiB: 1,
      meanTimeToFailure: 60_000_000,
      reconciliation: 0,
      failoverTimeout: NEVER,
    }
    const frameworks = system.frameworks.map(each => (each.name === 'batch' ? { ...each, hosting } : each))
    const jobs = workloadOf([{ submit: 0, run: 600 }])
    const { result } = await watchedRun({ ...system, frameworks }, machinesOf(2, 4), jobs)
    expect(numbersOf(result, 'class', 'batch')['jobs_finished']).toBe(1)
    expect(result.endS).toBeGreaterThan(600)
    expect(result.endS).toBeLessThan(700)
  })
})
