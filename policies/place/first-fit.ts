import { allowed, type PlacementFactory } from './placement.ts'

/**
 * The first machine, in order, on which a task fits.
 *
 * One walk over the view serves all tasks of a job, since a machine that is full for one is full for the next; a walk is
 * linear in the machines, because two resources have no common order to search by.
 */
export const firstFit: PlacementFactory = ({ rules }) => ({
  name: 'first-fit',
  place(view, job, count, claims, world) {
    const { jobs } = world
    const cpuMilli = jobs.cpuMilli[job]!
    const memoryMiB = jobs.memoryMiB[job]!
    let placed = 0
    for (let i = 0; i < view.memberCount && placed < count; i++) {
      const machine = view.member(i)
      while (
        placed < count &&
        view.fits(machine, cpuMilli, memoryMiB) &&
        (rules.length === 0 || allowed(rules, machine, job, claims, world))
      ) {
        claims.add(view, machine, job, jobs)
        placed++
      }
    }
    return placed
  },
})
