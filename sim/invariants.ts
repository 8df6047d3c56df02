import { inSeconds } from './engine/time.ts'
import { InvariantError } from './errors.ts'
import { Condition } from './world/condition.ts'
import { NONE } from './world/handles.ts'
import { ON_ROW, STATES, TaskState } from './world/lifecycle.ts'
import type { World } from './world/world.ts'

/** Rows looked at per event, on average: an audit of everything is made when it has been paid for. */
const ROWS_PER_EVENT = 16

/**
 * Checks under `--check` that the tables agree with each other: no machine over its capacity, every task in exactly one
 * state, work conserved, no stage before its parents.
 *
 * Auditing everything after every event would be quadratic; an audit is made whenever the events since the last one
 * have paid for it, and at the end.
 */
export class Invariants {
  private readonly world: World
  private readonly usedCpuMilli: Float64Array
  private readonly usedMemoryMiB: Float64Array
  /** By named resource. */
  private readonly usedAmounts: readonly Float64Array[]
  private readonly tasksOn: Int32Array
  private readonly onRow: Int32Array
  private credit = 0
  /** Audits made. */
  audits = 0

  constructor(world: World) {
    this.world = world
    world.jobs.checksMoves = true
    this.usedCpuMilli = new Float64Array(world.machines.count)
    this.usedMemoryMiB = new Float64Array(world.machines.count)
    this.usedAmounts = world.machines.kinds.map(() => new Float64Array(world.machines.count))
    this.tasksOn = new Int32Array(world.machines.count)
    this.onRow = new Int32Array(STATES)
  }

  /** Audits if it is time; called after every event. */
  afterEvent(): void {
    const { jobs, tasks, machines } = this.world
    this.credit += ROWS_PER_EVENT
    if (this.credit < jobs.rows.used + tasks.rows.live + machines.count) return
    this.credit = 0
    this.audit()
  }

  /** @throws InvariantError with the first disagreement found. */
  audit(): void {
    this.audits++
    this.usedCpuMilli.fill(0)
    this.usedMemoryMiB.fill(0)
    for (const used of this.usedAmounts) used.fill(0)
    this.tasksOn.fill(0)
    const { jobs } = this.world
    for (let job = 0; job < jobs.rows.used; job++) if (jobs.isLive(job)) this.auditJob(job)
    this.auditMachines()
  }

  private auditJob(job: number): void {
    const { jobs, tasks, pipelines, machines, frameworks } = this.world
    const { onRow } = this
    if (!jobs.isMarkedRight(job)) this.fail(`job ${jobs.id[job]} is special and not marked so`)
    onRow.fill(0)
    for (let task = jobs.firstTask[job]!; task !== NONE; task = tasks.nextOfJob(task)) {
      const state = tasks.state[task]!
      if (!tasks.isMarkedRight(task)) this.fail(`a task of job ${jobs.id[job]} is special and not marked so`)
      onRow[state]!++
      if (state === TaskState.Ended) continue
      this.tasksOn[tasks.machine[task]!]!++
      if (tasks.within[task] !== NONE) {
        this.auditTenant(task)
        continue
      }
      this.usedCpuMilli[tasks.machine[task]!]! += frameworks.ownCpuMilli(
        jobs.framework[job]!,
        jobs.cpuMilli[job]!,
      )
      this.usedMemoryMiB[tasks.machine[task]!]! += jobs.memoryMiB[job]!
      const { kinds, amounts } = machines.extras.get(jobs.extra[job]!)
      for (let i = 0; i < kinds.length; i++)
        this.usedAmounts[kinds[i]!]![tasks.machine[task]!]! += amounts[i]!
    }
    let sum = 0
    for (let state = 0; state < STATES; state++) {
      const count = jobs.count(job, state)
      if (count < 0) this.fail(`job ${jobs.id[job]} counts ${count} tasks in state ${state}`)
      sum += count
    }
    if (sum !== jobs.tasks[job]) {
      this.fail(`the tasks of job ${jobs.id[job]} are ${jobs.tasks[job]}, but its states count ${sum}`)
    }
    for (const state of ON_ROW) {
      if (onRow[state] !== jobs.count(job, state)) {
        this.fail(
          `job ${jobs.id[job]} counts ${jobs.count(job, state)} tasks in state ${state}, its rows ${onRow[state]}`,
        )
      }
    }
    if (jobs.claimed[job]! < 0 || jobs.claimed[job]! > jobs.count(job, TaskState.Pending)) {
      if (jobs.isOpen(job))
        this.fail(`job ${jobs.id[job]} has ${jobs.claimed[job]} tasks claimed and fewer pending`)
    }
    const handle = jobs.pipeline[job]!
    if (
      handle !== NONE &&
      pipelines.get(handle).waitsFor[jobs.stage[job]!]! > 0 &&
      jobs.firstStart[job]! >= 0
    ) {
      this.fail(`stage ${jobs.stage[job]} of job ${jobs.id[job]} started before its parents were finished`)
    }
  }

  /** What runs in a task of the same machine has room there beside all others that do. */
  private auditTenant(tenant: number): void {
    const { jobs, tasks } = this.world
    const host = tasks.within[tenant]!
    const holds = tasks.job[host]!
    let cpuMilli = jobs.cpuMilli[holds]!
    let memoryMiB = jobs.memoryMiB[holds]!
    let count = 0
    for (let task = tasks.on(tasks.machine[host]!); task !== NONE; task = tasks.nextOnMachine(task)) {
      if (tasks.within[task] !== host) continue
      cpuMilli -= jobs.cpuMilli[tasks.job[task]!]!
      memoryMiB -= jobs.memoryMiB[tasks.job[task]!]!
      count++
    }
    if (
      cpuMilli < 0 ||
      memoryMiB < 0 ||
      count !== tasks.tenants[host] ||
      tasks.state[host] === TaskState.Ended
    )
      this.fail(
        `a task of job ${jobs.id[holds]} has ${cpuMilli} m cores and ${memoryMiB} MiB left for the ${count} tasks that run in it, and counts ${tasks.tenants[host]} of them`,
      )
  }

  private auditMachines(): void {
    const { machines } = this.world
    let free = 0
    for (let machine = 0; machine < machines.count; machine++) {
      const cpuMilli = machines.freeCpuMilli[machine]!
      const memoryMiB = machines.freeMemoryMiB[machine]!
      if (machines.up[machine] === 0) {
        const givenUp = machines.condition[machine] === Condition.Down
        if ((givenUp && this.tasksOn[machine]! > 0) || cpuMilli >= 0) {
          this.fail(
            `machine ${machine} is ${givenUp ? 'down' : 'closed'} and holds ${this.tasksOn[machine]} tasks, ${cpuMilli} m cores free`,
          )
        }
        continue
      }
      free += cpuMilli
      const over =
        this.usedCpuMilli[machine]! + cpuMilli > machines.cpuMilli[machine]! ||
        this.usedMemoryMiB[machine]! + memoryMiB > machines.memoryMiB[machine]!
      if (cpuMilli < 0 || memoryMiB < 0 || over) {
        this.fail(
          `machine ${machine} has ${machines.cpuMilli[machine]} m cores and ${machines.memoryMiB[machine]} MiB, but tasks hold ${this.usedCpuMilli[machine]} and ${this.usedMemoryMiB[machine]}, and ${cpuMilli} and ${memoryMiB} are free`,
        )
      }
    }
    for (const [kind, name] of machines.kinds.entries()) this.auditResource(kind, name)
    if (free !== machines.totalFreeCpuMilli)
      this.fail(`free cores are ${free} m, but are counted as ${machines.totalFreeCpuMilli} m`)
  }

  private auditResource(kind: number, name: string): void {
    const { machines } = this.world
    for (let machine = 0; machine < machines.count; machine++) {
      if (machines.up[machine] === 0) continue
      const used = this.usedAmounts[kind]![machine]!
      const free = machines.freeAmounts[kind]![machine]!
      const has = machines.amounts[kind]![machine]!
      if (free >= 0 && used + free <= has) continue
      this.fail(
        `machine ${machine} has ${has / 1000} of ${name}, but tasks hold ${used / 1000} and ${free / 1000} are free`,
      )
    }
  }

  private fail(what: string): never {
    throw new InvariantError(
      `At ${inSeconds(this.world.now)} s of simulated time, ${what}. This is a fault of Switchyard or of a policy; please report it with the experiment.`,
    )
  }
}
