import type { Claims } from '../../sim/world/claims.ts'
import type { View } from '../../sim/world/views.ts'
import type { World } from '../../sim/world/world.ts'
import { Feasible } from './feasible.ts'
import type { PlacementFactory } from './placement.ts'

/**
 * The next machine on which a task fits, going round from where the last one was placed: a constant number of steps while
 * the cluster is not full.
 */
export const nextFit: PlacementFactory = ({ rules }) => {
  const feasible = new Feasible(rules)
  let cursor = 0
  return {
    name: 'next-fit',
    place(view: View, job, count, claims: Claims, world: World) {
      feasible.begin(view, job, claims, world)
      const size = view.memberCount
      let placed = 0
      let missed = 0
      while (placed < count && missed < size) {
        if (cursor >= size) cursor = 0
        const machine = view.member(cursor)
        if (feasible.allows(machine)) {
          feasible.claim(machine)
          placed++
          missed = 0
        } else {
          cursor++
          missed++
        }
      }
      return placed
    },
  }
}
