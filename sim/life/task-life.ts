/**
 * Longer than 300 lines: the life of a task in one place, from its launch to the word of its end.
 */
import { timeToFailure } from '../chance/chance.ts'
import { Route } from '../engine/mailbox.ts'
import { NEVER, type Time } from '../engine/time.ts'
import type { StartUp } from '../hardware/start-up.ts'
import { type Claims, Verdict } from '../world/claims.ts'
import { type JobId, type MachineId, NONE, type TaskId } from '../world/handles.ts'
import { JobEnd, TaskOutcome, TaskState } from '../world/lifecycle.ts'
import type { World } from '../world/world.ts'
import type { WorkAccount } from './work-account.ts'

const { Pending, Placed, Preparing, Running: RunningState, Stopping, Ended } = TaskState

/** A root through which word of ends travels, as every status update of Mesos goes through the master. */
export interface Carrier {
  /** The task is over on its machine. The carrier sees to it that `TaskLife.report` is called in the end. */
  carry(task: TaskId): void
}

/**
 * Tasks on machines: launched, prepared for, started, killed, ended.
 *
 * Resources are held from the moment of the verdict, and are free again at the moment the task ends on the machine;
 * the framework hears of it one status message later. A running task that is killed works no more, and holds its resources
 * for the kill grace of its framework; one that does not run yet ends at once.
 *
 * A task may run in another on the same machine, as a pod runs on a node that is leased: it takes its resources out of those
 * that the other holds, and is lost when the other ends.
 *
 * On a machine that has crashed nothing happens any more: launches and kills that reach it are lost, and all that is there
 * ends when somebody notices.
 */
export class TaskLife {
  /** A task of a job that is ending is over; whoever ends jobs sets it. */
  onEndOfEnding: (job: JobId, outcome: TaskOutcome) => void = () => {}
  /** A task is over because it was killed for a job that is ending, or for no reason of its own; whoever ends jobs sets it. */
  onKilled: (task: TaskId) => void = () => {}
  /** Who takes word of an end from the machine to its framework; null: a message, as long as the route takes. */
  carrier: Carrier | null = null
  /** How long a running task that is killed still holds its resources; null: the kill grace of its framework. */
  graceOf: ((task: TaskId) => Time) | null = null
  /** What machines do before a task runs; null: nothing. */
  startUp: StartUp | null = null
  private readonly world: World
  private readonly account: WorkAccount
  private readonly launches: number
  private readonly steps: number
  private readonly readies: number
  private readonly ends: number
  private readonly kills: number
  private readonly graces: number
  private readonly reports: number

  constructor(world: World, account: WorkAccount) {
    this.world = world
    this.account = account
    this.launches = world.mailbox.on((task, generation) => this.arrive(task, generation))
    this.steps = world.engine.on((task, generation) => {
      const { tasks } = world
      if (tasks.generation[task] === generation && tasks.state[task] === Preparing) this.stepDone(task)
    })
    this.readies = world.engine.on((task, generation) => {
      if (world.tasks.generation[task] === generation) this.setReady(task, true)
    })
    this.ends = world.engine.on((task, generation) => {
      const tasks = world.tasks
      // A task that was lost or killed keeps its row until its framework has heard of it.
      if (tasks.generation[task] === generation && tasks.state[task] === RunningState)
        this.end(task, tasks.outcome[task]! as TaskOutcome)
    })
    this.kills = world.mailbox.on((task, generation) => {
      if (world.tasks.generation[task] === generation) this.killed(task)
    })
    this.graces = world.engine.on((task, generation) => {
      const { tasks } = world
      const stops = tasks.generation[task] === generation && tasks.state[task] === Stopping
      if (stops && world.machines.silent[tasks.machine[task]!] === 0) this.end(task, this.killOf(task))
    })
    this.reports = world.mailbox.on(task => this.report(task))
  }

  /**
   * Launches every accepted claim. Its resources are out of the machine already: a live view took them, an offer had
   * them locked, or the judge applied the claim. The launch travels to the machine, unless the claim was made `onSite`.
   */
  launch(claims: Claims, onSite = false): number {
    let launched = 0
    let end = 0
    for (let from = 0; from < claims.count; from = end) {
      const job = claims.job[from]!
      let count = 0
      for (end = from; end < claims.count && claims.job[end] === job; end++) {
        if (claims.verdict[end] === Verdict.Accepted) count++
      }
      if (count > 0) this.launchTasks(claims, from, end, job, count, onSite)
      launched += count
    }
    return launched
  }

  /** Launches the accepted claims from `from` to before `end`, which are `count` and all of one job. */
  private launchTasks(
    claims: Claims,
    from: number,
    end: number,
    job: JobId,
    count: number,
    onSite: boolean,
  ): void {
    const { jobs, tasks, frameworks, probes, mailbox, engine } = this.world
    probes.tasksPlaced(job, jobs.count(job, Pending), count, engine.now)
    const framework = jobs.framework[job]!
    frameworks.usedCpuMilli[framework]! += count * jobs.cpuMilli[job]!
    frameworks.usedMemoryMiB[framework]! += count * jobs.memoryMiB[job]!
    for (let i = from; i < end; i++) {
      if (claims.verdict[i] !== Verdict.Accepted) continue
      const task = tasks.add(job, claims.machine[i]!, engine.now)
      claims.task[i] = task
      jobs.move(job, Pending, Placed, 1)
      if (onSite) this.arrive(task, tasks.generation[task]!)
      else mailbox.send(Route.Machine, this.launches, task, tasks.generation[task]!)
    }
  }

  /** Launches a pending task of the job in another task of the same framework, out of whose resources it takes its own. */
  launchWithin(job: JobId, host: TaskId): TaskId {
    const { jobs, tasks, probes, mailbox, engine } = this.world
    const task = tasks.add(job, tasks.machine[host]!, engine.now, host)
    probes.tasksPlaced(job, jobs.count(job, Pending), 1, engine.now)
    probes.roomLent(task, engine.now)
    jobs.move(job, Pending, Placed, 1)
    mailbox.send(Route.Machine, this.launches, task, tasks.generation[task]!)
    return task
  }

  /** The launch reached the machine. */
  private arrive(task: TaskId, generation: number): void {
    const { tasks, machines } = this.world
    if (tasks.generation[task] !== generation || tasks.state[task] !== Placed) return
    if (machines.silent[tasks.machine[task]!] === 1) return
    if (this.startUp?.isNeeded(tasks.machine[task]!)) this.prepare(task, this.startUp)
    else this.start(task)
  }

  private prepare(task: TaskId, startUp: StartUp): void {
    const { jobs, tasks, engine } = this.world
    tasks.prepare(task, engine.now)
    jobs.move(tasks.job[task]!, Placed, Preparing, 1)
    engine.at(engine.now + startUp.begin(task), this.steps, task, tasks.generation[task]!)
  }

  private stepDone(task: TaskId): void {
    const { tasks, engine } = this.world
    const next = this.startUp!.next(task)
    if (next === NONE) this.start(task)
    else engine.at(engine.now + next, this.steps, task, tasks.generation[task]!)
  }

  private start(task: TaskId): void {
    const { jobs, tasks, engine, probes } = this.world
    const job = tasks.job[task]!
    jobs.move(job, tasks.state[task]! as TaskState, RunningState, 1)
    tasks.state[task] = RunningState
    tasks.startedAt[task] = engine.now
    const launch = jobs.launches[job]!++
    const bad = timeToFailure(jobs.luck[job]!, launch, jobs.meanTimeToFailure[job]!)
    const fails = launch < jobs.failingLaunches[job]! ? Math.min(bad, jobs.failsAfter[job]!) : bad
    const lasts = jobs.duration[job]!
    tasks.outcome[task] = fails < lasts ? TaskOutcome.Failed : TaskOutcome.Finished
    const time = fails < lasts ? fails : lasts
    if (time !== Number.POSITIVE_INFINITY)
      engine.at(engine.now + time, this.ends, task, tasks.generation[task]!)
    probes.taskStarted(task, engine.now)
    if (lasts === NEVER) this.beginToServe(task)
  }

  /** A task of a service has started: it is ready at once, or when its framework says. */
  private beginToServe(task: TaskId): void {
    const { jobs, tasks, frameworks, engine } = this.world
    const after = frameworks.readyAfter[jobs.framework[tasks.job[task]!]!]!
    if (after === 0) this.setReady(task, true)
    else if (after !== NEVER) engine.at(engine.now + after, this.readies, task, tasks.generation[task]!)
  }

  /** The task is ready to serve, or no longer; only one of a service, and that runs, can become ready. */
  setReady(task: TaskId, ready: boolean): void {
    const { jobs, tasks, probes, now } = this.world
    if ((tasks.ready[task] === 1) === ready) return
    if (ready && (tasks.state[task] !== RunningState || jobs.duration[tasks.job[task]!] !== NEVER)) return
    tasks.setReady(task, ready)
    probes.readyChanged(task, ready, now)
  }

  /** The task is over on its machine. */
  end(task: TaskId, outcome: TaskOutcome): void {
    const { jobs, tasks, machines, frameworks, probes, mailbox, engine } = this.world
    const job = tasks.job[task]!
    const machine = tasks.machine[task]!
    const isSpecial = tasks.special[task] === 1
    if (isSpecial && tasks.tenants[task]! > 0) this.endTenants(task)
    if (isSpecial && tasks.ready[task] === 1) this.setReady(task, false)
    jobs.move(job, tasks.state[task]! as TaskState, Ended, 1)
    tasks.state[task] = Ended
    tasks.outcome[task] = outcome
    tasks.leaveMachine(task)
    const framework = jobs.framework[job]!
    const isTenant = isSpecial && tasks.within[task] !== NONE
    if (!isTenant) {
      if (machines.up[machine] === 1)
        machines.give(
          machine,
          frameworks.ownCpuMilli(framework, jobs.cpuMilli[job]!),
          jobs.memoryMiB[job]!,
          jobs.extra[job]!,
        )
      frameworks.usedCpuMilli[framework]! -= jobs.cpuMilli[job]!
      frameworks.usedMemoryMiB[framework]! -= jobs.memoryMiB[job]!
    }
    tasks.endedAt[task] = engine.now
    jobs.lastEnd[job] = engine.now
    if (outcome === TaskOutcome.Killed) this.onKilled(task)
    probes.taskEnded(task, outcome, engine.now)
    // Who leases a node hears of what runs there from the node itself.
    if (this.carrier !== null && !isTenant) {
      probes.released(machine, task)
      this.carrier.carry(task)
    } else if (mailbox.latencyOf(Route.Status) === 0 && frameworks.connected[framework]) {
      this.tell(task, outcome)
      probes.released(machine, task)
      tasks.remove(task)
    } else {
      probes.released(machine, task)
      mailbox.send(Route.Status, this.reports, task, tasks.generation[task]!)
    }
  }

  /** What runs in a task is lost with it. */
  private endTenants(host: TaskId): void {
    const { tasks } = this.world
    for (let task = tasks.on(tasks.machine[host]!); task !== NONE; ) {
      const next = tasks.nextOnMachine(task)
      if (tasks.within[task] === host) this.end(task, TaskOutcome.Lost)
      task = next
    }
  }

  /** The kill reached the machine. A second one finds nothing more to do. */
  private killed(task: TaskId): void {
    const { jobs, tasks, frameworks, machines } = this.world
    const state = tasks.state[task]
    if (state === Ended || state === Stopping || machines.silent[tasks.machine[task]!] === 1) return
    const grace = this.graceOf?.(task) ?? frameworks.killGrace[jobs.framework[tasks.job[task]!]!]!
    if (state === RunningState && grace > 0) {
      this.halt(task)
      this.world.engine.at(this.world.now + grace, this.graces, task, tasks.generation[task]!)
    } else this.end(task, this.killOf(task))
  }

  /** As what the task is killed: of a job that is ending, as a task that nobody wants, whatever it was killed for. */
  private killOf(task: TaskId): TaskOutcome {
    const { tasks, jobs } = this.world
    return jobs.isOpen(tasks.job[task]!) ? (tasks.killedAs[task]! as TaskOutcome) : TaskOutcome.Killed
  }

  /** The task works no more, and holds what it has. */
  private halt(task: TaskId): void {
    const { jobs, tasks, now, probes } = this.world
    this.setReady(task, false)
    jobs.move(tasks.job[task]!, tasks.state[task]! as TaskState, Stopping, 1)
    tasks.stop(task, now)
    probes.taskStopped(task, now)
  }

  /** The machine has crashed: nothing on it goes on. */
  haltAll(machine: MachineId): void {
    const { tasks } = this.world
    for (let task = tasks.on(machine); task !== NONE; task = tasks.nextOnMachine(task)) {
      if (tasks.state[task] === RunningState || tasks.state[task] === Preparing) this.halt(task)
    }
  }

  /** The machine is drained: its tasks are killed, to be launched again elsewhere. */
  evictAll(machine: MachineId): void {
    const { tasks } = this.world
    for (let task = tasks.on(machine); task !== NONE; ) {
      const next = tasks.nextOnMachine(task)
      if (tasks.killedAs[task] === 0) this.kill(task, TaskOutcome.Drained)
      task = next
    }
  }

  /** A message to the machine: end this task. The outcome says why. */
  kill(task: TaskId, outcome: TaskOutcome = TaskOutcome.Killed): void {
    if (this.world.tasks.state[task] === Ended) return
    this.world.tasks.kill(task, outcome)
    this.world.mailbox.send(Route.Machine, this.kills, task, this.world.tasks.generation[task]!)
  }

  /** Kills all tasks of the job that are on a machine. */
  killAll(job: JobId): void {
    const { jobs, tasks } = this.world
    for (let task = jobs.firstTask[job]!; task !== NONE; ) {
      const next = tasks.nextOfJob(task)
      this.kill(task)
      task = next
    }
  }

  /** The framework hears of the end now, or when it is connected again. */
  report(task: TaskId): void {
    const { tasks, jobs, frameworks } = this.world
    const framework = jobs.framework[tasks.job[task]!]!
    if (!frameworks.connected[framework] && jobs.end[tasks.job[task]!] === JobEnd.Open) {
      frameworks.keeper!.keepReport(framework, task)
      return
    }
    this.tell(task, tasks.outcome[task]! as TaskOutcome)
    tasks.remove(task)
  }

  private tell(task: TaskId, outcome: TaskOutcome): void {
    const { jobs, tasks, frameworks } = this.world
    const job = tasks.job[task]!
    if (jobs.pipeline[job] !== NONE) this.account.hears(task)
    if (jobs.end[job] !== JobEnd.Open) this.onEndOfEnding(job, outcome)
    else frameworks.owners[jobs.framework[job]!]!.taskEnded(task, outcome)
    this.account.heard()
  }
}
