import type { Cluster } from '../../sim/cluster.ts'
import { Claims, Verdict } from '../../sim/world/claims.ts'
import type { Owner } from '../../sim/world/frameworks.ts'
import type { JobId, TaskId } from '../../sim/world/handles.ts'
import { type TaskOutcome, TaskState } from '../../sim/world/lifecycle.ts'
import { View } from '../../sim/world/views.ts'

/**
 * A framework some of whose tasks run already when their job comes: they are launched on their machines, and nobody is asked.
 * The others are the framework's as always.
 */
export class RunningAlready implements Owner {
  readonly name: string
  readonly #owner: Owner
  readonly #cluster: Cluster
  readonly #machinesOf: (id: number) => readonly number[]

  /** `machinesOf` a job, by its number in the source: where tasks of it run. */
  constructor(owner: Owner, cluster: Cluster, machinesOf: (id: number) => readonly number[]) {
    this.name = owner.name
    this.#owner = owner
    this.#cluster = cluster
    this.#machinesOf = machinesOf
  }

  jobArrived(job: JobId): void {
    const { jobs, machines, probes, running, now } = this.#cluster
    const on = this.#machinesOf(jobs.id[job]!)
    if (on.length > 0) {
      const view = View.live(machines)
      const claims = new Claims()
      for (const machine of on) claims.add(view, machine, job, jobs)
      claims.verdict.fill(Verdict.Accepted, 0, claims.count)
      probes.pendingChanged(job, 0, on.length, now)
      jobs.move(job, TaskState.Waiting, TaskState.Pending, on.length)
      running.launch(claims)
    }
    if (on.length < jobs.tasks[job]!) this.#owner.jobArrived(job)
    else jobs.readyAt[job] = now
  }

  taskEnded(task: TaskId, outcome: TaskOutcome): void {
    this.#owner.taskEnded(task, outcome)
  }

  wake(what: number): void {
    this.#owner.wake?.(what)
  }
}
