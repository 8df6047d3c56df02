import { expect, it } from 'vitest'
import { seconds } from '../../../sim/engine/time.ts'
import { framework, monolithic, systemOf } from '../../support/small-system.ts'
import { stagedRun } from '../../support/staged-run.ts'
import { machinesOf, numbersOf } from '../../support/watched-run.ts'

it('what is measured of frameworks adds up to what is measured of all', async () => {
  // One core. Job 0 of a holds it 0–10; two tasks of b and one of a wait from 4 on, until 10, 20 and 30: b's start at 10 and
  // 20, a's second job at 30. All is over at 40, the run with it.
  const run = await stagedRun(
    systemOf(monolithic(), { frameworks: [framework('a'), framework('b')] }),
    machinesOf(1, 1),
    [
      { submit: 0, run: 10 },
      { submit: 4, run: 10, tasks: 2, jobClass: 1 },
      { submit: 4, run: 10 },
    ],
    { classes: ['a', 'b'] },
  )
  const [all, a, b] = [
    numbersOf(run.result),
    numbersOf(run.result, 'framework', 'a'),
    numbersOf(run.result, 'framework', 'b'),
  ]
  // a: 26 s of one task; b: 6 s of two and 10 s of one.
  expect([a['queue_tasks_mean'], b['queue_tasks_mean']]).toEqual([26 / 40, (12 + 10) / 40])
  expect(all['queue_tasks_mean']).toBeCloseTo((26 + 12 + 10) / 40, 12)
  // Jobs: a's 26 s of one; b's 16 s of one.
  expect([a['queue_jobs_mean'], b['queue_jobs_mean'], all['queue_jobs_mean']]).toEqual([
    26 / 40,
    16 / 40,
    42 / 40,
  ])
  expect([a['tasks_started'], b['tasks_started'], all['tasks_started']]).toEqual([2, 2, 4])
  expect([a['jobs_finished'], b['jobs_finished'], all['jobs_finished']]).toEqual([2, 1, 3])
  expect(all['makespan_s']).toBe(40)
})

it('a stage that is ready from the beginning and never attempted has waited all along', async () => {
  const flows = framework('flows', { kind: 'pipelines', takes: ['*'] })
  const run = await stagedRun(
    systemOf(monolithic({ whenBlocked: 'wait' }), { frameworks: [flows] }),
    machinesOf(1, 1),
    [
      { submit: 0, run: 100 },
      { submit: 0, run: 1, pipeline: 0 },
    ],
    { until: seconds(50) },
  )
  // Job 0 waits for nothing, the stage at least 50 s.
  expect(numbersOf(run.result)).toMatchObject({ wait_first_max_s: 50, wait_first_mean_s: 25 })
  expect(run.result.rows[0]!.atLeast).toContain('wait_first_max_s')
})
