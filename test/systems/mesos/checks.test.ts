import { describe, expect, it } from 'vitest'
import { SECOND } from '../../../sim/engine/time.ts'
import { checkMesos } from '../../../systems/mesos/checks.ts'
import type { MesosFrameworkSpec, MesosSpec } from '../../../systems/mesos/spec.ts'
import { framework, mesos } from '../../support/small-system.ts'
import { toldFaults } from '../../support/told-faults.ts'

type Machines = Parameters<typeof checkMesos>[1]
const latency = { scheduler: 0, machine: 0, status: 0 }

/** What is wrong at head unless told, on three machines of 4 cores and 1 GiB. */
function faults(
  root: Partial<MesosSpec>,
  frameworks: readonly MesosFrameworkSpec[] = [framework('a', { role: 'a' })],
  machines: Machines = [{ count: 3, cpuMilli: 4000, memoryMiB: 1024 }],
): string[] {
  const system = { name: 'm', root: mesos(root.era ?? 'head', root), frameworks, latency, quirks: {} }
  return toldFaults(checkMesos(system, machines))
}
const of = (changes: Partial<MesosFrameworkSpec>, root: Partial<MesosSpec> = {}) =>
  faults(root, [framework('a', changes)])

describe('the name of a role', () => {
  it.each(['a', 'a/b', '*', 'a-b', '..a'])('may be %j', role => {
    expect(of({ role })).toEqual([])
  })

  it.each(['', '/a', 'a/', 'a//b', '.', '..', 'a/..', '*/a', 'a/*', '-a', 'a/-b', 'a b', 'a\\b'])(
    'may not be %j',
    role => {
      expect(of({ role })).toEqual([`a.role: the role "${role}"`])
    },
  )

  it('is told in its place among several, and once', () => {
    expect(of({ roles: ['a', '-b', 'a'] })).toEqual([
      'a.roles.1: the role "-b"',
      'a.roles.2: the role "a" once more',
    ])
    expect(of({ role: 'a', roles: ['b'] })).toEqual(['a.role: role beside roles'])
  })
})

it('Mesos 1.0 knows no roles below others, no several, no waiting for what is unreachable, no limits and one sorter', () => {
  const old: Partial<MesosSpec> = { era: '1.0' }
  expect(of({ roles: ['a', 'b/c'] }, old)).toEqual(['a.roles: several roles in the system "m"'])
  expect(of({ role: 'a/b' }, old)).toEqual(['a.role: the role "a/b" below another in the system "m"'])
  expect(of({ role: 'a', waitForUnreachable: 0 }, old)).toEqual([
    'a.wait-for-unreachable: wait-for-unreachable in the system "m"',
  ])
  expect(of({ role: 'a' }, old)).toEqual([])
  expect(of({ roles: ['a', 'b/c'], waitForUnreachable: 0 })).toEqual([])
  expect(faults({ ...old, limits: { a: { cpuMilli: 1 } } })).toEqual([
    'root.limits: limits in the system "m"',
  ])
  const random = { roleSorter: 'random', frameworkSorter: 'random' } as const
  expect(faults({ ...old, ...random })).toEqual([
    'root.role-sorter: the sorter "random" in the system "m"',
    'root.framework-sorter: the sorter "random" in the system "m"',
  ])
  expect(faults(random)).toEqual([])
})

describe('weights', () => {
  const two = (first: Partial<MesosFrameworkSpec>, second: Partial<MesosFrameworkSpec>, root = {}) =>
    faults(root, [framework('one', first), framework('two', second)])

  it('are one of a role', () => {
    expect(two({ role: 'a', weight: 2 }, { role: 'a' })).toEqual([
      'two.weight: weight 1, and 2 of "one" in the same role "a"',
    ])
    expect(two({ role: 'a', weight: 2 }, { role: 'b' })).toEqual([])
    expect(two({ role: 'a', weight: 2 }, { role: 'a', weight: 2 })).toEqual([])
    expect(two({ role: 'a', weight: 2 }, { roles: ['b', 'a'], weight: 3 })).toEqual([
      'two.weight: weight 3, and 2 of "one" in the same role "a"',
    ])
  })

  // 1 is what is usual, so that it says nothing.
  it('may be said by the root, and by nobody else then', () => {
    const weights = { a: 2 }
    expect(two({ role: 'a', weight: 2 }, { role: 'a' }, { weights })).toEqual([])
    expect(two({ role: 'a', weight: 3 }, { role: 'a' }, { weights })).toEqual([
      'one.weight: weight 3, while weights of the root say 2 for its role "a"',
    ])
  })
})

describe('what is said of roles', () => {
  it('is of roles in which somebody is, or above them', () => {
    const nested = [framework('a', { role: 'a/b' })]
    expect(faults({ weights: { a: 1, 'a/b': 2 } }, nested)).toEqual([])
    expect(
      faults(
        {
          weights: { b: 1 },
          guarantees: { c: {} },
          limits: { d: {} },
          reservations: [{ role: 'a' }, { role: 'e' }],
        },
        nested,
      ),
    ).toEqual([
      'root.weights.b: the role "b", in which no framework is',
      'root.guarantees.c: the role "c", in which no framework is',
      'root.limits.d: the role "d", in which no framework is',
      'root.reservations.1.role: the role "e", in which no framework is',
    ])
  })

  it('is no quota of everybody’s role, nor of one below another', () => {
    const roles = [framework('a', { role: 'a/b' }), framework('b')]
    expect(faults({ guarantees: { '*': {} }, limits: { 'a/b': {} } }, roles)).toEqual([
      'root.guarantees.*: quota for the role "*"',
      'root.limits.a/b: quota for "a/b", which lies below another role',
    ])
  })

  it('has limits that are not below guarantees', () => {
    const quota = (guarantee: object, limit: object) =>
      faults({ guarantees: { a: guarantee }, limits: { a: limit } })
    expect(quota({ cpuMilli: 2000 }, { cpuMilli: 2000 })).toEqual([])
    expect(quota({}, { cpuMilli: 0 })).toEqual([])
    expect(quota({ memoryMiB: 10 }, { cpuMilli: 0 })).toEqual([])
    expect(quota({ cpuMilli: 2000, memoryMiB: 10 }, { cpuMilli: 1999, memoryMiB: 9 })).toEqual([
      'root.limits.a: a limit of 1.999 cores below the guarantee of 2 cores',
      'root.limits.a: a limit of 9 MiB below the guarantee of 10 MiB',
    ])
    expect(quota({ cpuMilli: 1500 }, { cpuMilli: 1000 })).toEqual([
      'root.limits.a: a limit of 1 core below the guarantee of 1.5 cores',
    ])
    expect(faults({ limits: { a: { cpuMilli: 1 } } })).toEqual([])
  })

  // 3 machines of 4 cores and 1 GiB have 12 cores and 3072 MiB.
  it('guarantees no more than all machines have, where they are known', () => {
    const roles = [framework('a', { role: 'a' }), framework('b', { role: 'b' })]
    const ask = (cpuMilli: number, memoryMiB: number) => ({
      guarantees: { a: { cpuMilli }, b: { cpuMilli: 2000, memoryMiB } },
    })
    expect(faults(ask(10_000, 3072), roles)).toEqual([])
    expect(faults(ask(10_001, 3073), roles)).toEqual([
      'root.guarantees: guarantees of 12.001 cores together',
      'root.guarantees: guarantees of 3073 MiB together',
    ])
    const system = { name: 'm', root: mesos('head', ask(99_000, 1)), frameworks: roles, latency, quirks: {} }
    expect(toldFaults(checkMesos(system))).toEqual([])
  })
})

it('ports are told with the lower first', () => {
  expect(
    faults({
      ports: [
        { from: 5, to: 5 },
        { from: 6, to: 5 },
      ],
    }),
  ).toEqual(['root.ports.1: ports 6 to 5'])
})

it('shares are ranked by DRF', () => {
  expect(faults({ share: 'fair' })).toEqual(['root.share: the share "fair" (system "m")'])
})

describe('maintenance', () => {
  const window = (posted: number | undefined, start: number, lasts: number, ...machines: number[]) => ({
    ...(posted !== undefined && { posted: posted * SECOND }),
    start: start * SECOND,
    lasts: lasts * SECOND,
    machines,
  })
  const told = (...maintenance: ReturnType<typeof window>[]) => faults({ maintenance })

  it('is posted before it begins, or with it', () => {
    expect(told(window(5, 5, 1, 0))).toEqual([])
    expect(told(window(6, 5, 1, 0))).toEqual([
      'root.maintenance.0.posted: a schedule that is posted at 6 s, when the window has begun at 5 s',
    ])
  })

  // The first goes on from 10 to 20 s.
  it('of a machine is posted when the one before is over', () => {
    const first = window(undefined, 10, 10, 0, 1)
    expect(told(first, window(20, 30, 1, 1))).toEqual([])
    expect(told(first, window(19, 30, 1, 2))).toEqual([])
    const again = 'another window of machine 1, posted while the first goes on until 20 s'
    expect(told(first, window(19, 30, 1, 2, 1))).toEqual([`root.maintenance.1: ${again}`])
    expect(told(window(undefined, 30, 1, 1), first)).toEqual([`root.maintenance.0: ${again}`])
    // Of two that begin together the later one in the list is told.
    expect(told(window(undefined, 10, 5, 1), first)).toEqual([
      'root.maintenance.1: another window of machine 1, posted while the first goes on until 15 s',
    ])
  })

  it('and partitions are of machines that there are', () => {
    const [at, lasts] = [0, SECOND]
    expect(told(window(undefined, 1, 1, 0, 2))).toEqual([])
    expect(
      faults({ maintenance: [window(undefined, 1, 1, 3)], partitions: [{ at, lasts, machines: [2, 3] }] }),
    ).toEqual(['root.partitions.0.machines.1: machine 3', 'root.maintenance.0.machines.0: machine 3'])
  })
})

describe('manners', () => {
  it.each<[string, Partial<MesosFrameworkSpec>]>([
    ['roles', { roles: ['a'] }],
    ['inverse-offers', { inverseOffers: 'accept' }],
    ['keeps-offers', { keepsOffers: false }],
    ['reconciliation-interval', { reconciliationInterval: SECOND }],
    ['wait-for-unreachable', { waitForUnreachable: SECOND }],
    ['revocable', { revocable: false }],
  ])('of a real framework cannot be told: %s', (key, changes) => {
    expect(of({ kind: 'marathon', ...changes })).toEqual([
      `a.${key}: ${key} of a framework of the kind marathon`,
    ])
    for (const kind of ['batch', 'services', 'pipelines']) expect(of({ kind, ...changes })).toEqual([])
  })

  it('are not to keep offers of several roles', () => {
    expect(of({ keepsOffers: true, roles: ['a', 'b'] })).toEqual([
      'a.keeps-offers: keeps-offers beside roles',
    ])
    expect(of({ keepsOffers: true, role: 'a' })).toEqual([])
  })
})

describe('oversubscription', () => {
  it.each<[string, Partial<MesosSpec>, readonly string[]]>([
    ['fixed', { resourceEstimator: 'fixed', oversubscribedCpuMilli: 1 }, []],
    [
      'fixed, of nothing',
      { resourceEstimator: 'fixed' },
      ['root.resource-estimator: fixed, and nothing said of how much'],
    ],
    [
      'a threshold, of nothing',
      { resourceEstimator: 'threshold', estimatorLoadThreshold: 0.5 },
      ['root.resource-estimator: threshold, and nothing said of how much'],
    ],
    [
      'a threshold, and none',
      { resourceEstimator: 'threshold', oversubscribedCpuMilli: 1 },
      ['root.resource-estimator: threshold, and no threshold'],
    ],
    ['slack', { resourceEstimator: 'slack', slackShare: 0.5 }, []],
    [
      'slack, of so much and a threshold',
      { resourceEstimator: 'slack', oversubscribedCpuMilli: 1, estimatorLoadThreshold: 0.5 },
      [
        'root.oversubscribed-cpu: oversubscribed-cpu beside resource-estimator: slack',
        'root.estimator-load-threshold: estimator-load-threshold beside resource-estimator: slack',
      ],
    ],
    [
      'a share of slack without it',
      { slackShare: 0.5 },
      ['root.slack-share: slack-share beside resource-estimator: none'],
    ],
    [
      'a threshold of no controller',
      { qosLoadThreshold: 1 },
      ['root.qos-load-threshold: qos-load-threshold beside qos-controller: none'],
    ],
    [
      'a controller alone',
      { qosController: 'load' },
      [
        'root.qos-controller: load, and no threshold',
        'root.qos-controller: load beside resource-estimator: none',
      ],
    ],
    ['both', { resourceEstimator: 'slack', qosController: 'load', qosLoadThreshold: 1 }, []],
  ])('may be set, or is told what is wrong: %s', (_, root, told) => {
    expect(faults(root)).toEqual(told)
  })

  it('is needed where tasks are revocable', () => {
    expect(of({ revocable: true })).toEqual(['a.revocable: revocable: true beside resource-estimator: none'])
    expect(of({ revocable: true }, { resourceEstimator: 'slack' })).toEqual([])
    expect(of({ revocable: false })).toEqual([])
  })

  it('follows use that is told from the beginning on, in order', () => {
    const period = (at: number, least = 0, most = 1) => ({ at: at * SECOND, least, most })
    expect(of({ usage: [period(0), period(1, 0.5, 0.5)], usageInterval: SECOND })).toEqual([])
    expect(of({ usage: [] })).toEqual([])
    expect(of({ usage: [period(1)] })).toEqual([
      'a.usage.0.at: a first period that does not begin with the run',
    ])
    expect(of({ usage: [period(0), period(2), period(2), period(1)] })).toEqual([
      'a.usage.2.at: a period that begins no later than the one before',
      'a.usage.3.at: a period that begins no later than the one before',
    ])
    expect(of({ usage: [period(0, 0.6, 0.5)] })).toEqual(['a.usage.0: least 0.6 above most 0.5'])
    expect(of({ usageInterval: SECOND })).toEqual(['a.usage-interval: usage-interval without usage'])
  })
})
