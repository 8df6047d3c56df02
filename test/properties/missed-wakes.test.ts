/**
 * Nobody waits though nothing stands in his way: whoever may start at a moment, by the rules of his own policy, starts then, whatever
 * happened before. See artificial-wake.ts for how that is asked.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MILLISECOND, NEVER } from '../../sim/engine/time.ts'
import type { RootSpec, ServicesSpec } from '../../systems/generic/spec.ts'
import {
  momentsOf,
  offersWhenWoken,
  quietMoments,
  startsWhenRevived,
  startsWhenWoken,
} from './artificial-wake.ts'
import { type RandomRun, randomRun } from './random-run.ts'
import { roots } from './random-system.ts'

const seed = 2026
/** Moments looked at in a run, of each kind. */
const MOMENTS = 6

/** Services that are scaled up and down, and machines that take no tasks for a while, each at random times. */
const changes = fc.record({
  scale: fc.array(
    fc.record({ at: fc.integer({ min: 200, max: 6000 }), to: fc.integer({ min: 1, max: 6 }) }),
    {
      maxLength: 8,
    },
  ),
  closed: fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: 6000 }),
      lasts: fc.integer({ min: 1, max: 4000 }),
      machine: fc.nat({ max: 3 }),
    }),
    { maxLength: 4 },
  ),
  backfills: fc.boolean(),
})

/** Random runs in which much is taken back: every other job may be a service that is scaled. */
function eventful(root: fc.Arbitrary<RootSpec>): fc.Arbitrary<RandomRun> {
  return fc.tuple(randomRun(root), changes).map(([run, { scale, closed, backfills }]) => {
    const { root } = run.system
    const steps = scale.map(({ at, to }) => ({ at: at * MILLISECOND, to })).sort((a, b) => a.at - b.at)
    return {
      ...run,
      events: [
        ...run.events,
        ...closed.flatMap(({ at, lasts, machine }) => [
          { at, machine, event: 'cordon' as const },
          { at: at + lasts, machine, event: 'return' as const },
        ]),
      ],
      jobs: run.jobs.map((job, i) => (i % 2 === 0 ? job : { ...job, jobClass: 1, gang: false })),
      system: {
        ...run.system,
        root:
          backfills && root.order !== 'conservative' && !('preempt' in root)
            ? { ...root, order: 'easy' as const, whenBlocked: 'wait' as const }
            : root,
        frameworks: run.system.frameworks.map(each =>
          each.name === 'short' ? { ...(each as ServicesSpec), scale: steps } : each,
        ),
      },
    }
  })
}

/**
 * May the root be told that anything is different without anything being so? Not where that alone has jobs planned for other times than
 * before: by sums that promise more than machines have, by what other schedulers have taken since, or by shares that changed elsewhere.
 */
function bearsAll({ system, machines }: RandomRun): boolean {
  const { root } = system
  const isOne = machines.length === 1 && root.rules.length === 0
  if (root.kind === 'sampling') return root.share === 'fifo' || machines.length === 1
  if (root.order === 'conservative') return isOne
  return root.kind === 'monolithic' || !root.order.startsWith('easy')
}

describe.each(['monolithic', 'shared-state', 'late sampling'])('%s', name => {
  it('starts nothing when it is woken for nothing', () => {
    fc.assert(
      fc.property(eventful(roots[name]!), run => {
        // A machine hears of nothing that happens elsewhere, and shares are of all machines.
        const isAsked = name !== 'late sampling' || bearsAll(run)
        const moments = isAsked ? momentsOf(run, MOMENTS) : []
        const starts = moments.map(at => startsWhenWoken(run, at, bearsAll(run)))
        expect(starts.flat()).toEqual([])
      }),
      { numRuns: 150, seed },
    )
  })
})

describe('offers', () => {
  it('offers nothing when it sleeps and is woken for nothing', () => {
    fc.assert(
      fc.property(eventful(roots['offers']!), run => {
        const offers = momentsOf(run, MOMENTS).map(at => offersWhenWoken(run, at))
        expect(offers.filter(made => made > 0)).toEqual([])
      }),
      { numRuns: 150, seed },
    )
  })
})

/** Every other job stays for long, so that others wait beside it; no scheduler is hosted. Masters may die, and agents be cut off. */
const lasting = randomRun(roots['mesos']!).map((run): RandomRun => {
  const frameworks = run.system.frameworks.map(({ hosting: _, process: __, ...each }) => each)
  return {
    ...run,
    machinesFail: false,
    system: { ...run.system, frameworks },
    jobs: run.jobs.map((job, i) => ({
      ...job,
      run: job.run * (i % 2 === 0 ? 1 : 12),
      meanTimeToFailure: NEVER,
      failingLaunches: 0,
    })),
    pipelines: [],
  }
})

// Kubernetes is asked the same of every pod after every event: test/systems/kubernetes/root/parked-pods.test.ts.
describe('mesos', () => {
  it('starts nothing when all frameworks revive long after everything', () => {
    let asked = 0
    fc.assert(
      fc.property(lasting, run => {
        const moments = quietMoments(run).slice(0, 3)
        asked += moments.length
        expect(moments.map(at => startsWhenRevived(run, at))).toEqual(moments.map(() => 0))
      }),
      { numRuns: 150, seed },
    )
    expect(asked).toBeGreaterThan(100)
  })
})
