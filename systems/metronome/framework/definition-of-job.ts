/**
 * From a job of the workload to the job that Metronome would be given, and from that to the app that its Marathon launches.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import { SECOND } from '../../../sim/engine/time.ts'
import { SwitchyardError } from '../../../sim/errors.ts'
import { type JobId, NONE } from '../../../sim/world/handles.ts'
import type { Instant } from '../../calendar/zone.ts'
import { type AppDefinition, conductDefaults } from '../../marathon/app-definition.ts'
import type { Flags as MarathonFlags } from '../../marathon/flags.ts'
import { wantedOf } from '../../marathon/framework/app-of-job.ts'
import { SOUND } from '../../marathon/framework/options.ts'
import { RunningApp } from '../../marathon/framework/running-app.ts'
import type { Flags } from '../era.ts'
import { appOf, type Job, type Restart, type RunSpec } from '../job.ts'
import type { CronJob } from './cron-jobs.ts'

export interface MetronomeOptions {
  readonly flags: Flags
  /** Of the Marathon inside it. */
  readonly marathon: MarathonFlags
  readonly restart: Restart
  readonly cronJobs: readonly CronJob[]
  /** Where the clocks stand at time 0. */
  readonly startsAt: Instant
  /** The class that jobs by the clock are counted with. */
  jobClass(cluster: Cluster): number
}

/** What a run is, apart from what it needs. */
export const PLAIN_RUN: Omit<RunSpec, 'needs' | 'restart'> = {
  constraints: [],
  killGrace: null,
  maxLaunchDelay: 3600 * SECOND,
  image: null,
}

/**
 * A stage depends on its parents; every other job is started when it comes.
 *
 * @throws SwitchyardError for what Metronome does not run: gangs, tasks that ask for other resources, and stages in 0.1.
 */
export function definitionOf(
  job: JobId,
  { flags, restart }: MetronomeOptions,
  framework: string,
  { jobs, machines, pipelines }: Cluster,
): Job {
  const refuse = (what: string, remedy: string): never => {
    throw new SwitchyardError(
      `Job ${jobs.id[job]} ${what}, but framework '${framework}' is a Metronome: ${remedy}.`,
    )
  }
  const handle = jobs.pipeline[job]!
  if (handle !== NONE && !flags.hasDependencies)
    refuse(
      'is a stage of a pipeline',
      '0.1 has no dependencies between jobs, so take kind: metronome-head, or let a framework of kind pipelines take its class',
    )
  if (jobs.gang[job] === 1)
    refuse('is a gang', 'its runs start one by one, so let another framework take its class')
  const { needs, constraints } = wantedOf(job, { jobs, machines }, refuse)
  const stage = jobs.stage[job]!
  const parents =
    handle === NONE
      ? []
      : pipelines
          .get(handle)
          .children.flatMap((children, parent) => (children.includes(stage) ? [String(parent)] : []))
  const cron = jobs.cron[job]!
  return {
    id: cron !== NONE ? `workload-${cron}` : handle === NONE ? `job-${jobs.id[job]}` : String(stage),
    run: { ...PLAIN_RUN, needs, constraints, restart },
    schedule: null,
    dependencies: parents,
  }
}

/** A run is one instance without back-off; all runs of a job have one app here, with as many instances as there are runs. */
export function runningAppOf(
  job: JobId,
  definition: Job,
  { marathon }: MetronomeOptions,
  role: string,
  { jobs, frameworks }: Cluster,
): RunningApp {
  const id = `${frameworks.names[jobs.framework[job]!]}.${job}.${jobs.generation[job]}`
  const app: AppDefinition = {
    ...conductDefaults(marathon.era),
    ...appOf(definition, id),
    instances: jobs.tasks[job]!,
    backoff: { backoff: 0, factor: 1, maxLaunchDelay: definition.run.maxLaunchDelay },
  }
  return new RunningApp(job, jobs.generation[job]!, app, SOUND, marathon, new Set(['*', role]))
}
