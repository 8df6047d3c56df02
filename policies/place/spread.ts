import type { Score } from '../../sim/contracts.ts'
import type { Claims } from '../../sim/world/claims.ts'
import { type JobId, NONE } from '../../sim/world/handles.ts'
import { TaskState } from '../../sim/world/lifecycle.ts'
import type { View } from '../../sim/world/views.ts'
import type { World } from '../../sim/world/world.ts'
import { Feasible } from './feasible.ts'
import type { PlacementFactory } from './placement.ts'
import { Ranking } from './ranking.ts'

/**
 * Spreads the tasks of a job over the values of an attribute (over racks, over zones): next comes the value that holds the
 * fewest of the job's tasks and has room, there the machine that is best by `then`. Machines without the attribute count as
 * one more value (Marathon's GROUP_BY, Swarm's spread preference).
 *
 * The machines are ranked once a decision; after that a task costs a look at each value, and a logarithm.
 */
export function spread(attribute: string, then: Score): PlacementFactory {
  return ({ rules }) => {
    const feasible = new Feasible(rules)
    const ranking = new Ranking()
    let held = new Int32Array(0)
    return {
      name: 'spread',
      place(view: View, job, count, claims: Claims, world: World) {
        const column = world.machines.attributes.column(attribute)
        const none = world.machines.attributes.values(attribute).length
        const valueAt = (machine: number) =>
          column === null || column[machine] === NONE ? none : column[machine]!
        held = tasksByValue(held, none + 1, valueAt, job, world)
        feasible.begin(view, job, claims, world)
        const scorer = then.prepare(view, job, world)
        ranking.fillDomains(view, none + 1, valueAt, feasible, scorer)
        let placed = 0
        for (; placed < count; placed++) {
          const value = emptiest(held, none + 1, ranking)
          if (value === NONE) break
          ranking.claim(view, ranking.best(value), feasible, scorer)
          held[value]!++
        }
        return placed
      },
    }
  }
}

/** The tasks of the job on machines, by the value of its machine's attribute. */
function tasksByValue(
  scratch: Int32Array<ArrayBuffer>,
  values: number,
  valueAt: (machine: number) => number,
  job: JobId,
  { jobs, tasks }: World,
): Int32Array<ArrayBuffer> {
  const held = scratch.length >= values ? scratch.fill(0) : new Int32Array(values)
  for (let task = jobs.firstTask[job]!; task !== NONE; task = tasks.nextOfJob(task)) {
    if (tasks.state[task] !== TaskState.Ended) held[valueAt(tasks.machine[task]!)]!++
  }
  return held
}

/** The value with room that holds the fewest tasks; of several the one with the better machine. NONE: no room anywhere. */
function emptiest(held: Int32Array, values: number, ranking: Ranking): number {
  let best = NONE
  for (let value = 0; value < values; value++) {
    if (ranking.best(value) === NONE) continue
    if (best === NONE || held[value]! < held[best]!) best = value
    else if (held[value] === held[best] && ranking.isBetter(value, best)) best = value
  }
  return best
}
