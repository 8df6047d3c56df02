/**
 * Metronome's cases about runs: triggers, policies, their life, pipelines.
 */
import { inSeconds, type Time } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import { Fields } from '../../systems/definition-file/fields.ts'
import { readJob } from '../../systems/metronome/definition-file.ts'
import { DependencyTrigger } from '../../systems/metronome/dependencies.ts'
import { head } from '../../systems/metronome/era.ts'
import type { Job } from '../../systems/metronome/job.ts'
import { Run, type RunDesk, type RunEnd, type RunStatus } from '../../systems/metronome/run.ts'
import { Runs } from '../../systems/metronome/runs.ts'
import type { Schedule } from '../../systems/metronome/schedule.ts'
import { type TaskState, taskStates } from '../../systems/metronome/task-state.ts'
import { FaultList } from '../fault-list.ts'
import { type Json, requireKnown, timeOf, UnknownFields } from '../marathon/case-reader.ts'
import { dependentOf } from './validating.ts'

/** Counts what a run asks for. */
class Desk implements RunDesk {
  queued = 0
  killed = 0
  end: RunEnd | null = null

  queue(): void {
    this.queued += 1
  }
  purge(): void {}
  kill(): void {
    this.killed += 1
  }
  updated(): void {}
  ended(_run: Run, end: RunEnd): void {
    this.end = end
  }
}

function jobOf(run: Json, schedule?: Json): Job {
  const whole = { cpus: 1, mem: 128, disk: 0, ...run }
  const cron = { id: 'default', cron: '* * * * *', ...schedule }
  const job = { id: 'job', run: whole, ...(schedule === undefined ? {} : { schedules: [cron] }) }
  const report = new FaultList()
  const read = readJob(Fields.of({ value: job, at: [] }, 'a job', report)!, head)
  if (report.faults.length === 0) return read
  throw new SwitchyardError(
    `The case has a job that cannot be read: ${report.faults.join('; ')}; correct it.`,
  )
}

/** `{activeRuns, schedule}`: what a trigger does. */
export function runsTriggered(input: Json): unknown {
  requireKnown(input, ['op', 'activeRuns', 'schedule'], 'input')
  const runs = new Runs(head, new Desk())
  const job = jobOf({}, (input['schedule'] ?? {}) as Json)
  startAll(runs, job, input['activeRuns'] as number)
  const schedule: Schedule | null = input['schedule'] == null ? null : job.schedule
  return { started: runs.trigger(job, schedule, 0) !== null, activeRuns: runs.activeOf(job.id) }
}

/** `{as, activeRuns}`: how many runs are left when one has ended so. */
export function runEnds(input: Json): unknown {
  requireKnown(input, ['op', 'as', 'activeRuns'], 'input')
  const runs = new Runs(head, new Desk())
  const job = jobOf({})
  const [run] = startAll(runs, job, input['activeRuns'] as number)
  run!.taskUpdate('task', 'RUNNING', 0)
  if (input['as'] === 'aborted' || input['as'] === 'killed') run!.kill(0)
  else run!.taskUpdate('task', input['as'] === 'failed' ? 'FAILED' : 'FINISHED', 0)
  run!.deleted()
  return { activeRuns: runs.activeOf(job.id) }
}

function startAll(runs: Runs, job: Job, count: number): Run[] {
  return Array.from({ length: count }, () => {
    const run = runs.trigger(job, null, 0)!
    run.created(0)
    return run
  })
}

const lifeFields = [
  ...['op', 'restart', 'status', 'createdAtSeconds', 'startingDeadlineSeconds', 'events', 'run'],
  ...['afterSchedulerRestart', 'queued', 'knownTasks'],
]

/** One run, from a status on, through events; or what it hands to Marathon. */
export function runLife(input: Json): unknown {
  requireKnown(input, lifeFields, 'input')
  const job = jobOf({
    ...(input['run'] as Json),
    ...('restart' in input ? { restart: input['restart'] } : {}),
  })
  if ('run' in input) return { runSpec: runSpecOf(job) }
  const desk = new Desk()
  const created = timeOf(input['createdAtSeconds'] ?? 0)
  const status = (input['status'] ?? 'INITIAL') as RunStatus
  const deadline = input['startingDeadlineSeconds']
  const startingDeadline = deadline == null ? null : timeOf(deadline)
  if (input['afterSchedulerRestart'] === true) return restarted(input, job, status, created, startingDeadline)
  const run = new Run('run', job, created, startingDeadline, desk)
  bringTo(run, status, created)
  const queuedBefore = desk.queued
  const statuses = ((input['events'] ?? []) as Json[]).map(event => {
    happen(run, event)
    return run.status
  })
  const startingDeadlineTimer = run.startsBy !== null
  // The store does what it is asked, unless an event says that it did not.
  run.deleted()
  return {
    status: run.status,
    statusAfterEachEvent: statuses,
    relaunches: desk.queued - queuedBefore,
    launched: desk.queued,
    killedTasks: desk.killed,
    aborted: desk.end === 'aborted',
    startingDeadlineTimer,
  }
}

/** A run that has only been made begins at 0, however long ago that was. */
function bringTo(run: Run, status: RunStatus, created: Time): void {
  if (status === 'INITIAL') run.restored(new Map(), false, Math.max(created, 0))
  else run.created(created)
  if (status === 'ACTIVE') run.taskUpdate('task', 'RUNNING', created)
}

function happen(run: Run, event: Json): void {
  requireKnown(event, ['atSeconds', 'event', 'task'], 'event')
  const what = event['event'] as string
  const now = timeOf(event['atSeconds'] ?? 0)
  if (run.startsBy !== null && run.startsBy <= now) run.startTimedOut(run.startsBy)
  if (taskStates.includes(what as TaskState))
    run.taskUpdate((event['task'] ?? 'task') as string, what as TaskState, now)
  // A run that the store has already, because Metronome was there before, is as good as one that it takes.
  else if (/exists/i.test(what)) run.created(now)
  else if (/persistFailed$/i.test(what)) run.storeFailed(now)
  else if (/^kill/i.test(what)) run.kill(now)
  else if (/deadline|timeout/i.test(what)) run.startTimedOut(now)
  else if (what === 'created') run.created(now)
  else if (what === 'deleted') run.deleted()
  else throw new UnknownFields(`events has ${JSON.stringify(what)}, which is not modelled`)
}

/** What a scheduler does with a run of its store when it comes back. */
function restarted(input: Json, job: Job, status: RunStatus, created: Time, deadline: Time | null): unknown {
  const desk = new Desk()
  const runs = new Runs(head, desk)
  const run = runs.restore('run', job, created, deadline, status)
  const names = (input['knownTasks'] ?? []) as TaskState[]
  const known = new Map(names.map((state, i) => [`task${i + 1}`, state]))
  const queued = (input['queued'] ?? false) as { finalInstanceCount?: number } | boolean
  const wanted = typeof queued === 'object' ? (queued.finalInstanceCount ?? 0) > 0 : queued === true
  run.restored(known, wanted, created)
  if (status === 'INITIAL') run.created(created)
  run.deleted()
  return {
    status: run.status,
    launched: desk.queued,
    removed: runs.activeOf(job.id) === 0,
    tasks: run.tasks.size,
  }
}

function runSpecOf({ run }: Job): unknown {
  return {
    cpus: run.needs.cpus / 1000,
    mem: run.needs.mem / 1000,
    disk: run.needs.disk / 1000,
    gpus: run.needs.gpus / 1000,
    forcePullImage: run.image?.forcePull ?? false,
    privileged: run.image?.privileged ?? false,
    taskKillGracePeriodSeconds: run.killGrace === null ? null : inSeconds(run.killGrace),
    parameters: run.image?.parameters ?? [],
    image: run.image?.name ?? null,
    maxLaunchDelaySeconds: inSeconds(run.maxLaunchDelay),
  }
}

/** `{job, events}`: whether each event triggers the job, which then starts at once. */
export function pipelineTriggers(input: Json): unknown {
  requireKnown(input, ['op', 'job', 'events'], 'input')
  const job = dependentOf(input['job'] as Json)
  const trigger = new DependencyTrigger(job)
  let now: Time = 0
  const triggers = (input['events'] as Json[]).map(event => {
    requireKnown(event, ['job', 'runStatus', 'atSeconds'], 'event')
    if (event['atSeconds'] != null) now = timeOf(event['atSeconds'])
    const triggered = trigger.runChanged(event['job'] as string, event['runStatus'] as RunStatus, now)
    if (triggered) trigger.started(now)
    return triggered ? 1 : 0
  })
  return {
    triggersAfterEachEvent: triggers,
    total: triggers.reduce<number>((sum, count) => sum + count, 0),
  }
}
