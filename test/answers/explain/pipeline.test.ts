import { describe, expect, it } from 'vitest'
import { criticalPath } from '../../../answers/explain/critical-path.ts'
import type { PipelineStory } from '../../../answers/explain/pipeline-story.ts'
import { pipelineText } from '../../../answers/explain/pipeline-text.ts'
import { pipelineDocument } from '../../../answers/explain/story-document.ts'
import { WatchedPipeline } from '../../../answers/explain/watched-pipeline.ts'
import { seconds } from '../../../sim/engine/time.ts'
import { coreHours } from '../../../sim/measure/known-values.ts'
import { NONE } from '../../../sim/world/handles.ts'
import { type ExplainedCase, explainedRun } from '../../support/explained-run.ts'
import { framework, monolithic, systemOf, thinking } from '../../support/small-system.ts'
import { machinesOf, numbersOf, type WrittenJob } from '../../support/watched-run.ts'

/**
 * One machine of 4 cores. A plain job takes all of it until 20 s. The pipeline is submitted at 5 s; its stage 0 waits 15 s and runs
 * from 20 to 80 s. Stages 1 and 2 are ready then; stage 1 takes all 4 cores, and its tasks fail at 110 s.
 *
 *     s        5    20       80   110        230
 *     stage 0       ████████               2 cores for 60 s
 *     stage 1                ████          2 × 2 cores for 100 s, but for the failure
 *     stage 2                    ████████  1 core for 120 s
 *     stage 3                              4 cores for 50 s, never
 */
const jobs = (failsAfter?: number): WrittenJob[] => [
  { submit: 0, run: 20, cores: 4 },
  { submit: 5, run: 60, cores: 2, pipeline: 7 },
  {
    submit: 5,
    run: 100,
    tasks: 2,
    cores: 2,
    pipeline: 7,
    parents: [1],
    ...(failsAfter !== undefined && { failsAfter }),
  },
  { submit: 5, run: 120, pipeline: 7, parents: [1] },
  { submit: 5, run: 50, cores: 4, pipeline: 7, parents: [2, 3] },
]

const runOf = (
  cancels: 'dependents' | 'pipeline' | 'nothing',
  list: readonly WrittenJob[],
): ExplainedCase => ({
  system: systemOf(monolithic(), {
    frameworks: [framework('batch', { takes: ['*'], kind: 'pipelines', cancels })],
  }),
  machines: () => machinesOf(1, 4),
  jobs: list,
})

async function storyOf(id: number, run: ExplainedCase) {
  const { probe, result } = await explainedRun(
    run,
    cluster => new WatchedPipeline(cluster, job => cluster.jobs.id[job] === id),
  )
  return { story: probe.story()!, numbers: numbersOf(result) }
}

describe('a pipeline that fails', () => {
  it('is told with the numbers of the account of work', async () => {
    const { story, numbers } = await storyOf(3, runOf('dependents', jobs(30)))
    // Stages 0 and 1 did 2 × 60 and 2 × 2 × 30 core-seconds before the failure, stage 2 120 after it. Not done are 2 × 70 of the
    // task of stage 1 that is killed, and 4 × 50 of stage 3.
    expect(story.loss).toMatchObject({ at: seconds(110), stage: 1, doomed: 1, cancelDelay: 0 })
    const { lostBefore, lostAfter, saved } = story.loss!
    expect([lostBefore, lostAfter, saved].map(work => Math.round(coreHours(work) * 3600))).toEqual([
      240, 120, 340,
    ])
    expect([lostBefore, lostAfter, saved].map(coreHours)).toEqual([
      numbers['core_hours_lost_before'],
      numbers['core_hours_lost_after'],
      numbers['core_hours_saved'],
    ])
    expect(pipelineText(story)).toMatchInlineSnapshot(`
      "The pipeline of jobs 1 to 4 failed 105 s after it was submitted: stage 1 (job 2): a task failed. 0.1 core-hours were lost, 0.0333 core-hours of them done after the failure; 0.0944 core-hours were saved.

        5 s  stage 0 (job 1) was ready
       20 s  stage 0 (job 1) started
       80 s  stage 0 (job 1) finished
       80 s  stage 1 (job 2) was ready
       80 s  stage 2 (job 3) was ready
       80 s  stage 1 (job 2) started
      110 s  a task of stage 1 (job 2) on machine 1 failed
      110 s  the pipeline could not finish any more: a task failed
      110 s  stage 3 (job 4) was cancelled, with 1 task that had no machine
      110 s  stage 1 (job 2) was given up
      110 s  a task of stage 1 (job 2) on machine 1 was killed
      110 s  stage 2 (job 3) started
      230 s  stage 2 (job 3) finished

      The failure came at 110 s and was noticed at once. The last cancellation came 0 s after the failure.
        stage 1 (job 2) was given up at 110 s: 1 killed, the last at 110 s, which saved 0.0389 core-hours.
        stage 3 (job 4) was cancelled at 110 s: 1 task not launched, which saved 0.0556 core-hours.
      Lost     0.0667 core-hours done before the failure, and 0.0333 core-hours after it; 1 task started after it.
      Saved    0.0944 core-hours: all of tasks that never started, and the rest of tasks that were killed.

      The critical path to the failure, 2 stages:
        job 1 was ready at 5 s, as it was submitted, waited 15 s because the machines were full, and worked 60 s.
        job 2 was ready at 80 s, at once, did not wait and worked 30 s.
      "
    `)
  })

  it('is told with all that is cancelled, where the whole pipeline is', async () => {
    const { story } = await storyOf(1, runOf('pipeline', jobs(30)))
    expect(story.stages.map(({ stop }) => stop && [stop.at / 1e6, stop.unlaunched, stop.killed])).toEqual([
      null,
      [110, 0, 1],
      [110, 1, 0],
      [110, 1, 0],
    ])
    const saved = story.stages.reduce((sum, { stop }) => sum + (stop?.saved ?? 0), 0)
    expect(saved).toBe(story.loss!.saved)
  })
})

describe('a pipeline that finishes', () => {
  // Stage 1 runs from 80 to 180 s, stage 2 from then to 300 s, stage 3 to 350 s: stage 2 waited 100 s for room.
  it('is told with its critical path', async () => {
    const { story } = await storyOf(4, runOf('dependents', jobs()))
    expect(criticalPath(story)).toEqual([
      { stage: 0, gap: 0, waited: seconds(15), worked: seconds(60) },
      { stage: 2, gap: 0, waited: seconds(100), worked: seconds(120) },
      { stage: 3, gap: 0, waited: 0, worked: seconds(50) },
    ])
    expect(pipelineText(story)).toMatchInlineSnapshot(`
      "The pipeline of jobs 1 to 4 finished 345 s after it was submitted; on its critical path it worked 230 s and waited 115 s, 115 s of it because the machines were full.

        5 s  stage 0 (job 1) was ready
       20 s  stage 0 (job 1) started
       80 s  stage 0 (job 1) finished
       80 s  stage 1 (job 2) was ready
       80 s  stage 2 (job 3) was ready
       80 s  stage 1 (job 2) started
      180 s  stage 1 (job 2) finished
      180 s  stage 2 (job 3) started
      300 s  stage 2 (job 3) finished
      300 s  stage 3 (job 4) was ready
      300 s  stage 3 (job 4) started
      350 s  stage 3 (job 4) finished

      The critical path, 3 stages:
        job 1 was ready at 5 s, as it was submitted, waited 15 s because the machines were full, and worked 60 s.
        job 3 was ready at 80 s, at once, waited 100 s because the machines were full, and worked 120 s.
        job 4 was ready at 300 s, at once, did not wait and worked 50 s.

      More machines, or less load, would have helped; which jobs go first decides only who waits.
      "
    `)
    expect(pipelineDocument(story)).toMatchObject({ submitS: 5, overS: 350, failure: null })
  })

  it('goes on when the run ends', async () => {
    const { story } = await storyOf(4, { ...runOf('dependents', jobs()), until: seconds(200) })
    expect(pipelineText(story)).toContain(
      'The pipeline of jobs 1 to 4 goes on 195 s after it was submitted, at the end of the run; on its critical path it worked 80 s and waited 115 s',
    )
  })
})

describe('of many pipelines', () => {
  // Forty of them on two machines, where decisions and messages take time, and every third one fails.
  const many = Array.from({ length: 40 }, (_, i): WrittenJob[] => [
    { submit: 30 * i, run: 20 + i, pipeline: i },
    { submit: 30 * i, run: 40 - i / 2, tasks: 2, pipeline: i, parents: [4 * i] },
    {
      submit: 30 * i,
      run: 15,
      cores: 2,
      pipeline: i,
      parents: [4 * i],
      ...(i % 3 === 0 && { failsAfter: 7 }),
    },
    { submit: 30 * i, run: 10, pipeline: i, parents: [4 * i + 1, 4 * i + 2] },
  ]).flat()

  async function all(): Promise<{ stories: PipelineStory[]; numbers: ReturnType<typeof numbersOf> }> {
    const run: ExplainedCase = {
      system: systemOf(monolithic(thinking(2, 0.5)), {
        frameworks: [framework('batch', { takes: ['*'], kind: 'pipelines', cancels: 'dependents' })],
        latency: { scheduler: 3000, machine: 5000, status: 7000 },
      }),
      machines: () => machinesOf(2, 2),
      jobs: many,
    }
    const { probe, result } = await explainedRun(run, cluster =>
      Array.from(
        { length: 40 },
        (_, i) => new WatchedPipeline(cluster, job => cluster.jobs.id[job] === 4 * i + 3),
      ),
    )
    return { stories: probe.map(each => each.story()!), numbers: numbersOf(result) }
  }

  it('the losses add up to the numbers of the run, and the critical paths to the times that they took', async () => {
    const { stories, numbers } = await all()
    const sum = (pick: (story: PipelineStory) => number) =>
      coreHours(stories.reduce((all, story) => all + pick(story), 0))
    const failed = stories.filter(({ loss }) => loss !== null)
    expect(failed).toHaveLength(numbers['pipelines_failed']!)
    expect(failed.length).toBe(14)
    expect(sum(({ loss }) => loss?.lostBefore ?? 0)).toBeCloseTo(numbers['core_hours_lost_before']!, 12)
    expect(sum(({ loss }) => loss?.lostAfter ?? 0)).toBeCloseTo(numbers['core_hours_lost_after']!, 12)
    expect(sum(({ loss }) => loss?.saved ?? 0)).toBeCloseTo(numbers['core_hours_saved']!, 12)
    for (const story of stories) {
      const { submit, over, loss } = story
      const path = criticalPath(story)
      const took = path.reduce((all, { gap, waited, worked }) => all + gap + waited + worked, 0)
      expect(took).toBe((loss?.at ?? over!) - submit)
      expect(path.every(({ stage, gap }) => stage !== NONE && gap >= 0)).toBe(true)
    }
  })
})
