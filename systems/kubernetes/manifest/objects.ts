/**
 * Manifests of namespaces, services, controllers and disruption budgets, as far as the scheduler looks at them.
 */
import type { DisruptionBudget } from '../disruption-budgets.ts'
import { type Labels, noLabels } from '../selector.ts'
import type { Controller, Service } from '../workloads.ts'
import type { Fields, Reading } from './fields.ts'
import { inertMetadata } from './metadata.ts'
import { readSelector } from './selectors.ts'

export function readNamespace(manifest: unknown, where: string, reading: Reading): [string, Labels] {
  const fields = reading.fields(manifest, where)
  const metadata = fields.fields('metadata')
  const read: [string, Labels] = [metadata.text('name'), metadata.map('labels') ?? noLabels]
  metadata.end(inertMetadata)
  fields.end(['apiVersion', 'kind', 'spec', 'status'])
  return read
}

export function readService(manifest: unknown, where: string, reading: Reading): Service {
  const { fields, ...name } = readName(manifest, where, reading)
  const selector = fields.fields('spec').map('selector')
  fields.end(inertObject)
  return { ...name, selector: selector === null || selector.size === 0 ? null : selector }
}

export function readController(
  kind: Controller['kind'],
  manifest: unknown,
  where: string,
  reading: Reading,
): Controller {
  const { fields, ...name } = readName(manifest, where, reading)
  const selector = readSelector(fields.fields('spec'), 'selector')
  fields.end(inertObject)
  return { ...name, kind, selector }
}

export function readBudget(manifest: unknown, where: string, reading: Reading): DisruptionBudget {
  const { fields, ...name } = readName(manifest, where, reading)
  const spec = fields.fields('spec')
  const status = fields.fields('status')
  const budget = {
    ...name,
    selector: readSelector(spec, 'selector'),
    allowed: status.number('disruptionsAllowed', 0),
    disrupted: new Set((status.entries('disruptedPods') ?? []).map(([name]) => name)),
  }
  // What is allowed was worked out from these by the controller of budgets.
  spec.end(['minAvailable', 'maxUnavailable', 'unhealthyPodEvictionPolicy'])
  status.end(['conditions', 'currentHealthy', 'desiredHealthy', 'expectedPods', 'observedGeneration'])
  fields.end(inertObject)
  return budget
}

const inertObject = ['apiVersion', 'kind', 'status']

function readName(
  manifest: unknown,
  where: string,
  reading: Reading,
): { fields: Fields; namespace: string; name: string } {
  const fields = reading.fields(manifest, where)
  const metadata = fields.fields('metadata')
  const read = { fields, namespace: metadata.text('namespace', 'default'), name: metadata.text('name') }
  metadata.end([...inertMetadata, 'labels', 'ownerReferences'])
  return read
}
