import { describe, expect, it } from 'vitest'
import { firstLine, storyText } from '../../../answers/explain/explain-text.ts'
import type { JobStory } from '../../../answers/explain/job-story.ts'
import { WatchedJobs } from '../../../answers/explain/watched-jobs.ts'
import { SECOND, seconds } from '../../../sim/engine/time.ts'
import { type ExplainedCase, explainedRun } from '../../support/explained-run.ts'
import {
  framework,
  monolithic,
  offers,
  sampling,
  sharedState,
  systemOf,
  thinking,
} from '../../support/small-system.ts'
import { machinesOf } from '../../support/watched-run.ts'

/** The story of a job, from a run whose result is the same as that of the run that nobody watches. */
async function storyOf(id: number, run: ExplainedCase): Promise<JobStory> {
  const { probe } = await explainedRun(run, cluster => {
    const watched = new WatchedJobs(cluster, job => cluster.jobs.id[job] === id)
    cluster.probes.add(watched)
    return watched
  })
  return probe.stories()[0]!
}

const waitedOf = (story: JobStory) => story.causes.map(({ kind, time }) => [kind, time / SECOND])

describe('the first line names the true cause:', () => {
  // One machine of 4 cores. Job 0 takes 3 for 100 s; job 1 wants 4 and blocks; job 2 wants 1, which is free all the time,
  // and waits for job 1: 0 runs to 100 s, 1 from then to 150 s, and 2 comes at 10 s. While 1 runs there is no room.
  const behind: ExplainedCase = {
    system: systemOf(monolithic({ whenBlocked: 'wait' })),
    machines: () => machinesOf(1, 4),
    jobs: [
      { submit: 0, run: 100, cores: 3 },
      { submit: 5, run: 50, cores: 4 },
      { submit: 10, run: 10, cores: 1 },
    ],
  }

  it('a job at the head of the line', async () => {
    const story = await storyOf(2, behind)
    expect(waitedOf(story)).toEqual([
      ['head of the line', 90],
      ['no room', 50],
    ])
    expect(firstLine(story)).toBe(
      'Job 2 waited 140 s, 90 s of it (64 %) because job 1 (1 task of 4 cores, for 50 s) stood before it at the head of ' +
        'the line and found no room, while there was room for this job.',
    )
  })

  it('a full cluster', async () => {
    const story = await storyOf(1, {
      system: systemOf(monolithic()),
      machines: () => machinesOf(1, 4),
      jobs: [
        { submit: 0, run: 100, cores: 4 },
        { submit: 5, run: 50, cores: 4 },
      ],
    })
    expect(firstLine(story)).toBe('Job 1 waited 95 s because the machines were full.')
    expect(storyText(story)).toMatchInlineSnapshot(`
      "Job 1 waited 95 s because the machines were full.

        5 s  arrived: 1 task of 4 cores, for 50 s, of framework batch
        5 s  queued with scheduler root, where nobody else waited
        5 s  was tried on the cluster as it was: found room for none of 1 task; of the machines: 1 × too few cores were free
        5 s  waited because the machines were full
      100 s  was tried on the cluster as it was: found room for its task
      100 s  a task started on machine 1
      150 s  a task on machine 1 finished
      150 s  was over

      More machines, or less load, would have helped; which jobs go first decides only who waits.
      "
    `)
  })

  // Two machines of 4 cores, 3 tasks of 1 core on one and 2 on the other by `worst-fit`: 1 + 2 cores are free, and the job wants 3.
  it('fragmentation', async () => {
    const story = await storyOf(1, {
      system: systemOf(monolithic({ place: 'worst-fit' })),
      machines: () => machinesOf(2, 4),
      jobs: [
        { submit: 0, run: 100, tasks: 5, cores: 1 },
        { submit: 5, run: 50, cores: 3 },
      ],
    })
    expect(firstLine(story)).toBe(
      'Job 1 waited 95 s because enough was free in all and too little on any one machine (3 cores free, at most 2 on one).',
    )
  })

  it('a machine that is down', async () => {
    const story = await storyOf(0, {
      system: systemOf(monolithic()),
      machines: () => machinesOf(1, 4),
      jobs: [{ submit: 10, run: 50, cores: 3 }],
      hardware: {
        events: [
          { at: seconds(5), machine: 0, event: 'crash' },
          { at: seconds(60), machine: 0, event: 'return' },
        ],
      },
    })
    expect(firstLine(story)).toContain('Job 0 waited 50 s because the machines that would have had room')
  })

  // One task a machine; the machine has room for both.
  it('a rule', async () => {
    const story = await storyOf(0, {
      system: systemOf(monolithic({ rules: [{ name: 'max-per-machine', count: 1 }] })),
      machines: () => machinesOf(1, 4),
      jobs: [{ submit: 0, run: 50, tasks: 2, cores: 1 }],
    })
    expect(firstLine(story)).toContain(
      'Job 0 waited 50 s because every machine with room refused it by a rule: ',
    )
  })

  // Tried at 0 s, in vain, and again every 60 s; room comes at 70 s and is seen at 120 s.
  it('a back-off', async () => {
    const story = await storyOf(1, {
      system: systemOf(monolithic({ whenBlocked: 'retry', retryAfter: 60 * SECOND })),
      machines: () => machinesOf(1, 4),
      jobs: [
        { submit: 0, run: 65, cores: 4 },
        { submit: 50, run: 50, cores: 4 },
      ],
    })
    expect(waitedOf(story)).toEqual([
      ['back-off', 45],
      ['no room', 15],
    ])
    expect(firstLine(story)).toContain('Job 1 waited 60 s, 45 s of it (75 %) because it stood back')
  })

  it('a scheduler that is busy', async () => {
    const story = await storyOf(1, {
      system: systemOf(monolithic(thinking(20))),
      machines: () => machinesOf(1, 4),
      jobs: [
        { submit: 0, run: 65 },
        { submit: 0, run: 50 },
        { submit: 0, run: 50 },
      ],
    })
    expect(waitedOf(story)).toEqual([
      ['busy', 20],
      ['decision', 20],
    ])
  })

  // Any change of the machine refuses a claim. b takes a snapshot at 0, 30 and 60 s and claims 30 s later; jobs of a are launched at
  // 1 and 36 s, which spoils the first two.
  it('a conflict', async () => {
    const think = { default: { perJob: SECOND, perTask: 0 }, b: { perJob: 30 * SECOND, perTask: 0 } }
    const story = await storyOf(1, {
      system: systemOf(sharedState({ think, conflict: 'version' }), {
        frameworks: [framework('a'), framework('b')],
      }),
      machines: () => machinesOf(1, 4),
      classes: ['a', 'b'],
      jobs: [
        { submit: 0, run: 10, jobClass: 0 },
        { submit: 0, run: 10, jobClass: 1 },
        { submit: 35, run: 10, jobClass: 0 },
      ],
    })
    expect(waitedOf(story)).toEqual([
      ['conflict', 60],
      ['decision', 30],
    ])
    expect(firstLine(story)).toBe(
      'Job 1 waited 90 s, 60 s of it (67 %) because what it claimed was refused: conflict: the machine changed since the snapshot.',
    )
  })

  // Job 1 does not fit on the offered machine, which is declined for 60 s. Job 2 comes a moment later, would fit, and is not offered it.
  it('a filter of what was declined', async () => {
    const story = await storyOf(2, {
      system: systemOf(offers({ declineFilter: 60 * SECOND })),
      machines: () => machinesOf(1, 4),
      jobs: [
        { submit: 0, run: 200, cores: 3 },
        { submit: 10, run: 50, cores: 4 },
        { submit: 20, run: 50, cores: 1 },
      ],
    })
    expect(firstLine(story)).toContain('had declined the machines with room for it')
    expect(storyText(story)).toMatchInlineSnapshot(`
      "Job 2 waited 52 s because its framework, batch, had declined the machines with room for it, and was not offered them again yet.

       20 s  arrived: 1 task of 1 core, for 50 s, of framework batch
       20 s  queued with scheduler batch, where 1 other job waited
       20 s  waited because its framework, batch, had declined the machines with room for it, and was not offered them again yet
       72 s  was tried on an offer (1 machine): found room for its task
       72 s  a task started on machine 1
      122 s  a task on machine 1 finished
      122 s  was over

      A shorter \`decline-filter\`, or a framework that asks for its offers again when a job comes, would have been offered them sooner.
      "
    `)
  })

  it('a job that is larger than every machine', async () => {
    const story = await storyOf(0, {
      system: systemOf(monolithic()),
      machines: () => machinesOf(2, 4),
      jobs: [{ submit: 0, run: 50, cores: 5 }],
      until: 100 * SECOND,
    })
    expect(firstLine(story)).toBe(
      'Job 0 did not wait. It was given up: no machine is large enough for a task of the job, or not enough of them for a gang.',
    )
  })

  // Machine by machine: job 0 holds one of two for 100 s, and every other job asks one of the two at random.
  it('machines that were probed', async () => {
    const system = systemOf(sampling({ probeRatio: 1 }))
    const jobs = [{ submit: 0, run: 100 }, ...[10, 20, 30, 40].map(submit => ({ submit, run: 1 }))]
    const stories = await Promise.all(
      [1, 2, 3, 4].map(id => storyOf(id, { system, machines: () => machinesOf(2, 1), jobs })),
    )
    const late = stories.filter(({ waited }) => waited > 0)
    expect(late.length).toBeGreaterThan(0)
    for (const story of late)
      expect(firstLine(story)).toContain('its reservations waited at the machines that were probed')
  })
})
