import { describe, expect, it } from 'vitest'
import { LongestWaits } from '../../../answers/explain/longest-waits.ts'
import { explainedRun } from '../../support/explained-run.ts'
import { monolithic, systemOf } from '../../support/small-system.ts'
import { machinesOf } from '../../support/watched-run.ts'

describe('the longest waits', () => {
  // One machine of 2 cores. Job 0 takes both for 10 s; jobs 1 and 2 come at 0 s, want one core each and start at 10 s, so that
  // both wait 10 s; job 2 is over at 15 s and job 1 at 30 s. Job 3 comes at 12 s and waits for job 2: 3 s.
  it.each([
    [1, [1]],
    [2, [1, 2]],
    [3, [1, 2, 3]],
    [9, [1, 2, 3]],
  ])(
    'of %i jobs begin with the job that arrived first, also where a later one that waited as long ended before it',
    async (most, expected) => {
      const { probe } = await explainedRun(
        {
          system: systemOf(monolithic()),
          machines: () => machinesOf(1, 2),
          jobs: [
            { submit: 0, run: 10, cores: 2 },
            { submit: 0, run: 20, cores: 1 },
            { submit: 0, run: 5, cores: 1 },
            { submit: 12, run: 5, cores: 1 },
          ],
        },
        cluster => {
          const waits = new LongestWaits(cluster, most)
          cluster.probes.add(waits)
          return waits
        },
      )
      expect(probe.arrivals()).toEqual(expected)
    },
  )
})
