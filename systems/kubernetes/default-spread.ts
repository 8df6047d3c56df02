/**
 * Spreading of pods that ask for none themselves (Kubernetes,
 * pkg/scheduler/framework/plugins/podtopologyspread/plugin.go and common.go, v1.34.4).
 */
import { HOSTNAME, ZONE } from './node.ts'
import type { PodTemplate, SpreadConstraint } from './pod.ts'
import { isEmpty } from './selector.ts'
import type { Workloads } from './workloads.ts'

/** A constraint whose selector is that of the pod's services and controller. */
export type DefaultConstraint = Pick<SpreadConstraint, 'topologyKey' | 'maxSkew' | 'hard'>

export interface SpreadArgs {
  /** `System`, or the profile's own list. */
  readonly defaults: 'System' | readonly DefaultConstraint[]
}

/** Of a profile that has none of its own. */
export const systemDefaults: readonly DefaultConstraint[] = [
  { topologyKey: HOSTNAME, maxSkew: 3, hard: false },
  { topologyKey: ZONE, maxSkew: 5, hard: false },
]

export interface Constraints {
  readonly list: readonly SpreadConstraint[]
  /** Nodes that lack one of the labels are left out; not so with the system's defaults. */
  readonly needAllKeys: boolean
}

/** The pod's own constraints; the defaults only for a pod that has none at all. */
export function constraintsOf(
  template: PodTemplate,
  hard: boolean,
  { defaults }: SpreadArgs,
  workloads: Workloads,
): Constraints {
  if (template.spread.length > 0)
    return { list: template.spread.filter(constraint => constraint.hard === hard), needAllKeys: true }
  const list = (defaults === 'System' ? systemDefaults : defaults).filter(
    constraint => constraint.hard === hard,
  )
  const needAllKeys = defaults !== 'System'
  if (list.length === 0) return { list: [], needAllKeys }
  const selector = workloads.selectorOf(template)
  if (isEmpty(selector)) return { list: [], needAllKeys }
  return {
    list: list.map(constraint => ({
      ...constraint,
      selector,
      minDomains: 1,
      honorsAffinity: true,
      honorsTaints: false,
    })),
    needAllKeys,
  }
}
