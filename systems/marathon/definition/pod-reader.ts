/**
 * One pod of a definition file (Marathon 90619da, pod.raml): several containers that are launched as one instance.
 */

import { Fields } from '../../definition-file/fields.ts'
import type { PortMapping } from '../app.ts'
import { type AppDefinition, conductDefaults } from '../app-definition.ts'
import { thousandths } from '../offer.ts'
import { readId } from './path-id.ts'
import { readPodConstraints, readRoles, readVolumes } from './placement.ts'
import {
  readBackoff,
  readHealthCheck,
  readKillSelection,
  readUnreachable,
  readUpgrade,
  upgradeDefaultsOf,
} from './strategies.ts'

const backoffNames = { backoff: 'backoff', factor: 'backoffFactor', longest: 'maxLaunchDelay' }
const port = { whole: true, most: 65_535 } as const

interface Amounts {
  cpus: number
  mem: number
  disk: number
  gpus: number
}

/** Of a container that says nothing, and of the executor that runs them all, once an instance. */
const containerDefaults: Amounts = { cpus: 1, mem: 128, disk: 0, gpus: 0 }
const executorDefaults: Amounts = { cpus: 0.1, mem: 32, disk: 10, gpus: 0 }

/** The pod as an app; undefined if its id cannot be read. All faults are reported. Pods came with 1.4. */
export function readPod(fields: Fields, base: string): AppDefinition | undefined {
  const { report } = fields
  const id = readId(fields.raw('id'), base, fields.path('id'), report)
  const containers = fields.objects('containers', 'a container').map(readContainer)
  if (containers.length === 0)
    report.wrong(fields.at, { found: 'a pod without containers', expected: 'at least one' })
  const executor = readAmounts(fields, 'executorResources', executorDefaults)
  const sum = (key: keyof Amounts) =>
    thousandths([executor, ...containers.map(({ needs }) => needs)].reduce((all, one) => all + one[key], 0))
  const volumes = readVolumes(fields, 'head')
  const definition: Omit<AppDefinition, 'id'> = {
    ...conductDefaults('head'),
    instances: readInstances(fields),
    needs: { cpus: sum('cpus'), mem: sum('mem'), disk: sum('disk'), gpus: sum('gpus') },
    ports: { kind: 'mappings', mappings: containers.flatMap(({ endpoints }) => endpoints) },
    volumes,
    labels: fields.textsByName('labels'),
    healthChecks: containers.flatMap(({ health }) => health ?? []),
    ...readScheduling(fields, volumes.length > 0),
  }
  for (const network of fields.objects('networks', 'a network with a mode')) {
    network.word('mode', ['host', 'container', 'container/bridge'])
    network.notModelled('name', 'labels')
    network.close('a network')
  }
  fields.answers('version')
  fields.notModelled('labels', 'environment', 'user', 'secrets', 'role', 'linuxInfo', 'legacySharedCgroups')
  fields.close('a pod')
  return id === undefined ? undefined : { id, ...definition }
}

function readInstances(fields: Fields): number {
  const scaling = fields.object('scaling', 'kind and instances')
  scaling?.word('kind', ['fixed'])
  const instances = scaling?.number('instances', { whole: true }) ?? 1
  scaling?.notModelled('maxInstances')
  scaling?.close('scaling')
  return instances
}

function readScheduling(fields: Fields, isResident: boolean) {
  const none = Fields.of({ value: {}, at: fields.path('scheduling') }, 'nothing', fields.report)!
  const scheduling = fields.object('scheduling', 'backoff, upgrade, placement and others') ?? none
  const placement = scheduling.object('placement', 'constraints and acceptedResourceRoles')
  const backoff = scheduling.object('backoff', 'backoff, backoffFactor and maxLaunchDelay')
  const read = {
    constraints: placement === undefined ? [] : readPodConstraints(placement),
    ...(placement === undefined ? {} : readRoles(placement, 'acceptedResourceRoles', 'pod')),
    ...(backoff !== undefined && { backoff: readBackoff(backoff, backoffNames, 'head') }),
    upgrade: readUpgrade(scheduling, 'upgrade', upgradeDefaultsOf(isResident, false)),
    killSelection: readKillSelection(scheduling),
    unreachable: readUnreachable(scheduling, isResident),
  }
  placement?.close('placement')
  backoff?.close('backoff')
  scheduling.close('scheduling')
  return read
}

function readContainer(fields: Fields) {
  const { report } = fields
  if (!fields.has('exec') && !fields.has('image'))
    report.wrong(fields.at, {
      found: 'a container without a command or image',
      expected: 'exec or image',
      remedy: 'add what it runs',
    })
  if (!fields.has('name')) report.wrong(fields.at, { found: 'a container without a name', expected: 'name' })
  const needs = readAmounts(fields, 'resources', containerDefaults)
  const endpoints = fields.objects('endpoints', 'an endpoint').map((endpoint): PortMapping => {
    const containerPort = endpoint.number('containerPort', port) ?? 0
    const hostPort = endpoint.number('hostPort', port)
    endpoint.notModelled('name', 'protocol', 'labels', 'networkNames')
    endpoint.close('an endpoint')
    return { containerPort, ...(hostPort !== undefined && { hostPort }) }
  })
  const health = fields.object('healthCheck', 'a health check')
  const check = health && readHealthCheck(health, 'pod')
  // What is run is checked to be there, and never run.
  for (const key of ['name', 'exec', 'image']) fields.raw(key)
  fields.notModelled('environment', 'user', 'artifacts', 'labels', 'lifecycle', 'volumeMounts')
  fields.notModelled('resourceLimits', 'check', 'tty', 'linuxInfo')
  fields.close('a container')
  return { needs, endpoints, health: check }
}

function readAmounts(fields: Fields, key: string, usual: Amounts): Amounts {
  const written = fields.object(key, 'cpus, mem, disk and gpus')
  if (written === undefined) return usual
  const amounts = {
    cpus: written.number('cpus') ?? usual.cpus,
    mem: written.number('mem') ?? usual.mem,
    disk: written.number('disk') ?? usual.disk,
    gpus: written.number('gpus', { whole: true }) ?? usual.gpus,
  }
  written.close(key)
  return amounts
}
