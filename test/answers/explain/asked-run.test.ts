import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { askedRun } from '../../../answers/explain/asked-run.ts'
import { explainJob, explainLongest, explainPipeline } from '../../../answers/explain/explained-run.ts'
import type { JobStory } from '../../../answers/explain/job-story.ts'
import { readExperiment } from '../../../bench/experiment/read.ts'
import { ResultsFolder } from '../../../bench/run/results-folder.ts'

const text = `name: Small
system: [monolithic, shared-state]
load: [0.5, 0.9]
machines: { count: 2, cpu: 4, memory: 8 GiB }
workload: { jobs: { interarrival: exponential 5 s, duration: exponential 20 s } }
until: 10 min
seeds: 2
headline: { number: wait_first_mean_s, of: all }
`

function written(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'explain-')), 'small.yaml')
  writeFileSync(file, text)
  return file
}

describe('the run that is asked about', () => {
  it('is the first that agrees', async () => {
    const results = written()
    expect(await askedRun({ results, at: {}, set: {} })).toMatchObject({ others: 7 })
    const { run, others } = await askedRun({
      results,
      at: { system: 'shared-state', load: '0.9' },
      seed: '2',
      set: {},
    })
    expect([run.axes, run.spec.seed, others]).toEqual([{ system: 'shared-state', load: 0.9 }, '2', 0])
  })

  it('is found by the folder of its results, unless the experiment has changed', async () => {
    const experiment = written()
    const folder = join(experiment, '..', 'results')
    await ResultsFolder.prepare(folder, await readExperiment(experiment, { set: { until: '5min' } }))
    const { run } = await askedRun({ results: folder, at: {}, set: {} })
    expect(run.spec.until).toBe(300_000_000)
    writeFileSync(experiment, text.replace('count: 2', 'count: 3'))
    await expect(askedRun({ results: folder, at: {}, set: {} })).rejects.toThrow(
      /small.yaml has changed since/,
    )
  })

  it('must be there', async () => {
    const results = written()
    await expect(askedRun({ results, at: { load: '0.7', sistem: 'x' }, seed: '9', set: {} })).rejects.toThrow(
      /--at load: found "0.7", expected one of 0.5, 0.9.*\n.*"sistem".*\n--seed: found "9", expected one of 1, 2\./s,
    )
  })

  it('tells of its jobs, those that waited longest first', async () => {
    const { run } = await askedRun({ results: written(), at: { load: '0.9' }, set: {} })
    const stories = await explainLongest(run.spec, 3)
    expect(stories).toHaveLength(3)
    expect(stories[0]!.waited).toBeGreaterThanOrEqual(stories[1]!.waited)
    const [{ id }] = stories as [JobStory]
    expect(await explainJob(run.spec, { id })).toEqual({ story: stories[0], remark: '' })
    await expect(explainJob(run.spec, { id: 1e9 })).rejects.toThrow(
      /^--job: found job 1000000000, expected the number of a job that arrived in the run: the nearest is \d+; there are/,
    )
    await expect(explainJob(run.spec, { id, jobClass: 'service' })).rejects.toThrow(
      `--job: found job ${id}, expected --class batch for job ${id}.`,
    )
    await expect(explainJob(run.spec, { id }, 99)).rejects.toThrow(
      new RegExp(`^--task: found task 99 of job ${id}, expected ${id}/0, its only task`),
    )
    await expect(explainPipeline(run.spec, { id })).rejects.toThrow(
      `--pipeline: found job ${id}, which is no stage of a pipeline; the run has no pipelines. --job ${id} explains it.`,
    )
  })
})
