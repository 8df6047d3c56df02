/**
 * Pod manifests.
 */
import { seconds, type Time } from '../../../sim/engine/time.ts'
import { parseInstant } from '../../calendar/instant-text.ts'
import { ANY_ADDRESS, type HostPort } from '../host-ports.ts'
import { DEFAULT_SCHEDULER, type Pod, type PodTemplate, podOf } from '../pod.ts'
import { type Container, podRequests } from '../pod-requests.ts'
import type { Toleration } from '../taints.ts'
import type { Fields, Reading } from './fields.ts'
import { effects, inertMetadata } from './node.ts'
import { readAffinity, readSpread } from './placement.ts'
import { readResources } from './resource-list.ts'

const inertContainer = [
  ...['args', 'command', 'env', 'envFrom', 'imagePullPolicy', 'lifecycle', 'livenessProbe', 'name'],
  ...['readinessProbe', 'resizePolicy', 'securityContext', 'startupProbe', 'stdin', 'stdinOnce'],
  ...['terminationMessagePath', 'terminationMessagePolicy', 'tty', 'volumeMounts', 'workingDir'],
]

const inertSpec = [
  ...[
    'activeDeadlineSeconds',
    'automountServiceAccountToken',
    'dnsConfig',
    'dnsPolicy',
    'enableServiceLinks',
  ],
  ...['hostAliases', 'hostIPC', 'hostPID', 'hostUsers', 'hostname', 'imagePullSecrets', 'priorityClassName'],
  ...['readinessGates', 'restartPolicy', 'securityContext', 'serviceAccount', 'serviceAccountName'],
  ...['setHostnameAsFQDN', 'shareProcessNamespace', 'subdomain', 'terminationGracePeriodSeconds'],
]

/** Volumes that are made on any node. */
const inertVolumes = ['configMap', 'downwardAPI', 'emptyDir', 'hostPath', 'projected', 'secret']

/** Pods made from equal manifests share a template. */
export class PodReader {
  readonly #templates = new Map<string, PodTemplate>()

  /** A pod that names its node is on it. A missing namespace is `default`. */
  read(manifest: unknown, where: string, reading: Reading): Pod {
    const fields = reading.fields(manifest, where)
    const metadata = fields.fields('metadata')
    const spec = fields.fields('spec')
    const status = fields.fields('status')
    const namespace = metadata.text('namespace', 'default')
    const nodeName = spec.text('nodeName')
    const key = JSON.stringify([
      namespace,
      metadata.anything('labels'),
      metadata.anything('ownerReferences'),
      { ...spec.all, nodeName: undefined },
    ])
    let template = this.#templates.get(key)
    if (template === undefined) {
      template = readTemplate(metadata, spec, namespace)
      this.#templates.set(key, template)
    }
    const pod = podOf(template, metadata.text('name'))
    pod.nodeName = nodeName === '' ? null : nodeName
    pod.terminating = metadata.has('deletionTimestamp')
    pod.startTime = readMoment(status, 'startTime')
    metadata.end([...inertMetadata, 'deletionGracePeriodSeconds'])
    status.end([
      'conditions',
      'containerStatuses',
      'hostIP',
      'hostIPs',
      'phase',
      'podIP',
      'podIPs',
      'qosClass',
    ])
    fields.end(['apiVersion', 'kind'])
    return pod
  }
}

/** 0 where the field is absent. */
export function readMoment(fields: Fields, key: string): Time {
  return fields.converted(key, 0, (written, where) => parseInstant(String(written), where))
}

function readTemplate(metadata: Fields, spec: Fields, namespace: string): PodTemplate {
  const owners = metadata.list('ownerReferences', reference => {
    const read = {
      controller: reference.flag('controller'),
      apiVersion: reference.text('apiVersion'),
      kind: reference.text('kind'),
      name: reference.text('name'),
    }
    reference.end(['uid', 'blockOwnerDeletion'])
    return read
  })
  const owner = owners?.find(({ controller }) => controller) ?? null
  const containers = spec.list('containers', readContainer) ?? []
  const initContainers = spec.list('initContainers', readContainer) ?? []
  const level = spec.has('resources') ? spec.fields('resources') : null
  const podLevel = level?.has('requests') ? readResources(level, 'requests').resources : null
  level?.end(['limits'])
  const affinity = spec.fields('affinity')
  const template: PodTemplate = {
    namespace,
    labels: metadata.map('labels') ?? new Map(),
    owner,
    images: [...initContainers, ...containers].map(({ image }) => image),
    requests: podRequests({
      containers,
      initContainers,
      podLevel,
      overhead: spec.has('overhead') ? readResources(spec, 'overhead').resources : null,
    }),
    hostPorts: [...containers, ...initContainers.filter(({ sidecar }) => sidecar)].flatMap(
      ({ hostPorts }) => hostPorts,
    ),
    nodeSelector: spec.map('nodeSelector') ?? new Map(),
    ...readAffinity(affinity, namespace),
    tolerations: readTolerations(spec),
    spread: readSpread(spec, metadata.map('labels') ?? new Map()),
    priority: spec.number('priority', 0),
    neverPreempts:
      spec.oneOf('preemptionPolicy', ['Never', 'PreemptLowerPriority'], 'PreemptLowerPriority') === 'Never',
    schedulingGates: spec.list('schedulingGates', gate => gate.text('name')) ?? [],
    requiredNodeName: null,
    schedulerName: DEFAULT_SCHEDULER,
  }
  if (!['', DEFAULT_SCHEDULER].includes(spec.text('schedulerName'))) spec.unmodelled('schedulerName')
  if (spec.flag('hostNetwork')) spec.unmodelled('hostNetwork')
  spec.list('volumes', volume => volume.end(['name', ...inertVolumes]))
  affinity.end()
  spec.end(inertSpec)
  return template
}

interface ReadContainer extends Container {
  readonly sidecar: boolean
  readonly hostPorts: readonly HostPort[]
}

function readContainer(fields: Fields): ReadContainer {
  const resources = fields.fields('resources')
  const container = {
    image: fields.text('image'),
    requests: readResources(resources, 'requests').resources,
    sidecar: fields.oneOf('restartPolicy', ['Always', ''], '') === 'Always',
    hostPorts: (fields.list('ports', readPort) ?? []).filter(({ port }) => port > 0),
  }
  resources.end(['limits'])
  fields.end(inertContainer)
  return container
}

function readPort(fields: Fields): HostPort {
  const port = {
    protocol: fields.oneOf('protocol', ['TCP', 'UDP', 'SCTP'], 'TCP'),
    ip: fields.text('hostIP', ANY_ADDRESS) || ANY_ADDRESS,
    port: fields.number('hostPort', 0),
  }
  fields.end(['containerPort', 'name'])
  return port
}

export function readTolerations(spec: Fields): Toleration[] {
  return (
    spec.list('tolerations', fields => {
      const toleration: Toleration = {
        key: fields.text('key'),
        operator: fields.oneOf('operator', ['Equal', 'Exists', 'Gt', 'Lt'], 'Equal'),
        value: fields.text('value'),
        effect: fields.oneOf('effect', [...effects, ''], ''),
        ...(fields.has('tolerationSeconds') && { period: seconds(fields.number('tolerationSeconds', 0)) }),
      }
      fields.end()
      return toleration
    }) ?? []
  )
}
