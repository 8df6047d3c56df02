/**
 * Upgrades of an app of four of which one waits to be launched: it failed at 59.5 s, half a second before the upgrade, and its delay
 * is not over. What it counts for differs by era (TaskReplaceActor.scala, v1.3.6 and 90619da).
 */
import { describe, expect, test } from 'vitest'
import { MINUTE, NEVER, SECOND } from '../../../sim/engine/time.ts'
import type { MarathonSpec } from '../../../systems/marathon/spec.ts'
import { agents, marathonOf } from '../../support/marathon-run.ts'
import { type Stage, stagedRun } from '../../support/staged-run.ts'

async function upgraded(
  system: 'dcos-1.8' | 'marathon-head',
  changes: Partial<MarathonSpec>,
  failsAt = 59.5,
): Promise<string[]> {
  const jobs = [{ submit: 10, run: NEVER, tasks: 4 }]
  const all = { upgrades: [{ at: 60 * SECOND }], ...changes }
  const { log } = await stagedRun(marathonOf(system, all), agents(5), jobs, {
    until: 75 * SECOND,
    script: { [failsAt]: (stage: Stage) => stage.failTask(0) },
  })
  return log.slice(5).map(line => line.replace(' s: job 0', '').replace(' on machine', ','))
}

const withoutPlaces = (lines: readonly string[]) => lines.map(line => line.replace(/, \d+/, ''))

describe('of which half may be missing, and none be more', () => {
  const changes = { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 }

  test('1.3 forgets what is queued: 3 are launched, and 3 − 2 of them go at once', async () => {
    // One place is free when the upgrade begins, and one when the first is gone.
    const [first, ...rest] = withoutPlaces(await upgraded('dcos-1.8', changes))
    expect(first).toBe('60.001 is scaled away')
    expect(rest.filter(line => line.endsWith('starts'))).toHaveLength(4)
    expect(rest.filter(line => line.endsWith('away'))).toHaveLength(2)
  })

  test('head has 4, and the one that goes at once is queued: nobody is killed, and there is room for one', async () => {
    // A look at 59.5 s found that no offers are wanted; the next is at 64.5 s, and the master allocates at 65 s. From then on one new
    // instance after the other takes the place of an old one, as soon as what that leaves is offered.
    expect(withoutPlaces(await upgraded('marathon-head', changes))).toEqual([
      '65.003 starts',
      '65.006 is scaled away',
      '66.003 starts',
      '66.006 is scaled away',
      '67.003 starts',
      '67.006 is scaled away',
      '68.003 starts',
    ])
  })
})

test('head launches what is queued in the old configuration when its delay is over, and kills it first', async () => {
  // Four new ones are queued besides at 60 s, of twice as many as may be; all five find room at 65 s. At 70 s the new ones are healthy.
  const healthCheck = { grace: MINUTE, interval: 10 * SECOND, timeout: SECOND, maxConsecutiveFailures: 3 }
  const lines = await upgraded('marathon-head', { healthCheck, healthyAfter: 2 * SECOND })
  const [starts, kills] = [lines.slice(0, 5), lines.slice(5)]
  expect(withoutPlaces(starts)).toEqual(Array(5).fill('65.003 starts'))
  expect(withoutPlaces(kills)).toEqual(Array(4).fill('70.006 is scaled away'))
  // The three that were not queued are on agent 0, as all four were; under the seed the queued one is on agent 3.
  expect(kills.map(line => line.at(-1))).toEqual(['3', '0', '0', '0'])
})

describe('an old instance that fails at 60.001 s, as an upgrade begins', () => {
  // A delay is of a configuration (RateLimiter.scala). One new instance is queued at 60 s, and one more for the old one that is gone;
  // were they held back for the 20 s that an old one would wait, the first would start after 80 s.
  const changes = { backoff: 20 * SECOND, minimumHealthCapacity: 1, maximumOverCapacity: 0 }

  test('does not hold the new ones back in 1.3', async () => {
    expect(withoutPlaces(await upgraded('dcos-1.8', changes, 60.001)).slice(0, 4)).toEqual([
      '60.004 starts',
      '60.007 is scaled away',
      '61.003 starts',
      '61.003 starts',
    ])
  })

  test('nor at head', async () => {
    expect(withoutPlaces(await upgraded('marathon-head', changes, 60.001)).slice(0, 4)).toEqual([
      '61.003 starts',
      '61.003 starts',
      '61.006 is scaled away',
      '61.006 is scaled away',
    ])
  })
})
