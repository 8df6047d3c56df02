/**
 * Pods that are alike share one object, by whose identity the scheduler knows that they are.
 */
import type { PodTemplateSpec } from '../objects/pod-template-spec.ts'

export class SharedTemplates {
  readonly #known = new Map<string, PodTemplateSpec>()

  of(pod: PodTemplateSpec): PodTemplateSpec {
    const key = JSON.stringify(pod, (_key, value: unknown) =>
      value instanceof Map || value instanceof Set ? [...value] : value,
    )
    const known = this.#known.get(key)
    if (known !== undefined) return known
    this.#known.set(key, pod)
    return pod
  }
}
