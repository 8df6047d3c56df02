/**
 * The states of a task and the moves between them.
 *
 * A task that has not been claimed has no row: its job counts how many of its tasks are in each state, and the
 * counts of a job always add up to its tasks.
 *
 * ```
 * Waiting ─▶ Pending ─▶ Placed ─▶ Preparing ─▶ Running ─▶ Stopping ─▶ Ended ─▶ Finished
 *    ▲          ▲          │          └───────────│──────────▲          │
 *    │          │          └─ nothing to prepare ─▶          │          │
 *    │          │          (Placed, Preparing, Running) ─────┴────────▶ │
 *    └──────────┴──────────────────── launched again ──────────────────┤
 *    (Waiting, Pending) ──▶ Failed, Cancelled ◀────────────────────────┘
 * ```
 */
export const TaskState = {
  /** Not ready: its job's parents are not done, or a back-off has not passed. */
  Waiting: 0,
  /** Ready and not placed. */
  Pending: 1,
  /** Holds resources on a machine; the launch is on its way. */
  Placed: 2,
  /** On its machine, which goes through the steps that come before the task can run. */
  Preparing: 3,
  Running: 4,
  /** Works no more and still holds its resources, until its kill grace is over or the crash of its machine is noticed. */
  Stopping: 5,
  /** Over on the machine; its framework has not heard of it yet. */
  Ended: 6,
  /** Did its work. Final. */
  Finished: 7,
  /** Given up after a failure of its own job. Final. */
  Failed: 8,
  /** Not wanted any more because of a failure elsewhere. Final. */
  Cancelled: 9,
} as const
export type TaskState = (typeof TaskState)[keyof typeof TaskState]

export const STATES = 10

/** How a task's life on a machine ended. */
export const TaskOutcome = {
  Finished: 0,
  /** It failed by itself. */
  Failed: 1,
  /** Its machine went down, or its framework was removed. */
  Lost: 2,
  /** Killed because its job was given up or cancelled. */
  Killed: 3,
  /** Killed to make room for a job of higher priority. */
  Preempted: 4,
  /** Killed because its machine is drained. */
  Drained: 5,
  /** Killed because its job needs fewer tasks now. */
  Scaled: 6,
} as const
export type TaskOutcome = (typeof TaskOutcome)[keyof typeof TaskOutcome]

/** Was the task taken away from a job that goes on, for no fault of its own? It is launched again and counts as no failure. */
export function wasTaken(outcome: TaskOutcome): boolean {
  return outcome === TaskOutcome.Preempted || outcome === TaskOutcome.Drained
}

/** How a job ended; Open while it has not. */
export const JobEnd = { Open: 0, Finished: 1, Failed: 2, Cancelled: 3 } as const
export type JobEnd = (typeof JobEnd)[keyof typeof JobEnd]

const NAMES = [
  'waiting',
  'pending',
  'placed',
  'preparing',
  'running',
  'stopping',
  'ended',
  'finished',
  'failed',
  'cancelled',
]

/** The state's name, for sentences. */
export function stateName(state: number): string {
  return NAMES[state] ?? `state ${state}`
}

const { Waiting, Pending, Placed, Preparing, Running, Stopping, Ended, Finished, Failed, Cancelled } =
  TaskState

/** The states in which a task has a row: it holds a machine, or its framework has not heard that it is over. */
export const ON_ROW: readonly TaskState[] = [Placed, Preparing, Running, Stopping, Ended]

/** For each state, the states that may follow. */
export const MOVES: readonly (readonly TaskState[])[] = [
  [Pending, Cancelled, Failed],
  [Placed, Cancelled, Failed],
  [Preparing, Running, Ended],
  [Running, Stopping, Ended],
  [Stopping, Ended],
  [Ended],
  [Finished, Waiting, Pending, Failed, Cancelled],
  [],
  [],
  [],
]

/** May a task move from one state to the other? */
export function mayMove(from: TaskState, to: TaskState): boolean {
  return MOVES[from]!.includes(to)
}

export { Cancelled, Ended, Failed, Finished, Pending, Placed, Preparing, Running, Stopping, Waiting }
