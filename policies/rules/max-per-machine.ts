import type { Rule } from '../../sim/contracts.ts'
import { ALLOWED } from '../../sim/world/reasons.ts'
import { HeldTasks } from './held-tasks.ts'

/** At most so many tasks of one job on one machine (Marathon's MAX_PER hostname, Aurora's host limit). */
export function maxPerMachine(most: number): Rule {
  const held = new HeldTasks()
  return {
    name: 'max-per-machine',
    reads: 'decision',
    helpedBy: 'task-ended',
    prepare(job, _claims, world) {
      held.begin(job, world)
      const full = world.reasons.number(
        `the machine holds ${most} ${most === 1 ? 'task' : 'tasks'} of the job already`,
      )
      return {
        allows: machine => (held.on(machine) < most ? ALLOWED : full),
        claimed: machine => held.add(machine),
      }
    },
  }
}
