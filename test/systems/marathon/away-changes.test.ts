/**
 * What is asked of an app while an instance of it is behind a partition: from 100 s, given up at 180 s; see away.test.ts.
 */
import { describe, expect, test } from 'vitest'
import { MINUTE, SECOND } from '../../../sim/engine/time.ts'
import { cutOff, events, secondsOf, service, strategy } from './cut-off.ts'

describe('changes of an app that has an unreachable instance', () => {
  test('scaled down it loses that first, which is killed when it is back', async () => {
    const run = await cutOff({
      lasts: 200,
      jobs: [service(2)],
      changes: {
        ...strategy(600, 700),
        constraints: [['hostname', 'UNIQUE']],
        scale: [{ at: 200 * SECOND, to: 1 }],
      },
    })
    expect(events(run).slice(2)).toEqual(['is scaled away on agent 0'])
    expect(secondsOf(run.log[2]!)).toBeGreaterThan(300)
    expect(run.result.rows[0]!.numbers).toMatchObject({ deployments_finished: 2, deployments_unfinished: 0 })
  })

  test('upgraded it leaves none of the old configuration behind, also of those that were replaced before', async () => {
    // Inactive at 240 s, upgraded at 250 s: its replacement is replaced, and the old one killed when it is back at 300 s.
    const run = await cutOff({
      lasts: 200,
      changes: { ...strategy(60, 700), killSelection: 'OLDEST_FIRST', upgrades: [{ at: 250 * SECOND }] },
    })
    const [, , third, fourth, fifth] = run.log
    expect(third).toContain('starts')
    expect(fourth).toContain('is scaled away on machine 1')
    expect(fifth).toContain('is scaled away on machine 0')
    expect(secondsOf(fifth!)).toBeGreaterThan(300)
    expect(run.log).toHaveLength(5)
  })

  test('locked by a deployment when the instance is back, it is put right by the next look at all apps', async () => {
    // An instance is healthy when it has run for 50 s. Replaced at 240 s, the app is scaled to two at 290 s, which takes until two are
    // healthy: the replacement is at 295 s, and the instance that is back at 300 s 5 s later. Then there are three, until 315 s.
    const healthCheck = {
      grace: 2 * MINUTE,
      interval: 10 * SECOND,
      timeout: SECOND,
      maxConsecutiveFailures: 3,
    }
    const run = await cutOff({
      lasts: 200,
      count: 3,
      changes: {
        ...strategy(60, 700),
        healthCheck,
        healthyAfter: 50 * SECOND,
        scale: [{ at: 290 * SECOND, to: 2 }],
      },
    })
    expect(events(run).slice(3)).toEqual(['is scaled away on agent 2'])
    expect(secondsOf(run.log[3]!)).toBe(315.001)
  })
})
