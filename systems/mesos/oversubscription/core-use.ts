/**
 * What running tasks use of the cores that they hold, machine by machine: an assumption of the experiment, drawn by looking up, so
 * that a task uses the same wherever and whenever a policy launches it.
 */
import { LookedUp } from '../../../sim/chance/chance.ts'
import type { Cluster } from '../../../sim/cluster.ts'
import type { Time } from '../../../sim/engine/time.ts'
import type { Probe } from '../../../sim/measure/probe.ts'
import { type FrameworkId, type MachineId, NONE, type TaskId } from '../../../sim/world/handles.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import type { CoreUseSpec, UsePeriod } from './spec.ts'

/** Numbers of draws that a launch has for itself; a task that draws more often shares those of the next. */
const DRAWS = 65_536

export class CoreUse implements Probe {
  /** Thousandths of a core that regular tasks use, and revocable ones, by machine. */
  readonly regular: Float64Array
  readonly revocable: Float64Array
  /** Hears that what is used on the machine has changed. */
  onChanged: (machine: MachineId) => void = () => {}
  readonly #cluster: Cluster
  readonly #random: LookedUp
  /** By framework; all that they hold where it is undefined. */
  readonly #periods: (UsePeriod | undefined)[]
  /** By row of the task. */
  readonly #used: number[] = []
  /** The number of the next draw; by row of the task. */
  readonly #draws: number[] = []

  constructor(cluster: Cluster, frameworks: readonly CoreUseSpec[]) {
    const { engine, machines, streams, probes } = cluster
    this.#cluster = cluster
    this.#random = new LookedUp(streams.stream('mesos/usage'))
    this.regular = new Float64Array(machines.count)
    this.revocable = new Float64Array(machines.count)
    this.#periods = frameworks.map(() => undefined)
    const begins = engine.on((framework, period) => {
      this.#periods[framework] = frameworks[framework]!.usage![period]
      this.#drawAll(framework)
    })
    const again = engine.on((framework, interval) => {
      this.#drawAll(framework)
      engine.at(engine.now + interval, again, framework, interval)
    })
    for (const [framework, { usage = [], usageInterval }] of frameworks.entries()) {
      for (const [period, { at }] of usage.entries()) engine.at(at, begins, framework, period)
      if (usageInterval !== undefined) engine.at(usageInterval, again, framework, usageInterval)
    }
    probes.add(this)
  }

  taskStarted(task: TaskId): void {
    const { jobs, tasks } = this.#cluster
    // What runs in another task is a part of what that one does.
    if (tasks.within[task] !== NONE) return
    this.#used[task] = 0
    this.#draws[task] = jobs.launches[tasks.job[task]!]! * DRAWS
    this.#draw(task)
  }

  taskStopped(task: TaskId, now: Time): void {
    this.#set(task, 0, now)
  }

  taskEnded(task: TaskId, _outcome: number, now: Time): void {
    this.#set(task, 0, now)
  }

  #drawAll(framework: FrameworkId): void {
    const { machines, tasks, jobs } = this.#cluster
    for (let machine = 0; machine < machines.count; machine++)
      for (let task = tasks.on(machine); task !== NONE; task = tasks.nextOnMachine(task)) {
        const isOwn = jobs.framework[tasks.job[task]!] === framework && tasks.within[task] === NONE
        if (isOwn && tasks.state[task] === TaskState.Running) this.#draw(task)
      }
  }

  #draw(task: TaskId): void {
    const { jobs, tasks, now } = this.#cluster
    const job = tasks.job[task]!
    const period = this.#periods[jobs.framework[job]!]
    let share = 1
    if (period !== undefined) {
      const random = this.#random.begin(jobs.arrival[job]!, this.#draws[task]!++)
      share = period.least + (period.most - period.least) * random.uniform()
    }
    this.#set(task, Math.round(share * jobs.cpuMilli[job]!), now)
  }

  #set(task: TaskId, used: number, now: Time): void {
    const { jobs, tasks, frameworks, recorder } = this.#cluster
    const by = used - (this.#used[task] ?? 0)
    if (by === 0) return
    this.#used[task] = used
    const job = tasks.job[task]!
    const machine = tasks.machine[task]!
    const sums = frameworks.revocable[jobs.framework[job]!] ? this.revocable : this.regular
    sums[machine]! += by
    recorder.busyChanged(job, by, now)
    this.onChanged(machine)
  }
}
