/**
 * A pass that a root does not make would have come to nothing: where every one of them is made, all numbers are the same.
 */
import fc from 'fast-check'
import { afterEach, expect, it, vi } from 'vitest'
import { Scheduler } from '../../policies/root/scheduler/scheduler.ts'
import type { RootSpec } from '../../systems/generic/spec.ts'
import { monolithic, sharedState, systemOf } from '../support/small-system.ts'
import { machinesOf, watchedRun, workloadOf } from '../support/watched-run.ts'
import { randomRun, simulate } from './random-run.ts'
import { roots } from './random-system.ts'

const seed = 1130

afterEach(() => {
  vi.restoreAllMocks()
})

/** From now on schedulers say that a job may always go. */
function makeAllPasses(): void {
  vi.spyOn(Scheduler.prototype, 'mayGo', 'get').mockReturnValue(true)
}

it.each(['monolithic', 'shared-state', 'late sampling', 'early sampling'])(
  'comes to the same results under %s when every pass is made',
  async root => {
    await fc.assert(
      fc.asyncProperty(randomRun(roots[root]!), async run => {
        vi.restoreAllMocks()
        const { result } = await simulate(run)
        makeAllPasses()
        expect((await simulate(run)).result).toEqual(result)
      }),
      { numRuns: 100, seed },
    )
  },
)

/** How often a root asks for a job, that has one core for a job of 10 s and three of 1 s, which come a second apart. */
async function timesAsked(root: RootSpec): Promise<number> {
  const jobs = [{ submit: 0, run: 10 }, ...[1, 2, 3].map(submit => ({ submit, run: 1 }))]
  const next = vi.spyOn(Scheduler.prototype, 'next').mockClear()
  await watchedRun(systemOf(root), machinesOf(1, 1), workloadOf(jobs))
  return next.mock.calls.length
}

it('asks for a job only where one may go', async () => {
  // One core. Job 0 runs from 0 to 10; jobs 1, 2 and 3 come at 1, 2 and 3 and run for a second each. Asked for a job until there is none:
  // twice at 0, where job 0 starts; once at 1, where job 1 finds no room and blocks; not at 2 and 3, behind it; twice each at 10, 11 and
  // 12, where the next one starts. At 13 the run is over.
  const root = monolithic({ whenBlocked: 'wait' })
  expect(await timesAsked(root)).toBe(2 + 1 + 3 * 2)
  makeAllPasses()
  expect(await timesAsked(root)).toBe(2 + 1 + 3 * 2 + 2)
})

it('asks a scheduler beside others for a job only where one may go', async () => {
  // The same jobs. Once at 0 for job 0, and at 1, where job 1 finds no room and blocks; not at 2 and 3; twice each at 10 and 11, where one
  // starts and the next blocks; once at 12 for the last. In vain it would be asked at 2, at 3, and again at 0 and 12, once nobody waits.
  const root = sharedState({ whenBlocked: 'wait' })
  expect(await timesAsked(root)).toBe(1 + 1 + 2 * 2 + 1)
  makeAllPasses()
  expect(await timesAsked(root)).toBe(1 + 1 + 2 * 2 + 1 + 4)
})
