/**
 * Pods, and what pods of one template share.
 */
import type { Time } from '../../sim/engine/time.ts'
import type { AffinityTerm, WeightedAffinityTerm } from './affinity-term.ts'
import type { HostPort } from './host-ports.ts'
import type { NodeAffinity } from './node-selector.ts'
import type { PodRequests } from './pod-requests.ts'
import type { Labels, Selector } from './selector.ts'
import type { Toleration } from './taints.ts'

/** Of the controller that made the pod. */
export interface Owner {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
}

export interface PodAffinity {
  /** All must hold. */
  readonly required: readonly AffinityTerm[]
  readonly preferred: readonly WeightedAffinityTerm[]
}

/** Pods that match the selector shall be spread evenly over the domains that a label of nodes names. */
export interface SpreadConstraint {
  readonly topologyKey: string
  readonly maxSkew: number
  /** `DoNotSchedule` filters, `ScheduleAnyway` scores. */
  readonly hard: boolean
  readonly selector: Selector
  readonly minDomains: number
  /** `nodeAffinityPolicy: Honor`: only nodes that the pod's nodeSelector and affinity take count. */
  readonly honorsAffinity: boolean
  /** `nodeTaintsPolicy: Honor`: only nodes count whose taints the pod tolerates. */
  readonly honorsTaints: boolean
}

/**
 * Everything of a pod that a decision can depend on but its name and state. Pods made from one object share one template
 * by identity: what was worked out for a node holds for all of them.
 */
export interface PodTemplate {
  readonly namespace: string
  readonly labels: Labels
  readonly owner: Owner | null
  readonly images: readonly string[]
  readonly requests: PodRequests
  readonly hostPorts: readonly HostPort[]
  readonly nodeSelector: Labels
  readonly nodeAffinity: NodeAffinity | null
  readonly affinity: PodAffinity | null
  readonly antiAffinity: PodAffinity | null
  readonly tolerations: readonly Toleration[]
  readonly spread: readonly SpreadConstraint[]
  readonly priority: number
  /** `preemptionPolicy: Never`. */
  readonly neverPreempts: boolean
  readonly schedulingGates: readonly string[]
  /** `spec.nodeName` of a pod that is not bound by the scheduler; null where none is asked for. */
  readonly requiredNodeName: string | null
  /** `spec.schedulerName`: which profile decides for it. */
  readonly schedulerName: string
}

const askedOfNodes = [
  ...(['images', 'requests', 'hostPorts', 'nodeSelector'] as const),
  ...(['nodeAffinity', 'tolerations', 'requiredNodeName'] as const),
] as const

/** What a pod asks of a node, whatever other pods there are elsewhere and whoever owns it. */
export type AskedOfNodes = Pick<PodTemplate, (typeof askedOfNodes)[number]>

/** The same text for templates that ask the same of nodes. */
export function nodeKeyOf(template: PodTemplate): string {
  return JSON.stringify(
    askedOfNodes.map(key => template[key]),
    (_, value: unknown) => (value instanceof Map || value instanceof Set ? [...value] : value),
  )
}

/** The profile that decides for pods that name none. */
export const DEFAULT_SCHEDULER = 'default-scheduler'

export interface Pod {
  /** `namespace/name`. */
  readonly key: string
  readonly template: PodTemplate
  /** Where it is bound or assumed to be. */
  nodeName: string | null
  /** Where room is made for it. */
  nominatedNodeName: string | null
  /** It has a deletion timestamp but is not gone. */
  terminating: boolean
  /** It terminates because the scheduler preempted it. */
  preempted: boolean
  /** When it was started; the order among victims of one priority. */
  startTime: Time
}

export function podOf(template: PodTemplate, name: string): Pod {
  return {
    key: `${template.namespace}/${name}`,
    template,
    nodeName: null,
    nominatedNodeName: null,
    terminating: false,
    preempted: false,
    startTime: 0,
  }
}
