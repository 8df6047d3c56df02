import { describe, expect, it } from 'vitest'
import { SECOND } from '../../../sim/engine/time.ts'
import { systems } from '../../../systems/catalogue.ts'
import { checkKubernetes } from '../../../systems/kubernetes/checks.ts'
import { checkControllerManager } from '../../../systems/kubernetes/framework/checks.ts'
import type { ControllerManagerSpec } from '../../../systems/kubernetes/framework/spec.ts'
import type { KubernetesSpec } from '../../../systems/kubernetes/spec.ts'
import { toldFaults } from '../../support/told-faults.ts'

const system = systems['kubernetes-controllers']!

const ofRoot = (changes: Partial<KubernetesSpec>) =>
  toldFaults(
    checkKubernetes({ ...system, name: 'k8s', root: { ...(system.root as KubernetesSpec), ...changes } }),
  )

describe('what the house’s own schedulers can be told', () => {
  it.each<[string, Partial<KubernetesSpec>, string]>([
    ['an order', { order: 'fifo' }, 'root.order: "fifo" (system "k8s")'],
    ['a place', { place: 'best-fit' }, 'root.place: "best-fit" (system "k8s")'],
    ['a share', { share: 'drf' }, 'root.share: "drf" (system "k8s")'],
    ['what it does when blocked', { whenBlocked: 'wait' }, 'root.when-blocked: "wait" (system "k8s")'],
    ['rules', { rules: [{ name: 'max-per-machine', count: 1 }] }, 'root.rules: rules (system "k8s")'],
    ['a spread', { spread: 'rack' }, 'root.spread: the attribute "rack" (system "k8s")'],
  ])('is a fault under Kubernetes: %s', (_, changes, fault) => {
    expect(ofRoot(changes)).toEqual([fault])
  })

  it('is none where it says what Kubernetes does', () => {
    expect(ofRoot({})).toEqual([])
  })
})

it('a first back-off may be as long as the longest, and not longer', () => {
  expect(ofRoot({ podInitialBackoff: 10 * SECOND, podMaxBackoff: 10 * SECOND })).toEqual([])
  expect(ofRoot({ podInitialBackoff: 11 * SECOND, podMaxBackoff: 10 * SECOND })).toEqual([
    'root.pod-initial-backoff: a first back-off that is longer than pod-max-backoff (system "k8s")',
  ])
})

const controllers = system.frameworks[0] as ControllerManagerSpec
const ofControllers = (changes: Partial<ControllerManagerSpec>) =>
  toldFaults(checkControllerManager({ ...controllers, ...changes }))

const cronJob = { cron: '0 0 * * *', cpuMilli: 100, memoryMiB: 10, duration: SECOND }

describe('a controller manager', () => {
  it.each<[string, Partial<ControllerManagerSpec>]>([
    ['a surge alone', { strategy: 'rolling-update', maxSurge: 0.25, maxUnavailable: 0 }],
    ['unavailable pods alone', { strategy: 'rolling-update', maxSurge: 0, maxUnavailable: 0.25 }],
    ['neither where all pods are made anew', { strategy: 'recreate', maxSurge: 0, maxUnavailable: 0 }],
    [
      'a deadline just after pods count as available',
      { progressDeadline: 11 * SECOND, minReady: 10 * SECOND },
    ],
    ['a cron job', { schedules: [cronJob] }],
  ])('may have %s', (_, changes) => {
    expect(ofControllers(changes)).toEqual([])
  })

  it.each<[string, Partial<ControllerManagerSpec>, readonly string[]]>([
    [
      'room for no pod more and no pod fewer',
      { strategy: 'rolling-update', maxSurge: 0, maxUnavailable: 0 },
      ['controllers.max-surge: 0 beside max-unavailable: 0'],
    ],
    [
      'a deadline that is over when pods count as available',
      { progressDeadline: 10 * SECOND, minReady: 10 * SECOND },
      ['controllers.progress-deadline: a deadline that is over before a pod counts as available'],
    ],
    // There is no 30 February.
    [
      'a schedule without a date',
      { schedules: [cronJob, { ...cronJob, cron: '0 0 30 2 *' }] },
      ['controllers.schedules.1.cron: "0 0 30 2 *", whose days are in none of its months'],
    ],
    [
      'a zone and a beginning that nobody knows',
      { startsAt: 'yesterday', schedules: [{ ...cronJob, timezone: 'Moon/Crater' }] },
      ['controllers.starts-at: "yesterday"', 'controllers.schedules.0.timezone: the time zone "Moon/Crater"'],
    ],
  ])('may not have %s', (_, changes, faults) => {
    expect(ofControllers(changes)).toEqual(faults)
  })
})
