/**
 * Terms of affinity between pods (Kubernetes, pkg/scheduler/framework/types.go and
 * pkg/scheduler/framework/plugins/interpodaffinity/plugin.go, v1.34.4).
 */
import { type Labelled, type Labels, noLabels, type Selector, selects } from './selector.ts'

/** Pods that match, in the domains that the key's values on nodes make. */
export interface AffinityTerm {
  readonly topologyKey: string
  readonly selector: Selector
  /** By name; a term that names neither these nor a selector has its owner's. */
  readonly namespaces: ReadonlySet<string>
  readonly namespaceSelector: Selector
}

export interface WeightedAffinityTerm {
  readonly weight: number
  readonly term: AffinityTerm
}

/** Labels of namespaces by name; a namespace that is not known has none. */
export type Namespaces = ReadonlyMap<string, Labels>

/** Whether a term of a pod on a node means the incoming pod. */
export function existingTermMatches(term: AffinityTerm, incoming: Labelled, namespaces: Namespaces): boolean {
  return (
    (term.namespaces.has(incoming.namespace) ||
      selects(term.namespaceSelector, namespaces.get(incoming.namespace) ?? noLabels)) &&
    selects(term.selector, incoming.labels)
  )
}

/**
 * Whether a term of the incoming pod means a pod on a node. Its namespace selector was turned into names before, but is
 * asked once more without labels: one that an unlabelled namespace meets (NotIn, DoesNotExist) means every namespace.
 */
export function incomingTermMatches(term: AffinityTerm, existing: Labelled, namespaces: Namespaces): boolean {
  if (!selects(term.selector, existing.labels)) return false
  if (term.namespaces.has(existing.namespace) || selects(term.namespaceSelector, noLabels)) return true
  const labels = namespaces.get(existing.namespace)
  return labels !== undefined && selects(term.namespaceSelector, labels)
}
