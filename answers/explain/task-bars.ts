/**
 * The tasks that held machines in a window of a run, and when those that are explained waited.
 */
import type { Cluster } from '../../sim/cluster.ts'
import type { Time } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { Probe } from '../../sim/measure/probe.ts'
import type { JobId, MachineId, TaskId } from '../../sim/world/handles.ts'
import { TaskOutcome, TaskState } from '../../sim/world/lifecycle.ts'
import type { Cause } from './cause.ts'
import type { ExplainedJobs } from './explained-jobs.ts'
import type { WatchListener } from './job-story.ts'
import { MachineLanes } from './machine-lanes.ts'
import { TaskNumbers } from './task-numbers.ts'
import type { Window } from './trace-events.ts'

export interface TaskBar {
  readonly machine: MachineId
  /** Its place beside others on the machine, from 0. */
  readonly lane: number
  readonly job: number
  readonly isExplained: boolean
  /** When it began to wait, as far as its place was free then; when it was placed, ran and was over. */
  readonly waits: Time
  readonly placed: Time
  readonly started: Time
  readonly over: Time
  /** How it ended; null: it goes on. */
  readonly outcome: TaskOutcome | null
}

export interface Span {
  readonly from: Time
  to: Time
}

/** More are no picture. */
const MOST_BARS = 5000

export class TaskBars implements Probe, WatchListener {
  readonly bars: TaskBar[] = []
  /** When each of those that are explained waited, by name. */
  readonly waits = new Map<string, Span[]>()
  /** When machines took no tasks. */
  readonly down: { readonly machine: MachineId; readonly span: Span }[] = []
  readonly #cluster: Cluster
  readonly #window: Window
  readonly #explained: ExplainedJobs
  readonly #lanes: MachineLanes
  #arrivals = 0
  readonly #meant = new Map<JobId, TaskNumbers>()
  readonly #isDown = new Map<MachineId, Time>()
  /** By row of the task: it was launched in the place of another, so that nobody can say since when it waited. */
  readonly #isAgain: boolean[] = []

  constructor(cluster: Cluster, window: Window, explained: ExplainedJobs) {
    this.#cluster = cluster
    this.#window = window
    this.#explained = explained
    this.#lanes = new MachineLanes(cluster)
  }

  jobArrived(job: JobId): void {
    if (this.#explained.arrivals.has(this.#arrivals++))
      this.#meant.set(job, new TaskNumbers(this.#cluster, job))
  }

  jobEnded(job: JobId): void {
    this.#meant.delete(job)
  }

  pendingChanged(job: JobId, _before: number, delta: number): void {
    this.#meant.get(job)?.pendingChanged(delta)
  }

  tasksPlaced(job: JobId, _pending: number, tasks: number): void {
    this.#meant.get(job)?.placed(tasks)
  }

  taskStarted(task: TaskId): void {
    this.#lanes.laneOf(task)
    const { jobs, tasks } = this.#cluster
    const job = tasks.job[task]!
    this.#isAgain[task] = jobs.launches[job]! > jobs.tasks[job]!
  }

  taskEnded(task: TaskId, outcome: TaskOutcome, now: Time): void {
    this.#add(task, now, outcome)
    this.#meant.get(this.#cluster.tasks.job[task]!)?.ended(task, outcome)
  }

  machineChanged(machine: MachineId, up: boolean): void {
    const { now } = this.#cluster
    const from = this.#isDown.get(machine)
    if (!up) this.#isDown.set(machine, from ?? now)
    else if (from !== undefined) {
      this.#isDown.delete(machine)
      if (this.#covers(from, now)) this.down.push({ machine, span: { from, to: now } })
    }
  }

  waited(name: string, _cause: Cause, from: Time, to: Time): void {
    const spans = this.waits.get(name) ?? []
    this.waits.set(name, spans)
    const last = spans.at(-1)
    if (last?.to === from) last.to = to
    else spans.push({ from, to })
  }

  told(): void {}

  runEnds(now: Time): void {
    const { tasks } = this.#cluster
    for (let task = 0; task < tasks.rows.used; task++) {
      const state = tasks.state[task]!
      if (state >= TaskState.Placed && state < TaskState.Ended) this.#add(task, now, null)
    }
    for (const machine of [...this.#isDown.keys()].sort((a, b) => a - b)) this.machineChanged(machine, true)
  }

  #add(task: TaskId, over: Time, outcome: TaskOutcome | null): void {
    const { tasks, jobs } = this.#cluster
    const { lane, freeSince } = this.#lanes.leave(task)
    const placed = tasks.placedAt[task]!
    if (!this.#covers(placed, over)) return
    if (this.bars.length === MOST_BARS)
      throw new SwitchyardError(
        `--gantt: the window has more than ${MOST_BARS} launches of tasks, which is no picture any more. Choose a shorter one with --from and --to.`,
      )
    const job = tasks.job[task]!
    const numbers = this.#meant.get(job)
    const started = tasks.startedAt[task]!
    this.bars.push({
      machine: tasks.machine[task]!,
      lane,
      job: jobs.id[job]!,
      isExplained:
        numbers !== undefined &&
        (this.#explained.task < 0 || numbers.numberOf(task) === this.#explained.task),
      waits:
        started < 0 || this.#isAgain[task] === true
          ? placed
          : Math.min(placed, Math.max(freeSince, jobs.readyAt[job]!)),
      placed,
      started: started < 0 ? over : started,
      over,
      outcome,
    })
  }

  #covers(from: Time, to: Time): boolean {
    return to >= this.#window.from && from <= this.#window.to
  }
}

/** Did it come to nothing by itself or with its machine? */
export function hasFailed({ outcome }: TaskBar): boolean {
  return outcome === TaskOutcome.Failed || outcome === TaskOutcome.Lost
}

/** Was it taken from its machine although it could have gone on? */
export function wasStopped({ outcome }: TaskBar): boolean {
  return outcome !== null && outcome !== TaskOutcome.Finished && !hasFailed({ outcome } as TaskBar)
}
