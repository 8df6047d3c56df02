import type { Claims } from '../../sim/world/claims.ts'
import type { View } from '../../sim/world/views.ts'
import type { World } from '../../sim/world/world.ts'
import { Feasible } from './feasible.ts'
import type { PlacementFactory } from './placement.ts'

/**
 * The first machine, in order, on which a task fits.
 *
 * One walk over the view serves all tasks of a job, since a machine that is full for one is full for the next; a walk is
 * linear in the machines, because two resources have no common order to search by.
 */
export const firstFit: PlacementFactory = ({ rules }) => {
  const feasible = new Feasible(rules)
  return {
    name: 'first-fit',
    isForgetful: true,
    place(view: View, job, count, claims: Claims, world: World) {
      feasible.begin(view, job, claims, world)
      let placed = 0
      for (let i = 0; i < view.memberCount && placed < count; i++) {
        const machine = view.member(i)
        while (placed < count && feasible.allows(machine)) {
          feasible.claim(machine)
          placed++
        }
      }
      return placed
    },
  }
}
