/**
 * Taints of nodes and what tolerates them (Kubernetes, staging/src/k8s.io/component-helpers/scheduling/corev1/helpers.go, v0.34.4).
 */
import type { Time } from '../../sim/engine/time.ts'
import { wholeNumber } from './selector.ts'

export type Effect = 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute'

export interface Taint {
  readonly key: string
  readonly value: string
  readonly effect: Effect
}

export interface Toleration {
  /** '' with `Exists` tolerates every key. */
  readonly key: string
  /** `Gt` and `Lt` compare the taint's value with the toleration's: they count only where the release has them. */
  readonly operator: 'Equal' | 'Exists' | 'Gt' | 'Lt'
  readonly value: string
  /** '' tolerates every effect. */
  readonly effect: Effect | ''
  /** `tolerationSeconds`: how long a pod stays beside a NoExecute taint that comes; absent: for ever. */
  readonly period?: Time
}

/** `comparing`: whether `Gt` and `Lt` are known (TaintTolerationComparisonOperators, off in 1.34). */
export function tolerates(toleration: Toleration, taint: Taint, comparing: boolean): boolean {
  const { key, operator, value, effect } = toleration
  if (effect !== '' && effect !== taint.effect) return false
  if (key !== '' && key !== taint.key) return false
  if (operator === 'Exists') return true
  if (operator === 'Equal') return value === taint.value
  if (!comparing) return false
  const [asked, found] = [plainNumber(value), plainNumber(taint.value)]
  if (asked === null || found === null) return false
  return operator === 'Gt' ? found > asked : found < asked
}

/** As one writes it: `007`, `+7` and `-0` are none (apimachinery/pkg/api/validate/content/decimal_int.go, v0.35.0). */
const plainNumber = (text: string) => (/^(?:0|-?[1-9]\d*)$/.test(text) ? wholeNumber(text) : null)

export function isTolerated(taint: Taint, tolerations: readonly Toleration[], comparing: boolean): boolean {
  for (const toleration of tolerations) if (tolerates(toleration, taint, comparing)) return true
  return false
}

/** Whether a taint that keeps pods off (NoSchedule, NoExecute) is not tolerated. */
export function isRepelled(
  taints: readonly Taint[],
  tolerations: readonly Toleration[],
  comparing: boolean,
): boolean {
  for (const taint of taints)
    if (taint.effect !== 'PreferNoSchedule' && !isTolerated(taint, tolerations, comparing)) return true
  return false
}

/** The same ones in the same order. */
export function haveSameTaints(some: readonly Taint[], others: readonly Taint[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ key, value, effect }, i) => {
      const other = others[i]!
      return key === other.key && value === other.value && effect === other.effect
    })
  )
}
