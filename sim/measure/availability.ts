import { NEVER, type Time } from '../engine/time.ts'
import type { JobId, TaskId } from '../world/handles.ts'
import type { Jobs } from '../world/jobs.ts'
import type { Tasks } from '../world/tasks.ts'
import type { MeasuredServices } from './measured-services.ts'
import type { Probe } from './probe.ts'
import type { Recorder } from './recorder.ts'

/**
 * Measures how many of the tasks that services should have are ready. A service is a job whose tasks have no end; what it has
 * beyond what it should have does not make up for what another lacks.
 */
export class Availability implements Probe {
  private readonly jobs: Jobs
  private readonly tasks: Tasks
  private readonly recorder: Recorder
  /** Tasks that are ready, by service. */
  private readonly ready = new Map<JobId, number>()

  constructor(jobs: Jobs, tasks: Tasks, recorder: Recorder) {
    this.jobs = jobs
    this.tasks = tasks
    this.recorder = recorder
  }

  jobArrived(job: JobId, now: Time): void {
    if (this.jobs.duration[job] !== NEVER) return
    this.ready.set(job, 0)
    this.of(job).change(now, this.jobs.wanted[job]!, 0)
  }

  wantedChanged(job: JobId, before: number, now: Time): void {
    const ready = this.ready.get(job)
    if (ready === undefined) return
    const wanted = this.jobs.wanted[job]!
    this.of(job).change(now, wanted - before, Math.min(ready, wanted) - Math.min(ready, before))
  }

  readyChanged(task: TaskId, isReady: boolean, now: Time): void {
    const job = this.tasks.job[task]!
    const before = this.ready.get(job)!
    const ready = before + (isReady ? 1 : -1)
    this.ready.set(job, ready)
    const wanted = this.jobs.wanted[job]!
    this.of(job).change(now, 0, Math.min(ready, wanted) - Math.min(before, wanted))
  }

  /** None of its tasks is left. */
  jobEnded(job: JobId, now: Time): void {
    if (this.ready.size > 0 && this.ready.delete(job)) this.of(job).change(now, -this.jobs.wanted[job]!, 0)
  }

  private of(job: JobId): MeasuredServices {
    return this.recorder.group(this.jobs.framework[job]!, this.jobs.jobClass[job]!).services
  }
}
