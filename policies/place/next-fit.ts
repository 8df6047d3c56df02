import { allowed, type PlacementFactory } from './placement.ts'

/**
 * The next machine on which a task fits, going round from where the last one was placed: a constant number of steps while
 * the cluster is not full.
 */
export const nextFit: PlacementFactory = ({ rules }) => {
  let cursor = 0
  return {
    name: 'next-fit',
    place(view, job, count, claims, world) {
      const { jobs } = world
      const cpuMilli = jobs.cpuMilli[job]!
      const memoryMiB = jobs.memoryMiB[job]!
      const size = view.memberCount
      let placed = 0
      let missed = 0
      while (placed < count && missed < size) {
        if (cursor >= size) cursor = 0
        const machine = view.member(cursor)
        const fits =
          view.fits(machine, cpuMilli, memoryMiB) &&
          (rules.length === 0 || allowed(rules, machine, job, claims, world))
        if (fits) {
          claims.add(view, machine, job, jobs)
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
