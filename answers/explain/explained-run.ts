/**
 * A run, made again with eyes open.
 */
import { drive } from '../../bench/drive.ts'
import { simulationOf } from '../../bench/execute.ts'
import type { RunSpec } from '../../bench/plan.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import { LongestWaits } from './longest-waits.ts'
import type { JobStory } from './watch.ts'
import { WatchedJobs } from './watched-jobs.ts'

/**
 * Makes the run again and tells what became of the job of that number in its source.
 *
 * @throws SwitchyardError where the run has no such job; and as the run does.
 */
export async function explainJob(spec: RunSpec, id: number): Promise<JobStory> {
  let highest = -1
  const [story] = await watch(spec, cluster => job => {
    highest = Math.max(highest, cluster.jobs.id[job]!)
    return cluster.jobs.id[job] === id
  })
  if (story !== undefined) return story
  throw new SwitchyardError(
    highest < 0
      ? `--job ${id}: no job arrived in the run.`
      : `--job: found ${id}, expected a job that arrived in the run; the highest number is ${highest}. --longest 10 names jobs that waited.`,
  )
}

/** Makes the run twice, and tells what became of those jobs that waited longest, the longest first. */
export async function explainLongest(spec: RunSpec, most: number): Promise<JobStory[]> {
  const simulation = await simulationOf(spec)
  const waits = new LongestWaits(simulation.cluster, most)
  simulation.cluster.probes.add(waits)
  await drive(simulation)
  const wanted = new Set(waits.arrivals())
  const stories = await watch(spec, cluster => job => wanted.has(cluster.jobs.arrival[job]!))
  return stories.sort((a, b) => b.waited - a.waited || a.id - b.id)
}

type Cluster = Awaited<ReturnType<typeof simulationOf>>['cluster']

async function watch(
  spec: RunSpec,
  wants: (cluster: Cluster) => (job: number) => boolean,
): Promise<JobStory[]> {
  const simulation = await simulationOf(spec)
  const watched = new WatchedJobs(simulation.cluster, wants(simulation.cluster))
  simulation.cluster.probes.add(watched)
  await drive(simulation)
  return watched.stories()
}
