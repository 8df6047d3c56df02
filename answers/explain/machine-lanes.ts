/**
 * Which of the places side by side on its machine a task is drawn in: the lowest that was free since the task was placed.
 */
import type { Cluster } from '../../sim/cluster.ts'
import type { Time } from '../../sim/engine/time.ts'
import type { TaskId } from '../../sim/world/handles.ts'

interface Lane {
  isTaken: boolean
  /** When the last task in it ended. */
  until: Time
}

export class MachineLanes {
  readonly #cluster: Cluster
  /** By machine. */
  readonly #lanes: Lane[][] = []
  /** By row of the task. */
  readonly #taken: ({ readonly generation: number; readonly lane: number } | undefined)[] = []

  constructor(cluster: Cluster) {
    this.#cluster = cluster
  }

  /** The lane of a task that is on its machine; it is its own until `leave`. */
  laneOf(task: TaskId): number {
    const { tasks } = this.#cluster
    const generation = tasks.generation[task]!
    const known = this.#taken[task]
    if (known?.generation === generation) return known.lane
    const machine = tasks.machine[task]!
    const lanes = this.#lanes[machine] ?? []
    this.#lanes[machine] = lanes
    const placed = tasks.placedAt[task]!
    let lane = lanes.findIndex(({ isTaken, until }) => !isTaken && until <= placed)
    if (lane < 0) lane = lanes.push({ isTaken: true, until: 0 }) - 1
    lanes[lane]!.isTaken = true
    this.#taken[task] = { generation, lane }
    return lane
  }

  /** The task is over on its machine. Returns when the lane was last free before it, and the lane. */
  leave(task: TaskId): { readonly lane: number; readonly freeSince: Time } {
    const { tasks, now } = this.#cluster
    const lane = this.laneOf(task)
    const place = this.#lanes[tasks.machine[task]!]![lane]!
    const freeSince = place.until
    place.isTaken = false
    place.until = now
    return { lane, freeSince }
  }
}
