/**
 * A run, made again with eyes open.
 */
import { drive } from '../../bench/drive.ts'
import { simulationOf } from '../../bench/execute.ts'
import type { RunSpec } from '../../bench/plan.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import { NONE } from '../../sim/world/handles.ts'
import { ArrivedJobs, type NamedJob } from './arrived-jobs.ts'
import type { JobStory } from './job-story.ts'
import { LongestWaits } from './longest-waits.ts'
import type { PipelineStory } from './pipeline-story.ts'
import { WatchedJobs } from './watched-jobs.ts'
import { WatchedPipeline } from './watched-pipeline.ts'

/** A story, and what is to be said about the number that it was asked for by; '': nothing. */
export interface Told<S> {
  readonly story: S
  readonly remark: string
}

/**
 * Makes the run again and tells what became of the job of that number in its source, or of one task of it.
 *
 * @throws SwitchyardError where the run has no such job or task; and as the run does.
 */
export async function explainJob(spec: RunSpec, asked: NamedJob, task?: number): Promise<Told<JobStory>> {
  const simulation = await simulationOf(spec)
  const { cluster } = simulation
  const arrived = new ArrivedJobs(cluster, asked)
  const watched = new WatchedJobs(cluster, job => arrived.note(job), task)
  cluster.probes.add(watched)
  await drive(simulation)
  const [story] = watched.stories()
  const option = task === undefined ? '--job' : '--task'
  if (story === undefined) throw new SwitchyardError(`${option}: found job ${asked.id}, ${arrived.expected}.`)
  if (task !== undefined && task >= story.tasks)
    throw new SwitchyardError(
      `--task: found task ${task} of job ${asked.id}, expected ${story.tasks === 1 ? `${asked.id}/0, its only task` : `one from ${asked.id}/0 to ${asked.id}/${story.tasks - 1}`}.`,
    )
  return { story, remark: arrived.others }
}

/**
 * Makes the run again and tells what became of the pipeline that the job of that number is a stage of.
 *
 * @throws SwitchyardError where the run has no such job, or it is no stage; and as the run does.
 */
export async function explainPipeline(spec: RunSpec, asked: NamedJob): Promise<Told<PipelineStory>> {
  const simulation = await simulationOf(spec)
  const { cluster } = simulation
  const { jobs } = cluster
  const arrived = new ArrivedJobs(cluster, asked)
  let isFound = false
  let stages = 0
  const watched = new WatchedPipeline(cluster, job => {
    const isMeant = arrived.note(job)
    isFound ||= isMeant
    if (jobs.pipeline[job] !== NONE) stages++
    return isMeant
  })
  await drive(simulation)
  const story = watched.story()
  if (story !== null) return { story, remark: arrived.others }
  throw new SwitchyardError(
    isFound
      ? `--pipeline: found job ${asked.id}, which is no stage of a pipeline${stages === 0 ? '; the run has no pipelines' : ''}. --job ${asked.id} explains it.`
      : `--pipeline: found job ${asked.id}, ${arrived.expected}.`,
  )
}

/** Makes the run twice, and tells what became of those jobs that waited longest, the longest first. */
export async function explainLongest(spec: RunSpec, most: number): Promise<JobStory[]> {
  const first = await simulationOf(spec)
  const waits = new LongestWaits(first.cluster, most)
  first.cluster.probes.add(waits)
  await drive(first)
  const wanted = new Set(waits.arrivals())
  const second = await simulationOf(spec)
  let arrivals = 0
  const watched = new WatchedJobs(second.cluster, () => wanted.has(arrivals++))
  second.cluster.probes.add(watched)
  await drive(second)
  return watched.stories().sort((a, b) => b.waited - a.waited || a.id - b.id)
}
