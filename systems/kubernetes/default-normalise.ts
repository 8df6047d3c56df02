/**
 * Brings scores to 0 to 100 (Kubernetes, pkg/scheduler/framework/plugins/helper/normalize_score.go, v1.34.4).
 */

export const MAX_NODE_SCORE = 100

/** The highest becomes `most`, the others in proportion, cut to whole numbers; `reverse` takes each from `most`. */
export function defaultNormalise(scores: Float64Array, count: number, most: number, reverse: boolean): void {
  let highest = 0
  for (let i = 0; i < count; i++) if (scores[i]! > highest) highest = scores[i]!
  if (highest === 0) {
    if (reverse) scores.fill(most, 0, count)
    return
  }
  for (let i = 0; i < count; i++) {
    const score = Math.trunc((scores[i]! * most) / highest)
    scores[i] = reverse ? most - score : score
  }
}
