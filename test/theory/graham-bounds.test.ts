/**
 * Graham's bounds for list scheduling ("Bounds on multiprocessing timing anomalies", 1969): whatever the order, a pipeline
 * on m alike cores that are never left idle beside a ready task takes at least max(CP, work/m) and at most
 * work/m + (1 − 1/m) CP, where CP is its critical path.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { machinesOf, numbersOf, watchedRun } from '../support/watched-run.ts'
import { onePipeline, pipelinesOn, type Stage } from './one-pipeline.ts'

/** Each stage depends on any of those before it. */
const stages: fc.Arbitrary<Stage[]> = fc
  .array(fc.record({ run: fc.integer({ min: 1, max: 50 }), parents: fc.array(fc.nat(), { maxLength: 3 }) }), {
    minLength: 1,
    maxLength: 30,
  })
  .map(list =>
    list.map(({ run, parents }, i) => ({
      run,
      parents: i === 0 ? [] : [...new Set(parents.map(parent => parent % i))],
    })),
  )

function criticalPath(list: readonly Stage[]): number {
  const end: number[] = []
  for (const { run, parents } of list) end.push(run + Math.max(0, ...parents.map(parent => end[parent]!)))
  return Math.max(...end)
}

describe.each(['fifo', 'shortest-first', 'priority'])('%s', order => {
  it.each([1, 2, 3, 8])('keeps within the bounds on %i cores', async m => {
    await fc.assert(
      fc.asyncProperty(stages, async list => {
        const run = await watchedRun(pipelinesOn(order), machinesOf(m, 1), onePipeline(list))
        const makespan = numbersOf(run.result)['makespan_s']!
        const work = list.reduce((sum, stage) => sum + stage.run, 0)
        const path = criticalPath(list)
        // Durations are whole seconds, so only the division by m rounds.
        expect(makespan).toBeGreaterThanOrEqual(Math.max(path, work / m - 1e-9))
        expect(makespan).toBeLessThanOrEqual(work / m + (1 - 1 / m) * path + 1e-9)
        if (m === 1) expect(makespan).toBe(work)
      }),
      { numRuns: 40 },
    )
  })
})

describe('the upper bound', () => {
  it('is reached: m(m − 1) short tasks before one of length m end at 2m − 1', async () => {
    // m = 4: twelve tasks of 1 s fill four cores for 3 s, then one of 4 s: 7 s; work 16, path 4: 16/4 + 3/4 · 4 = 7.
    const list = [...Array.from({ length: 12 }, () => ({ run: 1, parents: [] })), { run: 4, parents: [] }]
    const { result } = await watchedRun(pipelinesOn('fifo'), machinesOf(4, 1), onePipeline(list))
    expect(numbersOf(result)['makespan_s']).toBe(7)
  })
})
