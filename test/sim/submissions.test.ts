import { expect, test } from 'vitest'
import { systems } from '../../systems/catalogue.ts'
import { machinesOf, watchedRun, workloadOf } from '../support/watched-run.ts'
import { onePipeline } from '../theory/one-pipeline.ts'

const monolithic = { ...systems['monolithic']!, name: 'monolithic' }

test('a pipeline that waits for itself is refused before anything runs', async () => {
  const circle = onePipeline([
    { id: 1, run: 10, parents: [] },
    { id: 2, run: 10, parents: [2] },
    { id: 3, run: 10, parents: [1] },
  ])
  await expect(watchedRun(monolithic, machinesOf(1, 4), circle)).rejects.toThrow(
    'Job 2 (row 1) of pipeline 0 waits for job 3 (row 2); expected a stage that stands before it',
  )
})

test('jobs are in order of submission from one batch to the next', async () => {
  // 4096 jobs fill the first batch; the next begins with one that should have come before all of them.
  const jobs = Array.from({ length: 4096 }, () => ({ submit: 100, run: 1 }))
  const late = workloadOf([...jobs, { submit: 99, run: 1 }])
  await expect(watchedRun(monolithic, machinesOf(4096, 1), late, { check: false })).rejects.toThrow(
    'Job 4096 (row 0) is submitted at 99000000 µs, expected 100000000 µs or later',
  )
})
