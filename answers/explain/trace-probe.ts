/**
 * The probe that writes a run down as a trace: machines with a lane for each task beside others, schedulers with their decisions
 * and what was refused, and how much waits.
 */
import type { Cluster } from '../../sim/cluster.ts'
import { inSeconds, NEVER, type Time } from '../../sim/engine/time.ts'
import type { Objections, Place, Probe } from '../../sim/measure/probe.ts'
import { type Claims, VERDICT_NAMES, Verdict } from '../../sim/world/claims.ts'
import { type FrameworkId, type JobId, type MachineId, NONE, type TaskId } from '../../sim/world/handles.ts'
import { type TaskOutcome, TaskState } from '../../sim/world/lifecycle.ts'
import type { View } from '../../sim/world/views.ts'
import type { Cause } from './cause.ts'
import { causeWords } from './cause.ts'
import { OUTCOMES } from './happenings.ts'
import type { WatchListener } from './job-story.ts'
import { MachineLanes } from './machine-lanes.ts'
import { machineName, machineNumber } from './machine-name.ts'
import type { TraceEvents, Track } from './trace-events.ts'

const CLUSTER: Track = { process: 'cluster', thread: 'root', processOrder: 0, threadOrder: 0 }

interface Since {
  readonly at: Time
  readonly name: string
}

export class TraceProbe implements Probe, WatchListener {
  readonly #cluster: Cluster
  readonly #events: TraceEvents
  readonly #lanes: MachineLanes
  /** By row of the job: with whom it stands. */
  readonly #schedulers: (string | undefined)[] = []
  /** By scheduler: the job in hand. */
  readonly #inHand = new Map<string, Since & { readonly job: JobId }>()
  /** By machine, framework and NONE for the root: since when it is away. */
  readonly #down = new Map<MachineId, Time>()
  readonly #away = new Map<FrameworkId, Time>()
  /** Pending tasks by framework, and tasks on machines; written down when the instant is over. */
  readonly #pending: number[] = []
  #placed = 0
  #countedAt: Time = -1
  /** By name of who is explained: what it waits for, told when that changes. */
  readonly #waits = new Map<string, { readonly cause: Cause; readonly from: Time; to: Time }>()

  constructor(cluster: Cluster, events: TraceEvents) {
    this.#cluster = cluster
    this.#events = events
    this.#lanes = new MachineLanes(cluster)
  }

  pendingChanged(job: JobId, _before: number, delta: number, now: Time): void {
    this.#count(now)
    const framework = this.#cluster.jobs.framework[job]!
    this.#pending[framework] = (this.#pending[framework] ?? 0) + delta
  }

  tasksPlaced(job: JobId, pending: number, tasks: number, now: Time): void {
    this.pendingChanged(job, pending, -tasks, now)
    this.#placed += tasks
  }

  taskStarted(task: TaskId): void {
    this.#lanes.laneOf(task)
  }

  taskEnded(task: TaskId, outcome: TaskOutcome, now: Time): void {
    this.#count(now)
    this.#placed--
    this.#draw(task, now, OUTCOMES[outcome])
  }

  stands(job: JobId, place: Place, scheduler: string): void {
    this.#schedulers[job] = scheduler
    const { now, jobs } = this.#cluster
    const inHand = this.#inHand.get(scheduler)
    if (inHand?.job === job && place !== 'in hand') {
      if (now > inHand.at)
        this.#events.slice(schedulerTrack(scheduler), 'decision', inHand.name, inHand.at, now)
      this.#inHand.delete(scheduler)
    }
    if (place === 'in hand') this.#inHand.set(scheduler, { job, at: now, name: `job ${jobs.id[job]!}` })
  }

  tried(job: JobId, view: View, wanted: number, claimed: number, _objections: Objections): void {
    const { now, jobs } = this.#cluster
    const args = {
      view: view.kind,
      wanted,
      claimed,
      ...(view.members !== null && { machines: view.memberCount }),
    }
    const found =
      claimed === wanted ? 'found room' : claimed === 0 ? 'found no room' : 'found too little room'
    this.#events.instant(this.#trackOf(job), 'attempt', `job ${jobs.id[job]!} ${found}`, now, args)
  }

  judged(claims: Claims): void {
    const { now, jobs } = this.#cluster
    for (let i = 0; i < claims.count; i++) {
      const verdict = claims.verdict[i]! as Verdict
      if (verdict === Verdict.Accepted || verdict === Verdict.NotWanted) continue
      const job = claims.job[i]!
      if (jobs.generation[job] !== claims.generation[i]) continue
      const name = `job ${jobs.id[job]!} refused: ${VERDICT_NAMES[verdict]!}`
      this.#events.instant(this.#trackOf(job), 'refusal', name, now, {
        machine: machineNumber(claims.machine[i]!),
      })
    }
  }

  declined(framework: FrameworkId, machine: MachineId, until: Time): void {
    const { now, frameworks } = this.#cluster
    const name = machine === NONE ? 'declined all' : `declined ${machineName(machine)}`
    this.#events.instant(schedulerTrack(frameworks.names[framework]!), 'refusal', name, now, {
      untilS: until === NEVER ? null : inSeconds(until),
    })
  }

  machineChanged(machine: MachineId, up: boolean): void {
    const { now } = this.#cluster
    const since = this.#down.get(machine)
    if (!up) this.#down.set(machine, since ?? now)
    else if (since !== undefined) {
      this.#events.slice(machineTrack(machine, -1), 'machine', 'down or drained', since, now)
      this.#down.delete(machine)
    }
  }

  frameworkChanged(framework: FrameworkId, connected: boolean): void {
    this.#changed(framework, connected)
  }

  rootChanged(leads: boolean): void {
    this.#changed(NONE, leads)
  }

  /** The one who is explained waited for something. */
  waited(name: string, cause: Cause, from: Time, to: Time): void {
    const last = this.#waits.get(name)
    if (last !== undefined && last.cause.kind === cause.kind && last.to === from) {
      last.to = to
      return
    }
    this.#tellWait(name)
    this.#waits.set(name, { cause, from, to })
  }

  told(name: string, at: Time, says: string): void {
    this.#events.instant(explainedTrack(name), 'happening', says, at)
  }

  runEnds(now: Time): void {
    const { tasks } = this.#cluster
    this.#count(NEVER)
    for (let task = 0; task < tasks.rows.used; task++) {
      const state = tasks.state[task]!
      if (state >= TaskState.Placed && state < TaskState.Ended) this.#draw(task, now, 'goes on')
    }
    for (const machine of [...this.#down.keys()].sort((a, b) => a - b)) this.machineChanged(machine, true)
    for (const framework of [...this.#away.keys()].sort((a, b) => a - b)) this.#changed(framework, true)
    for (const [scheduler, { at, name }] of this.#inHand)
      if (now > at) this.#events.slice(schedulerTrack(scheduler), 'decision', name, at, now)
    for (const name of this.#waits.keys()) this.#tellWait(name)
    this.#events.end()
  }

  /** A task, and inside it what it did other than to run. */
  #draw(task: TaskId, to: Time, outcome: string): void {
    const { tasks, jobs, frameworks, classes } = this.#cluster
    const job = tasks.job[task]!
    const { lane } = this.#lanes.leave(task)
    const track = machineTrack(tasks.machine[task]!, lane)
    const placed = tasks.placedAt[task]!
    const preparing = tasks.preparingAt[task]!
    const started = tasks.startedAt[task]!
    const stopped = tasks.stoppedAt[task]!
    const events = this.#events
    events.slice(track, 'task', `job ${jobs.id[job]!}`, placed, to, {
      outcome,
      class: classes[jobs.jobClass[job]!]!,
      framework: frameworks.names[jobs.framework[job]!]!,
      cores: jobs.cpuMilli[job]! / 1000,
      memoryMiB: jobs.memoryMiB[job]!,
      placedS: inSeconds(placed),
      startedS: started < 0 ? null : inSeconds(started),
    })
    const onItsWay = preparing >= 0 ? preparing : started >= 0 ? started : to
    if (onItsWay > placed) events.slice(track, 'task', 'launch', placed, onItsWay)
    if (preparing >= 0) events.slice(track, 'task', 'prepare', preparing, started >= 0 ? started : to)
    if (stopped >= 0) events.slice(track, 'task', 'stop', stopped, to)
  }

  /** What was counted until now is written down when the instant is over. */
  #count(now: Time): void {
    if (now === this.#countedAt) return
    if (this.#countedAt >= 0) {
      const { names } = this.#cluster.frameworks
      const pending = Object.fromEntries(names.map((name, i) => [name, this.#pending[i] ?? 0]))
      this.#events.counter(CLUSTER, 'pending tasks', this.#countedAt, pending)
      this.#events.counter(CLUSTER, 'tasks on machines', this.#countedAt, { tasks: this.#placed })
    }
    this.#countedAt = now
  }

  #changed(framework: FrameworkId, isThere: boolean): void {
    const { now, frameworks } = this.#cluster
    const since = this.#away.get(framework)
    if (!isThere) this.#away.set(framework, since ?? now)
    else if (since !== undefined) {
      const track = framework === NONE ? CLUSTER : awayTrack(frameworks.names[framework]!)
      this.#events.slice(track, 'absence', 'away', since, now)
      this.#away.delete(framework)
    }
  }

  #tellWait(name: string): void {
    const wait = this.#waits.get(name)
    if (wait === undefined) return
    const { cause, from, to } = wait
    this.#events.slice(explainedTrack(name), 'wait', cause.kind, from, to, {
      because: causeWords[cause.kind].because(cause.detail),
    })
  }

  #trackOf(job: JobId): Track {
    const { jobs, frameworks } = this.#cluster
    return schedulerTrack(this.#schedulers[job] ?? frameworks.names[jobs.framework[job]!]!)
  }
}

function schedulerTrack(name: string): Track {
  return { process: 'schedulers', thread: name, processOrder: 1, threadOrder: 0 }
}

/** A death may come amid a decision, so it has a row of its own. */
function awayTrack(name: string): Track {
  return { process: 'schedulers', thread: `${name}: away`, processOrder: 1, threadOrder: 1 }
}

function explainedTrack(name: string): Track {
  return { process: 'explained', thread: name, processOrder: 2, threadOrder: 0 }
}

function machineTrack(machine: MachineId, lane: number): Track {
  return {
    process: machineName(machine),
    thread: lane < 0 ? 'state' : `lane ${lane + 1}`,
    processOrder: 3 + machine,
    threadOrder: lane + 1,
  }
}
