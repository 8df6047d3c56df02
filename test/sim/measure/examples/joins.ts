import { SECOND, seconds } from '../../../../sim/engine/time.ts'
import { systems } from '../../../../systems/catalogue.ts'
import type { ChronosSpec } from '../../../../systems/chronos/spec.ts'
import { agents } from '../../../support/marathon-run.ts'
import { stagedRun } from '../../../support/staged-run.ts'
import type { WorkedExample } from './worked-example.ts'

/**
 * Chronos runs a job at minutes 1, 11, 21 and 31, after it two others of 60 and 30 s, and after both of these a join. Jobs are numbered
 * as they begin: 1, then 2 and 3; the third fails at 90 s, so the first round has no join.
 *
 * - At 700 s the one of 30 s is done, 30 s before the other of this round: the join runs with that of the round before.
 * - The third and the fourth round, at 1300 and 1900 s, are like the second: three joins, all stale.
 */
function run(until: number) {
  const base = systems['chronos-2.4']!
  const chronos = base.frameworks.find(({ name }) => name === 'chronos') as ChronosSpec
  const task = { cpuMilli: 1000, memoryMiB: 100 }
  const alone: ChronosSpec = {
    ...chronos,
    takes: ['*'],
    killGrace: 0,
    reviveForNewJobs: true,
    taskRetries: 0,
    repeated: [
      { ...task, name: 'start', repeat: 'R4/2016-10-13T00:01:00Z/PT10M', duration: 10 * SECOND },
      { ...task, name: 'slow', parents: ['start'], duration: 60 * SECOND },
      { ...task, name: 'quick', parents: ['start'], duration: 30 * SECOND },
      { ...task, name: 'join', parents: ['slow', 'quick'], duration: 10 * SECOND },
    ],
  }
  return stagedRun({ name: 'chronos-2.4', ...base, frameworks: [alone] }, agents(2), [], {
    until: seconds(until),
    script: { 90: stage => stage.failTask(3) },
  })
}

export const joins: readonly WorkedExample[] = [
  { of: 'joins of Chronos', cut: false, run: () => run(2100), numbers: { joins: 3, joins_stale_share: 1 } },
  {
    of: 'joins of Chronos, while one goes on',
    cut: true,
    run: () => run(1305),
    numbers: { joins: 2, joins_stale_share: 1 },
  },
  {
    of: 'a join of Chronos that has not begun',
    cut: true,
    run: () => run(600),
    numbers: { joins: 0, joins_stale_share: null },
  },
]
