/** Attempts that are known to be in vain: counted where the job stands, and not made. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { MonolithicSpec, SystemSpec } from '../../../../systems/generic/spec.ts'
import { monolithic, systemOf } from '../../../support/small-system.ts'
import { stagedRun } from '../../../support/staged-run.ts'
import { machinesOf, numbersOf, type WrittenJob } from '../../../support/watched-run.ts'

const waiting = (changes: Partial<MonolithicSpec> = {}) =>
  systemOf(monolithic({ whenBlocked: 'wait', ...changes }))

it('count as if they had been made', async () => {
  // One core. Job 0 runs from 0 to 10. Job 1 comes at 1, is tried in vain and blocks; job 2 comes at 2 and is not tried. At 10 job 1
  // starts, and job 2 is tried in vain; at 15 it starts. Tried: once, twice and twice. Until its first attempt, job 2 queued 8 s.
  const jobs = [0, 1, 2].map(submit => ({ submit, run: submit === 0 ? 10 : 5 }))
  const { result } = await stagedRun(waiting(), machinesOf(1, 1), jobs)
  expect(numbersOf(result)).toMatchObject({
    decisions: 5,
    attempts_without_room: 2,
    attempts_mean: 5 / 3,
    attempts_max: 2,
    queue_first_mean_s: 8 / 3,
    queue_total_mean_s: (0 + 9 + 13) / 3,
  })
})

it('change no number of a run', async () => {
  const job = fc.record({
    gap: fc.nat(3),
    run: fc.integer({ min: 1, max: 9 }),
    tasks: fc.integer({ min: 1, max: 3 }),
    cores: fc.integer({ min: 1, max: 2 }),
    gang: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(job, { maxLength: 25 }), async drawn => {
      let submit = 0
      const jobs = drawn.map(({ gap, ...each }): WrittenJob => {
        submit += gap
        return { ...each, submit }
      })
      const numbers = async (changes: Partial<MonolithicSpec>) => {
        const { result, log } = await stagedRun(waiting(changes), machinesOf(2, 3), jobs)
        return { log, rows: result.rows }
      }
      // A decision that could kill somebody is made, although all are of one priority.
      const made = await numbers({ order: 'priority', preempt: 'lowest-priority-first' })
      expect(await numbers({ order: 'priority' })).toEqual(made)
    }),
    { numRuns: 40 },
  )
})

/** What who listens hears of job 1, which comes while job 0 holds the only core. */
async function toldOf(system: SystemSpec): Promise<string[]> {
  const told: string[] = []
  const jobs = [0, 1].map(submit => ({ submit, run: 10 }))
  await stagedRun(system, machinesOf(1, 1), jobs, {
    script: {
      0.5: ({ cluster }) =>
        cluster.probes.add({
          stands: (_job, place) => told.push(place),
          tried: (_job, _view, wanted, claimed) => told.push(`tried, ${claimed} of ${wanted}`),
          blocks: () => told.push('blocks'),
        }),
    },
  })
  return told
}

it('are told to who listens, in the order in which they would have been made', async () => {
  const vain = ['queued', 'in hand', 'tried, 0 of 1']
  const placed = ['in hand', 'tried, 1 of 1', 'nowhere']
  expect(await toldOf(waiting())).toEqual([...vain, 'queued', 'blocks', ...placed])
  // A placement that is not known to forget is asked every time.
  const passing = [...vain, 'parked', 'queued', ...placed]
  expect(await toldOf(waiting({ whenBlocked: 'pass' }))).toEqual(passing)
  expect(await toldOf(waiting({ whenBlocked: 'pass', place: 'random' }))).toEqual(passing)
})
