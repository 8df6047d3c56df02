import { type JobId, type MachineId, NONE } from '../../sim/world/handles.ts'
import { TaskState } from '../../sim/world/lifecycle.ts'
import type { World } from '../../sim/world/world.ts'

/** A job with no more tasks on machines than this is counted by its tasks, a larger one by what is on the machines asked for. */
const FEW = 64

/**
 * How many tasks of one job each machine holds, claims of the decision under way included.
 *
 * However many tasks a job has, a decision looks at each of them at most once: those of a small job all at once, those of a
 * large one machine by machine, where somebody asks. Scratch: `begin` starts the next decision.
 */
export class HeldTasks {
  private world!: World
  private job!: JobId
  private tasks = new Int32Array(0)
  /** The decision that the number of each machine belongs to. */
  private known = new Int32Array(0)
  private decision = 0
  private isCounted = false

  begin(job: JobId, world: World): void {
    const { jobs, tasks, machines } = world
    this.world = world
    this.job = job
    if (this.tasks.length !== machines.count) {
      this.tasks = new Int32Array(machines.count)
      this.known = new Int32Array(machines.count)
    }
    this.decision++
    this.isCounted = jobs.onRow(job) <= FEW
    if (!this.isCounted) return
    for (let task = jobs.firstTask[job]!; task !== NONE; task = tasks.nextOfJob(task)) {
      if (tasks.state[task] !== TaskState.Ended) this.add(tasks.machine[task]!)
    }
  }

  on(machine: MachineId): number {
    if (this.known[machine] !== this.decision) {
      this.known[machine] = this.decision
      this.tasks[machine] = this.isCounted ? 0 : this.count(machine)
    }
    return this.tasks[machine]!
  }

  /** One more is claimed there. */
  add(machine: MachineId): void {
    this.tasks[machine] = this.on(machine) + 1
  }

  private count(machine: MachineId): number {
    const { tasks } = this.world
    let held = 0
    for (let task = tasks.on(machine); task !== NONE; task = tasks.nextOnMachine(task)) {
      if (tasks.job[task] === this.job) held++
    }
    return held
  }
}
