/**
 * A Kubernetes case's JSON as the scheduler's nouns. Cases count in milli-CPU and bytes.
 */
import { SwitchyardError } from '../../sim/errors.ts'
import { Cluster } from '../../systems/kubernetes/cluster.ts'
import type { DisruptionBudget } from '../../systems/kubernetes/disruption-budgets.ts'
import { ANY_ADDRESS, hostPortsOf } from '../../systems/kubernetes/host-ports.ts'
import { type Fields, placeOf, Reading } from '../../systems/kubernetes/manifest/fields.ts'
import { readTaints } from '../../systems/kubernetes/manifest/node.ts'
import { readBudget } from '../../systems/kubernetes/manifest/objects.ts'
import { readAffinityTerm, readSpread } from '../../systems/kubernetes/manifest/placement.ts'
import { readStart } from '../../systems/kubernetes/manifest/pod.ts'
import { readTerm } from '../../systems/kubernetes/manifest/selectors.ts'
import { readTolerations } from '../../systems/kubernetes/manifest/tolerations.ts'
import type { Node } from '../../systems/kubernetes/node.ts'
import type { NodeAffinity } from '../../systems/kubernetes/node-selector.ts'
import {
  DEFAULT_SCHEDULER,
  type Pod,
  type PodAffinity,
  type PodTemplate,
  podOf,
} from '../../systems/kubernetes/pod.ts'
import { type PodRequests, podRequests } from '../../systems/kubernetes/pod-requests.ts'
import { named, type Resources } from '../../systems/kubernetes/resources.ts'
import { noLabels } from '../../systems/kubernetes/selector.ts'
import { Workloads } from '../../systems/kubernetes/workloads.ts'

export type Json = Readonly<Record<string, unknown>>

/** What a case asks about. */
export interface Asked {
  readonly cluster: Cluster
  readonly pod: Pod
  readonly budgets: readonly DisruptionBudget[]
}

/** @throws Unmodelled naming the fields that this adapter does not know. */
export function askedOf(input: Json): Asked {
  const reading = new Reading()
  const fields = reading.fields(input, 'case')
  const namespaces = fields.list('namespaces', namespace => {
    const read = [namespace.text('name'), namespace.map('labels') ?? noLabels] as const
    namespace.end()
    return read
  })
  const services = fields.list('services', service => {
    const { namespace, name, selector } = {
      namespace: service.text('namespace', 'default'),
      name: service.text('name'),
      selector: service.map('selector'),
    }
    service.end()
    return { namespace, name, selector }
  })
  const cluster = new Cluster(new Map(namespaces ?? []), new Workloads(services ?? []))
  for (const node of fields.list('nodes', readNode) ?? []) cluster.addNode(node)
  for (const pod of fields.list('existingPods', (pod, i) => readPod(pod, `existing-${i}`)) ?? [])
    cluster.addPod(pod)
  const pod = readPod(fields.fields('pod'), 'pod')
  const budgets = ((input['podDisruptionBudgets'] ?? []) as unknown[]).map((manifest, i) =>
    readBudget(manifest, `case.podDisruptionBudgets[${i}]`, reading),
  )
  fields.end(['plugin', 'kind', 'args', 'podDisruptionBudgets'])
  reading.finish()
  cluster.refresh()
  return { cluster, pod, budgets }
}

function readNode(fields: Fields): Node {
  const allocatable = fields.fields('allocatable')
  const node = {
    name: fields.text('name'),
    labels: fields.map('labels') ?? noLabels,
    taints: readTaints(fields, 'taints'),
    unschedulable: fields.flag('unschedulable'),
    allocatablePods: allocatable.number('pods', Number.MAX_SAFE_INTEGER),
    allocatable: amountsOf(allocatable),
    images:
      fields.list('images', image => {
        const read = { names: image.texts('names'), sizeBytes: image.number('sizeBytes', 0) }
        image.end()
        return read
      }) ?? [],
  }
  fields.end()
  return node
}

function readPod(fields: Fields, otherName: string): Pod {
  const namespace = fields.text('namespace', 'default')
  const labels = fields.map('labels') ?? noLabels
  const affinity = fields.fields('affinity')
  const containers = readContainers(fields, 'containers')
  const template: PodTemplate = {
    namespace,
    labels,
    owner: null,
    images: [...readContainers(fields, 'initContainers'), ...containers].map(({ image }) => image),
    requests: readRequests(fields),
    hostPorts: hostPortsOf(
      fields.list('hostPorts', port => {
        const read = {
          protocol: port.text('protocol') || 'TCP',
          ip: port.text('hostIP') || ANY_ADDRESS,
          port: port.number('hostPort', 0),
        }
        port.end()
        return read
      }) ?? [],
    ),
    nodeSelector: fields.map('nodeSelector') ?? noLabels,
    nodeAffinity: affinity.has('nodeAffinity') ? readNodeAffinity(affinity.fields('nodeAffinity')) : null,
    affinity: readAffinity(affinity, 'podAffinity', namespace),
    antiAffinity: readAffinity(affinity, 'podAntiAffinity', namespace),
    tolerations: readTolerations(fields),
    spread: readSpread(fields, labels).spread,
    priority: fields.number('priority', 0),
    neverPreempts: fields.text('preemptionPolicy') === 'Never',
    schedulingGates: [],
    requiredNodeName: fields.text('requiredNodeName') || null,
    schedulerName: DEFAULT_SCHEDULER,
  }
  const pod = podOf(template, fields.text('name', otherName))
  pod.nodeName = fields.text('node') || null
  pod.terminating = fields.flag('terminating')
  pod.startTime = readStart(fields)
  affinity.end()
  fields.end()
  return pod
}

/** What the pod asks for, from its containers; a case that says something else contradicts itself. */
function readRequests(fields: Fields): PodRequests {
  const containers = readContainers(fields, 'containers')
  const initContainers = readContainers(fields, 'initContainers')
  const amounts = (key: string) => (fields.has(key) ? amountsOf(fields.fields(key)) : null)
  const stated = amounts('requests') ?? {}
  const nonZero = amounts('nonZeroRequests') ?? {}
  if (containers.length + initContainers.length === 0 && !fields.has('podLevelRequests'))
    return { requests: stated, nonZero, scored: nonZero }
  const requests = podRequests({
    containers,
    initContainers,
    podLevel: amounts('podLevelRequests'),
    overhead: amounts('overhead'),
  })
  const contradicts = (['cpuMilli', 'memoryBytes', 'ephemeralStorageBytes'] as const).find(
    key => fields.has('requests') && (stated[key] ?? 0) !== (requests.requests[key] ?? 0),
  )
  if (contradicts !== undefined)
    throw new SwitchyardError(
      `${placeOf(fields.at)}.requests.${contradicts}: found ${stated[contradicts] ?? 'nothing'}, expected ` +
        `${requests.requests[contradicts] ?? 'nothing'} from its containers; correct the case`,
    )
  return requests
}

function readContainers(fields: Fields, key: string) {
  return (
    fields.list(key, container => {
      const read = {
        image: container.text('image'),
        requests: amountsOf(container.fields('requests')),
        sidecar: container.text('restartPolicy') === 'Always',
      }
      container.end()
      return read
    }) ?? []
  )
}

function amountsOf(fields: Fields): Resources {
  const amount = (key: string) => (fields.has(key) ? fields.number(key, 0) : undefined)
  const extended = (fields.entries('extended') ?? []).map(([name, amount]) => [name, Number(amount)] as const)
  const read = named(
    amount('cpuMilli'),
    amount('memoryBytes'),
    amount('ephemeralStorageBytes'),
    new Map(extended.sort(([a], [b]) => (a < b ? -1 : 1))),
  )
  fields.end(['pods'])
  return read
}

export function readNodeAffinity(fields: Fields): NodeAffinity {
  const required = fields.list('required', readTerm)
  const affinity = {
    // A requirement without a list of terms is one that no node meets.
    required: 'required' in fields.all ? (required ?? []) : null,
    preferred:
      fields.list('preferred', preferred => {
        const term = readTerm(preferred.fields('preference'))
        const read = { weight: preferred.number('weight', 0), term }
        preferred.end()
        return read
      }) ?? [],
  }
  fields.end()
  return affinity
}

function readAffinity(affinity: Fields, key: string, namespace: string): PodAffinity | null {
  if (!affinity.has(key)) return null
  const fields = affinity.fields(key)
  const read = {
    required: fields.list('required', term => readAffinityTerm(term, namespace).term) ?? [],
    preferred:
      fields.list('preferred', preferred => {
        const { term } = readAffinityTerm(preferred.fields('term'), namespace)
        const read = { weight: preferred.number('weight', 0), term }
        preferred.end()
        return read
      }) ?? [],
  }
  fields.end()
  return read
}
