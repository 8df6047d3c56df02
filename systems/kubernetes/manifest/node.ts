/**
 * Node manifests.
 */
import type { Node } from '../node.ts'
import type { Resources } from '../resources.ts'
import type { Effect, Taint } from '../taints.ts'
import type { Fields, Reading } from './fields.ts'
import { inertMetadata } from './metadata.ts'
import { checkName, labelValue, qualifiedName } from './names.ts'
import { readResources } from './resource-list.ts'

const inertStatus = [
  ...[
    'addresses',
    'allocatable',
    'capacity',
    'conditions',
    'config',
    'daemonEndpoints',
    'features',
    'nodeInfo',
    'phase',
  ],
  ...['runtimeHandlers', 'volumesAttached', 'volumesInUse'],
]

export const effects: readonly Effect[] = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']

/** A node of a recording: what it does not say is 0 or nothing. */
export function readNode(manifest: unknown, where: string, reading: Reading): Node {
  const fields = reading.fields(manifest, where)
  const { resources, pods = 0 } = readResources(fields.fields('status'), 'allocatable')
  return nodeOf(fields, resources, pods)
}

/** What kubelets allow unless they are told otherwise (Kubernetes, pkg/kubelet/apis/config/v1beta1/defaults.go, v1.34.4). */
const MAX_PODS = 110

/** A node of a cluster: without `allocatable` it is its whole capacity, as the API server fills it in. */
export function readStoredNode(fields: Fields): Node {
  const status = fields.fields('status')
  const given = ['allocatable', 'capacity'].find(key => status.has(key))
  if (given === undefined)
    status.expected(
      'allocatable',
      undefined,
      'what pods may ask for, such as { cpu: 4, memory: 8Gi, pods: 110 }',
    )
  const { resources, pods = MAX_PODS } = readResources(status, given ?? 'allocatable')
  return nodeOf(fields, resources, pods)
}

function nodeOf(fields: Fields, allocatable: Resources, allocatablePods: number): Node {
  const metadata = fields.fields('metadata')
  const spec = fields.fields('spec')
  const status = fields.fields('status')
  const node: Node = {
    name: metadata.text('name'),
    labels: metadata.map('labels') ?? new Map(),
    taints: readTaints(spec, 'taints'),
    unschedulable: spec.flag('unschedulable'),
    allocatable,
    allocatablePods,
    images:
      status.list('images', image => {
        const read = { names: image.texts('names'), sizeBytes: image.number('sizeBytes', 0) }
        image.end()
        return read
      }) ?? [],
  }
  metadata.end(inertMetadata)
  spec.end(['podCIDR', 'podCIDRs', 'providerID', 'externalID'])
  status.end(inertStatus)
  fields.end(['apiVersion', 'kind'])
  return node
}

export function readTaints(owner: Fields, key: string): Taint[] {
  const seen = new Set<string>()
  return (
    owner.list(key, taint => {
      const read = {
        key: taint.text('key'),
        value: taint.text('value'),
        effect: taint.oneOf('effect', effects, 'NoSchedule'),
      }
      if (!taint.has('effect')) taint.expected('effect', undefined, `one of ${effects.join(', ')}`)
      if (read.key === '') taint.expected('key', taint.anything('key'), 'the name of the taint')
      else checkName(taint, 'key', qualifiedName)
      checkName(taint, 'value', labelValue)
      if (seen.has(`${read.effect} ${read.key}`))
        taint.expected('key', read.key, 'every key once for each effect', 'delete one of the taints')
      seen.add(`${read.effect} ${read.key}`)
      taint.end(['timeAdded'])
      return read
    }) ?? []
  )
}
