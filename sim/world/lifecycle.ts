/**
 * The states of a task and the moves between them.
 *
 * A task that has not been claimed has no row: its job counts how many of its tasks are in each state, and the
 * counts of a job always add up to its tasks.
 *
 * ```
 * Waiting ─▶ Pending ─▶ Placed ─▶ Running ─▶ Ended ─▶ Finished
 *    ▲          ▲          └───────────────▶ │
 *    └──────────┴────── launched again ──────┤
 *    (Waiting, Pending) ──▶ Failed, Cancelled ◀──┘
 * ```
 */
export const TaskState = {
  /** Not ready: its job's parents are not done, or a back-off has not passed. */
  Waiting: 0,
  /** Ready and not placed. */
  Pending: 1,
  /** Holds resources on a machine; the launch is on its way. */
  Placed: 2,
  Running: 3,
  /** Over on the machine; its framework has not heard of it yet. */
  Ended: 4,
  /** Did its work. Final. */
  Finished: 5,
  /** Given up after a failure of its own job. Final. */
  Failed: 6,
  /** Not wanted any more because of a failure elsewhere. Final. */
  Cancelled: 7,
} as const
export type TaskState = (typeof TaskState)[keyof typeof TaskState]

export const STATES = 8

/** How a task's life on a machine ended. */
export const TaskOutcome = {
  Finished: 0,
  /** It failed by itself. */
  Failed: 1,
  /** Its machine went down, or its framework was removed. */
  Lost: 2,
  /** Killed because its job was given up or cancelled. */
  Killed: 3,
} as const
export type TaskOutcome = (typeof TaskOutcome)[keyof typeof TaskOutcome]

/** How a job ended; Open while it has not. */
export const JobEnd = { Open: 0, Finished: 1, Failed: 2, Cancelled: 3 } as const
export type JobEnd = (typeof JobEnd)[keyof typeof JobEnd]

const NAMES = ['waiting', 'pending', 'placed', 'running', 'ended', 'finished', 'failed', 'cancelled']

/** The state's name, for sentences. */
export function stateName(state: number): string {
  return NAMES[state] ?? `state ${state}`
}

const { Waiting, Pending, Placed, Running, Ended, Finished, Failed, Cancelled } = TaskState

/** For each state, the states that may follow. */
export const MOVES: readonly (readonly TaskState[])[] = [
  [Pending, Cancelled, Failed],
  [Placed, Cancelled, Failed],
  [Running, Ended],
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

export { Cancelled, Ended, Failed, Finished, Pending, Placed, Running, Waiting }
