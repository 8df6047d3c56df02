import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  residentUpgradeDefaults,
  restartStrategy,
  Upgrade,
  upgradeDefaults,
} from '../../../systems/marathon/upgrade.ts'

const strategyOf = (minimumHealthCapacity: number, maximumOverCapacity: number) => ({
  minimumHealthCapacity,
  maximumOverCapacity,
})

/** An upgrade of which everything that it kills is gone and everything that it launches exists at once. */
function upgradeOf(
  instances: number,
  old: number,
  strategy = upgradeDefaults,
  more: { hasHealthChecks?: boolean; hasReadinessChecks?: boolean; isResident?: boolean } = {},
) {
  const state = { killed: [] as string[], old, fresh: [] as string[], most: old }
  const upgrade: Upgrade = new Upgrade(
    {
      instances,
      strategy,
      isResident: false,
      healthy: old,
      hasHealthChecks: true,
      hasReadinessChecks: false,
      ...more,
      old: Array.from({ length: old }, (_, at) => `o${at}`),
    },
    '1.3',
    {
      kill(instance) {
        state.killed.push(instance)
        state.old -= 1
        upgrade.gone(instance)
      },
      launch(count) {
        for (let each = 0; each < count; each++) state.fresh.push(`n${state.fresh.length}`)
        state.most = Math.max(state.most, state.old + state.fresh.length)
      },
    },
  )
  return { upgrade, state }
}

describe('a restart strategy', () => {
  const question = {
    instances: 10,
    strategy: strategyOf(0.75, 0.25),
    isResident: false,
    current: 10,
    healthy: 10,
  }

  it('keeps the ceiling of the minimum, and allows the floor of the maximum', () => {
    // ⌈7.5⌉ = 8 stay, so 2 may go; ⌊12.5⌋ = 12 may exist.
    expect(restartStrategy(question, 'head')).toEqual({ maxCapacity: 12, killNow: 2 })
  })

  it('lets a resident app go one below, and any other one above, when there is no room at all', () => {
    const none = { ...question, strategy: strategyOf(1, 0) }
    expect(restartStrategy({ ...none, isResident: true }, 'head')).toEqual({ maxCapacity: 10, killNow: 1 })
    expect(restartStrategy(none, 'head')).toEqual({ maxCapacity: 11, killNow: 0 })
    // With one instance not healthy there is room.
    expect(restartStrategy({ ...none, healthy: 9 }, 'head')).toEqual({ maxCapacity: 10, killNow: 0 })
  })

  it('kills what is more than wanted at once in head, however few are healthy', () => {
    const excess = { ...question, current: 14, healthy: 3 }
    expect(restartStrategy(excess, 'head').killNow).toBe(4)
    expect(restartStrategy(excess, '1.3').killNow).toBe(0)
  })

  it('of a resident app of four by its defaults halves it', () => {
    expect(
      restartStrategy(
        { instances: 4, strategy: residentUpgradeDefaults, isResident: true, current: 4, healthy: 4 },
        'head',
      ),
    ).toEqual({ maxCapacity: 4, killNow: 2 })
  })
})

describe('an upgrade', () => {
  it('kills one old instance for each new one that is healthy, oldest in the list first', () => {
    const { upgrade, state } = upgradeOf(2, 2)
    upgrade.start()
    expect(state).toMatchObject({ killed: [], fresh: ['n0', 'n1'] })
    upgrade.running('n0')
    expect(state.killed).toEqual([])
    upgrade.healthy('n0')
    upgrade.healthy('n0')
    expect([state.killed, upgrade.isFinished]).toEqual([['o0'], false])
    upgrade.healthy('n1')
    expect([state.killed, upgrade.isFinished]).toEqual([['o0', 'o1'], true])
  })

  it('goes by running without health checks, and waits for readiness with readiness checks', () => {
    const plain = upgradeOf(1, 1, upgradeDefaults, { hasHealthChecks: false })
    plain.upgrade.start()
    plain.upgrade.running('n0')
    expect(plain.state.killed).toEqual(['o0'])
    const careful = upgradeOf(1, 1, upgradeDefaults, { hasReadinessChecks: true })
    careful.upgrade.start()
    careful.upgrade.ready('n0')
    expect(careful.state.killed).toEqual([])
    careful.upgrade.healthy('n0')
    expect(careful.state.killed).toEqual(['o0'])
  })

  it('launches a new instance again that has ended, and makes no more kills than that', () => {
    const { upgrade, state } = upgradeOf(1, 1)
    upgrade.start()
    upgrade.gone('n0')
    expect([state.fresh, state.killed]).toEqual([['n0', 'n1'], []])
    upgrade.healthy('n1')
    expect(upgrade.isFinished).toBe(true)
  })

  it('spends a kill on an old instance that has ended by itself', () => {
    // TaskReplaceActor.scala: `toKill` still has it when the next new one is healthy (1.3 and head alike).
    const { upgrade, state } = upgradeOf(3, 3)
    upgrade.start()
    upgrade.gone('o1')
    const killed = []
    for (const fresh of ['n0', 'n1', 'n2']) {
      upgrade.healthy(fresh)
      killed.push([...state.killed])
    }
    expect(killed).toEqual([['o0'], ['o0', 'o1'], ['o0', 'o1', 'o2']])
    expect(upgrade.isFinished).toBe(true)
  })

  it('stays within its capacities, always, and ends', () => {
    const share = fc.integer({ min: 0, max: 20 }).map(twentieth => twentieth / 20)
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 25 }),
        fc.nat(30),
        share,
        share,
        fc.boolean(),
        (instances, old, minimum, over, isResident) => {
          const { upgrade, state } = upgradeOf(instances, old, strategyOf(minimum, over), { isResident })
          const minHealthy = Math.ceil(instances * minimum)
          const maximum = Math.floor(instances * (1 + over))
          // The two exceptions that keep an upgrade from standing still; what was too few or too many before is not its doing.
          const isStuck = minHealthy === maximum && maximum <= old
          const least = Math.min(old, minHealthy - (isStuck && isResident ? 1 : 0))
          const most = Math.max(old, maximum + (isStuck && !isResident ? 1 : 0))
          upgrade.start()
          let healthy = 0
          for (;;) {
            expect(state.old + healthy).toBeGreaterThanOrEqual(least)
            expect(state.most).toBeLessThanOrEqual(most)
            if (healthy === state.fresh.length) break
            upgrade.healthy(state.fresh[healthy]!)
            healthy += 1
          }
          expect([upgrade.isFinished, state.old, state.fresh.length]).toEqual([true, 0, instances])
        },
      ),
      { seed: 1887, numRuns: 300 },
    )
  })
})
