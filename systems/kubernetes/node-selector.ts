/**
 * Which nodes a pod asks for by label or name (Kubernetes,
 * staging/src/k8s.io/component-helpers/scheduling/corev1/nodeaffinity/nodeaffinity.go, v1.34.4).
 */
import type { Node } from './node.ts'
import { isValid, type Labels, type Requirement, requirementHolds } from './selector.ts'

/** All of its requirements; a term without any matches no node. */
export interface NodeSelectorTerm {
  readonly labels: readonly Requirement[]
  /** Over `metadata.name`, the only field that is known. */
  readonly names: readonly Requirement[]
}

export interface PreferredTerm {
  readonly weight: number
  readonly term: NodeSelectorTerm
}

export interface NodeAffinity {
  /** One of its terms must match; null where nothing is required. */
  readonly required: readonly NodeSelectorTerm[] | null
  readonly preferred: readonly PreferredTerm[]
}

export const NAME_FIELD = 'metadata.name'

export function termMatches({ labels, names }: NodeSelectorTerm, node: Node): boolean {
  if (labels.length === 0 && names.length === 0) return false
  for (const requirement of labels)
    if (!isValid(requirement) || !requirementHolds(requirement, node.labels)) return false
  for (const { operator, values } of names) {
    // A field is compared with one value, neither more nor fewer.
    if (values.length !== 1 || (operator !== 'In' && operator !== 'NotIn')) return false
    if ((values[0] === node.name) !== (operator === 'In')) return false
  }
  return true
}

export function anyTermMatches(terms: readonly NodeSelectorTerm[], node: Node): boolean {
  for (const term of terms) if (termMatches(term, node)) return true
  return false
}

/** What a pod requires of a node's labels and name: its nodeSelector and its required node affinity. */
export interface RequiredNodes {
  readonly nodeSelector: Labels
  readonly nodeAffinity: NodeAffinity | null
}

export function isRequiredNode({ nodeSelector, nodeAffinity }: RequiredNodes, node: Node): boolean {
  for (const [key, value] of nodeSelector) if (node.labels.get(key) !== value) return false
  const required = nodeAffinity?.required ?? null
  return required === null || anyTermMatches(required, node)
}

/** Σ weights of the terms that match. */
export function preference(terms: readonly PreferredTerm[], node: Node): number {
  let sum = 0
  for (const { weight, term } of terms) if (termMatches(term, node)) sum += weight
  return sum
}

/**
 * The names to which required terms narrow the search; null where some term takes any name. Empty where the names of
 * every term contradict each other.
 */
export function requiredNames(terms: readonly NodeSelectorTerm[]): ReadonlySet<string> | null {
  const names = new Set<string>()
  for (const term of terms) {
    const lists = term.names.filter(({ operator }) => operator === 'In').map(({ values }) => values)
    if (lists.length === 0) return null
    for (const name of lists[0]!) if (lists.every(list => list.includes(name))) names.add(name)
  }
  return names
}
