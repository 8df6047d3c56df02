/**
 * Division by filling: whoever has the smallest share is next.
 */
import { type Division, type ShareOf, taken } from './division.ts'

/** Amounts and shares that differ by less of themselves are equal: what rounding makes of the same fraction differs by less. */
const NEARLY = 1e-12

/** One task given: to whom, and how many tasks everybody has afterwards. */
export interface Filled {
  readonly user: number
  readonly tasks: readonly number[]
}

/**
 * Task by task: the user with the smallest share by weight whose next task fits gets it, until none fits (Algorithm 1 of
 * Ghodsi et al., NSDI 2011, which stops at the first that does not fit; here the others go on). Equal shares: who comes
 * first in `ties`.
 */
export function fillTaskByTask(
  { total, demand, weight }: Division,
  shareOf: ShareOf,
  ties: readonly number[],
): Filled[] {
  const tasks = demand.map(() => 0)
  const steps: Filled[] = []
  const fits = (one: readonly number[]) => {
    // Of all tasks at once: three times 0.1 may be more than 0.3, and ten sums are worse than one product.
    const used = (r: number) => demand.reduce((sum, other, user) => sum + other[r]! * tasks[user]!, 0)
    return one.every((part, r) => used(r) + part <= total[r]! * (1 + NEARLY))
  }
  for (;;) {
    let next = -1
    let smallest = Number.POSITIVE_INFINITY
    for (const user of ties) {
      const one = demand[user]!
      // A task that takes nothing would fit for ever.
      if (!one.some(part => part > 0) || !fits(one)) continue
      const share = shareOf(taken(one, tasks[user]!), total, weight[user]!)
      if (share >= smallest * (1 - NEARLY)) continue
      smallest = share
      next = user
    }
    if (next === -1) return steps
    tasks[next]!++
    steps.push({ user: next, tasks: [...tasks] })
  }
}

/**
 * In parts of tasks: all shares grow together, in proportion to the weights; who needs a resource that is used up stays
 * where he is, and the others go on. Returns tasks by user.
 */
export function fillEvenly({ total, demand, weight }: Division, shareOf: ShareOf): number[] {
  const tasks = demand.map(() => 0)
  const used = total.map(() => 0)
  const full = total.map(() => false)
  /** Tasks that a user gains while the common level rises by 1. */
  const rate = demand.map((one, user) => {
    const share = shareOf(one, total, weight[user]!)
    return share > 0 ? 1 / share : 0
  })
  for (;;) {
    const growing = demand.map((one, user) => rate[user]! > 0 && !one.some((part, r) => part > 0 && full[r]))
    if (!growing.includes(true)) return tasks
    const speed = total.map((_, r) =>
      demand.reduce((sum, one, user) => sum + (growing[user] ? one[r]! * rate[user]! : 0), 0),
    )
    let rise = Number.POSITIVE_INFINITY
    let first = -1
    for (let r = 0; r < total.length; r++) {
      if (speed[r]! <= 0 || full[r]) continue
      const until = Math.max(0, total[r]! - used[r]!) / speed[r]!
      if (until >= rise) continue
      rise = until
      first = r
    }
    for (const [user, grows] of growing.entries()) if (grows) tasks[user]! += rise * rate[user]!
    for (let r = 0; r < total.length; r++) used[r]! += rise * speed[r]!
    full[first] = true
  }
}
