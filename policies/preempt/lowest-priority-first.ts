import type { PreemptionPolicy } from '../../sim/contracts.ts'
import type { JobId, MachineId, TaskId } from '../../sim/world/handles.ts'
import { NONE } from '../../sim/world/handles.ts'
import type { World } from '../../sim/world/world.ts'

/**
 * Tasks of lower priority may go: the lowest first, of equals those that were placed last, since they lose the least. Of two
 * machines the one whose victims have the lower highest priority is taken, then the one with fewer of them, then the one that
 * loses less time (as Kubernetes chooses: pickOneNodeForPreemption). Schedulers of frameworks are nobody's victims.
 */
export function lowestPriorityFirst(): PreemptionPolicy {
  /** Tasks on machines by priority, so that a job above nobody is told at once. */
  const held = new Map<number, number>()
  let world: World

  function lowest(): number {
    let least = Number.POSITIVE_INFINITY
    for (const [priority, tasks] of held) if (tasks > 0 && priority < least) least = priority
    return least
  }

  function count(job: JobId, tasks: number): void {
    const priority = world.jobs.priority[job]!
    held.set(priority, (held.get(priority) ?? 0) + tasks)
  }

  const priorityOf = (task: TaskId) => world.jobs.priority[world.tasks.job[task]!]!
  const before = (a: TaskId, b: TaskId) =>
    priorityOf(a) - priorityOf(b) || world.tasks.placedAt[b]! - world.tasks.placedAt[a]! || b - a

  return {
    name: 'lowest-priority-first',
    start(of) {
      world = of
      world.probes.add({
        tasksPlaced: (job, _pending, tasks) => count(job, tasks),
        taskEnded: task => count(world.tasks.job[task]!, -1),
      })
    },
    mayHelp: job => lowest() < world.jobs.priority[job]!,
    candidates(job: JobId, machine: MachineId, into: TaskId[]) {
      const { tasks, jobs } = world
      const priority = jobs.priority[job]!
      for (let task = tasks.on(machine); task !== NONE; task = tasks.nextOnMachine(task)) {
        const of = tasks.job[task]!
        if (jobs.priority[of]! < priority && jobs.hosts[of] === NONE) into.push(task)
      }
      into.sort(before)
    },
    compare(a, b) {
      const highest = (victims: readonly TaskId[]) => Math.max(...victims.map(priorityOf))
      const lost = (victims: readonly TaskId[]) =>
        victims.reduce((sum, task) => sum + world.now - world.tasks.placedAt[task]!, 0)
      return highest(a) - highest(b) || a.length - b.length || lost(a) - lost(b)
    },
  }
}
