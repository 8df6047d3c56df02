/**
 * The books on one job of a simulation: its runs, one a task, and the app as which the Marathon inside Metronome launches them.
 */
import type { JobId } from '../../../sim/world/handles.ts'
import type { AppInstance, RunningApp } from '../../marathon/framework/running-app.ts'
import type { DependencyTrigger } from '../dependencies.ts'
import type { Job } from '../job.ts'
import type { Run } from '../run.ts'

export class RunBook {
  readonly job: JobId
  readonly definition: Job
  readonly app: RunningApp
  /** What starts it when its parents have succeeded; null for a job that is started when it comes. */
  trigger: DependencyTrigger | null
  /** Runs that have not ended. */
  readonly runs = new Set<Run>()
  /** Runs that wait for a task, the oldest first. */
  readonly queued: Run[] = []
  /** The task of each run that has one, by its instance. */
  readonly placed = new Map<AppInstance, Run>()

  constructor(job: JobId, definition: Job, app: RunningApp, trigger: DependencyTrigger | null) {
    this.job = job
    this.definition = definition
    this.app = app
    this.trigger = trigger
  }
}
