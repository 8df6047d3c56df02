/**
 * When schedulers ask the leading master for the states of their tasks: by their clocks, and when they are registered again.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import { NEVER } from '../../../sim/engine/time.ts'
import { type FrameworkId, NONE, type TaskId } from '../../../sim/world/handles.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import { reconciliationPause } from '../reconciliation.ts'
import type { Answers } from './answers.ts'
import type { Leadership } from './leadership.ts'
import type { MesosScheduler } from './mesos-scheduler.ts'
import type { Reconciliations } from './reconciliations.ts'

export class Reconciling {
  readonly #cluster: Cluster
  readonly #schedulers: readonly MesosScheduler[]
  readonly #leadership: Leadership
  readonly #reconciliations: Reconciliations
  /** By framework: grows when its process begins or ends, so that timers of the one before are stale. */
  readonly #lives: number[]
  /** By framework, how often it has asked since it was registered. */
  readonly #attempts: number[]
  readonly #ticks: number
  readonly #retries: number

  constructor(
    cluster: Cluster,
    schedulers: readonly MesosScheduler[],
    leadership: Leadership,
    reconciliations: Reconciliations,
    answers: Answers,
  ) {
    this.#cluster = cluster
    this.#schedulers = schedulers
    this.#leadership = leadership
    this.#reconciliations = reconciliations
    this.#lives = schedulers.map(() => 0)
    this.#attempts = schedulers.map(() => 0)
    const { engine } = cluster
    this.#ticks = engine.on((framework, life) => {
      if (life !== this.#lives[framework]) return
      this.#ask(framework)
      engine.at(engine.now + schedulers[framework]!.reconciliation!.every, this.#ticks, framework, life)
    })
    this.#retries = engine.on((framework, term) => {
      if (term === leadership.term && answers.isMissing(framework)) this.#askAgain(framework)
    })
  }

  /** The framework's process begins: at the start of the run, or again. */
  begins(framework: FrameworkId): void {
    const { reconciliation } = this.#schedulers[framework]!
    const { engine } = this.#cluster
    const life = ++this.#lives[framework]!
    if (reconciliation === undefined || reconciliation.first === NEVER) return
    engine.at(engine.now + reconciliation.first, this.#ticks, framework, life)
  }

  ends(framework: FrameworkId): void {
    this.#lives[framework]!++
  }

  /** A master knows the framework from now on. */
  registered(framework: FrameworkId): void {
    this.#attempts[framework] = 0
    if (this.#schedulers[framework]!.reconciliation?.whenRegistered === true) this.#askAgain(framework)
  }

  #askAgain(framework: FrameworkId): void {
    const { engine } = this.#cluster
    this.#ask(framework)
    const pause = reconciliationPause(this.#attempts[framework]!++)
    engine.at(engine.now + pause, this.#retries, framework, this.#leadership.term)
  }

  #ask(framework: FrameworkId): void {
    if (this.#schedulers[framework]!.registered)
      this.#reconciliations.ask(framework, this.#tasksOf(framework))
  }

  #tasksOf(framework: FrameworkId): TaskId[] {
    const { jobs, tasks } = this.#cluster
    const own: TaskId[] = []
    for (let job = 0; job < jobs.rows.used; job++) {
      if (!jobs.isLive(job) || jobs.framework[job] !== framework) continue
      for (let task = jobs.firstTask[job]!; task !== NONE; task = tasks.nextOfJob(task))
        if (tasks.state[task] !== TaskState.Ended) own.push(task)
    }
    return own
  }
}
