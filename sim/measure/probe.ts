/**
 * Who hears what happens.
 *
 * Longer than 300 lines: every event is named where it is described, where listeners are kept, where they are added and where they are called.
 */
import type { Time } from '../engine/time.ts'
import type { Claims } from '../world/claims.ts'
import type { Failure } from '../world/failure-log.ts'
import type { FrameworkId, JobId, MachineId, TaskId } from '../world/handles.ts'
import type { JobEnd, TaskOutcome } from '../world/lifecycle.ts'
import type { ReasonId } from '../world/reasons.ts'
import type { View } from '../world/views.ts'

/** Where a job is with its scheduler: nowhere once all of its pending tasks are claimed, or before it was heard of. */
export type Place = 'nowhere' | 'queued' | 'parked' | 'in hand' | 'backing off'

/** The rules of a scheduler, asked about a job: the reason against each machine, ALLOWED where there is none. Not amid a decision. */
export type Objections = (job: JobId) => (machine: MachineId) => ReasonId

/**
 * Hears what happens, at the moment it happens, which is `now`. The recorder measures by it, a framework's host notices the
 * death of a scheduler by it, and a root schedules by it. A method that is not needed is left out.
 */
export interface Probe {
  jobArrived?(job: JobId, now: Time): void
  /** The job is over; its row is freed right after this. */
  jobEnded?(job: JobId, now: Time): void
  /** `delta` tasks of the job became pending, or left that state when negative; `before` were pending. */
  pendingChanged?(job: JobId, before: number, delta: number, now: Time): void
  /** So many of the job's `pending` tasks were placed: their resources are held from now on. */
  tasksPlaced?(job: JobId, pending: number, tasks: number, now: Time): void
  /** The task was placed in another, `tasks.within`, which holds less by what it takes until it ends. */
  roomLent?(task: TaskId, now: Time): void
  taskStarted?(task: TaskId, now: Time): void
  /** A running task of a service is ready to serve from now on, or no longer. */
  readyChanged?(task: TaskId, ready: boolean, now: Time): void
  /** The job is to have another number of tasks than `before`. */
  wantedChanged?(job: JobId, before: number, now: Time): void
  /** A running or preparing task does nothing any more, and still holds its resources. */
  taskStopped?(task: TaskId, now: Time): void
  /** The task is over on its machine, and has given back what it held; its framework has not heard of it yet. */
  taskEnded?(task: TaskId, outcome: TaskOutcome, now: Time): void
  /** The job is given up or cancelled: so many tasks of it that are on no machine are not launched, and the others are killed. */
  jobStopped?(job: JobId, end: JobEnd, unlaunched: number): void
  /** So many tasks of the stage will not run on, and this work is not done: thousandths of a core × µs. */
  workSaved?(job: JobId, tasks: number, work: number): void
  /** The pipeline of this handle cannot finish any more. */
  pipelineFailed?(pipeline: number, failure: Failure): void
  /** A task could not be placed, a claim was refused, or a framework was lost, so many times for this reason. */
  reasonGiven?(reason: ReasonId, times: number): void
  /** The job is at another place with the scheduler of this name, in its line of this number. */
  stands?(job: JobId, place: Place, scheduler: string, line: number): void
  /** The job, at the head of the line where it stands, found no room: nobody behind it is tried, but for backfilling. */
  blocks?(job: JobId, scheduler: string, line: number): void
  /** A decision looked for room for so many tasks of the job on the view, and claimed machines for so many. */
  tried?(job: JobId, view: View, wanted: number, claimed: number, objections: Objections): void
  /** Every claim of a decision on an old view has its verdict. */
  judged?(claims: Claims): void
  /** The framework declined the machine, all of them where it is NONE, and is not offered it again before a time. */
  declined?(framework: FrameworkId, machine: MachineId, until: Time): void
  /** The framework looked at an offer of the machine for the job and did not use it, for a reason in its own words. */
  offerRefused?(job: JobId, machine: MachineId, reason: string): void
  /** The framework launches nothing of the job, or nothing at all where it is NONE, before a time, and why; 0: it does again. */
  heldBack?(framework: FrameworkId, job: JobId, why: string, until: Time): void
  /** The framework told its root that it wants no offers, until it is revived. */
  suppressed?(framework: FrameworkId): void
  /** A scheduler that decides task by task found no machine for one of the job's, and says why in its own words. */
  attemptFailed?(job: JobId, message: string): void
  /** The framework is offered again what it declined before. */
  revived?(framework: FrameworkId): void
  /** The job has tasks that are ready and not placed. Also after a relaunch. */
  submit?(job: JobId): void
  /** The job's tasks that are not placed are not wanted any more. */
  withdraw?(job: JobId): void
  /** Fewer of the job's tasks are to be placed than before, and some still are. */
  shrank?(job: JobId): void
  /** A task ended and gave its resources back to the machine; everybody who counts it has heard of it. */
  released?(machine: MachineId, task: TaskId): void
  /** A machine takes no more tasks (`false`; where it is given up, its tasks are lost next), or takes tasks again. */
  machineChanged?(machine: MachineId, up: boolean): void
  /** The framework's scheduler died (`false`) or is back (`true`); see sim/life/absences.ts. */
  frameworkChanged?(framework: FrameworkId, connected: boolean): void
  /** The process of the root died (`false`), or another one leads (`true`). */
  rootChanged?(leads: boolean): void
  /** After the last event, before anything is read out. */
  runEnds?(now: Time): void
}

type Listening<K extends keyof Probe> = Probe & Required<Pick<Probe, K>>

/**
 * All who listen, in the order in which they were added. An event calls those who have a method for it.
 *
 * What happens to every task is told the first two, the recorder and an account beside it, each from a place of its own: V8
 * then puts them into the call, and a run of many short tasks takes about three hundredths less.
 */
export class Probes implements Required<Probe> {
  private readonly arrivals: Listening<'jobArrived'>[] = []
  private readonly jobEnds: Listening<'jobEnded'>[] = []
  private readonly pending: Listening<'pendingChanged'>[] = []
  private readonly placements: Listening<'tasksPlaced'>[] = []
  private readonly loans: Listening<'roomLent'>[] = []
  private readonly starts: Listening<'taskStarted'>[] = []
  private readonly readiness: Listening<'readyChanged'>[] = []
  private readonly wishes: Listening<'wantedChanged'>[] = []
  private readonly stops: Listening<'taskStopped'>[] = []
  private readonly taskEnds: Listening<'taskEnded'>[] = []
  private readonly jobStops: Listening<'jobStopped'>[] = []
  private readonly savings: Listening<'workSaved'>[] = []
  private readonly pipelineFailures: Listening<'pipelineFailed'>[] = []
  private readonly reasons: Listening<'reasonGiven'>[] = []
  private readonly standings: Listening<'stands'>[] = []
  private readonly blockings: Listening<'blocks'>[] = []
  private readonly attempts: Listening<'tried'>[] = []
  private readonly judgements: Listening<'judged'>[] = []
  private readonly declines: Listening<'declined'>[] = []
  private readonly offerRefusals: Listening<'offerRefused'>[] = []
  private readonly holds: Listening<'heldBack'>[] = []
  private readonly suppressions: Listening<'suppressed'>[] = []
  private readonly failedAttempts: Listening<'attemptFailed'>[] = []
  private readonly revivals: Listening<'revived'>[] = []
  private readonly submissions: Listening<'submit'>[] = []
  private readonly withdrawals: Listening<'withdraw'>[] = []
  private readonly shrinkages: Listening<'shrank'>[] = []
  private readonly releases: Listening<'released'>[] = []
  private readonly machineChanges: Listening<'machineChanged'>[] = []
  private readonly frameworkChanges: Listening<'frameworkChanged'>[] = []
  private readonly rootChanges: Listening<'rootChanged'>[] = []
  private readonly runEndings: Listening<'runEnds'>[] = []

  add(probe: Probe): void {
    if (hears(probe, 'jobArrived')) this.arrivals.push(probe)
    if (hears(probe, 'jobEnded')) this.jobEnds.push(probe)
    if (hears(probe, 'pendingChanged')) this.pending.push(probe)
    if (hears(probe, 'tasksPlaced')) this.placements.push(probe)
    if (hears(probe, 'roomLent')) this.loans.push(probe)
    if (hears(probe, 'taskStarted')) this.starts.push(probe)
    if (hears(probe, 'readyChanged')) this.readiness.push(probe)
    if (hears(probe, 'wantedChanged')) this.wishes.push(probe)
    if (hears(probe, 'taskStopped')) this.stops.push(probe)
    if (hears(probe, 'taskEnded')) this.taskEnds.push(probe)
    if (hears(probe, 'jobStopped')) this.jobStops.push(probe)
    if (hears(probe, 'workSaved')) this.savings.push(probe)
    if (hears(probe, 'pipelineFailed')) this.pipelineFailures.push(probe)
    if (hears(probe, 'reasonGiven')) this.reasons.push(probe)
    if (hears(probe, 'stands')) this.standings.push(probe)
    if (hears(probe, 'blocks')) this.blockings.push(probe)
    if (hears(probe, 'tried')) this.attempts.push(probe)
    if (hears(probe, 'judged')) this.judgements.push(probe)
    if (hears(probe, 'declined')) this.declines.push(probe)
    if (hears(probe, 'offerRefused')) this.offerRefusals.push(probe)
    if (hears(probe, 'heldBack')) this.holds.push(probe)
    if (hears(probe, 'suppressed')) this.suppressions.push(probe)
    if (hears(probe, 'attemptFailed')) this.failedAttempts.push(probe)
    if (hears(probe, 'revived')) this.revivals.push(probe)
    if (hears(probe, 'submit')) this.submissions.push(probe)
    if (hears(probe, 'withdraw')) this.withdrawals.push(probe)
    if (hears(probe, 'shrank')) this.shrinkages.push(probe)
    if (hears(probe, 'released')) this.releases.push(probe)
    if (hears(probe, 'machineChanged')) this.machineChanges.push(probe)
    if (hears(probe, 'frameworkChanged')) this.frameworkChanges.push(probe)
    if (hears(probe, 'rootChanged')) this.rootChanges.push(probe)
    if (hears(probe, 'runEnds')) this.runEndings.push(probe)
  }

  jobArrived(job: JobId, now: Time): void {
    for (let i = 0; i < this.arrivals.length; i++) this.arrivals[i]!.jobArrived(job, now)
  }

  jobEnded(job: JobId, now: Time): void {
    for (let i = 0; i < this.jobEnds.length; i++) this.jobEnds[i]!.jobEnded(job, now)
  }

  pendingChanged(job: JobId, before: number, delta: number, now: Time): void {
    for (let i = 0; i < this.pending.length; i++) this.pending[i]!.pendingChanged(job, before, delta, now)
  }

  tasksPlaced(job: JobId, pending: number, tasks: number, now: Time): void {
    const { placements } = this
    const count = placements.length
    if (count > 0) placements[0]!.tasksPlaced(job, pending, tasks, now)
    if (count > 1) placements[1]!.tasksPlaced(job, pending, tasks, now)
    for (let i = 2; i < count; i++) placements[i]!.tasksPlaced(job, pending, tasks, now)
  }

  roomLent(task: TaskId, now: Time): void {
    for (let i = 0; i < this.loans.length; i++) this.loans[i]!.roomLent(task, now)
  }

  taskStarted(task: TaskId, now: Time): void {
    const { starts } = this
    const count = starts.length
    if (count > 0) starts[0]!.taskStarted(task, now)
    if (count > 1) starts[1]!.taskStarted(task, now)
    for (let i = 2; i < count; i++) starts[i]!.taskStarted(task, now)
  }

  readyChanged(task: TaskId, ready: boolean, now: Time): void {
    for (let i = 0; i < this.readiness.length; i++) this.readiness[i]!.readyChanged(task, ready, now)
  }

  wantedChanged(job: JobId, before: number, now: Time): void {
    for (let i = 0; i < this.wishes.length; i++) this.wishes[i]!.wantedChanged(job, before, now)
  }

  taskStopped(task: TaskId, now: Time): void {
    for (let i = 0; i < this.stops.length; i++) this.stops[i]!.taskStopped(task, now)
  }

  taskEnded(task: TaskId, outcome: TaskOutcome, now: Time): void {
    const { taskEnds } = this
    const count = taskEnds.length
    if (count > 0) taskEnds[0]!.taskEnded(task, outcome, now)
    if (count > 1) taskEnds[1]!.taskEnded(task, outcome, now)
    for (let i = 2; i < count; i++) taskEnds[i]!.taskEnded(task, outcome, now)
  }

  jobStopped(job: JobId, end: JobEnd, unlaunched: number): void {
    for (let i = 0; i < this.jobStops.length; i++) this.jobStops[i]!.jobStopped(job, end, unlaunched)
  }

  workSaved(job: JobId, tasks: number, work: number): void {
    for (let i = 0; i < this.savings.length; i++) this.savings[i]!.workSaved(job, tasks, work)
  }

  pipelineFailed(pipeline: number, failure: Failure): void {
    for (let i = 0; i < this.pipelineFailures.length; i++)
      this.pipelineFailures[i]!.pipelineFailed(pipeline, failure)
  }

  reasonGiven(reason: ReasonId, times: number): void {
    for (let i = 0; i < this.reasons.length; i++) this.reasons[i]!.reasonGiven(reason, times)
  }

  /** Is there anybody who wants to know where jobs stand with their schedulers? */
  get hearsPlaces(): boolean {
    return this.standings.length > 0
  }

  stands(job: JobId, place: Place, scheduler: string, line: number): void {
    for (let i = 0; i < this.standings.length; i++) this.standings[i]!.stands(job, place, scheduler, line)
  }

  blocks(job: JobId, scheduler: string, line: number): void {
    for (let i = 0; i < this.blockings.length; i++) this.blockings[i]!.blocks(job, scheduler, line)
  }

  /** Is there anybody who wants to know what decisions looked for? */
  get hearsAttempts(): boolean {
    return this.attempts.length > 0
  }

  tried(job: JobId, view: View, wanted: number, claimed: number, objections: Objections): void {
    for (let i = 0; i < this.attempts.length; i++)
      this.attempts[i]!.tried(job, view, wanted, claimed, objections)
  }

  judged(claims: Claims): void {
    for (let i = 0; i < this.judgements.length; i++) this.judgements[i]!.judged(claims)
  }

  declined(framework: FrameworkId, machine: MachineId, until: Time): void {
    for (let i = 0; i < this.declines.length; i++) this.declines[i]!.declined(framework, machine, until)
  }

  /** Is there anybody who wants to know why offers are refused? The reasons are not worked out for nobody. */
  get hearsRefusals(): boolean {
    return this.offerRefusals.length > 0
  }

  offerRefused(job: JobId, machine: MachineId, reason: string): void {
    for (let i = 0; i < this.offerRefusals.length; i++)
      this.offerRefusals[i]!.offerRefused(job, machine, reason)
  }

  heldBack(framework: FrameworkId, job: JobId, why: string, until: Time): void {
    for (let i = 0; i < this.holds.length; i++) this.holds[i]!.heldBack(framework, job, why, until)
  }

  suppressed(framework: FrameworkId): void {
    for (let i = 0; i < this.suppressions.length; i++) this.suppressions[i]!.suppressed(framework)
  }

  attemptFailed(job: JobId, message: string): void {
    for (let i = 0; i < this.failedAttempts.length; i++) this.failedAttempts[i]!.attemptFailed(job, message)
  }

  revived(framework: FrameworkId): void {
    for (let i = 0; i < this.revivals.length; i++) this.revivals[i]!.revived(framework)
  }

  submit(job: JobId): void {
    for (let i = 0; i < this.submissions.length; i++) this.submissions[i]!.submit(job)
  }

  withdraw(job: JobId): void {
    for (let i = 0; i < this.withdrawals.length; i++) this.withdrawals[i]!.withdraw(job)
  }

  shrank(job: JobId): void {
    for (let i = 0; i < this.shrinkages.length; i++) this.shrinkages[i]!.shrank(job)
  }

  released(machine: MachineId, task: TaskId): void {
    for (let i = 0; i < this.releases.length; i++) this.releases[i]!.released(machine, task)
  }

  machineChanged(machine: MachineId, up: boolean): void {
    for (let i = 0; i < this.machineChanges.length; i++) this.machineChanges[i]!.machineChanged(machine, up)
  }

  frameworkChanged(framework: FrameworkId, connected: boolean): void {
    for (let i = 0; i < this.frameworkChanges.length; i++)
      this.frameworkChanges[i]!.frameworkChanged(framework, connected)
  }

  rootChanged(leads: boolean): void {
    for (let i = 0; i < this.rootChanges.length; i++) this.rootChanges[i]!.rootChanged(leads)
  }

  runEnds(now: Time): void {
    for (let i = 0; i < this.runEndings.length; i++) this.runEndings[i]!.runEnds(now)
  }
}

function hears<K extends keyof Probe>(probe: Probe, event: K): probe is Listening<K> {
  return probe[event] !== undefined
}
