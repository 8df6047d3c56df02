/**
 * When an indexed Job counts as done though not all of its indexes are (Kubernetes, pkg/controller/job/success_policy.go, v1.34).
 */
import type { SuccessRule } from '../objects/job.ts'

/** Is any rule met? */
export function isMet(rules: readonly SuccessRule[], succeeded: ReadonlySet<number>): boolean {
  return rules.some(rule => meets(rule, succeeded))
}

function meets({ succeededIndexes, succeededCount }: SuccessRule, succeeded: ReadonlySet<number>): boolean {
  if (succeededIndexes === null) return succeededCount !== null && succeeded.size >= succeededCount
  let asked = 0
  let found = 0
  for (const [from, to] of succeededIndexes) {
    asked += to - from + 1
    for (const index of succeeded) if (index >= from && index <= to) found++
  }
  return found >= (succeededCount ?? asked)
}
