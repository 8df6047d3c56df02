import type { PlaceScore } from '../sim/contracts.ts'

/**
 * Prefers machines whose tasks will soon be over, by their users' estimates: looks at everything that runs on a machine.
 */
export const score: PlaceScore = {
  name: 'calm-machines',
  score(_view, machine, _job, { jobs, tasks, now }) {
    let left = 0
    // A machine's tasks are a list: the first, then the next of each, −1 at the end.
    for (let task = tasks.on(machine); task >= 0; task = tasks.nextOnMachine(task)) {
      const job = tasks.job[task]!
      const started = tasks.startedAt[task]! < 0 ? now : tasks.startedAt[task]!
      left = Math.max(left, started + jobs.estimate[job]! - now)
    }
    // 100 for an empty machine, 50 for one that is busy for another hour, less for longer.
    const hours = Math.max(0, left) / 3_600_000_000
    return 100 / (1 + hours)
  },
}
