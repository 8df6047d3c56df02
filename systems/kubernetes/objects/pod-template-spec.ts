/**
 * What a pod is made from: what the scheduler looks at, and what happens to the pod on its node.
 */
import type { Time } from '../../../sim/engine/time.ts'
import type { AffinityTerm } from '../affinity-term.ts'
import type { Owner, PodAffinity, PodTemplate } from '../pod.ts'
import type { Labels, Requirement, Selector } from '../selector.ts'

export type RestartPolicy = 'Always' | 'OnFailure' | 'Never'

/** When a container counts as ready: asked first after the delay, then every period, and ready after so many good answers. */
export interface ReadinessProbe {
  readonly initialDelay: Time
  readonly period: Time
  readonly successThreshold: number
}

/** Labels of which a selector says the pod's own values: pods must have them, or must not. */
export interface LabelKeys {
  /** `matchLabelKeys`. */
  readonly match: readonly string[]
  /** `mismatchLabelKeys`. */
  readonly mismatch: readonly string[]
}

export interface PodTemplateSpec {
  /** As a pod has it that nobody owns. */
  readonly template: PodTemplate
  /** Of every constraint of `template.spread`, in order. */
  readonly spreadLabelKeys: readonly LabelKeys[]
  /** Of the terms of `template.affinity` and `template.antiAffinity` that have any. */
  readonly affinityLabelKeys: ReadonlyMap<AffinityTerm, LabelKeys>
  readonly containerNames: readonly string[]
  readonly restartPolicy: RestartPolicy
  readonly terminationGracePeriod: Time
  /** NEVER where there is none. */
  readonly activeDeadline: Time
  /** Of all containers and sidecars that have one; the pod is ready when all are. */
  readonly readinessProbes: readonly ReadinessProbe[]
}

/**
 * The template of the pods that an owner makes: with more labels, such as `pod-template-hash`. To be made once for each
 * owner, for the scheduler knows equal pods by the identity of their template.
 */
export function ownedTemplate(spec: PodTemplateSpec, owner: Owner, more: Labels): PodTemplate {
  const { template, spreadLabelKeys, affinityLabelKeys } = spec
  const labels = new Map([...template.labels, ...more])
  const spread = template.spread.map((constraint, i) => ({
    ...constraint,
    selector: withOwnLabels(constraint.selector, spreadLabelKeys[i]!, more),
  }))
  const owned = (term: AffinityTerm): AffinityTerm => {
    const keys = affinityLabelKeys.get(term)
    return keys === undefined ? term : { ...term, selector: withOwnLabels(term.selector, keys, more) }
  }
  const ownedTerms = (affinity: PodAffinity | null) =>
    affinity && {
      required: affinity.required.map(owned),
      preferred: affinity.preferred.map(({ weight, term }) => ({ weight, term: owned(term) })),
    }
  const { affinity, antiAffinity } = template
  return {
    ...template,
    owner,
    labels,
    spread,
    affinity: ownedTerms(affinity),
    antiAffinity: ownedTerms(antiAffinity),
  }
}

/**
 * What the API server adds to the selector of a pod with these labels; keys that it lacks are passed over (Kubernetes,
 * pkg/registry/core/pod/strategy.go, applyLabelKeysToLabelSelector, v1.34.4).
 */
export function withOwnLabels(selector: Selector, { match, mismatch }: LabelKeys, labels: Labels): Selector {
  if (selector === 'nothing') return selector
  const own = (keys: readonly string[], operator: 'In' | 'NotIn'): Requirement[] =>
    keys.filter(key => labels.has(key)).map(key => ({ key, operator, values: [labels.get(key)!] }))
  return [...own(match, 'In'), ...own(mismatch, 'NotIn'), ...selector]
}
