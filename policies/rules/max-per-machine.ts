import type { PlaceRule } from '../../sim/contracts.ts'
import { NONE } from '../../sim/world/handles.ts'

/** At most so many tasks of one job on one machine (Marathon's MAX_PER hostname, Aurora's host limit). */
export function maxPerMachine(count: number): PlaceRule {
  return {
    name: 'max-per-machine',
    reason: `the machine holds ${count} ${count === 1 ? 'task' : 'tasks'} of the job already`,
    helpedBy: ['task-ended'],
    allows(machine, job, claims, { tasks }) {
      let held = 0
      for (let task = tasks.on(machine); task !== NONE; task = tasks.nextOnMachine(task)) {
        if (tasks.job[task] === job) held++
      }
      for (let i = 0; i < claims.count; i++) {
        if (claims.machine[i] === machine && claims.job[i] === job) held++
      }
      return held < count
    },
  }
}
