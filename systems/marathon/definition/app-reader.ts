/**
 * One app of a definition file (Marathon v1.3.6, AppDefinition.json; 90619da, app.raml).
 */

import type { Fields } from '../../definition-file/fields.ts'
import type { AppDefinition } from '../app-definition.ts'
import type { Era } from '../flags.ts'
import { thousandths } from '../offer.ts'
import { readPorts } from './networking.ts'
import { readId } from './path-id.ts'
import { readConstraints, readRoles, readVolumes } from './placement.ts'
import {
  readBackoff,
  readHealthCheck,
  readKillSelection,
  readReadiness,
  readUnreachable,
  readUpgrade,
  upgradeDefaultsOf,
} from './strategies.ts'

const backoffNames = { backoff: 'backoffSeconds', factor: 'backoffFactor', longest: 'maxLaunchDelaySeconds' }

/** The one label that Marathon itself reads. */
const SINGLE = 'MARATHON_SINGLE_INSTANCE_APP'

/** Fields that came after 1.3. */
const AFTER_13 = [
  ...[
    'killSelection',
    'unreachableStrategy',
    'networks',
    'check',
    'role',
    'resourceLimits',
    'executorResources',
    'tty',
  ],
]

/** What runs, and what it is given: no model looks at it. */
const NOT_MODELLED = [
  ...['env', 'secrets', 'fetch', 'uris', 'storeUrls', 'user', 'executor'],
  ...['taskKillGracePeriodSeconds', 'residency'],
]
/** What Marathon adds to an app in its answers. */
const ANSWERS = [
  ...['version', 'versionInfo', 'tasks', 'tasksStaged', 'tasksRunning', 'tasksHealthy', 'tasksUnhealthy'],
  ...['deployments', 'lastTaskFailure', 'taskStats', 'readinessCheckResults'],
]
const NOT_MODELLED_AFTER_13 = ['check', 'role', 'resourceLimits', 'executorResources', 'tty']

/** The app, in a `group` or by itself; undefined if its id cannot be read. All faults are reported. */
export function readApp(fields: Fields, group: string | null, era: Era): AppDefinition | undefined {
  const { report } = fields
  const id = readId(fields.raw('id'), group ?? '/', fields.path('id'), report)
  const container = fields.object('container', 'a container with a type')
  const docker = container?.object('docker', 'an image with its settings')
  readCommand(fields, docker)
  const labels = fields.textsByName('labels')
  if (Object.keys(labels).some(name => name !== SINGLE)) fields.notModelled('labels')
  const instances = fields.number('instances', { whole: true }) ?? 1
  const isSingle = labels[SINGLE] === 'true'
  if (isSingle && instances > 1)
    report.wrong(fields.path('instances'), {
      found: `${instances} instances of an app with the label ${SINGLE}`,
      expected: 'at most 1',
    })
  const needs = {
    cpus: thousandths(fields.number('cpus', { least: era === 'head' ? 0.001 : 0 }) ?? 1),
    mem: thousandths(fields.number('mem') ?? 128),
    disk: thousandths(fields.number('disk') ?? 0),
    gpus: thousandths(fields.number('gpus', { whole: true }) ?? 0),
  }
  const volumes = container === undefined ? [] : readVolumes(container, era)
  const isResident = volumes.length > 0
  const upgrade = readUpgrade(fields, 'upgradeStrategy', upgradeDefaultsOf(isResident, isSingle))
  if (isResident && upgrade.maximumOverCapacity > 0)
    report.wrong(fields.path('upgradeStrategy'), {
      found: `maximumOverCapacity ${upgrade.maximumOverCapacity} of an app with persistent volumes`,
      expected: '0: its instances cannot be doubled',
    })
  const ports = readPorts(fields, container, docker, era)
  const definition: Omit<AppDefinition, 'id'> = {
    instances,
    needs,
    ports,
    volumes,
    constraints: readConstraints(fields, era),
    ...readRoles(fields, 'acceptedResourceRoles'),
    labels,
    backoff: readBackoff(fields, backoffNames, era),
    upgrade,
    killSelection: era === 'head' ? readKillSelection(fields) : 'YOUNGEST_FIRST',
    unreachable: era === 'head' ? readUnreachable(fields, isResident) : null,
    healthChecks: fields
      .objects('healthChecks', 'a health check')
      .map(check => readHealthCheck(check, 'app')),
    readiness: readReadiness(fields),
    dependencies: readDependencies(fields, id, group, era),
  }
  container?.word('type', ['DOCKER', 'MESOS'])
  container?.notModelled('linuxInfo')
  container?.close(`a container of Marathon ${era}`)
  docker?.notModelled('forcePullImage', 'privileged', 'parameters', 'credential', 'pullConfig')
  docker?.close('container.docker')
  fields.answers(...ANSWERS)
  fields.notModelled(...NOT_MODELLED, ...(era === 'head' ? NOT_MODELLED_AFTER_13 : []))
  fields.close(`an app of Marathon ${era}`, elsewhere(era))
  return id === undefined ? undefined : { id, ...definition }
}

const elsewhere = (era: Era): Readonly<Record<string, string>> =>
  era === 'head'
    ? {}
    : Object.fromEntries(
        AFTER_13.map(key => [
          key,
          'it came after 1.3: take a later Marathon, as system: marathon-head has it, or delete it',
        ]),
      )

/** Something must run: one command, its arguments, or an image. */
function readCommand(fields: Fields, docker: Fields | undefined): void {
  const cmd = fields.text('cmd')
  const args = fields.texts('args')
  const image = docker?.text('image')
  const isThere = (text: string | undefined) => text !== undefined && text.trim() !== ''
  if (isThere(cmd) && args.length > 0)
    fields.report.wrong(fields.path('args'), { found: 'args beside cmd', expected: 'one of them' }, 'key')
  if (fields.has('cmd') && cmd === undefined) return
  if (!isThere(cmd) && args.length === 0 && !isThere(image))
    fields.report.wrong(fields.at, {
      found: 'an app without a command or image',
      expected: 'cmd, args or container.docker.image',
      remedy: 'add what it runs',
    })
}

/**
 * Relative ones start from the group. Those of an app by itself start from the root, in 1.3 from the app (v1.3.6,
 * AppDefinition.withCanonizedIds and GroupUpdate.toApp; 90619da, AppNormalization.withCanonizedIds).
 */
function readDependencies(fields: Fields, id: string | undefined, group: string | null, era: Era): string[] {
  const from = group ?? (era === 'head' ? '/' : (id ?? '/'))
  return fields.list('dependencies').flatMap(({ value, at }) => readId(value, from, at, fields.report) ?? [])
}
