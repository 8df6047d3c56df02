/**
 * Parked jobs that ask for the same are tried together, one for all; that changes no number of a result. The other side
 * is the same placement as a user's policy, of which nothing is known, so that every job is tried for itself.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { drive } from '../../bench/drive.ts'
import { bestFit } from '../../policies/place/best-fit.ts'
import { firstFit } from '../../policies/place/first-fit.ts'
import { scored } from '../../policies/place/scored.ts'
import { needs } from '../../policies/rules/needs.ts'
import { Streams } from '../../sim/chance/random.ts'
import { MILLISECOND } from '../../sim/engine/time.ts'
import type { SchedulerSpec } from '../../systems/generic/spec.ts'
import { monolithic } from '../support/small-system.ts'
import { type RandomRun, randomRun, simulationOf } from './random-run.ts'

const placements = { 'first-fit': firstFit, 'best-fit': scored(bestFit) } as const

const root = fc
  .record({
    order: fc.constantFrom<SchedulerSpec['order'][]>('fifo', 'shortest-first', 'priority'),
    place: fc.constantFrom<(keyof typeof placements)[]>('first-fit', 'best-fit'),
    share: fc.constantFrom<SchedulerSpec['share'][]>('fifo', 'drf', 'fair'),
    whenBlocked: fc.constantFrom<SchedulerSpec['whenBlocked'][]>('pass', 'pass', 'pass', 'wait'),
  })
  .map(parts => monolithic(parts))

/** Many jobs for little room: what was drawn comes four times, all within a second. */
function crowded(run: RandomRun): RandomRun {
  const times = [0, 1, 2, 3]
  return {
    ...run,
    jobs: times.flatMap(time => run.jobs.map(job => ({ ...job, submit: Math.floor(job.submit / 8) + time }))),
  }
}

function byHand(run: RandomRun): ReturnType<typeof simulationOf> {
  const { root } = run.system
  const made = placements[root.place as keyof typeof placements]
  const place = made({ rules: [needs()], random: new Streams('oak').stream('none') })
  const own = { name: place.name, place: place.place.bind(place) }
  const system = { ...run.system, root: { ...root, place: 'own' } }
  return simulationOf({ ...run, system }, { until: 20_000 * MILLISECOND }, { own: () => ({ place: own }) })
}

it('tries jobs that ask for the same together, and counts as if it had tried each', async () => {
  let spared = 0
  await fc.assert(
    fc.asyncProperty(randomRun(root).map(crowded), async run => {
      const simulation = simulationOf(run, { until: 20_000 * MILLISECOND })
      const result = await drive(simulation)
      expect(result).toEqual(await drive(byHand(run)))
      spared += result.rows[0]!.numbers['attempts_without_room'] ?? 0
    }),
    { seed: 1887, numRuns: 400 },
  )
  expect(spared).toBeGreaterThan(1000)
}, 120_000)
