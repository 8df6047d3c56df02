import { describe, expect, test } from 'vitest'
import { MINUTE, SECOND } from '../../../../sim/engine/time.ts'
import { systems } from '../../../../systems/catalogue.ts'
import { checkMesos } from '../../../../systems/mesos/checks.ts'
import { LoadAverage } from '../../../../systems/mesos/oversubscription/load-average.ts'
import { corrections } from '../../../../systems/mesos/oversubscription/qos-controller.ts'
import {
  oversubscribable,
  toldRevocable,
} from '../../../../systems/mesos/oversubscription/resource-estimator.ts'
import type { MesosFrameworkSpec, MesosSpec } from '../../../../systems/mesos/spec.ts'

/** An agent of 8 cores: 6 held and 2 used of them, 1.5 held as revocable. */
const agent = { cpuMilli: 8000, heldCpuMilli: 6000, usedCpuMilli: 2000, revocableCpuMilli: 1500, load: 3500 }

describe('what can be given away beyond what revocable tasks hold', () => {
  const fixed = { resourceEstimator: 'fixed', oversubscribedCpuMilli: 4000 } as const
  const threshold = { ...fixed, resourceEstimator: 'threshold', estimatorLoadThreshold: 0.5 } as const

  test('is the rest of a fixed amount, and nothing beyond it', () => {
    expect(oversubscribable(fixed, agent)).toBe(2500)
    expect(oversubscribable(fixed, { ...agent, revocableCpuMilli: 5000 })).toBe(0)
  })

  test('is the same under a threshold until the load is above it', () => {
    expect(oversubscribable(threshold, { ...agent, load: 4000 })).toBe(2500)
    expect(oversubscribable(threshold, { ...agent, load: 4001 })).toBe(0)
  })

  test('is the slack, or a part of it, less what they hold', () => {
    const slack = { resourceEstimator: 'slack' } as const
    // 6 − 2 − 1.5; 0.5 · 4 − 1.5; a third of 4 is less than 1.5.
    expect(oversubscribable(slack, agent)).toBe(2500)
    expect(oversubscribable({ ...slack, slackShare: 0.5 }, agent)).toBe(500)
    expect(oversubscribable({ ...slack, slackShare: 1 / 3 }, agent)).toBe(0)
  })

  test('is told with what they hold', () => {
    expect(toldRevocable(fixed, agent)).toBe(4000)
    expect(toldRevocable(threshold, { ...agent, load: 5000 })).toBe(1500)
  })
})

test('controllers kill all, or the newest, above the threshold and not at it', () => {
  const tasks = [7, 3, 5]
  const load = { qosController: 'load', qosLoadThreshold: 0.9 } as const
  const threshold = { ...load, qosController: 'threshold' } as const
  expect(corrections(load, 7200, 8000, tasks)).toEqual([])
  expect(corrections(load, 7201, 8000, tasks)).toEqual([7, 3, 5])
  expect(corrections(threshold, 7201, 8000, tasks)).toEqual([7])
  expect(corrections(threshold, 9000, 8000, [])).toEqual([])
  expect(corrections({ qosController: 'none' }, 9000, 8000, tasks)).toEqual([])
})

test('a load average nears the level by a factor of e', () => {
  const load = new LoadAverage(MINUTE)
  load.set(1000, 0)
  expect(load.at(MINUTE)).toBeCloseTo(1000 * (1 - 1 / Math.E), 9)
  load.set(0, MINUTE)
  expect(load.at(2 * MINUTE)).toBeCloseTo((1000 * (1 - 1 / Math.E)) / Math.E, 9)
  const now = new LoadAverage(0)
  now.set(1000, SECOND)
  expect(now.at(SECOND)).toBe(1000)
})

describe('what does not go together is refused with what to do', () => {
  const base = systems['mesos-head']!
  function faults(root: Partial<MesosSpec>, batch: Partial<MesosFrameworkSpec> = {}): string[] {
    const system = {
      name: 'x',
      ...base,
      root: { ...(base.root as MesosSpec), ...root },
      frameworks: base.frameworks.map(each => (each.name === 'batch' ? { ...each, ...batch } : each)),
    }
    return [...checkMesos(system)].map(
      ({ at, found, expected, remedy = '' }) => `${at.join('.')}: ${found}; ${expected}; ${remedy}`,
    )
  }
  const fixed = { resourceEstimator: 'fixed', oversubscribedCpuMilli: 4000 } as const

  test.each<[string, string[], string]>([
    ['an estimator without an amount', faults({ resourceEstimator: 'fixed' }), 'set oversubscribed-cpu'],
    [
      'an amount that nobody reads',
      faults({ resourceEstimator: 'slack', oversubscribedCpuMilli: 4000 }),
      'oversubscribed-cpu: oversubscribed-cpu beside resource-estimator: slack; it under fixed or threshold alone; leave oversubscribed-cpu out, or choose fixed or threshold',
    ],
    [
      'a threshold estimator without one',
      faults({ ...fixed, resourceEstimator: 'threshold' }),
      'set estimator-load-threshold',
    ],
    ['a threshold that nobody reads', faults({ ...fixed, estimatorLoadThreshold: 1 }), 'choose threshold'],
    ['a share of slack that nobody reads', faults({ ...fixed, slackShare: 0.5 }), 'choose slack'],
    [
      'a controller without a threshold',
      faults({ ...fixed, qosController: 'load' }),
      'set qos-load-threshold',
    ],
    ['a threshold without a controller', faults({ ...fixed, qosLoadThreshold: 1 }), 'load or threshold'],
    [
      'a controller with nobody to kill',
      faults({ qosController: 'load', qosLoadThreshold: 1 }),
      'without revocable tasks there is nobody to kill',
    ],
    [
      'a framework that nobody offers revocable cores',
      faults({}, { revocable: true }),
      'no task of it would ever start',
    ],
    ['draws of nothing', faults({}, { usageInterval: SECOND }), 'set usage'],
    ['a late beginning', faults({}, { usage: [{ at: 1, least: 0, most: 1 }] }), 'let the first begin at 0 s'],
    [
      'periods out of order',
      faults({}, { usage: [0, 5, 5].map(at => ({ at, least: 0, most: 1 })) }),
      'usage.2.at: a period that begins no later than the one before',
    ],
    [
      'shares that are exchanged',
      faults({}, { usage: [{ at: 0, least: 1, most: 0 }] }),
      'usage.0: least 1 above most 0',
    ],
    [
      'a real framework on revocable cores',
      faults(fixed, { kind: 'marathon-1.3', revocable: true }),
      'does not register with REVOCABLE_RESOURCES',
    ],
  ])('%s', (_, found, expected) => {
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(expected)
  })

  test('and what goes together is not', () => {
    expect(faults({ ...fixed, qosController: 'load', qosLoadThreshold: 1 }, { revocable: true })).toEqual([])
    expect(faults({ resourceEstimator: 'slack', slackShare: 0.5 }, { revocable: true })).toEqual([])
    expect(faults({}, { usage: [{ at: 0, least: 0.5, most: 0.5 }], usageInterval: SECOND })).toEqual([])
  })
})
