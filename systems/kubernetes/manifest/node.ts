/**
 * Node manifests.
 */
import type { Node } from '../node.ts'
import type { Effect, Taint } from '../taints.ts'
import type { Fields, Reading } from './fields.ts'
import { inertMetadata } from './metadata.ts'
import { readResources } from './resource-list.ts'

const inertStatus = [
  ...['addresses', 'capacity', 'conditions', 'config', 'daemonEndpoints', 'features', 'nodeInfo', 'phase'],
  ...['runtimeHandlers', 'volumesAttached', 'volumesInUse'],
]

export const effects: readonly Effect[] = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']

export function readNode(manifest: unknown, where: string, reading: Reading): Node {
  const fields = reading.fields(manifest, where)
  const metadata = fields.fields('metadata')
  const spec = fields.fields('spec')
  const status = fields.fields('status')
  const { resources, pods = 0 } = readResources(status, 'allocatable')
  const node: Node = {
    name: metadata.text('name'),
    labels: metadata.map('labels') ?? new Map(),
    taints: readTaints(spec, 'taints'),
    unschedulable: spec.flag('unschedulable'),
    allocatable: resources,
    allocatablePods: pods,
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
  return (
    owner.list(key, taint => {
      const read = {
        key: taint.text('key'),
        value: taint.text('value'),
        effect: taint.oneOf('effect', effects, 'NoSchedule'),
      }
      taint.end(['timeAdded'])
      return read
    }) ?? []
  )
}
