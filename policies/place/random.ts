import type { Claims } from '../../sim/world/claims.ts'
import type { View } from '../../sim/world/views.ts'
import type { World } from '../../sim/world/world.ts'
import { Feasible } from './feasible.ts'
import { type PlacementFactory, reachOf } from './placement.ts'

/**
 * Randomised first fit (the Omega simulator's only placement): machines are drawn at random until a task fits; one on
 * which it does not fit is not drawn again for this job, one on which it does stays in the pool.
 *
 * The pool is a permutation of the machines: that of a view with a list of machines is the list, which it shuffles; for
 * views of all machines there is one that lives as long as the scheduler, and holds only what the rules can ever allow.
 */
export const random: PlacementFactory = ({ rules, random }) => {
  const feasible = new Feasible(rules)
  let all = new Int32Array(0)
  let known = 0
  return {
    name: 'random',
    place(view: View, job, count, claims: Claims, world: World) {
      feasible.begin(view, job, claims, world)
      if (view.members === null && known !== view.memberCount) {
        known = view.memberCount
        all = Int32Array.from({ length: reachOf(rules, known) }, (_, i) => i)
      }
      const pool = view.members ?? all
      let remaining = view.members === null ? all.length : view.memberCount
      let placed = 0
      while (placed < count && remaining > 0) {
        const drawn = random.below(remaining)
        const machine = pool[drawn]!
        if (feasible.allows(machine)) {
          feasible.claim(machine)
          placed++
        } else {
          remaining--
          pool[drawn] = pool[remaining]!
          pool[remaining] = machine
        }
      }
      return placed
    },
  }
}
