/**
 * Containers of pod manifests.
 */
import { SECOND } from '../../../sim/engine/time.ts'
import { ANY_ADDRESS, type HostPort, hostPortsOf } from '../host-ports.ts'
import type { ReadinessProbe } from '../objects/pod-template-spec.ts'
import { type Container, isHugePages } from '../pod-requests.ts'
import { amountOf, named, type Resources } from '../resources.ts'
import type { Fields } from './fields.ts'
import { readResources } from './resource-list.ts'

/** They say what runs in the container; here nothing runs. */
const inert = [
  ...['args', 'command', 'env', 'envFrom', 'imagePullPolicy', 'resizePolicy', 'securityContext', 'stdin'],
  ...['stdinOnce', 'terminationMessagePath', 'terminationMessagePolicy', 'tty', 'volumeMounts', 'workingDir'],
]

const ofLife = ['lifecycle', 'livenessProbe', 'startupProbe']

export interface ReadContainer extends Container {
  readonly name: string
  readonly sidecar: boolean
  readonly hostPorts: readonly HostPort[]
  /** Null where it has none, and is ready when it runs. */
  readonly readinessProbe: ReadinessProbe | null
}

/** What the API server makes of containers before it stores them; absent: they are read as they are stored. */
export interface ContainerDefaults {
  /** `hostNetwork`: every port of a container is one of the node. */
  readonly isOnHostNetwork: boolean
}

export function readContainer(fields: Fields, defaults?: ContainerDefaults): ReadContainer {
  const ports = fields.list('ports', port => readPort(port, defaults)) ?? []
  const container = {
    name: fields.text('name'),
    image: fields.text('image'),
    requests: readRequests(fields.fields('resources'), defaults !== undefined),
    sidecar: fields.oneOf('restartPolicy', ['Always', ''], '') === 'Always',
    hostPorts: hostPortsOf(ports),
    readinessProbe: fields.has('readinessProbe') ? readProbe(fields.fields('readinessProbe')) : null,
  }
  fields.end(inert, ofLife)
  return container
}

/** With `admits`, what only has a limit asks for as much as that, and nothing asks for more than its limit. */
export function readRequests(resources: Fields, admits: boolean): Resources {
  const { resources: requests } = readResources(resources, 'requests')
  if (!admits) {
    resources.end(['limits'])
    return requests
  }
  const { resources: limits } = readResources(resources, 'limits')
  resources.end()
  for (const key of ['requests', 'limits'])
    for (const name of Object.keys(resources.inside(key).all))
      if (!isContainerResource(name))
        resources
          .inside(key)
          .expected(
            name,
            name,
            'cpu, memory, ephemeral-storage, hugepages-2Mi or a device such as nvidia.com/gpu',
          )
  for (const [name, asked] of requests.scalars ?? [])
    if (isWhole(name) && limits.scalars?.get(name) !== asked)
      checkWhole(resources.inside('requests'), resources.inside('limits'), name)
  for (const name of namesIn(limits)) {
    const [asked, limit] = [amountOf(requests, name), amountOf(limits, name)]
    if (isWhole(name)) continue
    if (asked > limit)
      resources
        .fields('requests')
        .expected(
          name,
          resources.fields('requests').anything(name),
          `at most its limit of ${JSON.stringify(resources.fields('limits').anything(name))}`,
        )
  }
  return named(
    requests.cpuMilli ?? limits.cpuMilli,
    requests.memoryBytes ?? limits.memoryBytes,
    requests.ephemeralStorageBytes ?? limits.ephemeralStorageBytes,
    new Map(
      [...new Map([...(limits.scalars ?? []), ...(requests.scalars ?? [])])].sort(([a], [b]) =>
        a < b ? -1 : 1,
      ),
    ),
  )
}

/**
 * `spec.resources`: null where it says nothing. With `admits`, what only has a limit asks for what the containers ask for together, and
 * for the limit where none of them names it (Kubernetes, pkg/apis/core/v1/defaults.go, defaultPodRequests, v1.34.4).
 *
 * @param together what the containers ask for
 */
export function readPodLevel(level: Fields, admits: boolean, together: Resources): Resources | null {
  const read = readRequests(level, admits)
  if (!admits) return read
  const { resources: own } = readResources(level, 'requests')
  const asked = new Set(namesIn(own))
  const ofContainers = new Set(namesIn(together))
  for (const name of asked)
    if (amountOf(own, name) < amountOf(together, name))
      level
        .inside('requests')
        .expected(
          name,
          level.inside('requests').anything(name),
          'at least what the containers ask for together',
        )
  // What containers ask for goes before the pod's limit, but for huge pages, which are never lent.
  const amount = (name: string) =>
    amountOf(asked.has(name) || !ofContainers.has(name) || isHugePages(name) ? read : together, name)
  return named(
    read.cpuMilli === undefined ? undefined : amount('cpu'),
    read.memoryBytes === undefined ? undefined : amount('memory'),
    undefined,
    new Map([...(read.scalars?.keys() ?? [])].map(name => [name, amount(name)])),
  )
}

function isContainerResource(name: string): boolean {
  return ['cpu', 'memory', 'ephemeral-storage'].includes(name) || isHugePages(name) || name.includes('/')
}

/** Devices and huge pages, of which nobody is promised more than there are. */
const isWhole = (name: string) =>
  isContainerResource(name) && !['cpu', 'memory', 'ephemeral-storage'].includes(name)

function checkWhole(requests: Fields, limits: Fields, name: string): void {
  const what = `${name} cannot be overcommitted`
  if (limits.has(name))
    requests.expected(
      name,
      requests.anything(name),
      `its limit of ${JSON.stringify(limits.anything(name))}: ${what}`,
    )
  else
    limits.expected(
      name,
      undefined,
      `what is requested, ${JSON.stringify(requests.anything(name))}: ${what}`,
      'add it',
    )
}

function namesIn({ cpuMilli, memoryBytes, ephemeralStorageBytes, scalars }: Resources): string[] {
  return [
    ...(cpuMilli === undefined ? [] : ['cpu']),
    ...(memoryBytes === undefined ? [] : ['memory']),
    ...(ephemeralStorageBytes === undefined ? [] : ['ephemeral-storage']),
    ...(scalars?.keys() ?? []),
  ]
}

/** Defaults: Kubernetes, pkg/apis/core/v1/defaults.go, SetDefaults_Probe, v1.34.4. */
function readProbe(fields: Fields): ReadinessProbe {
  return {
    initialDelay: fields.seconds('initialDelaySeconds', 0),
    period: fields.seconds('periodSeconds', 10 * SECOND) || 10 * SECOND,
    successThreshold: fields.whole('successThreshold', 1) || 1,
  }
}

function readPort(fields: Fields, defaults: ContainerDefaults | undefined): HostPort {
  const containerPort = fields.whole('containerPort', 0)
  const port = {
    protocol: fields.oneOf('protocol', ['TCP', 'UDP', 'SCTP'], 'TCP'),
    ip: fields.text('hostIP', ANY_ADDRESS) || ANY_ADDRESS,
    port: fields.whole('hostPort', defaults?.isOnHostNetwork ? containerPort : 0),
  }
  for (const key of ['containerPort', 'hostPort'])
    if (fields.whole(key, 0) > 65_535) fields.expected(key, fields.anything(key), 'a port up to 65535')
  fields.end(['name'])
  return port
}
