import { expect, test } from 'vitest'
import { MINUTE, SECOND } from '../../../sim/engine/time.ts'
import type { AppDefinition } from '../../../systems/marathon/app-definition.ts'
import { checkMarathon } from '../../../systems/marathon/checks.ts'
import { readDefinitions } from '../../../systems/marathon/definition/definitions.ts'
import type { MarathonSpec } from '../../../systems/marathon/spec.ts'
import type { MesosFrameworkSpec } from '../../../systems/mesos/spec.ts'
import { marathonOf } from '../../support/marathon-run.ts'

const faultsOf = (changes: Partial<MarathonSpec>) => {
  const { root, frameworks } = marathonOf('dcos-1.8', changes)
  const marathon = frameworks.find(({ name }) => name === 'marathon') as MarathonSpec
  return [...checkMarathon(marathon, root)].map(
    ({ at, found, expected }) => `${at.join('.')}: ${found}; ${expected}`,
  )
}
const [app] = readDefinitions(
  [{ value: { id: '/a', cmd: 'run' }, report: { wrong() {}, said() {}, field() {} } }],
  '1.3',
).apps as [AppDefinition]
const healthCheck = { grace: MINUTE, interval: 10 * SECOND, timeout: SECOND, maxConsecutiveFailures: 3 }
const upgrades = [{ at: MINUTE }, { at: 2 * MINUTE, failing: 0.2 }]

test('what instances answer to checks is refused where nobody makes any', () => {
  const found = 'what instances answer to health checks, while nobody makes any; apps with health checks'
  expect(faultsOf({ failing: 0.1, healthyAfter: SECOND, readyAfter: SECOND, upgrades })).toEqual([
    `failing: ${found}`,
    `healthy-after: ${found}`,
    `upgrades.1.failing: ${found}`,
    'ready-after: when instances say that they are ready, while nobody asks; apps with readiness checks',
  ])
  expect(faultsOf({ failing: 0.1, healthyAfter: SECOND, upgrades, healthCheck })).toEqual([])
  expect(faultsOf({ readyAfter: SECOND, readinessCheck: { interval: SECOND } })).toEqual([])
  expect(faultsOf({})).toEqual([])
})

test('1.3 has no unreachable strategy, and at head an instance is replaced before it is forgotten', () => {
  const unreachable = { inactiveAfter: MINUTE, expungeAfter: SECOND }
  expect(faultsOf({ unreachable })).toEqual([
    'unreachable: an unreachable strategy; none: Marathon 1.3 replaces a lost instance at once, and has no such strategy',
  ])
  expect(faultsOf({ kind: 'marathon-head', unreachable })).toEqual([
    'unreachable: inactive-after later than expunge-after; an instance that is replaced before it is forgotten',
  ])
})

test('constraints, back-off and dependencies that cannot be are told one by one', () => {
  const told = faultsOf({
    backoffFactor: 0.5,
    constraints: [['hostname', 'UNIQE']],
    takes: ['web', 'db'],
    dependencies: { web: ['db', 'cache'], db: ['web'] },
  })
  expect(told.map(sentence => sentence.split(':')[0])).toEqual([
    'backoff-factor',
    'constraints.0',
    'dependencies',
    'dependencies',
  ])
  expect(told[2]).toContain('the class "cache", which the framework does not take')
  expect(told[3]).toContain('in a circle: web → db → web')
})

test('persistent volumes need a role of their own, and instances that are not doubled', () => {
  const volumes = [{ sizeMiB: 100 }]
  expect(faultsOf({ volumes })).toEqual([
    'volumes: persistent volumes of a Marathon in the role "*"; a role of its own, for which it reserves what they lie on',
    'maximum-over-capacity: 1 of apps with persistent volumes; 0: their instances cannot be doubled',
  ])
  const sound: Partial<MarathonSpec & MesosFrameworkSpec> = { volumes, role: 'web', maximumOverCapacity: 0 }
  expect(faultsOf(sound)).toEqual([])
})

test('an app accepts a role in which its Marathon is offered something', () => {
  const apps = (...acceptedResourceRoles: string[]) =>
    faultsOf({ apps: { '/a': { ...app, acceptedResourceRoles } } })
  expect(apps('slave_public', '*')).toEqual([])
  expect(apps('slave_public')).toEqual([
    'role: "*", while acceptedResourceRoles of the app "/a" has slave_public alone; a role that the app accepts: it would never start',
  ])
})

test('1.3 pays no heed to maintenance', () => {
  const fault = 'draining: a time before maintenance; none: Marathon 1.3 pays no heed to maintenance'
  expect(faultsOf({ draining: MINUTE })).toEqual([fault])
  expect(faultsOf({ kind: 'marathon-head', draining: MINUTE })).toEqual([])
})
