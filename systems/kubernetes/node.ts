/**
 * A node as its manifest describes it.
 */
import type { Resources } from './resources.ts'
import type { Labels } from './selector.ts'
import type { Taint } from './taints.ts'

export interface NodeImage {
  /** Every name that the image goes by. */
  readonly names: readonly string[]
  readonly sizeBytes: number
}

export interface Node {
  readonly name: string
  readonly labels: Labels
  readonly taints: readonly Taint[]
  readonly unschedulable: boolean
  readonly allocatable: Resources
  readonly allocatablePods: number
  readonly images: readonly NodeImage[]
}

export const HOSTNAME = 'kubernetes.io/hostname'
export const ZONE = 'topology.kubernetes.io/zone'
export const REGION = 'topology.kubernetes.io/region'

/** The labels that named zone and region before 1.17; where a node has both, these count. */
const OLD_ZONE = 'failure-domain.beta.kubernetes.io/zone'
const OLD_REGION = 'failure-domain.beta.kubernetes.io/region'

/** Region and zone together; '' for a node that names neither (component-helpers/node/topology/helpers.go, v0.34.4). */
export function zoneOf({ labels }: Node): string {
  const zone = labels.get(OLD_ZONE) ?? labels.get(ZONE) ?? ''
  const region = labels.get(OLD_REGION) ?? labels.get(REGION) ?? ''
  return zone === '' && region === '' ? '' : `${region}:\u0000:${zone}`
}
