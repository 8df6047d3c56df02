/**
 * What a pod is made from: what the scheduler looks at, and what happens to the pod on its node.
 */
import type { Time } from '../../../sim/engine/time.ts'
import type { Owner, PodTemplate } from '../pod.ts'
import { type Labels, type Selector, selectorOf } from '../selector.ts'

export type RestartPolicy = 'Always' | 'OnFailure' | 'Never'

/** When a container counts as ready: asked first after the delay, then every period, and ready after so many good answers. */
export interface ReadinessProbe {
  readonly initialDelay: Time
  readonly period: Time
  readonly successThreshold: number
}

export interface PodTemplateSpec {
  /** As a pod has it that nobody owns. */
  readonly template: PodTemplate
  /** Of every constraint of `template.spread`, in order: its `matchLabelKeys`. */
  readonly spreadLabelKeys: readonly (readonly string[])[]
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
  const { template, spreadLabelKeys } = spec
  const labels = new Map([...template.labels, ...more])
  const spread = template.spread.map((constraint, i) => ({
    ...constraint,
    selector: withOwnLabels(constraint.selector, ofKeys(spreadLabelKeys[i]!, more), more),
  }))
  return { ...template, owner, labels, spread }
}

const ofKeys = (keys: readonly string[], labels: Labels) => keys.filter(key => labels.has(key))

/** `matchLabelKeys`: pods must have the pod's own values of these labels; keys that it lacks are passed over. */
export function withOwnLabels(selector: Selector, keys: readonly string[], labels: Labels): Selector {
  if (selector === 'nothing') return selector
  const own = keys.filter(key => labels.has(key)).map(key => [key, labels.get(key)!] as const)
  return [...selectorOf(own), ...selector]
}
