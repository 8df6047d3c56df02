/**
 * A number of pods, or a percentage of some (Kubernetes, apimachinery/pkg/util/intstr/intstr.go, v0.34.4).
 */
export type PodAmount = { readonly pods: number } | { readonly percent: number }

/** How many of `total` that is; a fraction counts as one more with `up`, and as nothing without. */
export function podsOf(amount: PodAmount, total: number, rounding: 'up' | 'down'): number {
  if ('pods' in amount) return amount.pods
  const share = amount.percent * total
  // Whole numbers, so that nothing is lost before the rounding.
  const rest = share % 100
  return (share - rest) / 100 + (rounding === 'up' && rest > 0 ? 1 : 0)
}
