/**
 * Pods on nodes with the taint NoExecute: when they are deleted (Kubernetes, pkg/controller/tainteviction/taint_eviction.go,
 * v1.34). Their number does not limit it; how fast nodes are tainted does.
 */
import { NEVER, type Time } from '../../../sim/engine/time.ts'
import { type Taint, type Toleration, tolerates } from '../taints.ts'
import { DEFAULT_TOLERATION, NOT_READY, UNREACHABLE } from './options.ts'

/**
 * How long a pod with these tolerations stays: 0 where it does not tolerate some taint; NEVER where it stays for ever. Of several
 * tolerations that match, the shortest counts.
 */
export function stayUnder(taints: readonly Taint[], tolerations: readonly Toleration[]): Time {
  let stay: Time = NEVER
  for (const taint of taints) {
    if (taint.effect !== 'NoExecute') continue
    const matching = tolerations.find(toleration => tolerates(toleration, taint, false))
    if (matching === undefined) return 0
    stay = Math.min(stay, Math.max(0, matching.period ?? NEVER))
  }
  return stay
}

/**
 * What the admission of pods adds (plugin/pkg/admission/defaulttolerationseconds/admission.go): 300 s beside a node that is not
 * ready or unreachable, where the pod says nothing about that.
 */
export function withDefaultTolerations(
  tolerations: readonly Toleration[],
  period: Time = DEFAULT_TOLERATION,
): readonly Toleration[] {
  const says = (key: string) =>
    tolerations.some(
      each => (each.key === key || each.key === '') && (each.effect === 'NoExecute' || each.effect === ''),
    )
  const added = [NOT_READY, UNREACHABLE]
    .filter(key => !says(key))
    .map(key => ({ key, operator: 'Exists', value: '', effect: 'NoExecute', period }) as const)
  return added.length === 0 ? tolerations : [...tolerations, ...added]
}

export interface EvictedPod {
  readonly tolerations: readonly Toleration[]
}

export class TaintEviction<P extends EvictedPod> {
  readonly #delete: (pod: P) => void
  /** When each pod is deleted, and since when that is planned. */
  readonly #plans = new Map<P, { readonly since: Time; readonly at: Time }>()

  constructor(evict: (pod: P) => void) {
    this.#delete = evict
  }

  /** The pod is on a node with these taints now. Returns when to call `run`; null: nothing is planned for it. */
  look(pod: P, taints: readonly Taint[], now: Time): Time | null {
    const stay = stayUnder(taints, pod.tolerations)
    if (stay === NEVER) {
      this.#plans.delete(pod)
      return null
    }
    if (stay === 0) {
      this.#plans.delete(pod)
      this.#delete(pod)
      return null
    }
    const known = this.#plans.get(pod)
    // A plan that would delete it sooner stays.
    if (known !== undefined && known.since + stay < now + stay) return known.at
    this.#plans.set(pod, { since: now, at: now + stay })
    return now + stay
  }

  forget(pod: P): void {
    this.#plans.delete(pod)
  }

  /** Deletes the pod if that is planned for now. */
  run(pod: P, now: Time): void {
    const plan = this.#plans.get(pod)
    if (plan === undefined || plan.at > now) return
    this.#plans.delete(pod)
    this.#delete(pod)
  }
}
