import { describe, expect, it } from 'vitest'
import { firstLine, storyText } from '../../../answers/explain/explain-text.ts'
import type { JobStory } from '../../../answers/explain/job-story.ts'
import { WatchedJobs } from '../../../answers/explain/watched-jobs.ts'
import { seconds } from '../../../sim/engine/time.ts'
import { type ExplainedCase, explainedRun } from '../../support/explained-run.ts'
import { framework, monolithic, systemOf } from '../../support/small-system.ts'
import { machinesOf } from '../../support/watched-run.ts'

async function taskOf(id: number, task: number, run: ExplainedCase): Promise<JobStory> {
  const { probe } = await explainedRun(run, cluster => {
    const watched = new WatchedJobs(cluster, job => cluster.jobs.id[job] === id, task)
    cluster.probes.add(watched)
    return watched
  })
  return probe.stories()[0]!
}

describe('one task of a job', () => {
  // Three tasks of 10 s on one core: they run from 0, 10 and 20 s.
  const oneByOne: ExplainedCase = {
    system: systemOf(monolithic()),
    machines: () => machinesOf(1, 1),
    jobs: [{ submit: 0, run: 10, tasks: 3 }],
  }

  it('waits until it has a machine, and not until the others have', async () => {
    const lines = await Promise.all([0, 1, 2].map(async task => firstLine(await taskOf(0, task, oneByOne))))
    expect(lines).toEqual([
      'Task 0 of job 0 did not wait.',
      'Task 1 of job 0 waited 10 s because the machines were full.',
      'Task 2 of job 0 waited 20 s because the machines were full.',
    ])
  })

  it('is counted among those that the job has had', async () => {
    expect((await taskOf(0, 7, oneByOne)).tasks).toBe(3)
  })

  // Two machines of one core. Job 0 holds the second until 100 s. Of the two tasks of job 1, 0 starts on the first at 5 s, and the
  // machine is lost at 15 s. Task 1 has never been placed, so it goes first when the machine is back at 30 s, and ends at 60 s; task 0
  // has waited since 15 s.
  const lostOnce: ExplainedCase = {
    system: systemOf(monolithic(), {
      frameworks: [framework('batch', { takes: ['*'], onFailure: 'relaunch' })],
    }),
    machines: () => machinesOf(2, 1),
    jobs: [
      { submit: 0, run: 100 },
      { submit: 5, run: 30, tasks: 2 },
    ],
    hardware: {
      events: [
        { at: seconds(15), machine: 1, event: 'crash' },
        { at: seconds(30), machine: 1, event: 'return' },
      ],
    },
  }

  it('is the same task when it is launched again, after those that were never placed', async () => {
    const [first, second] = await Promise.all([taskOf(1, 0, lostOnce), taskOf(1, 1, lostOnce)])
    expect([first!.waited, second!.waited]).toEqual([seconds(45), seconds(25)])
    expect(storyText(first!)).toMatchInlineSnapshot(`
      "Task 0 of job 1 waited 45 s because the machines were full.

       5 s  arrived: 2 tasks of 1 core, for 30 s, of framework batch
       5 s  queued with scheduler root, where nobody else waited
       5 s  was tried on the cluster as it was: found room for 1 of 2 tasks; of the machines: 1 × too few cores were free, 1 × what was free on it was held for an offer or a claim
       5 s  it started on machine 2
      15 s  on machine 2 it was lost with its machine or framework
      15 s  was tried on the cluster as it was: found room for none of 2 tasks; of the machines: 1 × it was down, drained or cordoned, 1 × too few cores were free
      15 s  waited because the machines were full
      30 s  was tried on the cluster as it was: found room for 1 of 2 tasks; of the machines: 1 × too few cores were free, 1 × what was free on it was held for an offer or a claim
      60 s  was tried on the cluster as it was: found room for its task
      60 s  it started on machine 2
      90 s  on machine 2 it finished
      90 s  was over

      More machines, or less load, would have helped; which jobs go first decides only who waits.
      "
    `)
  })
})
