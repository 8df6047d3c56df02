/**
 * One job under observation: what happened to it, and why it waited at every moment of its wait.
 */
import type { Cluster } from '../../sim/cluster.ts'
import { inSeconds, type Time } from '../../sim/engine/time.ts'
import type { Objections } from '../../sim/measure/probe.ts'
import { type JobId, type MachineId, NONE, type TaskId } from '../../sim/world/handles.ts'
import { JobEnd } from '../../sim/world/lifecycle.ts'
import type { View } from '../../sim/world/views.ts'
import { type Cause, causeWords } from './cause.ts'
import { askedOf, attemptWords, type Happening, namedJob, shown, Timeline } from './happenings.ts'
import { type Lack, Room } from './room.ts'
import type { Surroundings } from './surroundings.ts'

/** How long the job waited for something. */
export interface Waited extends Cause {
  readonly time: Time
}

/** What is known of a job at the end. */
export interface JobStory {
  /** The job's number in its source. */
  readonly id: number
  /** What it asks for, in words. */
  readonly asks: string
  /** How long at least one of its tasks waited for a machine, in all; and what for, the longest first. */
  readonly waited: Time
  readonly causes: readonly Waited[]
  readonly happenings: readonly Happening[]
  /** Does it wait at the end of the run? */
  readonly waits: boolean
  /** Why it was given up or cancelled; null: it was not. */
  readonly givenUp: string | null
}

export class Watch {
  readonly job: JobId
  readonly #id: number
  readonly #asks: string
  readonly #cluster: Cluster
  readonly #around: Surroundings
  readonly #room: Room
  readonly #timeline = new Timeline()
  readonly #waited = new Map<string, { cause: Cause; time: Time }>()
  #waits = false
  #cause: Cause | null = null
  #since: Time = 0
  /** Since when it is in hand, and whether its last claims met a conflict. */
  #inHandSince: Time = 0
  #conflict = ''
  #place = ''
  #hasLaunched = false
  #givenUp: string | null = null
  /** What it waits for, as far as the timeline says. */
  #told = ''

  constructor(cluster: Cluster, around: Surroundings, job: JobId) {
    this.#cluster = cluster
    this.#around = around
    this.job = job
    this.#id = cluster.jobs.id[job]!
    this.#asks = askedOf(cluster, job)
    this.#room = new Room(cluster, job)
    this.#tell(`arrived: ${this.#asks}, of framework ${this.#framework}`)
  }

  get #framework(): string {
    const { jobs, frameworks } = this.#cluster
    return frameworks.names[jobs.framework[this.job]!]!
  }

  get waits(): boolean {
    return this.#waits
  }

  pending(tasks: number): void {
    const waits = tasks > 0
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
    this.#move({ kind: 'decision', detail: own }, { kind: 'conflict', detail: verdict }, spent)
    this.#tell(
      `${times} of its claims ${times === 1 ? 'was' : 'were'} refused: ${verdict}`,
      `refused ${verdict}`,
    )
    this.reconsider()
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
    const machine = this.#cluster.tasks.machine[task]!
    this.#tell(
      `a task started on machine ${machine}`,
      this.#hasLaunched ? 'later start' : 'first start',
      'tasks started',
    )
    this.#hasLaunched = true
  }

  ended(task: TaskId, outcome: string): void {
    this.#tell(
      `a task on machine ${this.#cluster.tasks.machine[task]!} ${outcome}`,
      outcome,
      `tasks ${outcome}`,
    )
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

  /** An event is over. */
  settle(): void {
    if (this.#room.settle()) this.reconsider()
  }

  /** From now on it may wait for something else. */
  reconsider(): void {
    if (!this.#waits) return
    this.#account()
    this.#cause = this.#causeNow()
  }

  story(): JobStory {
    this.#account()
    const causes = [...this.#waited.values()]
      .filter(({ time }) => time > 0)
      .map(({ cause, time }) => ({ ...cause, time }))
      .sort((a, b) => b.time - a.time || (a.kind < b.kind ? -1 : 1))
    return {
      id: this.#id,
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

  #causeNow(): Cause {
    const { jobs, frameworks, root } = this.#cluster
    const around = this.#around
    const framework = jobs.framework[this.job]!
    if (around.rootIsAway) return { kind: 'root away', detail: '' }
    if (!frameworks.connected[framework]) return { kind: 'framework away', detail: this.#framework }
    const { lack } = this.#room
    const lacking = lack === null ? null : lackCause(lack)
    const standing = around.standing(this.job)
    if (standing === undefined) return lacking ?? { kind: 'message', detail: '' }
    const { place, scheduler, line } = standing
    if (place === 'in hand') return { kind: 'decision', detail: scheduler.name }
    if (place === 'nowhere') {
      if (isSampling(root)) return lacking ?? { kind: 'probed machines', detail: '' }
      return { kind: 'claim', detail: '' }
    }
    if (this.#conflict !== '') return { kind: 'conflict', detail: this.#conflict }
    if (lacking !== null) return lacking
    if (place === 'backing off') return { kind: 'back-off', detail: '' }
    const { blockedBy } = scheduler.lines[line]!
    if (blockedBy !== NONE && blockedBy !== this.job)
      return { kind: 'head of the line', detail: namedJob(this.#cluster, blockedBy) }
    if (scheduler.inHand !== NONE) return { kind: 'busy', detail: scheduler.name }
    if (around.heldUntil(framework, this.#room.machine) > 0)
      return { kind: 'filter', detail: this.#framework }
    if (root !== null && 'name' in root && root.name === 'offers')
      return { kind: 'no offer', detail: this.#framework }
    return { kind: 'unnoticed', detail: '' }
  }

  /** Adds the time since the last look to what it waited for. */
  #account(): void {
    const { now } = this.#cluster
    const cause = this.#cause
    if (this.#waits && cause !== null && now > this.#since) {
      this.#add(cause, now - this.#since)
      if (cause.kind !== this.#told) {
        const says = `waited because ${causeWords[cause.kind].because(cause.detail)}`
        this.#timeline.add({ atS: inSeconds(this.#since), says, key: `waits ${cause.kind}` })
        this.#told = cause.kind
      }
    }
    this.#since = now
  }

  #add(cause: Cause, time: Time): void {
    const key = `${cause.kind} ${cause.detail}`
    const known = this.#waited.get(key)
    if (known === undefined) this.#waited.set(key, { cause, time })
    else known.time += time
  }

  #move(from: Cause, to: Cause, time: Time): void {
    const known = this.#waited.get(`${from.kind} ${from.detail}`)
    const moved = Math.min(time, known?.time ?? 0)
    if (known === undefined || moved === 0) return
    known.time -= moved
    this.#add(to, moved)
  }

  #tell(says: string, key = says, together?: string): void {
    this.#account()
    this.#timeline.add({
      atS: inSeconds(this.#cluster.now),
      says,
      key,
      ...(together !== undefined && { together }),
    })
  }
}

function isSampling(root: object | null): boolean {
  return root !== null && 'name' in root && root.name === 'sampling'
}

function lackCause(lack: Lack): Cause {
  const { kind } = lack
  if (kind === 'rule') return { kind, detail: lack.objection }
  if (kind === 'fragmentation')
    return { kind, detail: `${shown(lack.freeCores)} cores free, at most ${shown(lack.mostCores)} on one` }
  return { kind, detail: '' }
}
