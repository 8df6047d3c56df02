/**
 * One job under observation: what happened to it, and why it waited at every moment of its wait.
 */
import type { Cluster } from '../../sim/cluster.ts'
import { inSeconds, NEVER, type Time } from '../../sim/engine/time.ts'
import type { Objections } from '../../sim/measure/probe.ts'
import { type JobId, type MachineId, NONE, type TaskId } from '../../sim/world/handles.ts'
import { JobEnd, type TaskOutcome } from '../../sim/world/lifecycle.ts'
import type { View } from '../../sim/world/views.ts'
import { type Cause, causeWords } from './cause.ts'
import { askedOf, attemptWords, OUTCOMES, shown, Timeline } from './happenings.ts'
import type { JobStory, WatchListener } from './job-story.ts'
import { machineName } from './machine-name.ts'
import { presentCause } from './present-cause.ts'
import { type Lack, Room } from './room.ts'
import type { Surroundings } from './surroundings.ts'
import { TaskNumbers } from './task-numbers.ts'
import { WaitedTimes } from './waited.ts'

export class Watch {
  readonly job: JobId
  readonly #id: number
  readonly #asks: string
  readonly #cluster: Cluster
  readonly #around: Surroundings
  readonly #room: Room
  readonly #timeline = new Timeline()
  readonly #waited = new WaitedTimes()
  /** The task that is asked about; NONE: all of them together. */
  readonly #task: number
  readonly #numbers: TaskNumbers | null
  readonly #arrival: number
  readonly #listener: WatchListener | null
  #waits = false
  #cause: Cause | null = null
  #since: Time = 0
  /** Since when it is in hand, and whether its last claims met a conflict. */
  #inHandSince: Time = 0
  #conflict = ''
  #isStale = false
  #place = ''
  #hasLaunched = false
  #givenUp: string | null = null
  /** What it waits for, as far as the timeline says. */
  #told = ''

  constructor(
    cluster: Cluster,
    around: Surroundings,
    job: JobId,
    arrival: number,
    task: number,
    listener: WatchListener | null,
  ) {
    this.#cluster = cluster
    this.#arrival = arrival
    this.#listener = listener
    this.#task = task
    this.#numbers = task === NONE ? null : new TaskNumbers(cluster, job)
    this.#around = around
    this.job = job
    this.#id = cluster.jobs.id[job]!
    this.#asks = askedOf(cluster, job)
    this.#room = new Room(cluster, job)
    this.#tell(`arrived: ${this.#asks}, of framework ${this.#framework}`)
  }

  get #name(): string {
    return this.#numbers === null ? `job ${this.#id}` : `task ${this.#task} of job ${this.#id}`
  }

  get #framework(): string {
    const { jobs, frameworks } = this.#cluster
    return frameworks.names[jobs.framework[this.job]!]!
  }

  get waits(): boolean {
    return this.#waits
  }

  pendingChanged(before: number, delta: number): void {
    this.#numbers?.pendingChanged(delta)
    this.#pending(before + delta)
  }

  tasksPlaced(pending: number, tasks: number): void {
    this.#numbers?.placed(tasks)
    this.#pending(pending - tasks)
  }

  #pending(tasks: number): void {
    const waits = this.#numbers?.isPending(this.#task) ?? tasks > 0
    if (waits === this.#waits) {
      if (waits) this.reconsider()
      return
    }
    this.#account()
    this.#waits = waits
    if (waits) {
      this.#room.expire()
      this.reconsider()
    } else {
      this.#cause = null
      this.#told = ''
    }
  }

  /** Its own place changed. */
  stands(): void {
    const stand = this.#around.standing(this.job)!
    const { place, scheduler, line } = stand
    if (place === this.#place) return
    const ahead = scheduler.lines[line]!.waiting - (place === 'queued' || place === 'parked' ? 1 : 0)
    if (place === 'queued' && this.#place === '') {
      this.#tell(
        ahead === 0
          ? `queued with scheduler ${scheduler.name}, where nobody else waited`
          : `queued with scheduler ${scheduler.name}, where ${ahead} ${ahead === 1 ? 'other job' : 'other jobs'} waited`,
      )
    } else if (place === 'backing off') this.#tell('stood back for a while', 'backs off')
    this.#place = place
    if (place === 'in hand') {
      this.#inHandSince = this.#cluster.now
      this.#conflict = ''
    } else if (this.#waits) this.#room.expire()
    this.reconsider()
  }

  attempted(view: View, wanted: number, claimed: number, objections: Objections): void {
    this.#room.keeps(objections)
    const lack = claimed < wanted ? this.#lookAgain() : null
    this.#room.expire()
    this.#tell(...attemptWords(view, wanted, claimed, lack))
    this.reconsider()
  }

  /** Claims of the job were refused, so many for the reason. */
  refused(times: number, verdict: string): void {
    this.#account()
    this.#conflict = verdict
    // The decision was made for nothing: it waited for the conflict.
    const spent = this.#cluster.now - this.#inHandSince
    const own = this.#around.standing(this.job)?.scheduler.name ?? ''
    this.#waited.move({ kind: 'decision', detail: own }, { kind: 'conflict', detail: verdict }, spent)
    this.#tell(
      `${times} of its claims ${times === 1 ? 'was' : 'were'} refused: ${verdict}`,
      `refused ${verdict}`,
    )
    this.reconsider()
  }

  heldBack(why: string, until: Time): void {
    const end = until === NEVER ? 'for good' : `until ${shown(inSeconds(until))} s`
    if (until > this.#cluster.now) this.#tell(`was held back ${end}: ${why}`, why)
  }

  offerRefused(machine: MachineId, reason: string): void {
    this.#tell(
      `an offer of ${machineName(machine)} was of no use to it: ${reason}`,
      `offer ${reason}`,
      'offers were of no use to it',
    )
  }

  attemptFailed(message: string): void {
    this.#tell(`was tried by the scheduler: ${message}`, `failed ${message}`)
    this.soon()
  }

  taken(): void {
    this.#room.taken()
    this.reconsider()
  }

  freed(machine: MachineId): void {
    this.#room.freed(machine)
    this.reconsider()
  }

  machinesChanged(): void {
    this.#room.expire()
    this.reconsider()
  }

  started(task: TaskId): void {
    if (!this.#isMeant(task)) return
    const machine = this.#cluster.tasks.machine[task]!
    this.#tell(
      `${this.#numbers === null ? 'a task' : 'it'} started on ${machineName(machine)}`,
      this.#hasLaunched ? 'later start' : 'first start',
      'tasks started',
    )
    this.#hasLaunched = true
  }

  ended(task: TaskId, outcome: TaskOutcome): void {
    const isMeant = this.#isMeant(task)
    this.#numbers?.ended(task, outcome)
    if (!isMeant) return
    const word = OUTCOMES[outcome]
    const on = `on ${machineName(this.#cluster.tasks.machine[task]!)}`
    this.#tell(this.#numbers === null ? `a task ${on} ${word}` : `${on} it ${word}`, word, `tasks ${word}`)
  }

  #isMeant(task: TaskId): boolean {
    return this.#numbers === null || this.#numbers.numberOf(task) === this.#task
  }

  over(): void {
    this.#account()
    this.#waits = false
    const { jobs, failures } = this.#cluster
    if (jobs.end[this.job] === JobEnd.Finished) this.#tell('was over')
    else {
      const failure = failures.get(jobs.cause[this.job]!)
      const whose = failure === null || failure.jobId === this.#id ? '' : ` of job ${failure.jobId}`
      this.#givenUp = failure === null ? 'nobody remembers why' : `${failure.reason}${whose}`
      this.#tell(`was given up: ${this.#givenUp}`)
    }
  }

  /** Something changed that may be what it waits for. */
  soon(): void {
    this.#isStale = true
  }

  /** An event is over. */
  settle(): void {
    const isStale = this.#isStale
    this.#isStale = false
    if (this.#room.settle() || isStale) this.reconsider()
  }

  /** From now on it may wait for something else. */
  reconsider(): void {
    if (!this.#waits) return
    this.#account()
    this.#cause = presentCause({
      cluster: this.#cluster,
      around: this.#around,
      job: this.job,
      room: this.#room,
      conflict: this.#conflict,
    })
  }

  story(): JobStory {
    this.#account()
    const causes = this.#waited.all()
    return {
      id: this.#id,
      arrival: this.#arrival,
      task: this.#numbers === null ? null : this.#task,
      tasks: this.#numbers?.count ?? 0,
      asks: this.#asks,
      waited: causes.reduce((sum, { time }) => sum + time, 0),
      causes,
      happenings: this.#timeline.happenings,
      waits: this.#waits,
      givenUp: this.#givenUp,
    }
  }

  #lookAgain(): Lack | null {
    this.#room.look()
    return this.#room.lack
  }

  /** The run is over, some time after its last event. */
  ends(now: Time): void {
    this.#account(now)
  }

  /** Adds the time since the last look to what it waited for. */
  #account(now: Time = this.#cluster.now): void {
    const cause = this.#cause
    if (now < this.#since) return
    if (this.#waits && cause !== null && now > this.#since) {
      this.#waited.add(cause, now - this.#since)
      this.#listener?.waited(this.#name, cause, this.#since, now)
      if (cause.kind !== this.#told) {
        const says = `waited because ${causeWords[cause.kind].because(cause.detail)}`
        this.#timeline.add({ atS: inSeconds(this.#since), says, key: `waits ${cause.kind}` })
        this.#told = cause.kind
      }
    }
    this.#since = now
  }

  #tell(says: string, key = says, together?: string): void {
    this.#account()
    this.#listener?.told(this.#name, this.#cluster.now, says)
    this.#timeline.add({
      atS: inSeconds(this.#cluster.now),
      says,
      key,
      ...(together !== undefined && { together }),
    })
  }
}
